"""入户核查 (domain 5.3): two persons see the household; others accept what they found."""

from tests.conformance.expected.duties import APART, CALLED_OFF, NEVER_AFTER
from tests.conformance.vocabulary import STAYS, Due, Line, Place, Table

D05 = (
    "visited_on", "method", "place", "persons", "wage", "business", "property", "transfer",
    "production_cost", "medical", "schooling", "housing_cost", "disaster", "other_cost",
    "structure", "appraisal", "food_enough", "clothes_enough", "water_quantity", "water_quality",
    "water_access", "water_reliability", "schooling_safe", "insured", "finding", "finding_text",
    "present_member", "present_relation", "signed_by",
)  # fmt: skip

APPOINTMENT = ("checkers", "visit_on", "told_by")
VISIT = ("tried_on", "situation", "witness")
ON_THE_SPOT = ("clerk", "village")
OPEN = ("assigned", "scheduled", "remote", "returned", "refusing", "warned", "submitted")

HOUSEHOLD_CHECK_TABLE = Table(
    key="household_check",
    edition="2019",
    places={
        "assigned": Place("clerk", within="check.limit"),
        "scheduled": Place("clerk", within="check.limit"),
        "remote": Place("clerk", within="check.limit"),
        "returned": Place("clerk", within="check.limit"),
        "refusing": Place("reviewer", within="check.limit"),
        "warned": Place("reviewer"),
        "submitted": Place("reviewer"),
        "accepted": Place(end=True),
        "cancelled": Place(end=True),
    },
    lines={
        # ASSIGNED → SCHEDULED: the household is told when who comes
        "schedule": Line(
            ("assigned",), "scheduled", ("clerk",), asks=APPOINTMENT, papers=("D04",)
        ),
        "reschedule": Line(
            ("scheduled",), STAYS, ("clerk",), asks=APPOINTMENT, papers=("D04",)
        ),
        # VISITED → SUBMITTED, at home, from afar, or again what was sent back
        "submit": Line(
            ("scheduled", "remote", "returned"), "submitted", ON_THE_SPOT, duty="check",
            duty_shared_by="checkers", asks=D05, holds=("enough",), papers=("D05",),
            by_several=True,
        ),
        # 0015: typed in from the paper form; whoever types answers for it like the checkers
        "transcribe": Line(
            ("assigned", "returned"), "submitted", ("clerk",), duty="check",
            duty_shared_by="checkers", asks=(*D05, "checkers"), only_if=("made_on_paper",),
            by_several=True,
        ),
        "accept": Line(("submitted",), "accepted", ("reviewer",), duty="review"),
        # SUBMITTED → RETURNED: the return lists the fields
        "send_back": Line(
            ("submitted",), "returned", ("reviewer",), duty="review",
            asks=("fields_to_check", "to_check_again"),
        ),
        # SCHEDULED → NOT_HOME: each attempt on record; after the last, from afar with the reason
        "miss": Line(
            ("scheduled",), STAYS, ON_THE_SPOT, asks=(*VISIT, "notice_left"), papers=("D06",),
            works_out=("missed",),
        ),
        "never_home": Line(
            ("scheduled",), "remote", ("clerk",), asks=("remote_way", "remote_because"),
            holds=("missed_often",),
        ),
        # SCHEDULED → REMOTE: an emergency, or the household works elsewhere
        "far_away": Line(
            ("scheduled",), "remote", ("clerk",), asks=("remote_way", "remote_because")
        ),
        # VISITED → REFUSED: with a witness; a leader goes again; then the warning in writing
        "refuse": Line(
            ("scheduled", "remote", "returned"), "refusing", ON_THE_SPOT,
            asks=(*VISIT, "their_reason"), papers=("D06",), works_out=("refused",),
            by_several=True,
        ),
        "visit_again": Line(
            ("refusing",), STAYS, ("reviewer",), asks=(*VISIT, "their_reason", "explained"),
            papers=("D06",), works_out=("refused", "led"),
        ),
        "warn": Line(
            ("refusing",), "warned", ("reviewer",), duty="review", asks=("warning", "comply_by"),
            holds=("leader_visited", "refused_often"), papers=("D06-W", "D50"),
        ),
        # whoever thinks better of it is visited after all
        "resume": Line(
            ("remote", "refusing", "warned"), "scheduled", ("clerk",), asks=APPOINTMENT,
            papers=("D04",), by_several=True,
        ),
        "cancel": Line(OPEN, "cancelled", due=Due(parent=CALLED_OFF), by_several=True),
    },
    apart=APART,
    never_after=NEVER_AFTER,
)  # fmt: skip
