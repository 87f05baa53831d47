"""主动申请 by somebody the register does not know (赣州 四（二）2): matched or entered, never lost."""

from tests.conformance.vocabulary import NOWHERE, Line, Place, Table

APPLICATION_TABLE = Table(
    key="application",
    edition="2019",
    places={
        "received": Place("clerk", within="clue.accept_limit"),
        "taken_over": Place(end=True),
        "declined": Place(end=True),
    },
    lines={
        "apply": Line(
            (NOWHERE,), "received", ("villager",),
            asks=("reporter", "reporter_phone", "id_digest", "trouble", "situation", "agreed"),
        ),
        # the county finds households of other townships
        "match": Line(
            ("received",), "taken_over", ("clerk", "handler"), asks=("household_number",),
            books=("hand_over",),
        ),
        "enter": Line(
            ("received",), "taken_over", ("clerk",), asks=("head", "id_number", "phone", "group"),
            books=("enter_and_hand_over",),
        ),
        # nobody turns an application away alone
        "decline": Line(
            ("received",), "declined", ("clerk",), countersigned_by="handler",
            asks=("because", "answer"),
        ),
    },
)  # fmt: skip
