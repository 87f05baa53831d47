"""The judge: may this command be carried out, and what follows? A pure function.

The questions are asked in the order in which an officer needs the answers: is the case mine to
see, does the step leave this stage, has the case changed since I looked, am I the right person,
and only then every condition that is not met.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from workflows.access.actors import Actor, Role, Seat

from .periods import earliest_leave, overstepped
from .plans import causes, falling, redone, renewed, resumes_at, standing_after
from .procedure import Procedure
from .refusals import Blocked, NotAllowed, NotNow, Refusal, Stale, Unknown
from .snapshot import Command, Snapshot
from .words import BACK, HERE, ChildIn, Stage, Step, WhereItWas

TAKEN, PROPOSED, DECLINED = "taken", "proposed", "declined"
DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Decision:
    """What the writer is to do. `target` equals `source` when the case stays (`moves` False)."""

    outcome: str
    step: Step
    source: str
    target: str
    moves: bool
    seat: Seat
    answers: Mapping[str, Any] = field(default_factory=dict)
    fallen: frozenset[str] = frozenset()
    standing: frozenset[str] = frozenset()
    heeds: int | None = None


def decide(procedure: type[Procedure], case: Snapshot, command: Command) -> Decision | Refusal:
    """Judge one command against the table. Returns the refusal instead of raising it."""
    seat = admit(procedure, case, command)
    if isinstance(seat, Refusal):
        return seat
    step = procedure.steps[command.step]
    second = is_second(step, case)
    if second and command.verdict == DECLINE:
        return Decision(DECLINED, step, case.stage, case.stage, False, seat, command.answers)
    return _judge(procedure, step, case, command, seat, second)


def admit(procedure: type[Procedure], case: Snapshot, command: Command) -> Seat | Refusal:
    """Whether this person may take this step of this case at all; conditions come after."""
    step = procedure.steps.get(command.step)
    if not _in_area(case, command.actor):
        return Unknown("没有找到该案件，或不在您的管辖范围内。")
    if step is None or case.stage not in step.sources:
        return NotNow(_not_here(procedure, case, step))
    if command.seen is not None and command.seen != case.seq:
        return Stale("您打开页面后该案件已有变动，请刷新后核对最新情况再办理。")
    if not _offered(step, case) or (step.when and command.seen is not None):
        return NotNow(f"“{step.label}”不适用于本案。")
    if command.verdict == DECLINE and not is_second(step, case):
        return NotNow(f"“{step.label}”没有待会签的事项。")
    return _seat(procedure, step, case, command.actor, is_second(step, case))


def due_step(procedure: type[Procedure], case: Snapshot) -> Step | None:
    """The step that is to happen by itself now, if any."""
    for step in procedure.due[case.stage]:
        if step.when and step.when.due(case) and _offered(step, case):
            return step
    return None


def unmet(procedure: type[Procedure], step: Step, case: Snapshot) -> tuple[str, ...]:
    """Every condition of the step that does not hold now, in Chinese; answers aside."""
    reasons = [c.text for c in step.needs if not c.holds(case)]
    if _shared_wrongly(procedure, step, case):
        reasons.append("所列人员中有人应当回避，或已办理本案的其他环节，请先调整人员。")
    reasons += [
        f"“{stage.label}”尚无有效结果。" for stage in step.upon if stage.name not in case.standing
    ]
    if step.waits:
        reasons += earliest_leave(procedure.stages[case.stage], case).reasons
    if step.in_time:
        reasons += overstepped(step.in_time, procedure.stages[case.stage], case)
    return tuple(reasons)


def _judge(
    procedure: type[Procedure],
    step: Step,
    case: Snapshot,
    command: Command,
    seat: Seat,
    second: bool,
) -> Decision | Refusal:
    """Conditions last: every unmet one is named at once, so nobody learns of them one by one."""
    reasons = list(unmet(procedure, step, case))
    answers: Mapping[str, Any] = command.answers
    if second and case.proposal:
        answers = {**case.proposal.answers}
    else:
        reasons += _incomplete(procedure, step, case, answers)
        if step.agreed_by and case.proposal:
            reasons.append("另有一项待会签事项，请先会签或退回。")
    if reasons:
        return Blocked("条件尚未具备，暂不能办理。", reasons)
    if step.agreed_by and not second:
        return Decision(PROPOSED, step, case.stage, case.stage, False, seat, answers)
    for give in step.gives:
        answers = {**answers, **give(case, answers)}
    target, fallen = _whither(procedure, step, case, answers)
    heeded = step.when.heeds(case) if isinstance(step.when, ChildIn) else None
    return Decision(
        TAKEN,
        step,
        case.stage,
        target,
        step.kind != HERE,
        seat,
        answers,
        fallen,
        standing_after(procedure, step, case.stage, target, case.standing, fallen),
        heeded.id if heeded else None,
    )


def _whither(
    procedure: type[Procedure], step: Step, case: Snapshot, answers: Mapping[str, Any]
) -> tuple[str, frozenset[str]]:
    """The stage the step leads to and the results that fall on the way."""
    if step.kind == HERE:
        return case.stage, frozenset()
    if step.kind == BACK:
        fallen = falling(procedure, answers["wrong"])
        return resumes_at(procedure, fallen), fallen
    if isinstance(step.target, WhereItWas):
        return case.came_from, frozenset()
    assert isinstance(step.target, Stage)  # a move without a target cannot be written
    target = step.target.name
    if case.stage and procedure.order[target] <= procedure.order[case.stage]:
        return target, redone(procedure, target, case)
    return target, renewed(procedure, step, case)


def _incomplete(
    procedure: type[Procedure], step: Step, case: Snapshot, answers: Mapping[str, Any]
) -> Iterable[str]:
    missing = [name for name in step.required if answers.get(name) in (None, "", [], ())]
    if missing:
        yield f"还有 {len(missing)} 项必填内容没有填写。"
    if step.kind == BACK:
        offered = {cause.token for cause in causes(procedure, case)}
        wrong = set(answers.get("wrong") or ())
        if not wrong or not wrong <= offered:
            yield "请指明是哪一环节或哪一项结果有问题。"


def is_second(step: Step, case: Snapshot) -> bool:
    """Whether the step stands proposed and waits for its countersignature."""
    return bool(step.agreed_by and case.proposal and case.proposal.step == step.name)


def _offered(step: Step, case: Snapshot) -> bool:
    return all(c.holds(case) for c in step.only_if)


def _in_area(case: Snapshot, actor: Actor) -> bool:
    return any(_covers(seat, case) for seat in actor.seats)


def _covers(seat: Seat, case: Snapshot) -> bool:
    """A department's seat reaches only what is addressed to it, and what it opens itself.

    The auditor's reaches every department: audit belongs to one without working for it.
    """
    mine = seat.department in ("", case.department) or seat.role is Role.AUDITOR or not case.stage
    return seat.low <= case.place < seat.high and mine


def _in_own_name(procedure: type[Procedure], seat: Seat) -> bool:
    """A case put to a department is for its liaison to answer; all else is for the office that asks.

    One led by a department is for that department's handlers and approvers, and no others.
    Otherwise a department with handlers of its own could send itself the request and accept the
    reply (it has such for its own procedures).
    """
    if procedure.led_by and seat.role in (Role.HANDLER, Role.APPROVER):
        return seat.department == procedure.led_by
    return not procedure.key_is_department or (seat.role is Role.LIAISON) == bool(seat.department)


def roles_of(procedure: type[Procedure], step: Step, case: Snapshot) -> tuple[Role, ...]:
    """Who takes the step: those it names, else whoever holds the stage; the engine if it is due."""
    if step.when:
        return (Role.SYSTEM,)
    if step.by:
        return step.by
    holder = procedure.stages[case.stage].held_by if case.stage else None
    return (holder,) if holder else ()


def _seat(
    procedure: type[Procedure], step: Step, case: Snapshot, actor: Actor, second: bool
) -> Seat | Refusal:
    """The seat the person acts from, or why there is none. One lawful seat is enough."""
    roles = (step.agreed_by,) if second else roles_of(procedure, step, case)
    seats = [
        seat
        for seat in actor.seats
        if seat.role in roles and _covers(seat, case) and _in_own_name(procedure, seat)
    ]
    if not seats:
        names = "、".join(role.label for role in roles if role)
        return NotAllowed(f"“{step.label}”须由{names}办理。")
    refusal: Refusal | None = None
    for seat in seats:
        refusal = _barred(procedure, step, case, actor, seat, second)
        if refusal is None:
            return seat
    assert refusal is not None  # the loop ran at least once
    return refusal


def _barred(
    procedure: type[Procedure], step: Step, case: Snapshot, actor: Actor, seat: Seat, second: bool
) -> Refusal | None:
    """Relatives and recused persons, the proposer himself, and duties no one may combine."""
    persons = {p for p in (actor.person, seat.for_whom) if p is not None}
    if persons & case.barred:
        return NotAllowed("您或委托人与该户有应当回避的关系，请由其他人员办理。")
    proposal = case.proposal
    if second and proposal and persons & {proposal.person, proposal.for_whom}:
        return NotAllowed("会签须由提出人以外的人员办理。")
    if step.agreed_by and not second:
        return None
    if persons & held_apart(procedure, step, case):
        return NotAllowed("同一人不得既核查又审核、审批同一案件，请由其他人员办理。")
    return None


def held_apart(procedure: type[Procedure], step: Step, case: Snapshot) -> frozenset[int]:
    """Who may not take on the step's duty: they have had another of its group in this family."""
    if not step.duty:
        return frozenset()
    groups = [group for group in procedure.apart if step.duty in group]
    earlier = {before for after, before in procedure.never_after if after == step.duty}
    others = frozenset[str]().union(earlier, *groups) - {step.duty}
    return frozenset[int]().union(*(case.duties.get(duty, ()) for duty in others))


def _shared_wrongly(procedure: type[Procedure], step: Step, case: Snapshot) -> bool:
    """Whether the duty would fall on somebody, named beside the actor, who may not have it."""
    named = frozenset(case.facts.get(step.shared_by, ()))
    return bool(named & (case.barred | held_apart(procedure, step, case)))


def _not_here(procedure: type[Procedure], case: Snapshot, step: Step | None) -> str:
    where = procedure.stages[case.stage].label if case.stage else "未立案"
    what = step.label if step else "该步骤"
    return f"案件现处于“{where}”，不能办理“{what}”。"
