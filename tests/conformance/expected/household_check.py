"""入户核查 (domain 5.3): two persons see the household; others accept what they found."""

from tests.conformance.expected.duties import APART, CALLED_OFF
from tests.conformance.vocabulary import STAYS, Due, Line, Place, Table

D05 = (
    "visited_on", "method", "place", "persons", "wage", "business", "property", "transfer",
    "production_cost", "medical", "schooling", "housing_cost", "disaster", "other_cost",
    "structure", "appraisal", "water", "food_and_clothes", "schooling_safe", "insured", "finding",
    "finding_text", "present_member", "present_relation", "signed_by",
)  # fmt: skip

HOUSEHOLD_CHECK_TABLE = Table(
    key="household_check",
    edition="2019",
    places={
        "assigned": Place("clerk", within="check.limit"),
        "scheduled": Place("clerk", within="check.limit"),
        "submitted": Place("reviewer"),
        "accepted": Place(end=True),
        "cancelled": Place(end=True),
    },
    lines={
        "schedule": Line(("assigned",), "scheduled", ("clerk",), asks=("checkers",)),
        "reschedule": Line(("scheduled",), STAYS, ("clerk",), asks=("checkers",)),
        "submit": Line(
            ("scheduled",), "submitted", ("clerk", "village"), duty="check",
            duty_shared_by="checkers", asks=D05, holds=("enough",), papers=("D05",),
        ),
        "accept": Line(("submitted",), "accepted", ("reviewer",), duty="review"),
        "send_back": Line(
            ("submitted",), "scheduled", ("reviewer",), duty="review", asks=("to_check_again",)
        ),
        "cancel": Line(
            ("assigned", "scheduled", "submitted"), "cancelled", due=Due(parent=CALLED_OFF),
            by_several=True,
        ),
    },
    apart=APART,
)  # fmt: skip
