"""公示 and 公告 (domain 5.5): a poster for many households; only the first one has a minimum period."""

from tests.conformance.vocabulary import STAYS, Due, Line, Place, Table

ON_THE_SPOT = ("village", "clerk")
PLAN = ("post_on", "place", "screened")

NOTICE_TABLE = Table(
    key="notice",
    edition="2019",
    places={
        "drafted": Place("clerk"),
        "checked": Place("reviewer"),
        "returned": Place("clerk"),
        "approved": Place("village"),
        "posted": Place("village", lasts="notice.days", counts_from="posted_on"),
        "coming_down": Place("clerk"),
        "closed": Place(end=True),
        "withdrawn": Place(end=True),
    },
    lines={
        # DRAFT → PRIVACY_CHECKED
        "submit": Line(
            ("drafted", "returned"), "checked", ("clerk",), asks=PLAN, by_several=True
        ),
        # PRIVACY_CHECKED → APPROVED: the township reviewer
        "approve": Line(
            ("checked",), "approved", ("reviewer",), papers=("D12",), works_out=("period",)
        ),
        "redo": Line(("checked",), "returned", ("reviewer",), asks=("redo_because",)),
        # APPROVED → POSTED: with a photograph of the board, on the day printed
        "post": Line(
            ("approved",), "posted", ON_THE_SPOT, asks=("posted_photo",),
            holds=("as_printed", "accurate"), works_out=("posted_as_printed",),
        ),
        # entered after its day: evidence and a second officer
        "post_late": Line(
            ("approved",), "posted", ON_THE_SPOT, countersigned_by="reviewer",
            asks=("posted_photo", "late_because"), holds=("printed_before",),
            works_out=("posted_as_printed",),
        ),
        "redate": Line(("approved",), "checked", ON_THE_SPOT, asks=PLAN),
        # POSTED → INTERRUPTED → POSTED: lost days added, a new photograph
        "mishap": Line(
            ("posted",), STAYS, ON_THE_SPOT, asks=("days_lost", "mishap_photo"),
            works_out=("add_lost_days",),
        ),
        # POSTED → EXPIRED: the clock is full, a last photograph
        "take_down": Line(
            ("posted",), "closed", ON_THE_SPOT, asks=("taken_down_photo",), full_period=True
        ),
        # who left is told by number: 因故撤下, no personal reason
        "tell": Line(
            ("posted",), STAYS, ("clerk",), holds=("newly_struck",), papers=("D12-W",)
        ),
        # an error found: the whole notice, by two signatures
        "withdraw": Line(
            ("approved", "posted"), "coming_down", ("clerk",), countersigned_by="reviewer",
            asks=("withdrawn_because",), by_several=True,
        ),
        "empty": Line(
            ("drafted", "checked", "returned", "approved"), "withdrawn", due=Due(emptied=True),
            by_several=True,
        ),
        "emptied": Line(("posted",), "coming_down", due=Due(emptied=True)),
        "remove": Line(
            ("coming_down",), "withdrawn", ("clerk",), asks=("removed_photo",), papers=("D12-W",)
        ),
    },
    sheet=True,
)  # fmt: skip

ANNOUNCEMENT_TABLE = Table(
    key="announcement",
    edition="2019",
    places={
        "drafted": Place("reviewer"),
        "approved": Place("village"),
        "posted": Place(),
        "closed": Place(end=True),
        "withdrawn": Place(end=True),
    },
    lines={
        "approve": Line(("drafted",), "approved", ("reviewer",), papers=("D20",)),
        "post": Line(
            ("approved",), "posted", ON_THE_SPOT, asks=("posted_photo",),
            works_out=("posted_until",),
        ),
        "close": Line(("posted",), "closed", due=Due(day="until")),
        "empty": Line(
            ("drafted", "approved"), "withdrawn", due=Due(emptied=True), by_several=True
        ),
    },
    sheet=True,
)  # fmt: skip
