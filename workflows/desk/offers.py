"""The engine's offers as links, why somebody is kept away, and what a list may suggest."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from workflows.access.actors import Actor
from workflows.desk.reading import has_seat
from workflows.engine.decide import admit
from workflows.engine.door import judged
from workflows.engine.family import Family
from workflows.engine.models import Case
from workflows.engine.offers import Offer
from workflows.engine.refusals import NotAllowed
from workflows.engine.snapshot import Command
from workflows.engine.words import HERE, Anywhere, Before, Step


@dataclass(frozen=True, slots=True)
class Link:
    """A step as a button; `reasons` are what it still waits for."""

    step: Step
    label: str
    address: str
    reasons: tuple[str, ...] = ()


def links(case: Case, offers: list[Offer]) -> list[Link]:
    """The offers as buttons, a countersignature first: somebody is waiting for it."""
    shown = sorted(offers, key=lambda offer: not offer.countersign)
    return [
        Link(
            offer.step,
            f"会签：{offer.step.label}" if offer.countersign else offer.step.label,
            address_of(case, offer.step),
            offer.reasons,
        )
        for offer in shown
    ]


def address_of(case: Case, step: Step) -> str:
    """Where the step is filled in."""
    return reverse("desk:step", args=[case.uuid, step.name])


def kept_away(family: Family, case: Case, actor: Actor) -> str:
    """Why somebody with the right post may not act all the same: kin, or another duty. Else ""."""
    for step in case.table.leaving[case.stage]:
        if step.when or not _posted_for(case, step, actor):
            continue
        snapshot = judged(family, case, step, actor)
        refusal = admit(case.table, snapshot, Command(step.name, actor, case.seq))
        if isinstance(refusal, NotAllowed):
            return refusal.message
    return ""


def likely(case: Case, actor: Actor) -> Iterator[Link]:
    """The steps a person's posts suggest, by the table alone: for lists, without a statement.

    The step's own page asks the judge. Side exits are left to the case's page.
    """
    for step in case.table.leaving[case.stage]:
        if step.when or step.kind == HERE or isinstance(step.source, Anywhere | Before):
            continue
        if _posted_for(case, step, actor):
            yield Link(step, step.label, address_of(case, step))


def _posted_for(case: Case, step: Step, actor: Actor) -> bool:
    """Whether one of the actor's seats has the role that takes the step, here."""
    holder = case.table.stages[case.stage].held_by
    roles = step.by or ((holder,) if holder else ())
    return has_seat(actor, case, roles)
