"""部门协查 (domain 5.4): asked by letter, answered by the department, waived by the approver."""

from tests.conformance.expected.duties import APART, CALLED_OFF, NEVER_AFTER
from tests.conformance.vocabulary import STAYS, Due, Line, Place, Table

SENT = ("issued", "disputed", "replied", "telling", "told_of")
ANSWER = ("as_of", "signer")
WAIVER = ("waived_because", "instead")

CO_CHECK_TABLE = Table(
    key="co_check",
    edition="2019",
    places={
        # DRAFT: what is to be done is done on the letter
        "drafted": Place(shares="request_letter"),
        # ISSUED, RECEIVED: one time for both, counted from the day of asking
        "issued": Place(
            "liaison", within="cocheck.limit", due_from="asked_on", longer_by="extra_days"
        ),
        "disputed": Place("liaison", within="cocheck.limit"),
        "replied": Place("handler"),
        "telling": Place("clerk", within="dispute.tell_limit"),
        "told_of": Place("handler", lasts="dispute.limit", counts_from="told_on"),
        "accepted": Place(end=True),
        "waived": Place(end=True),
        "cancelled": Place(end=True),
    },
    lines={
        # DRAFT → ISSUED with the letter
        "sent": Line(
            ("drafted",), "issued", due=Due(sheet=("sent",)), works_out=("asked_today",)
        ),
        # already compared within validity
        "reuse": Line(
            ("drafted",), "accepted", ("handler",), duty="examine", asks=("still_so",),
            only_if=("compared_lately",), strikes="request_letter", papers=("D08",),
        ),
        # RECEIVED → REPLIED: nobody answers a letter nobody has signed for
        "reply": Line(
            ("issued",), "replied", ("liaison",), asks=ANSWER, holds=("signed_for",),
            papers=("D08",),
        ),
        # EXTENSION: the liaison asks, the handler agrees, once
        "extend": Line(
            ("issued",), STAYS, ("liaison",), countersigned_by="handler",
            asks=("extra_days", "extended_because"), holds=("first_extension",),
            works_out=("extended",),
        ),
        "accept": Line(
            ("replied",), "accepted", ("handler",), duty="examine",
            only_if=("not_to_be_told",),
        ),
        # REPLIED → QUERIED → REPLIED
        "query": Line(
            ("replied",), "issued", ("handler",), asks=("question",),
            only_if=("not_transcribed",), works_out=("asked_today",),
        ),
        # 0015: typed in from the department's own paper, accepted by the county like any reply;
        # one that will not do is asked for anew, by letter
        "transcribe": Line(
            ("drafted",), "replied", ("clerk", "handler"), duty="check", asks=ANSWER,
            only_if=("replied_on_paper",), works_out=("copied",), strikes="request_letter",
        ),
        "ask_anew": Line(
            ("replied",), "drafted", ("handler",), duty="examine", asks=("question",),
            only_if=("transcribed",), works_out=("set_aside",),
        ),
        # an anomaly is told to the household before it counts: 57号 第十八条
        "report": Line(
            ("replied",), "telling", ("handler",), duty="examine", only_if=("to_be_told",)
        ),
        "tell": Line(("telling",), STAYS, ("clerk",), papers=("D10", "D50")),
        "hear": Line(("telling",), "told_of", ("clerk",), asks=("told_to",), holds=("told",)),
        "content": Line(
            ("told_of",), "accepted", ("clerk",), asks=("content_words", "content_signed"),
            works_out=("heard",),
        ),
        # an officer accepts it after the time to dispute; the time alone does nothing
        "lapse": Line(
            ("told_of",), "accepted", ("handler",), duty="examine", full_period=True,
            works_out=("heard",),
        ),
        # ACCEPTED(有异常) → DISPUTED: explanation and evidence, in time
        "dispute": Line(
            ("told_of",), "disputed", ("clerk",), asks=("disputed_because", "proof"),
            in_time="dispute.limit", works_out=("heard",),
        ),
        # re-checked by the department: 维持 or 更正, and accepted anew
        "maintain": Line(
            ("disputed",), "replied", ("liaison",), asks=("maintained_because",),
            works_out=("maintained",),
        ),
        "correct": Line(
            ("disputed",), "replied", ("liaison",), asks=ANSWER, works_out=("put_right",),
            papers=("D08",),
        ),
        # only the county approver waives, and says why
        "waive_unsent": Line(
            ("drafted",), "waived", ("approver",), duty="approve", asks=WAIVER,
            works_out=("without_answer",), strikes="request_letter",
        ),
        "waive": Line(
            SENT, "waived", ("approver",), duty="approve", asks=WAIVER,
            works_out=("without_answer",), by_several=True,
        ),
        "cancel_unsent": Line(
            ("drafted",), "cancelled", due=Due(parent=CALLED_OFF), strikes="request_letter"
        ),
        "cancel": Line(SENT, "cancelled", due=Due(parent=CALLED_OFF), by_several=True),
    },
    apart=APART,
    never_after=NEVER_AFTER,
    put_to_department=True,
)  # fmt: skip
