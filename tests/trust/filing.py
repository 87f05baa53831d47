"""A case walked to its end, printed, sealed: what filing packages are made of."""

from __future__ import annotations

from collections.abc import Callable

from documents.press import Job, Press, Sheet, answer_to
from documents.printing import Printing
from tests.documents import presses
from tests.engine.ways import june, to_township
from workflows.engine.models import Case
from workflows.engine.sealing import seal
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def filed(county: Rehearsal, *, sealed_between: bool = False) -> Case:
    """A household's case from the warning to the filed dossier; the last of it not yet sealed."""
    case = to_township(county)
    with clock.standing_at(june(12)):
        county.decide(case)
        county.announce(case)
        county.serve(case)
    print_all()
    if sealed_between:
        seal_all()
    with clock.standing_at(june(24)):
        county.attach_originals(case)
        county.file(case)
    case.refresh_from_db()
    return case


class HandPress(Press):
    """Renders in this process: starting a child takes longer than thirty plain papers."""

    def print(
        self,
        job: Job,
        *,
        beat: Callable[[], object],
        tell: Callable[[int], object] = lambda page: None,
    ) -> Sheet:
        answer = answer_to(job, presses.plain)
        assert isinstance(answer, Sheet)
        return answer


def print_all() -> None:
    """Every owed PDF, by the tests' quick renderer."""
    work = Printing(HandPress())
    while work.work_one("test"):
        pass


def seal_all() -> None:
    """Everything sealed, in two parts so that proofs lead to more than one checkpoint."""
    while seal():
        pass
