"""What a step of 防贫干预 works out from the case and the answers given."""

from collections.abc import Mapping
from typing import Any

from workflows.engine.snapshot import Snapshot


def counted(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whether the review meeting was held as the pack demands (share of representatives)."""
    share = case.pack["review.rep_ratio_min"]
    enough = answers["representatives"] >= share * answers["attendees"]
    return {
        "meeting": True,
        "quorum": bool(enough and answers["in_favour"] * 2 > answers["attendees"]),
    }


def corrected(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a partly upheld objection has put right on the notice."""
    settled = next(c for c in case.children if c.stage == "partly" and not c.heeded)
    return {"persons": settled.facts["persons"], "objected": True}


def amended(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Since when the number of persons is the amended one; the next check settles it anew."""
    return {"amended_on": case.today.isoformat()}


def sent_back(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """How often the case has been returned; the third time the auditor is told."""
    return {"returns": int(case.facts.get("returns", 0)) + 1}


def objected(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"objected": True}


def complained_of(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A report about an open case: no earlier visit has looked into it."""
    return {"complaint": True, "county_visit": False}


def unseen(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A visit made before the complaint cannot have looked into it (民发〔2021〕57号 第二十条)."""
    return {"county_visit": False}
