"""Many at once: numbers without a gap, and one decision only (acceptance scenario 13)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

from django.db import connection

from documents.models import Paper
from tests.fixtures.county import household, settle
from tests.fixtures.databases import OwnDatabase
from workflows.engine.door import advance
from workflows.engine.models import Case, Event
from workflows.engine.refusals import Refusal
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

DAY = date(2026, 6, 3)
MANY = 50


def together(work: list[Callable[[], object]]) -> list[object]:
    """Run all of it from eight threads at once; what each returned or was refused with."""

    def one(job: Callable[[], object]) -> object:
        try:
            with clock.standing_at(DAY):
                return job()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(one, work))


def assign(case: Case, account: str) -> Callable[[], object]:
    """The county hands the case over: a numbered paper of the county's is issued."""

    def job() -> object:
        by = Rehearsal(1).actor(account)
        return advance(case, "assign", by=by, seen=case.seq, command_id=uuid4())

    return job


def test_fifty_papers_signed_at_once_are_numbered_without_a_gap(
    own_database: OwnDatabase,
) -> None:
    """发文字号连续，不跳号、不重号。"""
    settle(households=130)
    county = Rehearsal(1)
    with clock.standing_at(DAY):
        cases = [county.accept(county.warn(household(nth=nth))) for nth in range(MANY)]
    outcomes = together([assign(case, "xian_jingban") for case in cases])
    assert [outcome for outcome in outcomes if not isinstance(outcome, Event)] == []
    numbered = Paper.objects.filter(kind="D02").order_by("serial")
    assert [paper.serial for paper in numbered] == list(range(1, MANY + 1))


def test_two_handlers_at_once_are_one_step(own_database: OwnDatabase) -> None:
    """同一事项两人同时办理，只办一次；后到者得知由谁办结。"""
    settle()
    county = Rehearsal(1)
    with clock.standing_at(DAY):
        case = county.accept(county.warn(household()))
    both = [assign(case, "xian_jingban"), assign(case, "xian_jingban2")] * 4
    outcomes = together(both)
    done = [outcome for outcome in outcomes if isinstance(outcome, Event)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert (len(done), len(refused)) == (1, 7)
    assert all("已由" in refusal.message and refusal.status == 409 for refusal in refused)
    assert Event.objects.filter(case=case, step="assign").count() == 1
    assert Paper.objects.filter(kind="D02").count() == 1
