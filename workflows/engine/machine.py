"""Each table as a `viewflow.fsm` machine, compiled once: a second, independent guard.

`decide` says where a case goes; the machine performs the move and refuses any the table does not
have, even if `decide` were wrong. It also answers which steps leave a stage and draws the chart.
Conditions and permissions stay out of it: viewflow hides a step with an unmet condition, and its
permissions are queries that the call never enforces.
"""

from __future__ import annotations

from typing import Any, Protocol

from viewflow.fsm import State

from .procedure import Procedure
from .words import BACK, HERE, Stage, Step


class Staged(Protocol):
    stage: str


class Machine:
    """Holds a case and moves its `stage`; subclasses are made by `machine_of`."""

    state: Any

    def __init__(self, case: Staged) -> None:
        self.case = case

    def take(self, step: Step, target: str) -> None:
        """Move the case by `step`. Raises viewflow's TransitionNotAllowed for an unknown move."""
        getattr(self, step.name)(target)


def targets(procedure: type[Procedure], step: Step, source: str) -> tuple[str, ...]:
    """Every stage the step may lead to from `source`."""
    if step.kind == HERE:
        return (source,)
    if isinstance(step.target, Stage):
        return (step.target.name,)
    order = procedure.order
    if step.kind == BACK:
        return tuple(name for name in order if order[name] < order[source])
    return _entered_from(procedure, source)


def _entered_from(procedure: type[Procedure], stage: str) -> tuple[str, ...]:
    """The stages from which some step leads to this one: where a case in it can have been."""
    entering = {
        name
        for step in procedure.steps.values()
        if isinstance(step.target, Stage) and step.target.name == stage
        for name in step.sources
    }
    return tuple(name for name in procedure.stages if name in entering)


_machines: dict[type[Procedure], type[Machine]] = {}


def machine_of(procedure: type[Procedure]) -> type[Machine]:
    """The machine of a procedure, compiled the first time it is asked for."""
    if procedure not in _machines:
        _machines[procedure] = _compiled(procedure)
    return _machines[procedure]


def _compiled(procedure: type[Procedure]) -> type[Machine]:
    state = State(["", *procedure.stages], default="")

    @state.setter()  # type: ignore[untyped-decorator]
    def _set(machine: Machine, value: str) -> None:
        machine.case.stage = value

    @state.getter()  # type: ignore[untyped-decorator]
    def _get(machine: Machine) -> str:
        return machine.case.stage

    body: dict[str, Any] = {"state": state, "__doc__": procedure.name}
    for step in procedure.steps.values():
        body[step.name] = _transition(procedure, state, step)
    return type(f"{procedure.key}Machine", (Machine,), body)


def _transition(procedure: type[Procedure], state: Any, step: Step) -> Any:
    def go(machine: Machine, target: str) -> str:
        return target

    go.__name__ = step.name
    descriptor: Any = go
    for source in step.sources:
        allowed = State.RETURN_VALUE(*targets(procedure, step, source))
        wrap = state.transition(source=source, target=allowed, label=step.label)
        descriptor = wrap(descriptor)
    return descriptor


def steps_leaving(procedure: type[Procedure], stage: str) -> frozenset[str]:
    """Names of the steps the machine has out of a stage."""
    outgoing = machine_of(procedure).state.get_outgoing_transitions(stage)
    return frozenset(transition.slug for transition in outgoing)
