"""The words of a table: what they are compiled into, tried on a table made for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engine.cases import case_at, child
from workflows.access.actors import Role
from workflows.engine import procedure as compiled
from workflows.engine.conditions import Opposite
from workflows.engine.machine import steps_leaving
from workflows.engine.procedure import Procedure, Sheet, UnknownProcedure, find, newest
from workflows.engine.words import (
    EMPTIED,
    NEW,
    STANDS,
    WHERE_IT_WAS,
    Source,
    Stage,
    any_of,
    anywhere,
    before,
    child_in,
    children_in,
    condition,
    fact,
    found,
    limit,
    on,
    parent_in,
)


@pytest.fixture(autouse=True)
def _unknown_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables made here are not procedures of the product."""
    monkeypatch.setattr(compiled, "_known", {})


@pytest.fixture
def table() -> type[Procedure]:
    """A small procedure with every kind of source and target."""

    class Loan(Procedure):
        key, name, edition = "loan", "借阅", "1"

        asked = Stage("已申请", held_by=Role.CLERK, start=True)
        lent = Stage("已借出", held_by=Role.ARCHIVIST)
        returned = Stage("已归还", end=True)
        cancelled = Stage("已取消", end=True)

        dry = fact("dry", "库房潮湿")
        spare = condition("没有副本")(lambda case: False)

        ask = NEW.to(asked, "申请")
        lend = asked.to(lent, "借出", only_if=(~spare,), needs=(dry,))
        remind = lent.here("催还")
        return_ = any_of(asked, lent).to(returned, "归还")
        cancel = before(lent).to(cancelled, "取消")
        note = anywhere.here("记事")
        undo = cancelled.to(WHERE_IT_WAS, "恢复")
        send_back = lent.back("退回")

    return Loan


class TestSources:
    @pytest.mark.parametrize(
        ("step", "stages"),
        [
            ("ask", ("",)),
            ("lend", ("asked",)),
            ("return_", ("asked", "lent")),
            ("cancel", ("asked",)),
            ("note", ("asked", "lent")),
            ("undo", ("cancelled",)),
        ],
    )
    def test_a_source_becomes_the_stages_it_means(
        self, table: type[Procedure], step: str, stages: tuple[str, ...]
    ) -> None:
        assert table.steps[step].sources == stages

    def test_a_source_says_itself_what_it_means(self) -> None:
        with pytest.raises(NotImplementedError):
            Source().names({})

    def test_names_and_labels_are_what_a_maintainer_sees(self, table: type[Procedure]) -> None:
        assert repr(table.stages["lent"]) == "<Stage lent 已借出>"
        assert repr(table.steps["lend"]) == "<Step lend 借出>"

    def test_a_step_that_asks_nothing_requires_nothing(self, table: type[Procedure]) -> None:
        assert table.steps["lend"].required == ()

    def test_the_machine_has_the_same_ways_out(self, table: type[Procedure]) -> None:
        assert steps_leaving(table, "asked") == {"lend", "return_", "cancel", "note"}


class TestConditions:
    def test_a_condition_takes_the_name_of_its_line(self, table: type[Procedure]) -> None:
        assert table.steps["lend"].needs[0].name == "dry"
        assert table.steps["lend"].only_if[0].name == "not_spare"

    def test_its_opposite_is_named_after_it_and_true_when_it_is_not(self) -> None:
        full = condition("未满")(lambda case: bool(case.facts.get("full")))
        assert isinstance(~full, Opposite)
        assert (~full).text == "不适用：未满"
        assert (~full).holds(case_at("x"))
        assert not (~full).holds(case_at("x", facts={"full": True}))

    def test_the_opposite_of_what_is_looked_up_is_looked_up(self) -> None:
        @found("尚未送达")
        def delivered(matter: Any) -> bool:
            return bool(matter)

        opposite = ~delivered
        assert opposite.look is not None
        assert (delivered.name, opposite.name) == ("delivered", "not_delivered")
        assert (opposite.look(False), opposite.look(True)) == (True, False)
        assert opposite.holds(case_at("x", found={"not_delivered": True}))

    def test_a_named_function_names_its_condition(self) -> None:
        @condition("没有副本")
        def copied(case: Any) -> bool:
            return True

        assert copied.name == "copied"


