"""The one door: what it answers twice, what it refuses, and what it tells the one who came second."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from tests.engine.ways import june, to_public_notice, to_reviewing
from tests.fixtures.county import household
from workflows.engine.door import advance, start, wake
from workflows.engine.family import Family
from workflows.engine.models import Case, Event, SheetEntry
from workflows.engine.openings import OPENED
from workflows.engine.rederiving import heads_at_work, rederive
from workflows.engine.refusals import Blocked, Invalid, NotAllowed, NotNow, Stale, Unknown
from workflows.procedures.intervention.clue import Clue
from workflows.procedures.intervention.household_check import HouseholdCheck
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

OPINION = {"opinion": "符合条件，同意公示。"}


def agree(county: Rehearsal, case: Case, command: UUID, seen: int, account: str = "") -> Event:
    """The township's first opinion, sent as a page would."""
    return advance(
        case,
        "agree",
        by=county.actor(account or county.local("shenhe")),
        seen=seen,
        command_id=command,
        answers=OPINION,
    )


class TestSentTwice:
    def test_the_same_command_has_one_outcome(self, county: Rehearsal) -> None:
        case, command = to_reviewing(county), uuid4()
        with clock.standing_at(june(5)):
            first = agree(county, case, command, case.seq)
            again = agree(county, case, command, case.seq)
        assert first == again
        assert Event.objects.filter(case=case, step="agree").count() == 1

    def test_also_from_a_page_made_since(self, county: Rehearsal) -> None:
        """The browser's back button, then the same form on the newer version of the case."""
        case, command = to_reviewing(county), uuid4()
        with clock.standing_at(june(5)):
            first = agree(county, case, command, case.seq)
            assert agree(county, case, command, case.seq + 5) == first

    def test_a_case_is_opened_once(self, county: Rehearsal) -> None:
        home, command = household(), uuid4()
        answers = {
            "channel": "乡村预警", "clue_on": june(1), "source": "村委会", "risks": ["因病"],
            "situation": "住院。",
        }  # fmt: skip
        with clock.standing_at(june(1)):
            by = county.actor(county.local("jingban"))
            clues = [
                start(Clue, by=by, household=home, command_id=command, answers=answers)
                for _ in range(2)
            ]
        assert clues[0] == clues[1]
        assert Case.objects.filter(household=home).count() == 1

    def test_waking_twice_changes_nothing(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        before = Event.objects.count()
        for _ in range(2):
            wake(case)
        assert Event.objects.count() == before


class TestTheOneWhoCameSecond:
    def test_is_told_who_has_dealt_with_it_and_when(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            agree(county, case, uuid4(), case.seq)
            with pytest.raises(NotNow) as refused:
                agree(county, case, uuid4(), case.seq)
        assert refused.value.status == 409
        assert refused.value.message.endswith("于2026年6月5日 09:00办结“初审符合，提交公示”。")

    def test_is_told_so_too_when_the_case_has_stayed_in_its_stage(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        seen = case.seq
        with clock.standing_at(june(5)):
            county.meet(case)
            with pytest.raises(Stale) as refused:
                agree(county, case, uuid4(), seen)
        assert "已由" in refused.value.message
        assert "办结“登记民主评议”" in refused.value.message

    def test_nothing_has_changed_after_a_refusal(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        before = (case.seq, case.stage, Event.objects.count())
        with clock.standing_at(june(5)), pytest.raises(Invalid):
            county.take(case, "agree", county.local("shenhe"), opinion="")
        case.refresh_from_db()
        assert (case.seq, case.stage, Event.objects.count()) == before


class TestRefusals:
    def test_a_step_nobody_has_heard_of(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        with pytest.raises(NotNow, match="没有这一步骤"):
            county.take(case, "promote", county.local("shenhe"))

    def test_a_person_is_judged_before_his_form(self, county: Rehearsal) -> None:
        """Otherwise one could learn of a case by filling in forms for it."""
        case = to_reviewing(county)
        with clock.standing_at(june(5)):
            with pytest.raises(NotAllowed):
                county.take(case, "agree", county.local("jingban"))
            with pytest.raises(Unknown):
                county.take(case, "agree", "zhen2_shenhe")

    def test_a_case_without_an_opening_step_is_not_started(self, county: Rehearsal) -> None:
        """A household check begins with the case whose child it is and in no other way."""
        with pytest.raises(NotNow):
            start(
                HouseholdCheck,
                by=county.actor("xian_jingban"),
                household=household(),
                command_id=uuid4(),
            )

    def test_a_broken_rule_of_the_database_is_no_repetition(
        self, county: Rehearsal, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Only a command already written is answered from the journal; the rest is a fault."""
        case = to_reviewing(county)

        def broken(*args: object) -> None:
            raise IntegrityError("some other rule")

        monkeypatch.setattr("workflows.engine.door.flush", broken)
        with clock.standing_at(june(5)), pytest.raises(IntegrityError):
            agree(county, case, uuid4(), case.seq)

    def test_a_case_that_is_gone_is_not_read(self, db: None) -> None:
        with pytest.raises(Case.DoesNotExist):
            Family.read(Case(pk=404), june(1))

    def test_an_objection_needs_a_notice_that_hangs(self, county: Rehearsal) -> None:
        case, _ = to_public_notice(county)
        with clock.standing_at(june(5)), pytest.raises(Blocked) as refused:
            county.take(case, "object_", county.local("jingban"), content="家里有轿车。")
        assert refused.value.reasons == ("公示尚未张贴，不能提出异议",)


class TestWhatIsWrittenBesideTheStep:
    def test_a_case_another_step_opened_begins_with_its_origin(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        first = case.events.get(seq=1)
        assert (first.step, first.to_stage) == (OPENED, "preliminary")
        assert str(case.follows.uuid if case.follows else "") in first.body

    def test_the_total_limit_counts_from_the_first_clue(self, county: Rehearsal) -> None:
        case = to_reviewing(county)
        assert case.clock_on == june(1)
        assert case.due_on == june(1) + timedelta(days=15)

    def test_what_follows_can_be_derived_again_and_is_the_same(self, county: Rehearsal) -> None:
        case, sheet = to_public_notice(county)
        with clock.standing_at(june(5)):
            for pk in heads_at_work():
                found = rederive(Case.objects.get(pk=pk))
                assert (found.tasks, found.dates) == (0, 0)
        assert {case.pk, sheet.pk} <= set(heads_at_work())

    def test_rows_of_a_case_have_names(self, county: Rehearsal) -> None:
        case, sheet = to_public_notice(county)
        entry = SheetEntry.objects.get(case=case, sheet=sheet)
        link = case.papers.order_by("pk").first()
        task = case.tasks.order_by("pk").first()
        assert str(entry) == f"{sheet.pk}/{case.pk}"
        assert link is not None and str(link) == f"{case.pk}#{link.seq}"
        assert task is not None and str(task) == f"{case.pk} {task.role}"
        assert (str(case), case.stage_label) == (case.number, "公示")
