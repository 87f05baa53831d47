"""申报核对: nothing a villager sends is lost because the register does not know him (主动申请).

The board answers him as it answers everybody; a clerk matches his household or enters it, and the
clue begins with the day he applied. One whose household is known opens a clue at once.
"""

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.procedure import Procedure
from workflows.engine.words import NEW, Stage, limit
from workflows.registry.entering import enter as put_into_register
from workflows.registry.models import Household, Member

from ..raising import raise_clue
from .forms import DeclineForm, EnterForm, MadeForm, MatchForm


def hand_over(matter: Matter) -> None:
    """The clue of the household that was found, from the day of the application."""
    number = matter.answers["household_number"]
    _apply_for(matter, Household.objects.get(number=number))


def enter_and_hand_over(matter: Matter) -> None:
    """The household in the register with its head, and the clue."""
    given = matter.answers
    home = Household(
        village_id=matter.case.region, head_name=given["head"], group_name=given["group"],
        address=given.get("address", ""),
    )  # fmt: skip
    head = Member(
        name=given["head"], relation=Member.Relation.HEAD, id_number=given["id_number"],
        phone=given["phone"],
    )  # fmt: skip
    _apply_for(matter, put_into_register(home, [head], matter.today))


def _apply_for(matter: Matter, home: Household) -> None:
    said = matter.said
    raise_clue(
        matter, household=home, channel="主动申请", found_on=matter.case.opened_on.isoformat(),
        source="本户", risks=[said["trouble"]], situation=said["situation"],
        reporter=said["reporter"], reporter_phone=said["reporter_phone"],
    )  # fmt: skip


class Application(Procedure):
    key, name, edition, letter = "application", "申报核对", "2019", "SB"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：建立乡村预警、部门联动、主动申请等识别渠道"
    seen_by = (Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.AUDITOR)

    received = Stage("待核对", held_by=Role.CLERK, within=limit("clue.accept_limit"), start=True)
    taken_over = Stage("已转为线索", end=True)
    declined = Stage("不予登记", end=True)

    apply = NEW.to(received, "网上申报", by=Role.VILLAGER, asks=MadeForm)
    match = received.to(
        taken_over, "对上登记册里的户", by=(Role.CLERK, Role.HANDLER), asks=MatchForm,
        books=(hand_over,),
    )  # fmt: skip
    enter = received.to(taken_over, "登记入册", asks=EnterForm, books=(enter_and_hand_over,))
    # 不予登记须两人：乡镇经办提出，县经办会签，因为申报人可能属于别的乡镇
    decline = received.to(
        declined, "不予登记，答复申报人", agreed_by=Role.HANDLER, asks=DeclineForm
    )
