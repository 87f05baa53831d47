"""The receipt of an objection: a code to find it again and a PIN that only the paper slip knows.

Nothing is stored for it. The code names the command that lodged the objection, and the PIN is a
keyed fingerprint of the code, so that neither the database nor the journal holds what an
objector needs to follow the objection, or who he is.
"""

from uuid import UUID, uuid5

from django.core import signing
from django.utils.crypto import constant_time_compare

from documents import check_codes
from vault.cipher import fingerprint
from workflows.engine.models import Case, Event

_COMMANDS = UUID("6f1c2a54-5f0e-4d0b-9d5c-3b6a6f3f5a11")
_SALT = "board.receipt"
_PIN = "board.pin"
_DIGITS = 6


def fresh_ticket() -> str:
    """A new code under the site's signature: a form may only be sent with a code given out here.

    Without the signature somebody who has seen a code could send a form with it and be shown
    its PIN.
    """
    return signing.dumps(check_codes.new(), salt=_SALT)


def code_of(ticket: str) -> str:
    """The code of a ticket; raises signing.BadSignature for one that was not given out."""
    return str(signing.loads(ticket, salt=_SALT))


def command_of(code: str) -> UUID:
    """The id of the command that lodges the objection with this code."""
    return uuid5(_COMMANDS, code)


def pin_of(code: str) -> str:
    """The six digits that go with a code."""
    return f"{int(fingerprint(code, purpose=_PIN), 16) % 10**_DIGITS:0{_DIGITS}d}"


def objection_of(typed: str, pin: str) -> Case | None:
    """The objection lodged under a code, if the PIN is right; None says no more than that."""
    code = check_codes.normalise(typed)
    if not code or not constant_time_compare(pin_of(code), pin.strip()):
        return None
    command = command_of(code)
    event = Event.objects.filter(command_id=command).select_related("case").first()
    if event is None:
        return None
    for child in event.case.children.order_by("-pk"):
        if Event.objects.filter(
            case=child, seq=1, command_id=uuid5(command, f"{child.uuid}#1")
        ).exists():
            return child
    return None
