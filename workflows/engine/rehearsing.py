"""Officers of the demonstration county taking steps, for demonstration data, stories and measurements.

Every step goes through the door as an officer's would; nothing is written past it.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from workflows.access.actors import Actor
from workflows.access.models import Officer
from workflows.access.officers import actor_of
from workflows.workdays import clock

from .door import advance
from .models import Case, Event


def photo(name: str = "board.jpg") -> SimpleUploadedFile:
    """A small invented photograph."""
    held = BytesIO()
    Image.new("RGB", (64, 48), (120, 130, 110)).save(held, "JPEG")
    return SimpleUploadedFile(name, held.getvalue(), content_type="image/jpeg")


class Cast:
    """The demonstration county's officers taking steps, by account name."""

    def __init__(self, township: int = 1) -> None:
        self.township = township

    def actor(self, account: str) -> Actor:
        """The officer of an account with today's seats."""
        return actor_of(Officer.objects.get(username=account), clock.today())

    def local(self, post: str) -> str:
        """The account of a post in this rehearsal's township."""
        return f"zhen{self.township}_{post}"

    def village(self, case: Case) -> str:
        """The account of the village staff responsible for a case's village."""
        posted = Officer.objects.get(posts__role="village", posts__agency__region=case.region)
        return str(posted.username)

    def take(
        self,
        case: Case,
        step: str,
        account: str,
        files: dict[str, Any] | None = None,
        **answers: Any,
    ) -> Event:
        """Take a step of a case as it stands now; the case is read again before and after."""
        case.refresh_from_db()
        event = advance(
            case, step, by=self.actor(account), seen=case.seq, command_id=uuid4(), answers=answers,
            files=files,
        )  # fmt: skip
        case.refresh_from_db()
        return event
