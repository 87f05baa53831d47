"""协查函 (domain 5.4, batching): one letter for many households of a township, one for a department."""

from tests.conformance.vocabulary import STAYS, Due, Line, Place, Table

SENT = ("sent", "received")

REQUEST_LETTER_TABLE = Table(
    key="request_letter",
    edition="2019",
    places={
        "drafted": Place("handler", within="cocheck.start_limit"),
        "sent": Place("liaison", within="cocheck.receipt_limit"),
        "received": Place(end=True),
        "withdrawn": Place(end=True),
    },
    lines={
        # DRAFT → ISSUED: consent valid for every household on it
        "send": Line(
            ("drafted",), "sent", ("handler",), holds=("consented",), papers=("D07",)
        ),
        # ISSUED → RECEIVED
        "sign": Line(("sent",), "received", ("liaison",)),
        # OVERDUE L1: to the liaison
        "urge": Line(
            SENT, STAYS, ("handler",), asks=("reply_again_by",), holds=("late",),
            papers=("D09",), by_several=True,
        ),
        # OVERDUE L2: to the department's leader, and into the circular
        "supervise": Line(
            SENT, STAYS, ("handler",), asks=("leader", "reply_again_by", "in_circular"),
            holds=("urged_on", "very_late"), papers=("D09-S",), by_several=True,
        ),
        "empty": Line(("drafted",), "withdrawn", due=Due(emptied=True)),
    },
    put_to_department=True,
    sheet=True,
)  # fmt: skip
