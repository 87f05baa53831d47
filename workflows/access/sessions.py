"""Where sessions are kept (SESSION_ENGINE): in the database, each with its officer."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase

from workflows.access.models import Sitting


class SessionStore(InDatabase):
    """Django's store with one column more."""

    @classmethod
    def get_model_class(cls) -> type[Any]:
        """The rows of this store."""
        return Sitting

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        """The row to save: whoever the session says has signed in stands beside it."""
        row: Any = super().create_model_instance(data)
        row.officer_id = data.get(SESSION_KEY)
        return row
