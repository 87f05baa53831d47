"""What comes beside or after a decision (domain 5.2 C28, C30-C32, 5.6, 5.10): relief, review, …"""

from tests.conformance.expected.duties import APART, NEVER_AFTER
from tests.conformance.vocabulary import STAYS, Line, Place, Table

ON_THE_SPOT = ("village", "clerk")
PLAN = ("post_on", "place", "screened")
LOST = ("days_lost", "mishap_photo")

# C17: the third return is shown to the auditor, who reads and notes it
ATTENTION_TABLE = Table(
    key="attention",
    edition="2019",
    places={"raised": Place("auditor"), "noted": Place(end=True)},
    lines={"note": Line(("raised",), "noted", ("auditor",))},
)

# 5.6: a decision the county had delegated is filed with it
COUNTY_RECORD_TABLE = Table(
    key="county_record",
    edition="2019",
    places={
        "waiting": Place("handler", within="county.decide_limit"),
        "recorded": Place(end=True),
    },
    lines={"record": Line(("waiting",), "recorded", ("handler",))},
)

# C32: given first, explained afterwards; only fraud is recovered
RELIEF_TABLE = Table(
    key="relief",
    edition="2019",
    places={
        "given": Place("handler", within="relief.justify_limit"),
        "recovering": Place("handler"),
        "justified": Place(end=True),
        "not_justified": Place(end=True),
        "recovered": Place(end=True),
    },
    lines={
        "justify": Line(
            ("given",), "justified", ("handler",), countersigned_by="approver", duty="approve",
            asks=("justification", "voucher"),
        ),
        "reject": Line(
            ("given",), "not_justified", ("approver",), duty="approve",
            asks=("not_justified_because",),
        ),
        "recover": Line(
            ("given", "justified", "not_justified"), "recovering", ("approver",), duty="approve",
            asks=("fraud", "fraud_found"), by_several=True,
        ),
        "repaid": Line(
            ("recovering",), "recovered", ("handler",), asks=("recovered_on", "recovered_voucher")
        ),
    },
    apart=APART,
    never_after=NEVER_AFTER,
)  # fmt: skip

# C31, 5.10: by others than those who checked, reviewed, examined or decided
APPEAL_TABLE = Table(
    key="appeal",
    edition="2019",
    places={
        "received": Place("handler", within="appeal.admit_limit"),
        "reviewing": Place("handler", within="appeal.decide_limit"),
        "deciding": Place("approver", within="county.decide_limit"),
        "inadmissible": Place(end=True),
        "upheld": Place(end=True),
        "redo": Place(end=True),
        "given_up": Place(end=True),
    },
    lines={
        "admit": Line(("received",), "reviewing", ("handler",), duty="reconsider"),
        "turn_away": Line(
            ("received",), "inadmissible", ("handler",), countersigned_by="approver",
            duty="reconsider", asks=("turned_away_because",),
        ),
        "report": Line(
            ("reviewing",), "deciding", ("handler",), duty="reconsider", asks=("reviewed", "view")
        ),
        "uphold": Line(
            ("deciding",), "upheld", ("approver",), duty="reconsider", asks=("ruling",),
            papers=("D50", "D55"),
        ),
        "order_redo": Line(
            ("deciding",), "redo", ("approver",), duty="reconsider", asks=("ruling",),
            holds=("nothing_else_open",), papers=("D50", "D55"),
        ),
        "ordered": Line(
            ("received", "reviewing", "deciding"), "redo", ("handler",),
            countersigned_by="approver", duty="reconsider",
            asks=("ordered_by", "order_number", "ordered_on"), holds=("nothing_else_open",),
            by_several=True,
        ),
        "give_up": Line(
            ("received", "reviewing", "deciding"), "given_up", ("clerk", "handler"),
            asks=("gave_up",), by_several=True,
        ),
    },
    apart=APART,
    never_after=NEVER_AFTER,
)  # fmt: skip

