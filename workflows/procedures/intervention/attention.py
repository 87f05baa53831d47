"""退回提示: a case sent back again and again is shown to the auditor. Nothing waits for it."""

from collections.abc import Iterable

from workflows.access.actors import Role
from workflows.engine.procedure import Procedure
from workflows.engine.snapshot import Snapshot
from workflows.engine.words import Stage

from .forms.after import NotedForm


def often_returned(case: Snapshot) -> Iterable[str]:
    """One note to the auditor for each return from the pack's number on (退回满三次)."""
    times = int(case.facts.get("returns", 0))
    return (str(times),) if times >= case.pack["return.alert_after"] else ()


class Attention(Procedure):
    key, name, edition, letter = "attention", "多次退回提示", "2019", "TS"
    basis = "民发〔2021〕57号 第十条：需要补正的一次告知；多次退回的提示审计为本产品默认"

    raised = Stage("待阅", held_by=Role.AUDITOR, start=True)
    noted = Stage("已阅", end=True)

    note = raised.to(noted, "阅知", asks=NotedForm)
