"""Why a command was refused.

Refusal
├── NotNow       409  the step does not leave this stage, or is not for this case
├── Stale        409  the case has changed since the page was made
├── Unknown      404  outside the person's area: as if the case did not exist
├── NotAllowed   403  this person may not take this step here
├── Blocked      422  conditions unmet; `reasons` holds every one of them
└── Invalid      422  the form's answers are wrong; `errors` by field
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class Refusal(Exception):
    """Base of all refusals; the message tells the officer in Chinese what is wrong and what to do."""

    status = 400

    def __init__(self, message: str, reasons: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.reasons = tuple(reasons)

    def __str__(self) -> str:
        return self.message


class NotNow(Refusal):
    status = 409


class Stale(Refusal):
    status = 409


class Unknown(Refusal):
    status = 404


class NotAllowed(Refusal):
    status = 403


class Blocked(Refusal):
    status = 422


class Invalid(Refusal):
    status = 422

    def __init__(self, message: str, errors: Mapping[str, Sequence[str]]) -> None:
        super().__init__(message, [text for texts in errors.values() for text in texts])
        self.errors = errors
