"""低保渐退 (domain 5.9, P1-P24): from 拟渐退 to 已退出低保, and every way aside."""

from tests.conformance.vocabulary import (
    NOWHERE,
    RETURNS,
    STAYS,
    WHERE_IT_WAS,
    Due,
    Line,
    Place,
    Table,
    pairs,
)

APART = pairs(
    ("check", "review"),
    ("check", "approve"),
    ("review", "approve"),
    ("check", "investigate"),
    # who decides does not pay
    ("check", "pay"),
    ("review", "pay"),
    ("approve", "pay"),
)
END = "phaseout.warn_days"

PLACES = {
    "proposed": Place("clerk", within="phaseout.verify_limit"),
    "verified": Place("clerk", within="township.review_limit", rests_on=("proposed",)),
    # the household is heard before anything is decided; the days count from service
    "hearing": Place(
        "clerk", lasts="hearing.days", counts_from="told_on", rests_on=("verified",)
    ),
    "public_notice": Place(
        "clerk", shares="phase_out_notice", lasts="notice.days.dibao", counts_from="posted_on",
        rests_on=("verified",),
    ),
    "approving": Place(
        "approver", within="county.decide_limit.dibao", rests_on=("hearing", "public_notice")
    ),
    "active": Place(shares="phase_out_results"),
    # P11: the review is demanded of the township, and the approver is alarmed
    "expiring": Place("clerk", watched_by="approver", within=END, due_from="warn_on"),
    "unreviewed": Place("clerk", watched_by="approver", within=END, due_from="warn_on"),
    "final_review": Place("approver", within=END, due_from="warn_on"),
    "suspended": Place("handler"),
    "exited": Place(end=True),
    "kept": Place(end=True),
    "not_granted": Place(end=True),
    "reinstated": Place(end=True),
    "converted": Place(end=True),
    "ended_early": Place(end=True),
    "left": Place(end=True),
    "voided": Place(end=True),
}  # fmt: skip

RUNNING = ("active", "expiring")
GRANTED = (*RUNNING, "suspended")
DECIDED = ("exited", "reinstated", "converted", "ended_early", "left")
# a returned payment may come back whatever has become of the case
RETURNED_IN = (*RUNNING, "unreviewed", "final_review", "suspended", *DECIDED, "voided")
MEANS = (
    "visited_on", "method", "place", "persons", "eligible", "wage", "business", "property",
    "transfer", "work_cost", "illness", "finding_text", "present_member", "signed_by",
)  # fmt: skip
REVIEW = (*MEANS, "checkers")
REFUSAL = ("facts_found", "reason", "rule_cited")
DEATH = ("member", "died_on", "eligible", "proof")

