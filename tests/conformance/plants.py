"""Bugs to be found: each breaks one rule in the judge, the periods, the plans or a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from tests.conformance.planting import Judge, Patch, line, shows_in, without
from workflows.access.actors import Role, Seat
from workflows.engine import decide as judge
from workflows.engine import periods, plans
from workflows.engine.procedure import Procedure, newest
from workflows.engine.snapshot import Child, Command, Snapshot
from workflows.engine.triggers import ChildIn, children_in
from workflows.engine.words import Limit, Stage, Step
from workflows.workdays.periods import MinimumPeriod, notice_end

ROLES, COVERS, BARRED = judge.roles_of, judge._covers, judge._barred
UNMET, BEGAN = judge.unmet, periods.began_on


# Who
@shows_in("household_check")
def nobody_asks_for_the_role(patch: Patch) -> None:
    patch.setattr(judge, "roles_of", lambda *_: tuple(Role))


@shows_in("intervention")
def the_region_range_is_one_village_too_wide(patch: Patch) -> None:
    def covers(seat: Seat, case: Snapshot) -> bool:
        return COVERS(replace(seat, high=seat.high + 1), case)

    patch.setattr(judge, "_covers", covers)


@shows_in("co_check")
def a_clerk_may_waive(patch: Patch) -> None:
    patch.setattr(line("co_check", "waive"), "by", (Role.APPROVER, Role.CLERK))


@shows_in("co_check")
def a_department_handles_its_own_request(patch: Patch) -> None:
    patch.setattr(judge, "_in_own_name", lambda *_: True)


@shows_in("intervention")
def one_person_checks_and_approves(patch: Patch) -> None:
    patch.setattr(newest("intervention"), "apart", ())


@shows_in("objection")
def investigators_may_have_checked(patch: Patch) -> None:
    patch.setattr(newest("objection"), "never_after", ())


@shows_in("household_check")
def investigators_may_not_check_afterwards(patch: Patch) -> None:
    table = newest("household_check")
    both = frozenset({"check", "investigate"})
    patch.setattr(table, "apart", (*table.apart, both))


@shows_in("intervention")
def a_case_moved_aside_counts_as_having_passed_its_stage(patch: Patch) -> None:
    patch.setattr(plans, "_is_side_exit", lambda step: False)


@shows_in("household_check")
def a_duty_is_forgotten(patch: Patch) -> None:
    patch.setattr(line("household_check", "accept"), "duty", "")


@shows_in("household_check")
def checkers_named_beside_the_actor_are_not_looked_at(patch: Patch) -> None:
    patch.setattr(judge, "_shared_wrongly", lambda *_: False)


@shows_in("intervention")
def delegation_launders_duties(patch: Patch) -> None:
    def barred(table: Any, step: Step, case: Snapshot, actor: Any, seat: Seat, second: bool) -> Any:
        return BARRED(table, step, case, actor, replace(seat, for_whom=None), second)

    patch.setattr(judge, "_barred", barred)


@shows_in("clue")
def a_relative_may_act(patch: Patch) -> Judge:
    return lambda table, case, asked: judge.decide(table, replace(case, barred=frozenset()), asked)


@shows_in("objection")
def the_proposer_agrees_for_himself(patch: Patch) -> None:
    def barred(table: Any, step: Step, case: Snapshot, *rest: Any) -> Any:
        proposal = case.proposal and replace(case.proposal, person=-1, for_whom=None)
        return BARRED(table, step, replace(case, proposal=proposal), *rest)

    patch.setattr(judge, "_barred", barred)


@shows_in("objection")
def one_signature_is_enough(patch: Patch) -> None:
    patch.setattr(line("objection", "refuse"), "agreed_by", None)


@shows_in("objection")
def one_clerk_makes_an_objection_vanish(patch: Patch) -> None:
    patch.setattr(line("objection", "take_back_for"), "agreed_by", None)


@shows_in("objection")
def an_objection_taken_back_is_answered_as_unfounded(patch: Patch) -> None:
    patch.setattr(line("objection", "dismiss"), "only_if", ())


@shows_in("objection")
def an_inquiry_is_laid_down_that_nobody_took_back(patch: Patch) -> None:
    patch.setattr(line("objection", "let_rest"), "only_if", ())


# Which version, which verdict
@shows_in("notice")
def the_version_seen_is_ignored(patch: Patch) -> Judge:
    def decide(table: Any, case: Snapshot, asked: Command) -> Any:
        return judge.decide(table, case, replace(asked, seen=asked.seen and case.seq))

    return decide


@shows_in("intervention")
def declining_takes_the_step(patch: Patch) -> Judge:
    return lambda table, case, asked: judge.decide(table, case, replace(asked, verdict="take"))


# When
@shows_in("notice")
def a_notice_is_a_day_short(patch: Patch) -> None:
    def end(*args: Any, **more: Any) -> MinimumPeriod:
        full = notice_end(*args, **more)
        return replace(full, earliest_next=full.earliest_next - timedelta(days=1))

    patch.setattr(periods, "notice_end", end)


@shows_in("intervention")
def days_lost_are_not_made_up(patch: Patch) -> None:
    patch.setattr(
        periods, "notice_end", lambda *a, **more: notice_end(*a, **more | {"lost_days": 0})
    )


@shows_in("intervention")
def the_period_runs_while_the_poster_is_a_draft(patch: Patch) -> None:
    def began(limit: Limit, stage: Stage, case: Snapshot) -> date | None:
        return BEGAN(limit, stage, case) or date.fromisoformat(case.facts[limit.start])

    patch.setattr(periods, "began_on", began)


@shows_in("intervention")
def a_withdrawal_may_be_regretted_for_ever(patch: Patch) -> None:
    patch.setattr(line("intervention", "regret"), "in_time", None)


@shows_in("notice")
def a_step_does_not_wait_for_the_period(patch: Patch) -> None:
    patch.setattr(line("notice", "take_down"), "waits", False)


# On what conditions
@shows_in("intervention")
def an_open_objection_is_ignored(patch: Patch) -> None:
    without(patch, line("intervention", "close"), "needs", "quiet")


@shows_in("intervention")
def a_needs_line_is_missing(patch: Patch) -> None:
    without(patch, line("intervention", "file"), "needs", "announced")


@shows_in("intervention")
def a_warning_nobody_received_ends_a_case(patch: Patch) -> None:
    without(patch, line("intervention", "terminate"), "needs", "warning_served")


@shows_in("intervention")
def a_township_decides_what_was_not_delegated(patch: Patch) -> None:
    without(patch, line("intervention", "pass_up"), "only_if", "delegated")


@shows_in("intervention")
def confirmation_without_a_notice(patch: Patch) -> None:
    without(patch, line("intervention", "confirm"), "upon", "public_notice")


@shows_in("clue")
def a_second_case_is_opened(patch: Patch) -> None:
    patch.setattr(judge, "_offered", lambda step, case: True)


@shows_in("intervention")
def only_the_first_reason_is_told(patch: Patch) -> None:
    patch.setattr(judge, "unmet", lambda *args: UNMET(*args)[:1])


@shows_in("intervention")
def withdrawal_after_confirmation(patch: Patch) -> None:
    step = line("intervention", "withdraw")
    patch.setattr(step, "sources", (*step.sources, "confirmed"))


# What follows
@shows_in("intervention")
def the_join_forgets_the_departments(patch: Patch) -> None:
    accepted = newest("household_check").stages["accepted"]
    patch.setattr(line("intervention", "joined"), "when", children_in(accepted))


@shows_in("intervention")
def the_join_is_content_with_an_overruled_round(patch: Patch) -> None:
    def oldest(case: Snapshot) -> tuple[Child, ...]:
        return tuple(child for child in case.children if child.round == 1)

    patch.setattr(Snapshot, "newest", property(oldest))


@shows_in("intervention")
def an_objection_is_heeded_again_and_again(patch: Patch) -> None:
    def heeds(trigger: ChildIn, case: Snapshot) -> Child | None:
        fresh = replace(case, children=tuple(replace(c, heeded=False) for c in case.children))
        kind, name = trigger.outcome.owner.key, trigger.outcome.name
        return next((c for c in fresh.children if (c.kind, c.stage) == (kind, name)), None)

    patch.setattr(ChildIn, "heeds", heeds)


@shows_in("intervention")
def rework_forgets_what_rests_on_it(patch: Patch) -> None:
    def falling(table: type[Procedure], wrong: Iterable[str]) -> frozenset[str]:
        grounds = {token.partition(":")[0] + ":" for token in wrong if ":" in token}
        direct = {n for n, s in table.stages.items() if grounds & set(plans._rests_on(s))}
        return frozenset({*wrong} | direct)

    patch.setattr(judge, "falling", falling)


@shows_in("intervention")
def a_return_ends_at_the_latest_stage(patch: Patch) -> None:
    def latest(table: type[Procedure], fallen: frozenset[str]) -> str:
        return max((n for n in fallen if n in table.order), key=table.order.__getitem__)

    patch.setattr(judge, "resumes_at", latest)


@shows_in("intervention")
def anything_may_be_named_wrong(patch: Patch) -> None:
    def causes(table: type[Procedure], case: Snapshot) -> list[plans.Cause]:
        return [plans.Cause(name, stage.label) for name, stage in table.stages.items()]

    patch.setattr(judge, "causes", causes)


@shows_in("intervention")
def an_opinion_given_anew_keeps_the_approvals_upon_the_old_one(patch: Patch) -> None:
    patch.setattr(judge, "renewed", lambda *_: frozenset())


@shows_in("intervention")
def an_upheld_objection_leaves_the_check_standing(patch: Patch) -> None:
    patch.setattr(judge, "redone", lambda *_: frozenset())


@shows_in("household_check")
def children_outlive_their_parent(patch: Patch) -> None:
    patch.setattr(line("household_check", "cancel"), "when", children_in())
