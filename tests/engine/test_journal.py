"""The journal's bytes: one text for a value, a chain that shows every change, silent commitments."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.engine.ways import june
from tests.fixtures.county import household
from workflows.engine.journal import (
    NotCanonical,
    canonical,
    chained,
    committed,
    digest,
    sealed_answers,
    verify,
)
from workflows.engine.models import Event, PersonalAnswers
from workflows.procedures.intervention.rehearsal import Rehearsal
from workflows.workdays import clock

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


class TestCanonicalText:
    def test_it_has_sorted_keys_no_blanks_and_plain_characters(self) -> None:
        assert canonical({"b": [1, None], "a": "核查"}) == '{"a":"核查","b":[1,null]}'

    @given(st.dictionaries(st.text(), VALUES))
    def test_the_order_of_entry_does_not_matter(self, value: dict[str, Any]) -> None:
        assert canonical(value) == canonical(dict(reversed(value.items())))

    @pytest.mark.parametrize("value", [1.5, [1.5], {"deep": [{"er": 0.1}]}, (1.0,)])
    def test_a_float_has_no_exact_text(self, value: Any) -> None:
        with pytest.raises(NotCanonical, match="float"):
            canonical({"amount": value})

    def test_what_json_does_not_know_has_none_either(self) -> None:
        with pytest.raises(NotCanonical):
            canonical({"thing": object()})


class TestHashes:
    def test_an_event_is_chained_to_the_one_before(self) -> None:
        first, second = chained("", "甲"), chained(chained("", "甲"), "乙")
        assert first == digest("\n甲")
        assert second == digest(f"{first}\n乙")

    def test_a_commitment_says_nothing_and_proves_everything(self) -> None:
        salt, text, commitment = sealed_answers({"illness": "尿毒症"})
        again = sealed_answers({"illness": "尿毒症"})
        assert commitment == committed(salt, text)
        assert again[2] != commitment  # another salt: equal answers cannot be told

    def test_other_algorithms_are_named(self) -> None:
        assert digest("甲", "sha512") != digest("甲")


@pytest.fixture
def events(county: Rehearsal) -> list[Event]:
    """The journal of an accepted clue: two events, the first with personal answers."""
    with clock.standing_at(june(1)):
        clue = county.warn(household())
        county.accept(clue)
    return list(Event.objects.filter(case=clue).order_by("seq").select_related("personal"))


def said(events: list[Event]) -> list[tuple[int, str]]:
    return [(finding.seq, finding.text) for finding in verify(events)]


class TestVerifying:
    """Columns are changed in memory: the database itself refuses to change a stored event."""

    def test_what_the_door_wrote_is_found_whole(self, events: list[Event]) -> None:
        assert [event.seq for event in events] == [1, 2]
        assert said(events) == []

    def test_a_missing_event_shows(self, events: list[Event]) -> None:
        assert said(events[1:]) == [(2, "序号不连续，应为 1"), (2, "与前一记录的散列不衔接")]

    def test_a_changed_text_shows(self, events: list[Event]) -> None:
        events[0].body = events[0].body.replace("村委会走访", "无人走访")
        assert said(events) == [(1, "正文与散列不符")]

    @pytest.mark.parametrize(
        "column",
        ["step", "outcome", "from_stage", "to_stage", "officer_id", "for_whom_id", "command_id"],
    )
    def test_a_column_that_tells_otherwise_shows(self, events: list[Event], column: str) -> None:
        setattr(events[1], column, "别样")
        assert said(events) == [(2, "记录各列与正文不符")]

    def test_changed_personal_answers_show(self, events: list[Event]) -> None:
        events[0].personal.text = events[0].personal.text.replace("因病", "因灾")
        assert said(events) == [(1, "个人信息与承诺散列不符")]

    def test_lost_personal_answers_show_and_erased_ones_leave_the_proof_whole(
        self, events: list[Event]
    ) -> None:
        bare = [
            SimpleNamespace(**{**vars(event), "case": event.case, "personal": None})
            for event in events
        ]
        assert verify(bare, erased=True) == []  # type: ignore[arg-type]
        assert said(bare) == [(1, "个人信息不见了，又没有删除登记")]  # type: ignore[arg-type]

    def test_no_personal_answer_is_in_a_text(self, events: list[Event]) -> None:
        assert "自付医疗费用" in PersonalAnswers.objects.get(event=events[0]).text
        assert not any("自付医疗费用" in event.body for event in events)


def test_rows_of_the_journal_have_names(events: list[Event]) -> None:
    assert str(events[1]) == f"{events[1].case_id}#2 accept"
    assert str(events[0].personal) == str(events[0].pk)
