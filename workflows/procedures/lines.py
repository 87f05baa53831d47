"""What the ledgers' papers are made of: a household's head and lines of label and text."""

from __future__ import annotations

from documents.templatetags.papers import day
from workflows.engine.matter import Matter
from workflows.registry.regions import names


def household(matter: Matter) -> dict[str, str]:
    """Whose household it is and where it lives."""
    home = matter.household
    return {
        "head": matter.head.head_name,
        "place": "".join(names(home.village_id)[-2:]),
        "group": home.group_name,
        "number": home.number,
    }


def line(label: str, text: object) -> dict[str, str]:
    """One row of a form."""
    return {"label": label, "text": str(text)}


def dated(label: str, on: object) -> dict[str, str]:
    """One row of a form with a date, an ISO one, as 2026年11月21日."""
    return line(label, day(on))
