"""预警线索: three channels, one case (赣市扶攻字〔2019〕8号 四（二）2)."""

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.models import Case
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import NEW, Stage, any_of, condition, found, limit

from . import papers
from .duties import APART, REVIEW
from .forms.clue import AcceptForm, ApplyForm, ClueForm, ReopenForm, ScreenOutForm, TransferForm
from .forms.words import APPLIED
from .sources import first_source, further_source, own_application, own_source
from .table import Intervention
from .under_way import under_way

REPORTERS = (Role.VILLAGE, Role.CLERK, Role.LIAISON, Role.HANDLER)


@found("该户没有在办的防贫干预")
def taken_up(matter: Matter) -> bool:
    return under_way(matter)


@found("该户另有尚未受理的线索，请在该线索上办理")
def alone(matter: Matter) -> bool:
    """A household has one open clue: what is found wrong with this one belongs to the other."""
    others = Case.objects.filter(household=matter.case.household_id, procedure="clue", parent=None)
    return not others.filter(closed=False).exclude(pk=matter.case.pk).exists()


@condition("线索不是该户主动申请的")
def applied_for(case: Snapshot) -> bool:
    """Whether the household itself asked: then a refusal to begin is answered in writing."""
    return any(source["channel"] == APPLIED for source in case.facts.get("sources", ()))


class Clue(Procedure):
    key, name, edition, letter = "clue", "预警线索", "2019", "XS"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：建立乡村预警、部门联动、主动申请等识别渠道"
    apart = APART

    registered = Stage("已登记", held_by=Role.CLERK, within=limit("clue.accept_limit"), start=True)
    # 村民在网上申报的，由乡镇经办登记后即为线索
    applied = Stage("已申报，待登记", held_by=Role.CLERK, within=limit("clue.accept_limit"))
    accepted = Stage("已受理", end=True)
    merged = Stage("已并入", end=True)
    screened_out = Stage("不启动", end=True)
    transferred = Stage("已移送", end=True)

    known = condition("该户没有在办事项")(lambda case: bool(case.facts.get("open_elsewhere")))
    taken_up, applied_for, alone = taken_up, applied_for, alone

    register = NEW.to(
        registered, "登记线索", by=REPORTERS, only_if=(~known,), asks=ClueForm,
        gives=(first_source,), issues=(papers.CLUE_FORM,),
    )  # fmt: skip
    merge = NEW.to(
        merged, "登记线索并入在办事项", by=REPORTERS, only_if=(known,), asks=ClueForm,
        tells="further_clue", issues=(papers.CLUE_FORM,),
    )  # fmt: skip
    apply = NEW.to(
        applied, "主动申报", by=Role.VILLAGER, only_if=(~known,), asks=ApplyForm,
        gives=(own_application, first_source),
    )  # fmt: skip
    apply_again = NEW.to(
        merged, "主动申报并入在办事项", by=Role.VILLAGER, only_if=(known,), asks=ApplyForm,
        gives=(own_application,), tells="further_clue",
    )  # fmt: skip
    enter = applied.to(registered, "登记申报", issues=(papers.CLUE_FORM,))
    accept = registered.to(
        accepted, "受理，列为初步预警对象", asks=AcceptForm, only_if=(~taken_up,),
        starts=Intervention.carrying(
            "clue_on", "channel", "source", "sources", "risks", "previous_case"
        ),
    )  # fmt: skip
    # 登记之后该户的旧案恢复办理（如撤销撤回）
    attach = registered.to(
        merged, "并入在办事项", only_if=(taken_up,), gives=(own_source,), tells="further_clue"
    )
    further_clue = any_of(registered, applied).here(
        "并入线索", by=Role.SYSTEM, gives=(further_source,)
    )

    # 不启动须两人：经办提出，审核会签；该户自己申请的，书面答复并送达
    decline = registered.to(
        screened_out, "不启动，书面答复申请人", duty=REVIEW, agreed_by=Role.REVIEWER,
        asks=ScreenOutForm, only_if=(applied_for,), issues=(papers.NOT_STARTED, papers.RECEIPT),
    )  # fmt: skip
    screen_out = registered.to(
        screened_out, "不启动，说明理由", duty=REVIEW, agreed_by=Role.REVIEWER, asks=ScreenOutForm,
        only_if=(~applied_for,),
    )  # fmt: skip
    transfer = registered.to(
        transferred, "移送户籍地或居住地", asks=TransferForm, issues=(papers.CLUE_TRANSFER,)
    )
    # 县级抽查或举报发现不启动有误
    reopen = screened_out.to(
        registered, "抽查或举报有误，重新登记", by=Role.HANDLER, asks=ReopenForm, needs=(alone,)
    )
