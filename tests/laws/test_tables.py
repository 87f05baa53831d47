"""Laws every table obeys, tried on every installed procedure without being asked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings

from workflows.access.actors import Role
from workflows.engine.machine import machine_of, steps_leaving
from workflows.engine.procedure import Procedure, all_procedures
from workflows.engine.words import BACK, HERE, MOVE, Limit, Stage, Step
from workflows.policy.packs import Shelf, load

EVERY = pytest.mark.parametrize(
    "table", all_procedures(), ids=lambda table: f"{table.key}-{table.edition}"
)
DECIDERS = {Role.REVIEWER, Role.APPROVER}
SHEET = "a sheet is a case of a village: no household's check stands behind it"
# Steps of a reviewer or approver that lead on without a duty, each with its reason.
WITHOUT_DUTY = {
    ("notice", "approve"): SHEET,
    ("notice", "redo"): SHEET,
    ("notice", "post_late"): SHEET,
    ("notice", "withdraw"): SHEET,
    ("announcement", "approve"): SHEET,
    ("phase_out_notice", "approve"): SHEET,
    ("phase_out_notice", "redo"): SHEET,
    ("phase_out_notice", "post_late"): SHEET,
    ("phase_out_results", "approve"): SHEET,
}


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return load(settings.POLICY_DIR)


def ends_of(table: type[Procedure], stage: str, step: Step) -> set[str]:
    """Where a step may lead from a stage, read off the words and not off the machine."""
    if step.kind == HERE:
        return {stage}
    if step.kind == BACK:
        return {name for name in table.stages if table.order[name] < table.order[stage]}
    if isinstance(step.target, Stage):
        return {step.target.name}
    return {
        name
        for entering in table.steps.values()
        if isinstance(entering.target, Stage) and entering.target.name == stage
        for name in entering.sources
    }


def from_here(table: type[Procedure], start: str) -> set[str]:
    """Every stage some walk comes to from a stage, itself included."""
    seen, waiting = {start}, [start]
    while waiting:
        stage = waiting.pop()
        for step in table.leaving[stage]:
            fresh = ends_of(table, stage, step) - seen
            seen |= fresh
            waiting += fresh
    return seen


def limits(table: type[Procedure]) -> Iterator[Limit]:
    every = [table.total_within, *(step.in_time for step in table.steps.values())]
    for stage in table.stages.values():
        every += [stage.within, stage.lasts]
    yield from (limit for limit in every if limit)


@EVERY
class TestStages:
    def test_there_is_one_start(self, table: type[Procedure]) -> None:
        assert [stage.start for stage in table.stages.values()].count(True) == 1

    def test_every_stage_is_reached(self, table: type[Procedure]) -> None:
        reached = from_here(table, table.start_stage().name)
        if table.leaving[""]:
            reached |= from_here(table, "") - {""}
        assert reached == set(table.stages)

    def test_every_stage_is_held_or_an_end_or_left_by_itself(self, table: type[Procedure]) -> None:
        for name, stage in table.stages.items():
            assert stage.end or stage.held_by or table.due[name], name

    def test_every_stage_that_is_no_end_can_be_left(self, table: type[Procedure]) -> None:
        for name, stage in table.stages.items():
            assert stage.end or from_here(table, name) > {name}, name

    def test_any_walk_can_still_end(self, table: type[Procedure]) -> None:
        ends = {name for name, stage in table.stages.items() if stage.end}
        for name in table.stages:
            assert from_here(table, name) & ends, name

    def test_results_rest_on_what_comes_before(self, table: type[Procedure]) -> None:
        """So a return leads back, never forward, and no result rests on itself."""
        for name, stage in table.stages.items():
            grounds = [ground for ground in stage.rests_on if isinstance(ground, Stage)]
            assert all(table.order[ground.name] < table.order[name] for ground in grounds), name


@EVERY
class TestSteps:
    def test_the_machine_is_the_table(self, table: type[Procedure]) -> None:
        for stage in ("", *table.stages):
            wanted = {step.name for step in table.steps.values() if stage in step.sources}
            assert steps_leaving(table, stage) == wanted == {s.name for s in table.leaving[stage]}
            for transition in machine_of(table).state.get_outgoing_transitions(stage):
                step = table.steps[transition.slug]
                assert set(transition.declared_targets()) == ends_of(table, stage, step)
                assert transition.source == stage

    def test_no_step_of_a_person_happens_by_itself(self, table: type[Procedure]) -> None:
        """And nothing can hold up one that does: what has come about is taken note of."""
        for step in table.steps.values():
            if step.when:
                person = (step.by, step.agreed_by, step.duty, step.asks, step.in_time)
                obstacles = (step.needs, step.upon, step.waits)
                assert not any(person) and not any(obstacles), step.name

    def test_a_decision_carries_a_duty(self, table: type[Procedure]) -> None:
        """Forgetting `duty=` would let one person check and decide: the one hole left in a table."""
        for step in table.steps.values():
            holders = {table.stages[name].held_by for name in step.sources if name}
            takers = {*(step.by or holders), step.agreed_by}
            if step.kind == MOVE and not step.when and takers & DECIDERS and not step.duty:
                assert (table.key, step.name) in WITHOUT_DUTY, step.name

    def test_a_duty_is_kept_apart_from_another(self, table: type[Procedure]) -> None:
        for step in table.steps.values():
            groups = (*table.apart, *table.never_after)
            assert not step.duty or any(step.duty in group for group in groups), step.name

    def test_a_return_asks_what_is_wrong(self, table: type[Procedure]) -> None:
        for step in table.steps.values():
            assert step.kind != BACK or "wrong" in step.required, step.name

    def test_a_step_opens_a_case_or_moves_one(self, table: type[Procedure]) -> None:
        for step in table.steps.values():
            assert "" not in step.sources or step.sources == ("",), step.name

    def test_labels_tell_the_steps_of_a_stage_apart(self, table: type[Procedure]) -> None:
        for stage in table.stages:
            labels = [step.label for step in table.leaving[stage]]
            assert len(labels) == len(set(labels)), stage


@EVERY
class TestSources:
    def test_every_procedure_names_its_paper_and_clause(self, table: type[Procedure]) -> None:
        assert table.basis.strip()
        assert table.name.strip() and table.letter.isalpha()

    def test_every_limit_is_a_length_in_every_pack(
        self, table: type[Procedure], shelf: Shelf
    ) -> None:
        assert {pack.key for pack in shelf.packs} >= {"seed", "national"}
        for limit in limits(table):
            for pack in shelf.packs:
                assert pack.length(limit.key)
                assert pack.citation(limit.key).strip(), limit.key


def test_every_exception_to_the_law_of_duties_is_still_one() -> None:
    steps = {(t.key, name): step for t in all_procedures() for name, step in t.steps.items()}
    assert all(not steps[line].duty for line in WITHOUT_DUTY)


def test_letters_tell_the_numbers_of_procedures_apart() -> None:
    letters = {table.key: table.letter for table in all_procedures()}
    assert len(set(letters.values())) == len(letters)
