"""Bugs to be found in a phase-out's table, as if a word of it had been forgotten."""

from __future__ import annotations

import pytest

from tests.conformance.planting import line, shows_in, without
from workflows.access.actors import Role
from workflows.engine import decide as judge
from workflows.engine.procedure import newest


@shows_in("phase_out")
def the_household_is_not_waited_for(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(line("phase_out", "report"), "waits", False)


@shows_in("phase_out")
def the_countys_own_office_decides(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(newest("phase_out"), "led_by", "")


@shows_in("phase_out")
def stopped_although_it_may_taper(patch: pytest.MonkeyPatch) -> None:
    without(patch, line("phase_out", "stop"), "needs", "beyond")


@shows_in("phase_out")
def ended_early_without_telling(patch: pytest.MonkeyPatch) -> None:
    without(patch, line("phase_out", "end_early"), "needs", "told_first")


@shows_in("phase_out")
def the_checker_may_approve(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(judge, "held_apart", lambda *_: frozenset())


@shows_in("phase_out")
def the_clerk_restores_dibao(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(line("phase_out", "restore"), "by", (Role.CLERK,))


@shows_in("pay_list")
def the_list_is_confirmed_by_whoever_pays(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(line("pay_list", "confirm"), "by", (Role.PAYER,))
