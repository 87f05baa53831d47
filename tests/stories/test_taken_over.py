"""线下转入 (decision 0015): running paper cases come in by two people, with their days and originals."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

import pytest

from documents.models import Paper, Scan
from tests.fixtures.county import household, settle
from tests.fixtures.transfer import ALL, Transfers, days_ago
from tests.laws.soundness import faults
from workflows.access.models import Officer
from workflows.engine.models import Case, Event
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow
from workflows.procedures.intervention import dossier, originals
from workflows.workdays import clock

TODAY = date(2026, 6, 11)


@pytest.fixture
def county(db: None) -> Transfers:
    settle()
    return Transfers(township=1)


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.standing_at(TODAY):
        yield


def entered_and_proved(county: Transfers, reached: str, **more: Any) -> Case:
    case = county.take_over(household(), reached=reached, **more)
    county.hand_in(case)
    return case


class TestWhereItStands:
    @pytest.mark.parametrize(
        ("reached", "stage", "standing"),
        [
            ("承诺授权", "authorising", set()),
            ("入户核查", "household_check", set()),
            ("部门协查", "department_co_check", {"household_check"}),
            ("评议初审", "reviewing", {"household_check", "department_co_check"}),
            # an opinion and a notice are done anew: the one is signed here, the other hangs here
            ("公示", "reviewing", {"household_check", "department_co_check"}),
            ("县级审批（尚未决定）", "reviewing", {"household_check", "department_co_check"}),
        ],
    )
    def test_it_goes_on_at_its_stage_with_what_was_found_standing(
        self, county: Transfers, reached: str, stage: str, standing: set[str]
    ) -> None:
        case = entered_and_proved(county, reached)
        assert case.stage == "verifying"
        county.take_in(case)
        assert case.stage == stage
        assert set(case.standing) == standing | {"taking_over", "verifying"}
        assert list(faults(case)) == []

    def test_the_total_limit_runs_from_the_day_of_the_clue(self, county: Transfers) -> None:
        case = county.take_over(household(), reached="入户核查")
        assert (case.clock_on, case.due_on) == (days_ago(10), days_ago(10) + timedelta(days=15))
        assert case.opened_on == TODAY

    def test_departments_that_have_not_answered_are_asked_anew(self, county: Transfers) -> None:
        some = {"replied": ["民政", "公安"], "replied_on": days_ago(5)}
        case = entered_and_proved(county, "部门协查", **some)
        county.take_in(case)
        asked = case.children.filter(procedure="co_check").order_by("pk")
        assert {child.key for child in asked if child.stage == "accepted"} == {"民政", "公安"}
        assert {child.key for child in asked if child.stage == "drafted"} == set(ALL[2:])
        assert case.stage == "department_co_check"

    def test_it_is_confirmed_and_filed_like_any_other(self, county: Transfers) -> None:
        """A full notice hangs here; the originals stand in the dossier for D03, D05 and D08."""
        case = entered_and_proved(county, "公示", noticed_on=days_ago(4))
        county.take_in(case)
        sheet = county.agree(case)
        county.post(sheet)
        with pytest.raises(Blocked):
            county.take(case, "close", county.local("jingban"))
        with clock.standing_at(TODAY + timedelta(days=7)):
            county.take_down(sheet)
            county.take(case, "close", county.local("jingban"))
            county.decide(case)
            county.announce(case)
            county.serve(case)
            county.attach_originals(case)
            lines = {item.code: item for item in dossier.checklist(case)}
            assert all(item.complete for item in lines.values())
            taken_from_paper = {code for code, item in lines.items() if "线下原件" in item.title}
            assert taken_from_paper == {"D03", "D05", "D08"}
            assert not Paper.objects.filter(dossier=case.uuid, kind__in=("D03", "D05", "D08"))
            county.take(case, "file", county.local("jingban"), pages=36, keeper="乡镇档案室")
            county.take(case, "file", county.local("dangan"))
            assert case.stage == "filed"
            assert list(faults(case)) == []


class TestTwoPeople:
    def test_who_entered_it_cannot_take_it_in(self, county: Transfers) -> None:
        """Not even with a reviewer's post of his own: the duty is kept apart, not the role."""
        case = entered_and_proved(county, "入户核查")
        known = Officer.objects.get(username=county.local("shenhe")).posts.get()
        clerk = Officer.objects.get(username=county.local("jingban"))
        clerk.posts.create(role="reviewer", agency=known.agency, starts_on=known.starts_on)
        with pytest.raises(NotAllowed, match="同一人"):
            county.take(case, "take_in", county.local("jingban"), originals_seen=True)
        county.take_in(case)
        assert case.stage == "household_check"

    def test_who_checked_on_paper_may_not_review(self, county: Transfers) -> None:
        case = entered_and_proved(county, "部门协查")
        clerk = Officer.objects.get(username=county.local("jingban2"))
        assert clerk.pk in case.duties["check"]

    def test_nothing_is_handed_in_without_originals_and_results(self, county: Transfers) -> None:
        case = county.take_over(household(), reached="评议初审")
        with pytest.raises(Blocked) as refused:
            county.take(case, "hand_in", county.local("jingban"), originals_true=True)
        assert len(refused.value.reasons) == 2
        county.results(case)
        county.bring_originals(case, originals.REPLY)
        assert originals.lacking(case) == [originals.REPLY]
        with pytest.raises(Blocked, match="暂不能办理"):
            county.take(case, "hand_in", county.local("jingban"), originals_true=True)
        county.bring_originals(case)
        county.take(case, "hand_in", county.local("jingban"), originals_true=True)
        assert case.stage == "verifying"

    def test_the_journal_keeps_the_hash_of_every_original(self, county: Transfers) -> None:
        case = entered_and_proved(county, "部门协查")
        event = Event.objects.get(case=case, step="hand_in")
        kept = json.loads(event.body)["answers"]["originals"]
        files = Scan.objects.filter(paper__dossier=case.uuid).order_by("pk")
        assert [one["sha256"] for one in kept] == [scan.file.sha256 for scan in files]
        assert [one["what"] for one in kept] == [originals.CONSENT, originals.CHECK]

    def test_what_is_lacking_goes_back_and_comes_again(self, county: Transfers) -> None:
        case = entered_and_proved(county, "部门协查")
        county.take(case, "lacking", county.local("shenhe"), transfer_lacks="授权书缺第二页。")
        assert case.stage == "taking_over"
        assert not case.children.filter(closed=False).exists()
        county.take(case, "hand_in", county.local("jingban"), originals_true=True)
        county.take_in(case)
        assert case.stage == "department_co_check"