TO_THE_DECISION = {
    # P1: on dibao now, no other open phase-out
    "propose": Line(
        (NOWHERE,), "proposed", ("clerk", "handler"),
        asks=("found_by", "found_on", "cause", "situation"), only_if=("alone",),
        holds=("on_dibao",),
    ),
    "schedule": Line(("proposed",), STAYS, ("clerk",), asks=("checkers",)),
    "compare": Line(
        ("proposed",), STAYS, ("handler",), asks=("compared_on", "compared", "compared_text")
    ),
    # P2: two persons, and the comparison
    "verify": Line(
        ("proposed",), "verified", ("clerk", "village"), duty="check",
        duty_shared_by="checkers", asks=MEANS, holds=("enough", "compared"), papers=("D05-P",),
    ),
    # P3
    "keep": Line(
        ("verified",), "kept", ("reviewer",), duty="review", asks=("opinion",), holds=("under",)
    ),
    # P4
    "tell": Line(
        ("verified",), "hearing", ("clerk",), asks=("months", "rule"), holds=("over", "fit"),
        papers=("D41-D",), works_out=("heard_anew",),
    ),
    # P5
    "stop": Line(
        ("verified",), "not_granted", ("approver",), duty="approve", asks=REFUSAL,
        holds=("beyond", "on_dibao"), papers=("D45", "D50"), books=("stop_dibao",),
    ),
    "serve": Line(
        ("hearing",), STAYS, ("clerk",), asks=("told_way", "receiver"), holds=("untold",),
        works_out=("told_today",),
    ),
    # entered after its day: evidence and a second officer
    "serve_late": Line(
        ("hearing",), STAYS, ("clerk",), countersigned_by="reviewer",
        asks=("told_way", "receiver", "told_on", "receipt_photo", "late_because"),
        holds=("untold",),
    ),
    "speak": Line(
        ("hearing",), STAYS, ("clerk",), asks=("statement",), works_out=("heard",)
    ),
    "answer": Line(
        ("hearing",), STAYS, ("reviewer",), asks=("answer",), holds=("stated",),
        works_out=("answered",),
    ),
    "recheck": Line(
        ("hearing",), "proposed", ("reviewer",), duty="review", asks=("reason",),
        holds=("stated",),
    ),
    # P6: statement considered in writing, full days; the pack says whether it is posted
    "post": Line(
        ("hearing",), "public_notice", ("reviewer",), duty="review", asks=("opinion",),
        only_if=("posts_first",), holds=("considered",), full_period=True,
    ),
    "report": Line(
        ("hearing",), "approving", ("reviewer",), duty="review", asks=("opinion",),
        only_if=("not_posts_first",), holds=("considered",), full_period=True,
    ),
    # P7
    "stands": Line(("public_notice",), "approving", due=Due(stands=True)),
    "object_": Line(
        ("public_notice",), STAYS, ("clerk", "villager"), asks=("content",), holds=("hung",),
        opens=("phase_out_objection",),
    ),
    "upheld": Line(
        ("public_notice",), "proposed", due=Due(child=("phase_out_objection", "upheld")),
        strikes="phase_out_notice",
    ),
    "close": Line(
        ("public_notice",), "approving", ("clerk",), full_period=True,
        holds=("quiet", "evidenced"),
    ),
    # P8: frozen at approval
    "approve": Line(
        ("approving",), "active", ("approver",), duty="approve",
        asks=("months", "rule", "decision_text"), stand=("proposed", "verified", "hearing"),
        holds=("over", "fit", "noticed", "quiet", "on_dibao"),
        papers=("D40", "D41", "D42", "D50"), works_out=("granted",), books=("open_account",),
    ),
    # P9
    "refuse": Line(
        ("approving",), "not_granted", ("approver",), duty="approve", asks=REFUSAL,
        holds=("quiet", "on_dibao"), strikes="phase_out_notice", papers=("D45", "D50"),
        books=("stop_dibao",),
    ),
    "return_": Line(("approving",), RETURNS, (), asks=("wrong", "return_reason")),
}  # fmt: skip

THE_END = {
    # P11; the day after the end comes before any reminder
    "expire": Line(("active",), "expiring", due=Due(day="warn_on")),
    "lapse": Line(("expiring",), "unreviewed", due=Due(day="after_end")),
    "remind": Line(("expiring",), STAYS, due=Due(day="remind_on"), works_out=("reminded",)),
    # P12
    "review": Line(
        ("expiring", "unreviewed"), "final_review", ("clerk",), duty="check",
        duty_shared_by="checkers", asks=REVIEW, papers=("D44",), by_several=True,
    ),
    "look_again": Line(
        ("final_review",), WHERE_IT_WAS, ("approver",), duty="approve", asks=("reason",)
    ),
    # P13 to P15
    "exit_": Line(
        ("final_review",), "exited", ("approver",), duty="approve", asks=("decision_text",),
        holds=("over",), papers=("D45", "D50"),
    ),
    "convert": Line(
        ("final_review",), "converted", ("approver",), duty="approve",
        asks=("decision_text", "converted_to"), holds=("over", "edge"), papers=("D45", "D50"),
    ),
    "restore_end": Line(
        ("final_review",), "reinstated", ("approver",), duty="approve",
        asks=("decision_text", "monthly"), holds=("under",), papers=("D46", "D50"),
        books=("restore",),
    ),
}  # fmt: skip

