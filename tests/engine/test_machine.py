"""The machine refuses a move the table does not have, even if the judge were wrong."""

from types import SimpleNamespace

import pytest
from viewflow.fsm import TransitionNotAllowed

from workflows.engine.machine import machine_of, targets
from workflows.engine.procedure import Procedure
from workflows.procedures.intervention.table import Intervention

TABLE: type[Procedure] = Intervention


def move(stage: str, step: str, target: str) -> str:
    """The stage after the machine has taken a step."""
    case = SimpleNamespace(stage=stage)
    machine_of(TABLE)(case).take(TABLE.steps[step], target)
    return str(case.stage)


def test_it_moves_where_the_table_leads() -> None:
    assert move("reviewing", "agree", "public_notice") == "public_notice"
    assert move("deciding", "return_", "reviewing") == "reviewing"
    assert move("withdrawn", "regret", "township") == "township"


@pytest.mark.parametrize(
    ("stage", "step", "target"),
    [
        ("reviewing", "confirm", "confirmed"),  # the step does not leave this stage
        ("reviewing", "agree", "confirmed"),  # nor lead to that one
        ("township", "return_", "deciding"),  # a return leads back only
        ("withdrawn", "regret", "filed"),  # and regret to no end
        ("reviewing", "meet", "public_notice"),  # a step that stays, stays
    ],
)
def test_it_refuses_every_other_move_and_leaves_the_case_where_it_was(
    stage: str, step: str, target: str
) -> None:
    case = SimpleNamespace(stage=stage)
    with pytest.raises(TransitionNotAllowed):
        machine_of(TABLE)(case).take(TABLE.steps[step], target)
    assert case.stage == stage


def test_a_machine_is_compiled_once() -> None:
    assert machine_of(TABLE) is machine_of(TABLE)


def test_targets_of_a_step_that_stays_are_where_it_is() -> None:
    assert targets(TABLE, TABLE.steps["meet"], "reviewing") == ("reviewing",)
