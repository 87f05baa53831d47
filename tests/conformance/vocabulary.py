"""What an expectation is written in: plain data, sharing nothing with the engine's words.

An expectation says of one procedure what its policy papers demand, in the sense of the
transition tables of the domain specification. Roles, stages and answers are plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STAYS, RETURNS, WHERE_IT_WAS = "<stays>", "<returns>", "<where it was>"
NOWHERE = ""  # a case that is not yet open


@dataclass(frozen=True)
class Place:
    """A stage: who holds it, whether it is an end, what its result rests on, what it opens.

    `watched_by`: a second inbox. `rests_on` names stages, and kinds of children with a colon.
    `within` and `lasts` are keys of the policy pack; `counts_from` is the dated fact a minimum
    period begins with, `due_from` the one a maximum does; `longer_by` is the fact with the days
    agreed on top.
    """

    held_by: str = ""
    end: bool = False
    rests_on: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    shares: str = ""
    within: str = ""
    lasts: str = ""
    counts_from: str = ""
    watched_by: str = ""
    due_from: str = ""
    longer_by: str = ""


@dataclass(frozen=True)
class Due:
    """What makes a step happen by itself, one of:

    `children`: the newest round of each kind has come to one of its outcomes; `child`: one child
    of a kind has come to an outcome not yet heeded; `parent`: the parent is in one of the stages;
    `sheet`: the sheet it stands on has come to one of these stages;
    `stands`: the stage's result stands; `emptied`: no household is left; `day`: a dated fact.
    """

    children: tuple[tuple[str, tuple[str, ...]], ...] = ()
    child: tuple[str, str] | None = None
    parent: tuple[str, ...] = ()
    sheet: tuple[str, ...] = ()
    stands: bool = False
    emptied: bool = False
    day: str = ""


@dataclass(frozen=True)
class Line:
    """A step: from where to where, by whom, on what conditions, with what effect.

    `who` is empty for the engine's own steps, which carry `due`. `by_several`: the leaving stages
    were named as a set, so the line is no completion of a stage. `holds` and `only_if` are names
    of conditions; `stand` are stages whose results must stand; `full_period`: not before the
    stage's minimum period is over; `in_time`: pack key of a hard maximum; `books`: what ledgers
    keep of it.
    """

    leaves: tuple[str, ...]
    to: str
    who: tuple[str, ...] = ()
    due: Due | None = None
    duty: str = ""
    duty_shared_by: str = ""
    bars: tuple[str, ...] = ()
    countersigned_by: str = ""
    asks: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    only_if: tuple[str, ...] = ()
    stand: tuple[str, ...] = ()
    full_period: bool = False
    in_time: str = ""
    opens: tuple[str, ...] = ()
    starts: str = ""
    tells: str = ""
    strikes: str = ""
    papers: tuple[str, ...] = ()
    works_out: tuple[str, ...] = ()
    books: tuple[str, ...] = ()
    by_several: bool = False


@dataclass(frozen=True)
class Table:
    """The expectation of one procedure. `places` stand in the order of the main line.

    `apart` are the pairs of duties no one person may have had in one family of cases;
    `never_after` pairs of which the first is not for who has had the second.
    `put_to_department`: the case is one department's to answer, everything else the office's.
    `led_by_department`: the county's handlers and approvers are one department's.
    """

    key: str
    edition: str
    places: Mapping[str, Place]
    lines: Mapping[str, Line]
    apart: frozenset[frozenset[str]] = frozenset()
    never_after: frozenset[tuple[str, str]] = frozenset()
    put_to_department: bool = False
    led_by_department: bool = False
    sheet: bool = False

    def place_of(self, name: str) -> int:
        """How far along the main line a stage is."""
        return list(self.places).index(name)


def pairs(*duties: tuple[str, str]) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in duties)
