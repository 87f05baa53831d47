"""预警线索: three channels, one case (赣市扶攻字〔2019〕8号 四（二）2)."""

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.procedure import Procedure
from workflows.engine.words import NEW, Stage, condition, found, limit

from . import papers
from .forms.clue import AcceptForm, ClueForm
from .sources import first_source, further_source, own_source
from .table import Intervention
from .under_way import under_way

REPORTERS = (Role.VILLAGE, Role.CLERK, Role.LIAISON, Role.HANDLER)


@found("该户没有在办的防贫干预")
def taken_up(matter: Matter) -> bool:
    return under_way(matter)


class Clue(Procedure):
    key, name, edition, letter = "clue", "预警线索", "2019", "XS"
    basis = "赣市扶攻字〔2019〕8号 四（二）2：建立乡村预警、部门联动、主动申请等识别渠道"

    registered = Stage("已登记", held_by=Role.CLERK, within=limit("clue.accept_limit"), start=True)
    accepted = Stage("已受理", end=True)
    merged = Stage("已并入", end=True)

    known = condition("该户没有在办事项")(lambda case: bool(case.facts.get("open_elsewhere")))

    register = NEW.to(
        registered, "登记线索", by=REPORTERS, only_if=(~known,), asks=ClueForm,
        gives=(first_source,), issues=(papers.CLUE_FORM,),
    )  # fmt: skip
    merge = NEW.to(
        merged, "登记线索并入在办事项", by=REPORTERS, only_if=(known,), asks=ClueForm,
        tells="further_clue", issues=(papers.CLUE_FORM,),
    )  # fmt: skip
    accept = registered.to(
        accepted, "受理，列为初步预警对象", asks=AcceptForm, only_if=(~taken_up,),
        starts=Intervention.carrying("clue_on", "channel", "source", "sources", "risks"),
    )  # fmt: skip
    # 登记之后该户的旧案恢复办理（如撤销撤回）
    attach = registered.to(
        merged, "并入在办事项", only_if=(taken_up,), gives=(own_source,), tells="further_clue"
    )
    further_clue = registered.here("并入线索", by=Role.SYSTEM, gives=(further_source,))
