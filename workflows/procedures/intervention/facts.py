"""What a step of 防贫干预 works out from the case and the answers given."""

from collections.abc import Mapping
from typing import Any

from workflows.engine.snapshot import Snapshot

from .forms.words import ENLARGED


def counted(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """Whether enough came, enough of them representatives, and more than half of them agreed.

    An enlarged committee meeting stands in where the representatives cannot meet; the share of
    representatives is asked of the others.
    """
    pack, present = case.pack, answers["attendees"]
    came = present >= pack["review.attendance_min"] * answers["entitled"]
    represented = answers["representatives"] >= pack["review.rep_ratio_min"] * present
    return {
        "meeting": True,
        "quorum": bool(came and (represented or answers["meeting_kind"] == ENLARGED)),
        "carried": bool(answers["in_favour"] > pack["review.agree_above"] * present),
    }


def unreviewed(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was checked or answered anew no earlier meeting has seen: it counts no more."""
    return {"meeting": False}


def contested(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """What was contested once is reviewed again after the new check."""
    return {"contested": True}


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


def asked_again(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The household is asked for its consent once more: that it refused before counts no longer."""
    return {"consent_refused": False}


def objected(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"objected": True}


def complained_of(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A report about an open case: no earlier visit has looked into it."""
    return {"complaint": True, "county_visit": False}


def unseen(case: Snapshot, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """A visit made before the complaint cannot have looked into it (民发〔2021〕57号 第二十条)."""
    return {"county_visit": False}
