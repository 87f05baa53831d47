"""异议 (domain 5.5): investigated by others than the first checkers, settled by the reviewer."""

from tests.conformance.expected.duties import APART, CALLED_OFF, NEVER_AFTER
from tests.conformance.vocabulary import STAYS, Due, Line, Place, Table

OBJECTION_TABLE = Table(
    key="objection",
    edition="2019",
    places={
        "lodged": Place("clerk", within="objection.accept_limit"),
        "investigating": Place("clerk", within="objection.decide_limit"),
        "deciding": Place("reviewer", within="objection.decide_limit"),
        "not_accepted": Place(end=True),
        "withdrawn": Place(end=True),
        "dismissed": Place(end=True),
        "partly": Place(end=True),
        "upheld": Place(end=True),
        "cancelled": Place(end=True),
    },
    lines={
        "accept": Line(("lodged",), "investigating", ("clerk",), papers=("D14", "D15")),
        # not one person's to turn away
        "refuse": Line(
            ("lodged",), "not_accepted", ("clerk",), duty="review", countersigned_by="reviewer",
            asks=("because",), papers=("D15",),
        ),
        "report": Line(
            ("investigating",), "deciding", ("clerk",), duty="investigate", asks=("found",)
        ),
        "dismiss": Line(
            ("deciding",), "dismissed", ("reviewer",), duty="review", asks=("answer",),
            only_if=("not_taken_back",),
            papers=("D16",),
        ),
        "accept_part": Line(
            ("deciding",), "partly", ("reviewer",), duty="review", asks=("answer", "persons"),
            papers=("D16",),
        ),
        "uphold": Line(("deciding",), "upheld", ("reviewer",), duty="review", asks=("answer",), papers=("D16",)),
        # the objector himself, or for him the clerk with a second officer; what has been begun goes on
        "take_back": Line(("lodged",), "withdrawn", ("villager",), asks=("recognised",)),
        "take_back_for": Line(
            ("lodged",), "withdrawn", ("clerk",), duty="review", countersigned_by="reviewer",
            asks=("recognised",),
            papers=("D14",),
        ),
        "note_taken_back": Line(
            ("investigating", "deciding"), STAYS, ("clerk", "villager"), asks=("recognised",),
            only_if=("not_taken_back",), by_several=True,
        ),
        "let_rest": Line(
            ("deciding",), "withdrawn", ("reviewer",), duty="review", asks=("answer",),
            only_if=("taken_back",), papers=("D16",),
        ),
        "cancel": Line(
            ("lodged", "investigating", "deciding"), "cancelled", due=Due(parent=CALLED_OFF),
            by_several=True,
        ),
    },
    apart=APART,
    never_after=NEVER_AFTER,
)  # fmt: skip
