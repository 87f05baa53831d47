"""预警线索 (domain 5.1): three channels, one case; a clue on an open matter is one more source."""

from tests.conformance.expected.duties import APART
from tests.conformance.vocabulary import NOWHERE, STAYS, Line, Place, Table

REPORTERS = ("village", "clerk", "liaison", "handler")
APPLICATION = ("reporter", "reporter_phone", "risks", "situation", "agreed")
CLUE = ("channel", "clue_on", "source", "risks", "situation")

CLUE_TABLE = Table(
    key="clue",
    edition="2019",
    places={
        "registered": Place("clerk", within="clue.accept_limit"),
        "applied": Place("clerk", within="clue.accept_limit"),
        "accepted": Place(end=True),
        "merged": Place(end=True),
        "screened_out": Place(end=True),
        "transferred": Place(end=True),
    },
    lines={
        # K1: any of the channels; the household gets a receipt
        "register": Line(
            (NOWHERE,), "registered", REPORTERS, asks=CLUE, only_if=("not_known",),
            papers=("D01",), works_out=("first_source",),
        ),
        # K3: the household already has an open clue or case
        "merge": Line(
            (NOWHERE,), "merged", REPORTERS, asks=CLUE, only_if=("known",), papers=("D01",),
            tells="further_clue",
        ),
        # 主动申请 by the household itself, without an office: the clerk enters it and gives the receipt
        "apply": Line(
            (NOWHERE,), "applied", ("villager",), asks=APPLICATION, only_if=("not_known",),
            works_out=("own_application", "first_source"),
        ),
        "apply_again": Line(
            (NOWHERE,), "merged", ("villager",), asks=APPLICATION, only_if=("known",),
            tells="further_clue", works_out=("own_application",),
        ),
        "enter": Line(("applied",), "registered", ("clerk",), papers=("D01",)),
        # K2: the household is identified and has no open case
        "accept": Line(
            ("registered",), "accepted", ("clerk",), asks=("identified",),
            only_if=("not_taken_up",), starts="intervention",
        ),
        # K3 found out only after registration
        "attach": Line(
            ("registered",), "merged", ("clerk",), only_if=("taken_up",), tells="further_clue",
            works_out=("own_source",),
        ),
        "further_clue": Line(
            ("registered", "applied"), STAYS, ("system",), works_out=("further_source",),
            by_several=True,
        ),
        # K4: clerk and reviewer, with a reason; the household's own application is answered
        "decline": Line(
            ("registered",), "screened_out", ("clerk",), duty="review",
            countersigned_by="reviewer", asks=("because", "looked_into"),
            only_if=("applied_for",), papers=("D22-S", "D50"),
        ),
        "screen_out": Line(
            ("registered",), "screened_out", ("clerk",), duty="review",
            countersigned_by="reviewer", asks=("because", "looked_into"),
            only_if=("not_applied_for",),
        ),
        # K5: not of this jurisdiction
        "transfer": Line(
            ("registered",), "transferred", ("clerk",),
            asks=("receiver", "receiver_contact", "theirs_because"), papers=("D01-T",),
        ),
        # K6: a spot check or a complaint shows the error
        "reopen": Line(
            ("screened_out",), "registered", ("handler",), asks=("came_to_light", "error"),
            holds=("alone",),
        ),
    },
    apart=APART,
)  # fmt: skip
