"""What a form, a paper or a looked-up condition may read: the case with everything around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from workflows.access.actors import Actor, Seat
from workflows.access.agencies import agencies_over
from workflows.access.models import Agency
from workflows.policy.packs import Pack
from workflows.registry.models import Household, Member

from .family import Family
from .models import Case

if TYPE_CHECKING:
    from .words import Step


@dataclass
class Matter:
    """A case at hand. Read-only; costs a statement only for what is asked of it.

    `kept` is where one paper of a step leaves what it has looked up for the next.
    """

    family: Family
    case: Case
    actor: Actor
    step: Step | None = None
    seat: Seat | None = None
    answers: Mapping[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def today(self) -> date:
        return self.family.today

    @property
    def head(self) -> Case:
        return self.family.head

    @property
    def pack(self) -> Pack:
        return self.family.pack_of(self.case)

    @property
    def household(self) -> Household:
        """The household the case is about; a sheet has none and must not be asked."""
        household = self.head.household
        assert household is not None
        return household

    @cached_property
    def members(self) -> list[Member]:
        return list(Member.objects.filter(household=self.head.household_id).order_by("pk"))

    @cached_property
    def agencies(self) -> list[Agency]:
        """Every agency over the place of the case, from the county and its departments down."""
        return agencies_over(self.case.region)

    @property
    def agency(self) -> Agency:
        """The agency from whose seat the officer acts: the issuer of the step's papers."""
        assert self.seat is not None
        return next(agency for agency in self.agencies if agency.pk == self.seat.agency)

    @property
    def said(self) -> dict[str, Any]:
        """The case's answers, the step's own last."""
        return {**self.case.answers, **self.answers}

    def children(self, kind: str) -> list[Case]:
        """The newest round of each child of a kind, in the order opened."""
        newest: dict[str, Case] = {}
        for child in self.family.children_of(self.case):
            if child.procedure == kind:
                newest[child.key] = child
        return list(newest.values())

    def sheet(self, kind: str) -> Case | None:
        """The newest sheet of a kind the case stands on."""
        return self.family.sheet(self.head, kind)

    def listed(self) -> list[Case]:
        """On a sheet: the cases that stand on it, in the order listed."""
        return self.family.lines
