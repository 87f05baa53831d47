"""异议 (domain 5.5): investigated by others than the first checkers, settled by the reviewer."""

from tests.conformance.expected.duties import APART, CALLED_OFF
from tests.conformance.vocabulary import Due, Line, Place, Table

OBJECTION_TABLE = Table(
    key="objection",
    edition="2019",
    places={
        "lodged": Place("clerk", within="objection.accept_limit"),
        "investigating": Place("clerk", within="objection.decide_limit"),
        "deciding": Place("reviewer", within="objection.decide_limit"),
        "not_accepted": Place(end=True),
        "dismissed": Place(end=True),
        "partly": Place(end=True),
        "upheld": Place(end=True),
        "cancelled": Place(end=True),
    },
    lines={
        "accept": Line(("lodged",), "investigating", ("clerk",), papers=("D14",)),
        # not one person's to turn away
        "refuse": Line(
            ("lodged",), "not_accepted", ("clerk",), duty="review", countersigned_by="reviewer",
            asks=("because",),
        ),
        "report": Line(
            ("investigating",), "deciding", ("clerk",), duty="investigate", asks=("found",)
        ),
        "dismiss": Line(
            ("deciding",), "dismissed", ("reviewer",), duty="review", asks=("answer",)
        ),
        "accept_part": Line(
            ("deciding",), "partly", ("reviewer",), duty="review", asks=("answer", "persons")
        ),
        "uphold": Line(("deciding",), "upheld", ("reviewer",), duty="review", asks=("answer",)),
        "cancel": Line(
            ("lodged", "investigating", "deciding"), "cancelled", due=Due(parent=CALLED_OFF),
            by_several=True,
        ),
    },
    apart=APART,
)  # fmt: skip