WITHIN_THE_MONTHS = {
    # P16: re-verification, not a new application
    "reverify": Line(
        RUNNING, STAYS, ("clerk",), duty="check", duty_shared_by="checkers", asks=REVIEW,
        works_out=("looked_again",), by_several=True,
    ),
    "restore": Line(
        RUNNING, "reinstated", ("approver",), duty="approve", asks=("decision_text", "monthly"),
        holds=("under", "rechecked"), strikes="phase_out_results", papers=("D46", "D50"), books=("restore",),
        by_several=True,
    ),
    # P17: the household is told first, but for death and its own wish
    "warn": Line(
        GRANTED, STAYS, ("clerk",), asks=("end_reason", "end_facts"), works_out=("end_told",),
        by_several=True,
    ),
    "end_early": Line(
        GRANTED, "ended_early", ("approver",), duty="approve", asks=("decision_text",),
        holds=("told_first",), strikes="phase_out_results", papers=("D43", "D50"), books=("end",), by_several=True,
    ),
    "leave": Line(
        GRANTED, "left", ("clerk",), duty="approve", countersigned_by="approver",
        asks=("statement",), strikes="phase_out_results", papers=("D43", "D50"), books=("end",), by_several=True,
    ),
    # P19
    "death": Line(
        GRANTED, STAYS, ("clerk",), countersigned_by="handler", asks=DEATH,
        holds=("others_remain",), papers=("D47", "D48"), books=("one_fewer",), by_several=True,
    ),
    "died_out": Line(
        GRANTED, "ended_early", ("clerk",), duty="approve", countersigned_by="approver",
        asks=DEATH, holds=("nobody_remains",), strikes="phase_out_results", papers=("D48",), books=("none_left",),
        by_several=True,
    ),
    # P20
    "standard": Line(
        GRANTED, STAYS, ("handler",), asks=("standard_paper",), papers=("D47",),
        books=("new_standard",), by_several=True,
    ),
    # P18: the end does not move
    "suspend": Line(
        RUNNING, "suspended", ("handler", "payer"), asks=("suspended_for", "suspend_note"),
        books=("hold",), by_several=True,
    ),
    "resume": Line(
        ("suspended",), WHERE_IT_WAS, ("handler",), asks=("resume_note",), books=("release",)
    ),
    # P24
    "relength": Line(
        ("active",), STAYS, ("approver",), duty="approve", asks=("months", "relength_reason"),
        papers=("D47",), works_out=("regranted",), books=("change_length",),
    ),
}  # fmt: skip

AFTERWARDS = {
    "reissue": Line(
        RETURNED_IN, STAYS, ("payer",), duty="pay",
        asks=("account_note",), holds=("returned",), books=("reissue",), by_several=True,
    ),
    # or waits, with the reason
    "withhold": Line(
        RETURNED_IN, STAYS, ("payer",), duty="pay", asks=("withheld_for", "withheld_note"),
        holds=("bounced",), books=("withhold",), by_several=True,
    ),
    # P21: void from the start
    "reverse": Line(
        (*RUNNING, "unreviewed", "final_review", "suspended", *DECIDED), "voided",
        ("approver",), duty="approve",
        asks=("ruling", "ruling_number", "ruling_text", "consequence"), strikes="phase_out_results", papers=("D46", "D50"),
        books=("reverse",), by_several=True,
    ),
    "recover": Line(
        ("ended_early", "voided"), STAYS, ("payer",), duty="pay", asks=("voucher",), holds=("owing",),
        books=("recovered",), by_several=True,
    ),
}  # fmt: skip

PHASE_OUT_TABLE = Table(
    key="phase_out",
    edition="2020",
    places=PLACES,
    lines=TO_THE_DECISION | THE_END | WITHIN_THE_MONTHS | AFTERWARDS,
    apart=APART,
    led_by_department=True,
)