# 5.6: clerical by township and archivist; what was published by the county, posted in full
CORRECTION_TABLE = Table(
    key="correction",
    edition="2019",
    places={
        "requested": Place("reviewer"),
        "examined": Place("approver", within="county.decide_limit"),
        "approved": Place("reviewer"),
        "to_post": Place("village"),
        "posted": Place("clerk", lasts="notice.days", counts_from="posted_on"),
        "applied": Place(end=True),
        "refused": Place(end=True),
    },
    lines={
        "amend": Line(
            ("requested",), "applied", ("reviewer",), countersigned_by="archivist", duty="review",
            only_if=("clerical",), papers=("D51-S",),
        ),
        "examine": Line(
            ("requested",), "examined", ("reviewer",), duty="review", only_if=("not_clerical",),
            asks=("opinion",),
        ),
        "approve": Line(("examined",), "approved", ("approver",), duty="approve", asks=("opinion",)),
        "refuse": Line(
            ("requested",), "refused", ("reviewer",), duty="review",
            asks=("not_corrected_because",),
        ),
        "deny": Line(
            ("examined",), "refused", ("approver",), duty="approve",
            asks=("not_corrected_because",),
        ),
        "sign": Line(
            ("approved",), "to_post", ("reviewer",), duty="review", asks=PLAN, papers=("D51",),
            works_out=("period",),
        ),
        "redate": Line(("to_post",), "approved", ON_THE_SPOT),
        "post": Line(
            ("to_post",), "posted", ON_THE_SPOT, asks=("posted_photo",), holds=("as_printed",),
            works_out=("posted_as_printed",),
        ),
        "mishap": Line(
            ("posted",), STAYS, ON_THE_SPOT, asks=LOST, works_out=("add_lost_days",)
        ),
        "apply": Line(
            ("posted",), "applied", ("clerk",), asks=("taken_down_photo",), full_period=True,
            papers=("D51-S",),
        ),
    },
    apart=APART,
    never_after=NEVER_AFTER,
)  # fmt: skip

# C28: checked again, heard, posted for the full days, and only then decided
REVOCATION_TABLE = Table(
    key="revocation",
    edition="2019",
    places={
        "checking": Place("handler"),
        "hearing": Place("clerk", lasts="hearing.days", counts_from="told_on"),
        "drafting": Place("reviewer"),
        "to_post": Place("village"),
        "posted": Place("clerk", lasts="notice.days", counts_from="posted_on"),
        "deciding": Place("approver", within="county.decide_limit"),
        "revoked": Place(end=True),
        "kept": Place(end=True),
    },
    lines={
        "tell": Line(
            ("checking",), "hearing", ("handler",), duty="examine", asks=("grounds", "told_on"),
            holds=("checked_again",),
        ),
        "drop": Line(
            ("checking",), "kept", ("handler",), countersigned_by="approver", duty="approve",
            asks=("kept_because",),
        ),
        "heard": Line(
            ("hearing",), "drafting", ("clerk",), asks=("household_said", "considered"),
            full_period=True,
        ),
        "sign": Line(
            ("drafting",), "to_post", ("reviewer",), duty="review", asks=PLAN, papers=("D20-R",),
            works_out=("period",),
        ),
        "redate": Line(("to_post",), "drafting", ON_THE_SPOT),
        "post": Line(
            ("to_post",), "posted", ON_THE_SPOT, asks=("posted_photo",), holds=("as_printed",),
            works_out=("posted_as_printed",),
        ),
        "mishap": Line(
            ("posted",), STAYS, ON_THE_SPOT, asks=LOST, works_out=("add_lost_days",)
        ),
        "over": Line(
            ("posted",), "deciding", ("clerk",),
            asks=("taken_down_photo", "heard_from_villagers"), full_period=True,
        ),
        "revoke": Line(
            ("deciding",), "revoked", ("approver",), duty="approve",
            asks=("facts_found", "reason", "rule"), stand=("checking", "hearing", "posted"),
            papers=("D22-R", "D50"),
        ),
        "keep": Line(
            ("deciding",), "kept", ("approver",), duty="approve", asks=("kept_because",)
        ),
    },
    apart=APART,
    never_after=NEVER_AFTER,
)  # fmt: skip

AFTER_TABLES = (
    ATTENTION_TABLE,
    COUNTY_RECORD_TABLE,
    RELIEF_TABLE,
    APPEAL_TABLE,
    CORRECTION_TABLE,
    REVOCATION_TABLE,
)