class TestNotTakenOver:
    def test_it_ends_without_a_decision_and_may_come_again(self, county: Transfers) -> None:
        case = entered_and_proved(county, "部门协查")
        county.take(
            case, "turn_down", county.local("shenhe"), turned_down_because="授权书签名不是本人。"
        )
        assert (case.stage, case.closed) == ("not_taken_over", True)
        assert set(Paper.objects.filter(dossier=case.uuid).values_list("kind", flat=True)) == {
            "D01-X"
        }
        assert list(faults(case)) == []
        again = county.take_over(household(), reached="部门协查")
        assert again.pk != case.pk

    def test_a_wrong_entry_is_thrown_away_with_its_children(self, county: Transfers) -> None:
        case = county.take_over(household(), reached="评议初审")
        county.take(case, "discard", county.local("jingban"), turned_down_because="户选错了。")
        assert case.stage == "not_taken_over"
        assert set(case.children.values_list("stage", flat=True)) == {"cancelled"}
        assert list(faults(case)) == []

    def test_a_household_has_one_open_case(self, county: Transfers) -> None:
        home = household()
        county.take_over(home, reached="入户核查")
        with pytest.raises(NotNow):
            county.take_over(home, reached="入户核查")
        assert Case.objects.filter(household=home, procedure="intervention").count() == 1


class TestResults:
    def test_a_paper_reply_that_will_not_do_is_asked_for_by_letter(self, county: Transfers) -> None:
        case = county.take_over(
            household(), reached="部门协查", replied=["公安"], replied_on=days_ago(5)
        )
        child = county.child(case, "co_check")
        county.transcribe_reply(child)
        county.take(child, "ask_anew", "xian_jingban", question="复函没有盖章。")
        assert child.stage == "drafted"
        letter = county.sheet(child, "request_letter")
        county.take(letter, "send", "xian_jingban")
        county.take(letter, "sign", county.liaison(child))
        child.refresh_from_db()
        county.reply(child)
        county.take(child, "accept", "xian_jingban")
        assert (child.stage, child.facts["transcribed"]) == ("accepted", False)

    def test_an_anomaly_on_paper_is_still_told_to_the_household(self, county: Transfers) -> None:
        case = county.take_over(
            household(), reached="部门协查", replied=["公安"], replied_on=days_ago(5)
        )
        child = county.child(case, "co_check")
        county.transcribe_reply(child, result_1="有异常", detail_1="名下有小型轿车一辆")
        with pytest.raises(NotNow):
            county.take(child, "accept", "xian_jingban")
        county.take(child, "report", "xian_jingban")
        assert child.stage == "telling"

    def test_the_check_keeps_its_own_day(self, county: Transfers) -> None:
        case = county.take_over(household(), reached="部门协查")
        with pytest.raises(Invalid) as refused:
            county.transcribe_check(case, visited_on=TODAY)
        assert "转入时登记的入户核查日期" in refused.value.errors["visited_on"][0]

    def test_only_a_case_from_paper_has_results_to_type_in(self, county: Transfers) -> None:
        case = county.accept(county.warn(household()))
        county.authorise(case)
        for kind in ("household_check", "co_check"):
            child = county.child(case, kind)
            with pytest.raises(NotNow):
                county.take(child, "transcribe", county.local("jingban"))
