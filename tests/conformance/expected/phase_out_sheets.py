"""What is posted of a phase-out (domain 5.5, 5.9), objections to it, and a month's payments."""

from dataclasses import replace

from tests.conformance.expected.phase_out import APART
from tests.conformance.expected.sheets import ANNOUNCEMENT_TABLE, NOTICE_TABLE
from tests.conformance.vocabulary import STAYS, Due, Line, Place, Table, pairs

# A poster of a phase-out comes off the wall with its last household, without a slip.
COMING_DOWN = ("tell", "withdraw", "emptied", "remove")
PLACES = {name: place for name, place in NOTICE_TABLE.places.items() if name != "coming_down"}
LINES = {name: line for name, line in NOTICE_TABLE.lines.items() if name not in COMING_DOWN}

# As any poster, but for seven days and under its own code.
PHASE_OUT_NOTICE_TABLE = replace(
    NOTICE_TABLE,
    key="phase_out_notice",
    edition="2020",
    places={
        **PLACES,
        "posted": Place("village", lasts="notice.days.dibao", counts_from="posted_on"),
    },
    lines={
        **LINES,
        "approve": replace(LINES["approve"], papers=("D12-P",)),
        "post": replace(LINES["post"], holds=("as_printed",)),
        "empty": replace(LINES["empty"], leaves=(*LINES["empty"].leaves, "posted")),
    },
)

# Name, persons, amount (民发〔2021〕57号 第二十四条); nobody objects to a result.
PHASE_OUT_RESULTS_TABLE = replace(
    ANNOUNCEMENT_TABLE,
    key="phase_out_results",
    edition="2020",
    lines={
        **ANNOUNCEMENT_TABLE.lines,
        "approve": replace(ANNOUNCEMENT_TABLE.lines["approve"], papers=("D49",)),
    },
)

# Who confirms a list does not record its payment.
PAY_LIST_TABLE = Table(
    key="pay_list",
    edition="2020",
    places={
        "drawn": Place("approver", within="pay.by_day", due_from="counts_from"),
        "confirmed": Place("payer", within="pay.by_day", due_from="counts_from"),
        "settled": Place(end=True),
    },
    lines={
        "confirm": Line(
            ("drawn",), "confirmed", ("approver",), duty="approve", asks=("checked",),
            papers=("D42-L",), books=("confirm",),
        ),
        "settle": Line(
            ("confirmed",), "settled", ("payer",), duty="pay",
            asks=("paid_on", "returned_file"), books=("settle",),
        ),
    },
    apart=pairs(("approve", "pay")),
    led_by_department=True,
    sheet=True,
)  # fmt: skip

PHASE_OUT_OBJECTION_TABLE = Table(
    key="phase_out_objection",
    edition="2020",
    places={
        "lodged": Place("clerk", within="objection.accept_limit"),
        "investigating": Place("clerk", within="objection.decide_limit"),
        "deciding": Place("reviewer", within="objection.decide_limit"),
        "not_accepted": Place(end=True),
        "withdrawn": Place(end=True),
        "dismissed": Place(end=True),
        "upheld": Place(end=True),
        "cancelled": Place(end=True),
    },
    lines={
        "accept": Line(("lodged",), "investigating", ("clerk",)),
        "refuse": Line(
            ("lodged",), "not_accepted", ("clerk",), duty="review", countersigned_by="reviewer",
            asks=("because",),
        ),
        "report": Line(
            ("investigating",), "deciding", ("clerk",), duty="investigate", asks=("found",)
        ),
        "dismiss": Line(
            ("deciding",), "dismissed", ("reviewer",), duty="review", asks=("answer",),
            only_if=("not_taken_back",),
        ),
        "uphold": Line(("deciding",), "upheld", ("reviewer",), duty="review", asks=("answer",)),
        # the objector himself, or for him the clerk with a second officer; what has been begun goes on
        "take_back": Line(("lodged",), "withdrawn", ("villager",), asks=("recognised",)),
        "take_back_for": Line(
            ("lodged",), "withdrawn", ("clerk",), duty="review", countersigned_by="reviewer",
            asks=("recognised",),
        ),
        "note_taken_back": Line(
            ("investigating", "deciding"), STAYS, ("clerk", "villager"), asks=("recognised",),
            only_if=("not_taken_back",), by_several=True,
        ),
        "let_rest": Line(
            ("deciding",), "withdrawn", ("reviewer",), duty="review", asks=("answer",),
            only_if=("taken_back",),
        ),
        "cancel": Line(
            ("lodged", "investigating", "deciding"), "cancelled",
            due=Due(parent=("proposed", "not_granted")), by_several=True,
        ),
    },
    apart=APART,
    led_by_department=True,
)  # fmt: skip
