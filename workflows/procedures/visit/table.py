"""走访摸排: 攀脱贫办发〔2020〕19号 二（一）; how often, 明扶贫发〔2020〕1号."""

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.procedure import Procedure
from workflows.engine.words import NEW, Stage, limit

from ..raising import raise_clue
from . import papers
from .forms import MissedForm, PlanForm, RiskForm, VisitForm

PLANNERS = (Role.VILLAGE, Role.CLERK, Role.HANDLER)
VISITORS = (Role.VILLAGE, Role.CLERK)


def warn(matter: Matter) -> None:
    """走访发现的风险由乡村预警渠道登记为线索 (赣市扶攻字〔2019〕8号 四（二）2)."""
    said = matter.said
    raise_clue(
        matter, channel="乡村预警", found_on=said["visited_on"],
        situation=f"走访发现：{said['situation']}",
    )  # fmt: skip


class Visit(Procedure):
    key, name, edition, letter = "visit", "走访", "2020", "ZF"
    basis = (
        "攀脱贫办发〔2020〕19号 二（一）：定期开展走访摸排，提前发现并预警提醒，建立台账、采取措施"
    )

    planned = Stage(
        "待走访", held_by=Role.VILLAGE, within=limit("visit.record_limit").since("planned_on"),
        start=True,
    )  # fmt: skip
    done = Stage("已走访", end=True)
    warned = Stage("已走访，转为线索", end=True)
    missed = Stage("未走访", end=True)

    plan = NEW.to(planned, "安排走访", by=PLANNERS, asks=PlanForm)
    record = planned.to(
        done, "登记走访，未发现风险", by=VISITORS, asks=VisitForm, issues=(papers.RECORD,)
    )
    report = planned.to(
        warned, "登记走访，发现风险", by=VISITORS, asks=RiskForm, books=(warn,),
        issues=(papers.RECORD,),
    )  # fmt: skip
    miss = planned.to(missed, "未能走访", by=VISITORS, asks=MissedForm)
