"""What each condition about the villagers' review and a plain refusal is true of, and what it is not."""

from __future__ import annotations

from typing import Any

from tests.engine.cases import child
from workflows.engine.snapshot import Child
from workflows.procedures.intervention.co_check import CoCheck

Cases = tuple[list[dict[str, Any]], list[dict[str, Any]]]


def anomaly(stage: str, **facts: Any) -> Child:
    """A co-check in which a department reported something against the household."""
    return child(CoCheck, stage, "公安", facts={"outcome": "有异常", **facts})


OF_REVIEW: dict[tuple[str, str], Cases] = {
    ("intervention", "met"): ([{"facts": {"meeting": True}}], [{}, {"facts": {"meeting": False}}]),
    **{
        ("intervention", name): (
            [
                {},
                {"facts": {"meeting": True, fact: True}},
                {"facts": {"meeting": False, fact: False}},
            ],
            [{"facts": {"meeting": True, fact: False}}],
        )
        for name, fact in (("quorate", "quorum"), ("carried", "carried"))
    },
    # C5: an anomaly the household was told of and could dispute (57号 第十八条)
    ("intervention", "disproved"): (
        [{"children": (anomaly("accepted", heard=True),)}],
        [
            {},
            {"children": (anomaly("accepted"),)},
            {"children": (anomaly("disputed", heard=True),)},
            {
                "children": (
                    child(CoCheck, "accepted", "公安", facts={"outcome": "无异常", "heard": True}),
                )
            },
        ],
    ),
    ("intervention", "undisputed"): (
        [{}, {"children": (anomaly("accepted", heard=True),)}],
        [{"children": (anomaly(stage),)} for stage in ("telling", "told_of", "disputed")],
    ),
}
