"""复核: a refusal or termination is looked at again by officers who had no part in it (C31)."""

from collections.abc import Iterable

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Stage, any_of, found, limit

from . import papers
from .duties import APART, NEVER_AFTER, RECONSIDER
from .forms.after import GiveUpForm, InadmissibleForm, OrderedForm, ReviewedForm, RulingForm
from .under_way import under_way


@found("该户另有在办的防贫干预，不能重办本案")
def nothing_else_open(matter: Matter) -> bool:
    return not under_way(matter)


def next_appeal(case: Snapshot) -> Iterable[str]:
    """Each request is a child of its own."""
    return (str(sum(child.kind == "appeal" for child in case.newest) + 1),)


class Appeal(Procedure):
    key, name, edition, letter = "appeal", "复核", "2019", "FH"
    basis = "民发〔2021〕57号 第三十六条至第三十八条；干预对象的复核未见规定，由县里自行复核为本产品默认"
    apart, never_after = APART, NEVER_AFTER
    seen_by = (
        Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST, Role.AUDITOR,
    )  # fmt: skip

    received = Stage("已收到", held_by=Role.HANDLER, within=limit("appeal.admit_limit"), start=True)
    reviewing = Stage("复核中", held_by=Role.HANDLER, within=limit("appeal.decide_limit"))
    deciding = Stage("待决定", held_by=Role.APPROVER, within=limit("county.decide_limit"))
    inadmissible = Stage("不予受理", end=True)
    upheld = Stage("维持原决定", end=True)
    redo = Stage("撤销重办", end=True)
    given_up = Stage("申请人撤回", end=True)

    admit = received.to(reviewing, "受理复核", duty=RECONSIDER)
    turn_away = received.to(
        inadmissible, "不予受理", duty=RECONSIDER, agreed_by=Role.APPROVER, asks=InadmissibleForm
    )
    report = reviewing.to(deciding, "提出复核意见", duty=RECONSIDER, asks=ReviewedForm)
    uphold = deciding.to(
        upheld,
        "维持原决定",
        duty=RECONSIDER,
        asks=RulingForm,
        issues=(papers.RULING, papers.RECEIPT),
    )
    order_redo = deciding.to(
        redo, "撤销原决定，另派人重办", duty=RECONSIDER, asks=RulingForm, needs=(nothing_else_open,),
        issues=(papers.RULING, papers.RECEIPT),
    )  # fmt: skip
    # 行政复议决定、法院判决责令重作的，照办
    ordered = any_of(received, reviewing, deciding).to(
        redo, "按复议决定或判决重办", by=Role.HANDLER, agreed_by=Role.APPROVER, duty=RECONSIDER,
        asks=OrderedForm, needs=(nothing_else_open,),
    )  # fmt: skip
    give_up = any_of(received, reviewing, deciding).to(
        given_up, "申请人撤回", by=(Role.CLERK, Role.HANDLER), asks=GiveUpForm
    )
