"""Ledgers (domain 5.11): visits, doubts of data comparison, natural changes."""

from tests.conformance.vocabulary import NOWHERE, Line, Place, Table, pairs

CHECKLIST = ("food", "clothing", "education", "medical", "housing", "water")
SEEN = ("visited_on", "visitors", *CHECKLIST, "situation")

# Visit PLANNED → DONE | MISSED; a visit that finds a risk raises a clue
VISIT_TABLE = Table(
    key="visit",
    edition="2020",
    places={
        "planned": Place("village", within="visit.record_limit", due_from="planned_on"),
        "done": Place(end=True),
        "warned": Place(end=True),
        "missed": Place(end=True),
    },
    lines={
        "plan": Line(
            (NOWHERE,), "planned", ("village", "clerk", "handler"),
            asks=("planned_on", "visitor_kind"),
        ),
        "record": Line(("planned",), "done", ("village", "clerk"), asks=SEEN, papers=("D61",)),
        "report": Line(
            ("planned",), "warned", ("village", "clerk"), asks=(*SEEN, "risks"), papers=("D61",),
            books=("warn",),
        ),
        "miss": Line(("planned",), "missed", ("village", "clerk"), asks=("missed_because",)),
    },
)  # fmt: skip

# doubt OPEN → VERIFIED(真/误报/已享受) → CLEARED 销号; a true one raises a clue
DOUBT_TABLE = Table(
    key="doubt",
    edition="2020",
    places={
        "handed": Place("village", within="doubt.verify_limit"),
        "answered": Place("clerk", within="doubt.strike_limit"),
        "confirmed": Place(end=True),
        "cleared": Place(end=True),
    },
    lines={
        "hand_out": Line(
            (NOWHERE,), "handed", ("handler",),
            asks=("batch", "source", "listed_on", "who", "said"),
        ),
        "answer": Line(
            ("handed",), "answered", ("village", "clerk"), asks=("result", "verified_on", "found")
        ),
        "ask_again": Line(("answered",), "handed", ("clerk",), asks=("again_because",)),
        "confirm": Line(
            ("answered",), "confirmed", ("clerk",), asks=("ground", "risks"), only_if=("true",),
            papers=("D62",), books=("warn",),
        ),
        "strike": Line(
            ("answered",), "cleared", ("clerk",), asks=("ground",), only_if=("not_true",),
            papers=("D62",),
        ),
    },
)  # fmt: skip

# Natural change RECORDED → VERIFIED → EFFECTIVE → FOLLOWED_UP | REJECTED
NATURAL_CHANGE_TABLE = Table(
    key="natural_change",
    edition="2020",
    places={
        "recorded": Place("clerk", within="ledger.verify_limit"),
        "verified": Place("reviewer", within="ledger.effect_limit", rests_on=("recorded",)),
        "effective": Place("clerk", within="ledger.follow_limit"),
        "followed_up": Place(end=True),
        "rejected": Place(end=True),
    },
    lines={
        "record": Line(
            (NOWHERE,), "recorded", ("village", "clerk"), asks=("what", "happened_on", "proof"),
            works_out=("ledger_month",),
        ),
        "verify": Line(
            ("recorded",), "verified", ("clerk",), duty="verify_change", asks=("checked",)
        ),
        "reject": Line(
            ("recorded",), "rejected", ("clerk",), duty="verify_change",
            asks=("rejected_because",),
        ),
        "refuse": Line(
            ("verified",), "rejected", ("reviewer",), duty="effect_change",
            asks=("rejected_because",),
        ),
        # whoever verified does not make it effective
        "take_effect": Line(
            ("verified",), "effective", ("reviewer",), duty="effect_change", papers=("D60",),
            books=("apply_change", "tell_cases"),
        ),
        "follow_up": Line(("effective",), "followed_up", ("clerk",), asks=("followed",)),
    },
    apart=pairs(("verify_change", "effect_change")),
)  # fmt: skip
