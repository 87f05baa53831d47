"""Sample papers of invented people, for the gallery of papers and the tests.

One JSON file a kind under templates/papers/samples: what the paper says of itself and its facts.
The people's ID numbers carry county code 360799, which is not assigned, and a right check digit.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from documents.kinds import Issuer, PaperMeta


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample paper: its kind's code, its facts, and what it says of itself."""

    code: str
    facts: dict[str, Any]
    meta: PaperMeta


def codes() -> list[str]:
    """The codes of the kinds that have a sample."""
    return sorted(path.stem for path in _directory().glob("*.json"))


def load(code: str) -> Sample:
    """The sample of a kind; raises `FileNotFoundError` where there is none."""
    content = json.loads((_directory() / f"{code}.json").read_text(encoding="utf-8"))
    paper = content["paper"]
    return Sample(
        code=code,
        facts=content["facts"],
        meta=PaperMeta(
            number=paper["number"],
            title=paper["title"],
            issued_on=date.fromisoformat(paper["issued_on"]),
            issuer=Issuer(**paper["issuer"]),
            check_code=paper["check_code"],
            identifier=UUID(paper["identifier"]),
            is_demo=True,
        ),
    )


def photographs() -> dict[str, bytes]:
    """Drawn pictures, by the names that samples give them where a paper names a photograph."""
    return {path.name: path.read_bytes() for path in _directory().glob("*.jpg")}


def _directory() -> Path:
    return Path(settings.BASE_DIR) / "templates" / "papers" / "samples"
