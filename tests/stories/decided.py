"""Cases that were decided one way or the other, for what comes after."""

from datetime import date
from typing import Any
from uuid import uuid4

from tests.fixtures.county import household
from workflows.access.models import Officer
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.procedures.intervention.clue import Clue
from workflows.procedures.intervention.rehearsal import CHECK, Rehearsal, photo
from workflows.workdays import clock

POSTED = date(2026, 6, 3)
FREE = date(2026, 6, 9)
REFUSAL: dict[str, Any] = {
    "facts_found": "家庭人均收入高于监测线。",
    "reason": "不符合条件。",
    "rule": "赣市扶攻字〔2019〕8号 四（二）2",
}


def warned(county: Rehearsal, nth: int = 0, risks: tuple[str, ...] = ("因病",)) -> Case:
    """A household whose clue has just been accepted."""
    answers = {
        "channel": "乡村预警", "clue_on": POSTED, "source": "村委会走访", "risks": list(risks),
        "situation": "房屋过火，粮食全部烧毁。",
    }  # fmt: skip
    by = county.actor(county.local("jingban"))
    home = household(nth=nth)
    return county.accept(start(Clue, by=by, household=home, command_id=uuid4(), answers=answers))


def to_township(county: Rehearsal, nth: int = 0, risks: tuple[str, ...] = ("因病",)) -> Case:
    """A household whose notice is over."""
    with clock.standing_at(POSTED):
        case = warned(county, nth, risks)
        county.authorise(case)
        county.check(case)
        county.co_check(case)
        sheet = county.agree(case)
        county.post(sheet)
    with clock.standing_at(FREE):
        county.take_down(sheet)
        county.take(case, "close", county.local("jingban"))
    return case


def refused(county: Rehearsal) -> Case:
    case = to_township(county)
    with clock.standing_at(FREE):
        county.take(case, "pass_on", county.local("shenhe"), opinion="同意上报。")
        county.take(
            case, "examine", "xian_jingban", proposal="不符合条件", handler_opinion="不符合条件。"
        )
        county.take(case, "refuse", "xian_shenpi", **REFUSAL)
    return case


def filed(county: Rehearsal) -> Case:
    case = to_township(county)
    with clock.standing_at(FREE):
        county.decide(case)
        county.announce(case)
        county.file(case)
    return case


def check_again(county: Rehearsal, case: Case, **found: Any) -> Case:
    """The household checked by officers who did not check it first."""
    again = county.child(case, "household_check")
    able = [county.local("jingban"), "xian_jingban2"]
    officers = [Officer.objects.get(username=name).pk for name in able]
    county.take(
        again, "schedule", county.local("jingban"), checkers=officers, visit_on=clock.today(),
        told_by="电话",
    )  # fmt: skip
    answers = {**CHECK, "visited_on": clock.today(), **found}
    county.take(again, "submit", county.local("jingban"), **answers)
    county.take(again, "accept", county.local("shenhe"))
    return again


def over(county: Rehearsal, child: Case) -> None:
    """The poster of an intended revocation is taken down."""
    county.take(
        child, "over", county.local("jingban"), files={"taken_down_photo": photo()},
        heard_from_villagers="无",
    )  # fmt: skip


def check_again_for(county: Rehearsal, case: Case) -> None:
    """The check that was opened with the proposal to revoke."""
    check_again(county, case, finding="不符合", finding_text="名下有商品房一套。")
