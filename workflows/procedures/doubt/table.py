"""疑点: handed to the village, answered, struck off (销号); a true one becomes a clue."""

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.procedure import Procedure
from workflows.engine.words import NEW, Stage, condition, limit

from ..raising import raise_clue
from . import papers
from .forms import TRUE, AgainForm, AnswerForm, DoubtForm, RiskForm, StrikeForm


def warn(matter: Matter) -> None:
    """部门数据比对属实的疑点由部门联动渠道登记为线索 (赣市扶攻字〔2019〕8号 四（二）2)."""
    said = matter.said
    raise_clue(
        matter, channel="部门联动", found_on=said["verified_on"],
        situation=f"{said['source']}比对：{said['said']}；核实：{said['found']}",
    )  # fmt: skip


class Doubt(Procedure):
    key, name, edition, letter = "doubt", "疑点", "2020", "YD"
    basis = "攀脱贫办发〔2020〕19号 二（一）：通过数据共享比对，及时发现问题"

    handed = Stage("待核实", held_by=Role.VILLAGE, within=limit("doubt.verify_limit"), start=True)
    answered = Stage("待销号", held_by=Role.CLERK, within=limit("doubt.strike_limit"))
    confirmed = Stage("属实，已转线索", end=True)
    cleared = Stage("已销号", end=True)

    true = condition("核实结果不是属实")(lambda case: case.facts.get("result") == TRUE)

    hand_out = NEW.to(handed, "下发疑点", by=Role.HANDLER, asks=DoubtForm)
    answer = handed.to(answered, "反馈核实结果", by=(Role.VILLAGE, Role.CLERK), asks=AnswerForm)
    ask_again = answered.to(handed, "退回重新核实", asks=AgainForm)
    confirm = answered.to(
        confirmed, "属实，登记线索并销号", asks=RiskForm, only_if=(true,), books=(warn,),
        issues=(papers.CHECKED,),
    )  # fmt: skip
    strike = answered.to(
        cleared, "销号", asks=StrikeForm, only_if=(~true,), issues=(papers.CHECKED,)
    )
