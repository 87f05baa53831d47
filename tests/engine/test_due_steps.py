"""Steps nobody asks for: taken as soon as they are due, looked at again when they are blocked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.engine.ways import june
from tests.fixtures.county import household
from workflows.access.actors import Role
from workflows.engine import procedure as compiled
from workflows.engine.answers import StepForm
from workflows.engine.door import start, wake
from workflows.engine.fields import DayField
from workflows.engine.models import Case
from workflows.engine.procedure import Procedure
from workflows.engine.words import NEW, Stage, fact, on
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


class DayForm(StepForm):
    """The day a step is to fall due."""

    day = DayField()


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    """Tables made here are forgotten again."""
    before = {key: dict(editions) for key, editions in compiled._known.items()}
    yield
    compiled._known.clear()
    compiled._known.update(before)


def opened(county: Rehearsal, table: type[Procedure], day: date) -> Case:
    """A case of a table, opened on the 1st, with the day its step falls due."""
    with clock.standing_at(june(1)):
        by = county.actor(county.local("jingban"))
        return start(table, by=by, household=household(), command_id=uuid4(), answers={"day": day})


def test_a_due_step_that_is_blocked_is_looked_at_again_the_next_day(county: Rehearsal) -> None:
    class Lease(Procedure):
        key, name, letter = "lease", "租约", "ZY"
        running = Stage("有效", held_by=Role.CLERK, start=True)
        over = Stage("到期", end=True)
        begin = NEW.to(running, "立约", by=Role.CLERK, asks=DayForm)
        settle = running.here("结清", gives=(lambda case, answers: {"settled": True},))
        end = running.to(over, "到期", when=on("day"), needs=(fact("settled", "尚未结清"),))

    case = opened(county, Lease, june(3))
    assert (case.stage, case.wake_on) == ("running", june(3))
    for day in (3, 4):
        with clock.standing_at(june(day)):
            wake(case)
        case.refresh_from_db()
        assert (case.stage, case.wake_on) == ("running", june(day) + timedelta(days=1))
    with clock.standing_at(june(5)):
        county.take(case, "settle", county.local("jingban"))
    assert (case.stage, case.wake_on) == ("over", None)


def test_steps_that_fall_due_without_end_are_a_fault_of_the_table(county: Rehearsal) -> None:
    """Nothing of it is written: better no case than one that chases its own tail."""

    class Circle(Procedure):
        key, name, letter = "circle", "循环", "XH"
        here = Stage("甲", held_by=Role.CLERK, start=True)
        there = Stage("乙", held_by=Role.CLERK)
        begin = NEW.to(here, "立案", by=Role.CLERK, asks=DayForm)
        go = here.to(there, "去", when=on("day"))
        come = there.to(here, "回", when=on("day"))

    with pytest.raises(RuntimeError, match="without end"):
        opened(county, Circle, june(1))
    assert not Case.objects.filter(procedure="circle").exists()
