"""Papers to try things on; their kinds are the tests' own (T…), their renderer is quick."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from documents.issuing import issue
from documents.kinds import Issuer, Kind
from documents.models import Paper
from documents.press import Press
from documents.printing import Printing
from tests.documents import presses

POSTER = Kind(
    "T12",
    "公示（试验）",
    "public",
    "poster",
    series="公",
    public_facts=("village", "rows.head", "rows.group", "note"),
    static_phrases=("残疾人联合会",),
)
LETTER = Kind("T07", "关于协助核查的函（试验）", "department", "letter", series="函")
FORM = Kind("T05", "入户核查表（试验）", "internal", "form")

OFFICE = Issuer("示例县防止返贫工作办公室", "示例防贫", phone="0797-1234567", address="示例县城")
DOSSIER = UUID("6ba7b810-9dad-41d1-80b4-00c04fd430c8")
DAY = date(2026, 11, 20)

IssuePaper = Callable[..., Paper]


@pytest.fixture
def issue_paper() -> IssuePaper:
    """Issues a paper in a transaction of its own; every argument of `issue` may be given."""

    def in_transaction(
        kind: Kind = LETTER, facts: dict[str, Any] | None = None, **more: Any
    ) -> Paper:
        given = {"dossier": DOSSIER, "issuer": OFFICE, "issued_on": DAY, "demo": True, **more}
        with transaction.atomic():
            return issue(kind, {"note": "协助核查"} if facts is None else facts, **given)

    return in_transaction


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """A real child process, in which a quick renderer prints the facts."""
    running = Press(presses.plain, beat_seconds=0.2)
    yield running
    running.close()


@pytest.fixture
def printing(press: Press) -> Printing:
    """The owed kind with that child."""
    return Printing(press)
