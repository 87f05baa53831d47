"""Short ways to a stage: a household led through the door by the rehearsal, a stage a day.

Days of June 2026: the 1st is a Monday, and the notice hangs from the 5th to the 10th.
"""

from datetime import date

from tests.fixtures.county import household
from workflows.engine.models import Case
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def june(day: int) -> date:
    """A day of June 2026."""
    return date(2026, 6, day)


def to_household_check(county: Rehearsal, nth: int = 0) -> Case:
    """A case that has just entered 入户核查, on the 2nd."""
    with clock.standing_at(june(1)):
        case = county.accept(county.warn(household(nth=nth)))
    with clock.standing_at(june(2)):
        county.authorise(case)
    return case


def to_reviewing(county: Rehearsal, nth: int = 0) -> Case:
    """A case checked and answered by every department, on the 4th."""
    case = to_household_check(county, nth)
    with clock.standing_at(june(4)):
        county.check(case)
        county.co_check(case)
    case.refresh_from_db()
    return case


def to_public_notice(county: Rehearsal, nth: int = 0) -> tuple[Case, Case]:
    """A case on a notice still being drafted, on the 5th, and that notice."""
    case = to_reviewing(county, nth)
    with clock.standing_at(june(5)):
        sheet = county.agree(case)
    return case, sheet


def to_township(county: Rehearsal, nth: int = 0) -> Case:
    """A case whose notice has hung in full and was taken down, on the 11th."""
    case, sheet = to_public_notice(county, nth)
    with clock.standing_at(june(5)):
        county.post(sheet)
    with clock.standing_at(june(11)):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
    return case


def to_deciding(county: Rehearsal, nth: int = 0) -> Case:
    """A case that waits for the county's decision, on the 12th."""
    case = to_township(county, nth)
    with clock.standing_at(june(12)):
        county.take(case, "pass_on", county.local("shenhe"), opinion="材料齐全，同意上报。")
        county.take(
            case, "examine", "xian_jingban", proposal="符合条件", handler_opinion="经审查符合条件。"
        )
    return case
