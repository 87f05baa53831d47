"""Contenders in turns: what a neighbour on this machine costs, it costs all of them."""

from collections.abc import Mapping, Sequence
from statistics import median

from workflows.registry.models import Household

from .walking import STEPS, Contender

# Contenders by name. Those of one group walk one after the other: one repeats what one before did.
Group = Mapping[str, Contender]


def in_turns(
    groups: Sequence[Group], households: Sequence[Household], rounds: int
) -> dict[str, list[float]]:
    """Seconds a step of each contender, round by round; each round begins with another group.

    A first round, in which everything is compiled, imported and opened, is not counted.
    """
    spent: dict[str, list[float]] = {name: [] for group in groups for name in group}
    for turn in range(rounds + 1):
        first = turn % len(groups)
        for group in (*groups[first:], *groups[:first]):
            for name, contender in group.items():
                for household in households:
                    contender.walk(household)
                seconds = contender.meter.read()
                if turn:
                    spent[name].append(seconds / len(households) / STEPS)
            for contender in group.values():
                contender.meter.sent.clear()
    return spent


def per_second(spent: Sequence[float]) -> float:
    """Steps a second in the median round."""
    return 1 / median(spent)


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many steps ours takes while theirs takes one: the median of the rounds' ratios."""
    return median(other / own for own, other in zip(ours, theirs, strict=True))
