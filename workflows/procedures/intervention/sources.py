"""Where warnings came from. Several clues are one case, and the earliest day rules its clock."""

from collections.abc import Mapping
from typing import Any

from workflows.engine.snapshot import Snapshot

from .forms.words import APPLIED

SOURCE = ("channel", "clue_on", "source")


def first_source(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The list of sources begins with this clue."""
    return {"sources": [{name: answers[name] for name in SOURCE}]}


def own_application(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A household that applies is its own source, found on the day it applied."""
    return {"channel": APPLIED, "clue_on": case.today.isoformat(), "source": "本户"}


def own_source(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a registered clue tells the case it is merged into: the same as when it was reported."""
    return {name: case.facts[name] for name in SOURCE}


def further_source(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """One more source. Channel, day and source of the case are those of the earliest one.

    Source of the rule: 指南（2022）“自发现风险线索之日起”, hence the first clue's day.
    """
    new = {name: answers[name] for name in (*SOURCE, "clue") if name in answers}
    sources = [*case.facts.get("sources", ()), new]
    earliest = min(sources, key=lambda source: source["clue_on"])
    return {"sources": sources, **{name: earliest[name] for name in SOURCE}}