class TestWhatMakesAStepDue:
    @pytest.fixture
    def check(self) -> type[Procedure]:
        class Check(Procedure):
            key, name = "check", "核对"
            open_ = Stage("在办", held_by=Role.CLERK, start=True)
            good = Stage("相符", end=True)
            bad = Stage("不符", end=True)

        return Check

    def test_children_in_waits_for_the_newest_round_of_every_kind(
        self, check: type[Procedure]
    ) -> None:
        joined = children_in(check.stages["good"])
        old, new = child(check, "bad", "甲"), child(check, "good", "甲", 2, round=2)
        assert not joined.due(case_at("x"))
        assert not joined.due(case_at("x", children=(old,)))
        assert joined.due(case_at("x", children=(new, old)))
        assert not joined.due(case_at("x", children=(new, old, child(check, "open_", "乙", 3))))

    def test_child_in_heeds_each_child_once(self, check: type[Procedure]) -> None:
        objected = child_in(check.stages["bad"])
        heeded, fresh = child(check, "bad", "甲", heeded=True), child(check, "bad", "乙", 2)
        assert not objected.due(case_at("x", children=(heeded,)))
        case = case_at("x", children=(heeded, fresh))
        assert objected.due(case)
        assert objected.heeds(case) == fresh

    def test_the_others(self) -> None:
        assert parent_in("gone", "off").due(case_at("x", parent_stage="off"))
        assert STANDS.due(case_at("x", standing=frozenset({"x"})))
        assert EMPTIED.due(case_at("x", listed=0))
        assert not on("day").due(case_at("x"))
        assert not on("day").due(case_at("x", facts={"day": "2026-06-02"}))
        assert on("day").due(case_at("x", facts={"day": "2026-06-01"}))

    def test_a_length_counts_from_a_stage_or_from_a_fact(self) -> None:
        assert (limit("notice.days").start, limit("notice.days").since("posted_on").start) == (
            "",
            "posted_on",
        )


class TestEditions:
    def test_a_later_edition_writes_only_what_changes(self, table: type[Procedure]) -> None:
        class Loan2(table):  # type: ignore[misc, valid-type]
            edition = "2"
            note = None
            remind = table.stages["lent"].here("再次催还")

        assert list(Loan2.steps) == [name for name in table.steps if name != "note"]
        assert Loan2.steps["remind"].label == "再次催还"
        assert Loan2.stages == table.stages
        assert (find("loan", "1"), find("loan", "2"), newest("loan")) == (table, Loan2, Loan2)

    def test_a_line_under_a_second_name_is_no_second_line(self, table: type[Procedure]) -> None:
        class Loan3(table):  # type: ignore[misc, valid-type]
            edition = "3"
            first = table.stages["asked"]
            again = table.steps["remind"]

        assert Loan3.stages == table.stages
        assert Loan3.steps.keys() == table.steps.keys()

    def test_a_table_without_a_key_is_a_kind_of_table(self) -> None:
        assert Sheet.is_sheet
        assert Sheet.stages == {}

    def test_a_case_whose_package_is_not_installed_is_said_to_be_so(self) -> None:
        with pytest.raises(UnknownProcedure, match="loan 9"):
            find("loan", "9")
        with pytest.raises(UnknownProcedure, match="loan"):
            newest("loan")

    def test_openings_are_one_or_one_for_each_key(self, table: type[Procedure]) -> None:
        assert table.anew("check").keys_for(case_at("x")) == ("",)
        assert table.for_each(_two).keys_for(case_at("x")) == ("甲", "乙")
        assert table.carrying("a", "b").carrying == ("a", "b")


def _two(case: Any) -> Iterator[str]:
    yield from ("甲", "乙")
