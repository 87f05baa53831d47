"""Which steps a person may take now, and why the others must wait: for pages."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.access.actors import Actor, Seat

from .decide import admit, is_second, unmet
from .door import judged
from .family import Family
from .matter import Matter
from .models import Case
from .refusals import Refusal
from .snapshot import Command
from .words import MOVE, AnyOf, Anywhere, Before, Stage, Step


@dataclass(frozen=True, slots=True)
class Offer:
    """A step this person may take here; `reasons` name what is not yet met (empty: open)."""

    step: Step
    seat: Seat
    reasons: tuple[str, ...]
    countersign: bool
    side: bool

    @property
    def open(self) -> bool:
        return not self.reasons


def offers(family: Family, case: Case, actor: Actor) -> list[Offer]:
    """Steps in the table's order, those on the main line first; none for a stranger."""
    found: list[Offer] = []
    for step in case.table.leaving[case.stage]:
        if step.when:
            continue
        snapshot = judged(family, case, step, actor)
        seat = admit(case.table, snapshot, Command(step.name, actor, case.seq))
        if isinstance(seat, Refusal):
            continue
        second = is_second(step, snapshot)
        reasons = list(unmet(case.table, step, snapshot))
        if step.agreed_by and snapshot.proposal and not second:
            reasons.append("另有一项待会签事项，请先会签或退回。")
        found.append(Offer(step, seat, tuple(reasons), second, _is_side(step)))
    return sorted(found, key=lambda offer: offer.side)


def offer_of(family: Family, case: Case, name: str, actor: Actor) -> tuple[Offer, Matter] | None:
    """The offer of one step with the matter its form needs; None when it is not this person's."""
    for offer in offers(family, case, actor):
        if offer.step.name == name:
            return offer, Matter(family, case, actor, offer.step, offer.seat)
    return None


def _is_side(step: Step) -> bool:
    """A step that stays, returns, or leaves from a whole set of stages is not the main line.

    One that leaves several stages named one by one is a side exit where it ends the case.
    """
    ends = isinstance(step.target, Stage) and step.target.end
    aside = isinstance(step.source, Before | Anywhere)
    return step.kind != MOVE or aside or (isinstance(step.source, AnyOf) and ends)
