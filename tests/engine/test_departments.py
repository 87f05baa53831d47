"""A co-check put to a department is answered by its liaison; the rest is the county office's."""

import pytest

from tests.engine.ways import june, to_household_check
from workflows.engine.models import Task
from workflows.engine.refusals import NotAllowed
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock


def test_civil_affairs_neither_asks_itself_nor_waives_its_own_reply(county: Rehearsal) -> None:
    """民政 has handlers and approvers of its own, for its own procedures."""
    case = to_household_check(county)
    check = case.children.get(key="民政")
    letter = county.sheet(check, "request_letter")
    with clock.standing_at(june(3)):
        with pytest.raises(NotAllowed):
            county.take(letter, "send", "minzheng_jingban")
        with pytest.raises(NotAllowed):
            county.take(
                check, "waive_unsent", "minzheng_shenpi", waived_because="系统停机",
                instead="纸质证明",
            )  # fmt: skip
        county.ask_departments(case)
        county.reply(check)
        with pytest.raises(NotAllowed):
            county.take(check, "accept", "minzheng_jingban")
        county.take(check, "accept", "xian_jingban")
    assert check.stage == "accepted"


def test_the_county_offices_work_is_in_no_departments_inbox(county: Rehearsal) -> None:
    case = to_household_check(county)
    with clock.standing_at(june(3)):
        work = Task.objects.filter(
            case__procedure__in=("co_check", "request_letter"), case__key="民政"
        )
        inbox = {
            account: work.for_actor(county.actor(account)).count()
            for account in ("xian_jingban", "minzheng_jingban", "minzheng_lianluo")
        }
        assert inbox == {"xian_jingban": 1, "minzheng_jingban": 0, "minzheng_lianluo": 0}
        county.ask_departments(case)
        inbox = {
            account: work.for_actor(county.actor(account)).count()
            for account in (
                "xian_jingban",
                "minzheng_jingban",
                "minzheng_lianluo",
                "gongan_lianluo",
            )
        }
    assert inbox == {
        "xian_jingban": 0, "minzheng_jingban": 0, "minzheng_lianluo": 1, "gongan_lianluo": 0,
    }  # fmt: skip
