"""What each condition of a phase-out is true of, and what it is not."""

from __future__ import annotations

from typing import Any

from tests.engine.cases import child
from workflows.engine.snapshot import Shared
from workflows.procedures.phase_out.objection import Objection

POSTED, CLOSED, DRAFT = (
    Shared("phase_out_notice", stage, {}) for stage in ("posted", "closed", "drafted")
)
NOT_POSTED_FIRST = {"phaseout.public_notice": False}
OPEN_OBJECTION = (child(Objection, "lodged", "1"),)
SETTLED_OBJECTION = (child(Objection, "dismissed", "1"),)
OF_PHASE_OUT_NOTICE = ("as_printed", "printed_before")


def said(**facts: Any) -> dict[str, Any]:
    return {"facts": facts}


def true_when(name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A condition that one fact is true."""
    return [said(**{name: True})], [{}, said(**{name: False})]


Cases = tuple[list[dict[str, Any]], list[dict[str, Any]]]
OF_PHASE_OUT: dict[str, Cases] = {
    "over": true_when("over"),
    "fit": true_when("fit"),
    "beyond": true_when("beyond"),
    "edge": true_when("edge"),
    "stated": true_when("stated"),
    "rechecked": true_when("rechecked"),
    "compared": ([said(compared="与申报一致")], [{}]),
    # nobody has reckoned yet: neither over nor under
    "under": ([said(over=False)], [{}, said(over=True)]),
    "alone": ([{}, said(open_elsewhere=False)], [said(open_elsewhere=True)]),
    "enough": (
        [said(checkers=[1, 2]), said(checkers=[1, 2, 3])],
        [{}, said(checkers=[1])],
    ),
    "others_remain": ([said(persons=2)], [{}, said(persons=1)]),
    "nobody_remains": ([said(persons=1)], [{}, said(persons=2)]),
    "untold": ([{}, said(told_on="")], [said(told_on="2026-06-01")]),
    "considered": (
        [{}, said(stated=False), said(stated=True, answered=True)],
        [said(stated=True), said(stated=True, answered=False)],
    ),
    "posts_first": ([{}], [{"pack": NOT_POSTED_FIRST}]),
    "noticed": (
        [{"standing": frozenset({"public_notice"})}, {"pack": NOT_POSTED_FIRST}],
        [{}],
    ),
    "quiet": (
        [{}, {"children": SETTLED_OBJECTION}],
        [{"children": OPEN_OBJECTION}, {"children": (*SETTLED_OBJECTION, *OPEN_OBJECTION)}],
    ),
    "hung": ([{"shared": POSTED}, {"shared": CLOSED}], [{}, {"shared": DRAFT}]),
    "evidenced": ([{"shared": CLOSED}], [{}, {"shared": POSTED}]),
    # told on a Friday, five working days: the next Friday is the last, Saturday the first free day
    "told_first": (
        [said(end_told_on="2026-05-22")],
        [{}, said(end_told_on="2026-05-25"), said(end_told_on="2026-06-01")],
    ),
}
