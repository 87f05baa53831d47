"""The receipt of what a villager lodged: a code to find it by, and a PIN only the slip knows.

Nothing is stored for it. The code names the command that lodged the matter, and the PIN is a
keyed fingerprint of the code, so that neither the database nor the journal holds what is needed
to follow it, or by whom.
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


def case_of(typed: str, pin: str) -> Case | None:
    """What was lodged under a code, if the PIN is right; None says no more than that.

    A code nobody was given and a wrong PIN take the same way: one statement before the answer.
    """
    code = check_codes.normalise(typed)
    command = command_of(code)
    event = Event.objects.filter(command_id=command).select_related("case").first()
    right = constant_time_compare(pin_of(code), pin.strip())
    if event is None or not code or not right:
        return None
    if event.case.uuid == command:  # an application or a report is the case itself
        return event.case
    for child in event.case.children.order_by("-pk"):
        if Event.objects.filter(
            case=child, seq=1, command_id=uuid5(command, f"{child.uuid}#1")
        ).exists():
            return child
    return None
