"""Statements of each human step of the real main line, papers included."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any
from uuid import uuid4

from workflows.engine.door import advance, start
from workflows.engine.models import Case, Event
from workflows.procedures.intervention.clue import Clue
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.registry.models import Household
from workflows.workdays import clock

from .recording import Meter


class CountedRehearsal(Rehearsal):
    """The rehearsal of 防贫干预, counting what each step through the door costs.

    Counted is `start` or `advance` with all it does, from its first statement to its commit; what
    a page asks before (who is this, which case) belongs to the budgets of pages.
    """

    def __init__(self) -> None:
        super().__init__(township=1)
        self.counts: dict[str, int] = {}
        self.meter = Meter()

    def take(
        self,
        case: Case,
        step: str,
        account: str,
        files: dict[str, Any] | None = None,
        **answers: Any,
    ) -> Event:
        """Take a step as the rehearsal does, counted."""
        case.refresh_from_db()
        by = self.actor(account)
        with self._counted(f"{case.procedure}.{step}"):
            event = advance(
                case, step, by=by, seen=case.seq, command_id=uuid4(), answers=answers, files=files
            )
        case.refresh_from_db()
        return event

    def warn(self, household: Household, *, channel: str = "乡村预警", account: str = "") -> Case:
        """Register a clue as the rehearsal does, counted."""
        by = self.actor(account or self.local("jingban"))
        answers = {
            "channel": channel, "clue_on": clock.today(), "source": "村委会走访", "risks": ["因病"],
            "situation": "家中主要劳动力患病住院，自付医疗费用较高。",
        }  # fmt: skip
        with self._counted("clue.register"):
            return start(Clue, by=by, household=household, command_id=uuid4(), answers=answers)

    @contextmanager
    def _counted(self, step: str) -> Iterator[None]:
        with self.meter.step():
            yield
        self.counts[f"{len(self.counts) + 1:02} {step}"] = len(self.meter.sent.pop())


def statements(household: Household) -> dict[str, int]:
    """Statements of each step from the first clue to the filed dossier, in fifteen days of June."""
    county = CountedRehearsal()
    with clock.standing_at(date(2026, 6, 1)):
        case = county.accept(county.warn(household))
    with clock.standing_at(date(2026, 6, 2)):
        county.authorise(case)
    with clock.standing_at(date(2026, 6, 4)):
        county.check(case)
        county.co_check(case)
    with clock.standing_at(date(2026, 6, 5)):
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(date(2026, 6, 11)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
        county.decide(case)
    with clock.standing_at(date(2026, 6, 12)):
        county.announce(case)
        county.file(case)
    case.refresh_from_db()
    assert case.stage == "filed", case.stage
    return county.counts
