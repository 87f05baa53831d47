"""What steps work out from the case and the answers: pure functions, tried by value."""

from __future__ import annotations

from typing import Any

import pytest

from tests.engine.cases import SEED, case_at, child
from workflows.engine import posting
from workflows.procedures.intervention import co_check, facts, sheets, sources, table
from workflows.procedures.intervention.objection import Objection, next_objection

VOICES = {"channel": "乡村预警", "clue_on": "2026-06-01", "source": "村委会"}
LATER = {"channel": "主动申请", "clue_on": "2026-06-03", "source": "本户"}
EARLIER = {"channel": "部门联动", "clue_on": "2026-05-20", "source": "医保局"}


class TestSources:
    """K3: several clues are one case, and the earliest day rules its clock."""

    def test_the_first_clue_begins_the_list(self) -> None:
        worked = sources.first_source(case_at(""), VOICES | {"situation": "住院"})
        assert worked == {"sources": [VOICES]}

    @pytest.mark.parametrize(("more", "rules"), [(LATER, VOICES), (EARLIER, EARLIER)])
    def test_the_earliest_clue_rules(self, more: dict[str, str], rules: dict[str, str]) -> None:
        case = case_at("reviewing", facts={"sources": [VOICES], **VOICES})
        worked = sources.further_source(case, more | {"clue": "XS-2"})
        assert worked == {"sources": [VOICES, more | {"clue": "XS-2"}], **rules}

    def test_a_registered_clue_tells_what_it_was_registered_with(self) -> None:
        case = case_at("registered", facts={**VOICES, "sources": [VOICES], "identified": True})
        assert sources.own_source(case, {}) == VOICES


class TestReview:
    """C6: two thirds came, two thirds of those representatives, and more than half agreed."""

    @pytest.mark.parametrize(
        ("entitled", "attendees", "representatives", "in_favour", "quorum", "carried"),
        [
            (45, 30, 20, 16, True, True),
            (46, 30, 30, 30, False, True),  # 村民委员会组织法 第二十五条
            (45, 30, 19, 30, False, True),
            (45, 30, 20, 15, True, False),
            (1, 1, 1, 1, True, True),
        ],
    )
    def test_the_meeting_is_counted(
        self, entitled: int, attendees: int, representatives: int, in_favour: int, quorum: bool,
        carried: bool,
    ) -> None:  # fmt: skip
        answers = {
            "meeting_kind": "村民代表会议", "entitled": entitled, "attendees": attendees,
            "representatives": representatives, "in_favour": in_favour,
        }  # fmt: skip
        worked = facts.counted(case_at("reviewing"), answers)
        assert worked == {"meeting": True, "quorum": quorum, "carried": carried}

    def test_an_enlarged_committee_stands_in_for_the_representatives(self) -> None:
        answers = {
            "meeting_kind": "村“两委”扩大会议", "entitled": 12, "attendees": 9, "representatives": 2,
            "in_favour": 9,
        }  # fmt: skip
        case = case_at("reviewing")
        assert facts.counted(case, answers)["quorum"] is True
        assert facts.counted(case, answers | {"attendees": 7})["quorum"] is False

    def test_what_is_found_anew_no_earlier_meeting_has_seen(self) -> None:
        assert facts.unreviewed(case_at("x"), {}) == {"meeting": False}
        assert facts.contested(case_at("x"), {}) == {"contested": True}

    def test_who_is_asked_for_consent_again_has_not_refused(self) -> None:
        assert facts.asked_again(case_at("x"), {}) == {"consent_refused": False}


class TestObjections:
    def test_each_objection_is_a_child_of_its_own(self) -> None:
        case = case_at("public_notice", children=(child(Objection, "dismissed", "1"),))
        assert tuple(next_objection(case_at("public_notice"))) == ("1",)
        assert tuple(next_objection(case)) == ("2",)

    def test_an_upheld_objection_asks_for_a_meeting_from_then_on(self) -> None:
        assert facts.objected(case_at("public_notice"), {}) == {"objected": True}

    def test_what_was_put_right_comes_from_the_objection_not_yet_heeded(self) -> None:
        heeded = child(Objection, "partly", "1", heeded=True, facts={"persons": 2})
        fresh = child(Objection, "partly", "2", 2, facts={"persons": 4})
        case = case_at("public_notice", children=(heeded, fresh))
        assert facts.corrected(case, {}) == {"persons": 4, "objected": True}


class TestComplaints:
    def test_a_visit_made_before_the_complaint_does_not_count(self) -> None:
        """近亲属备案户 visited already; then somebody complains: the county goes again."""
        seen = {"near_relative": True, "county_visit": True}
        visited = table.Intervention.steps["confirm"].needs[0]
        assert visited.holds(case_at("deciding", facts=seen))
        worked = facts.unseen(case_at("deciding", facts=seen), {"complaint": True})
        after = {**seen, "complaint": True, **worked}
        assert not visited.holds(case_at("deciding", facts=after))


class TestDepartments:
    def test_departments_are_asked_at_once_or_after_the_check(self) -> None:
        six = ("民政", "公安", "市场监管", "自然资源", "医保", "人社")
        at_once = case_at("household_check")
        later = case_at("household_check", pack={**SEED, "cocheck.start": "after_check"})
        assert tuple(co_check.asked_at_once(at_once)) == six
        assert tuple(co_check.asked_at_once(later)) == ()
        assert tuple(co_check.departments_to_ask(later)) == six


class TestNotice:
    def test_the_period_printed_begins_the_day_after_posting(self) -> None:
        """Posted on Wednesday the 3rd, five days and a weekend: to Monday the 8th."""
        case = case_at("checked", facts={"post_on": "2026-06-03"})
        assert sheets.period(case, {}) == {"from_on": "2026-06-04", "to_on": "2026-06-08"}

    def test_the_period_counts_from_the_printed_day(self) -> None:
        case = case_at("approved", facts={"post_on": "2026-06-03"})
        assert posting.posted_as_printed(case, {}) == {"posted_on": "2026-06-03"}

    def test_lost_days_add_up(self) -> None:
        first: dict[str, Any] = dict(posting.add_lost_days(case_at("posted"), {"days_lost": 2}))
        assert first == {"lost_days": 2}
        again = posting.add_lost_days(case_at("posted", facts=first), {"days_lost": 1})
        assert again == {"lost_days": 3}

    def test_an_announcement_hangs_for_its_days_from_today(self) -> None:
        worked = posting.posted_until(case_at("approved"), {})
        assert worked == {"posted_on": "2026-06-01", "until": "2026-06-09"}
