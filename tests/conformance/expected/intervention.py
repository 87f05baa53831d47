"""防贫干预 (domain 5.2): 入户核查 → 部门协查 → 公示公告 → 审批建档."""

from tests.conformance.expected.duties import APART
from tests.conformance.vocabulary import (
    RETURNS,
    STAYS,
    WHERE_IT_WAS,
    Due,
    Line,
    Place,
    Table,
)

PLACES = {
    "preliminary": Place("handler", within="clue.accept_limit"),
    "authorising": Place("clerk", within="clue.accept_limit"),
    "household_check": Place(
        "clerk", within="check.limit", opens=("household_check", "co_check"),
        rests_on=("household_check:",),
    ),
    "department_co_check": Place(
        "handler", within="cocheck.limit", opens=("co_check",), rests_on=("co_check:",)
    ),
    "reviewing": Place(
        "reviewer", within="township.review_limit",
        rests_on=("household_check", "department_co_check"),
    ),
    # the facts on the notice come from the household check alone
    "public_notice": Place(
        "clerk", shares="notice", lasts="notice.days", counts_from="posted_on",
        rests_on=("household_check",),
    ),
    "township": Place(
        "reviewer", within="township.review_limit", rests_on=("reviewing", "public_notice")
    ),
    "examining": Place("handler", within="county.decide_limit", rests_on=("township",)),
    "deciding": Place("approver", within="county.decide_limit", rests_on=("examining",)),
    "confirmed": Place("clerk", within="filing.limit", shares="announcement"),
    "filed": Place(end=True),
    "not_confirmed": Place(end=True),
    "withdrawn": Place(end=True),
}  # fmt: skip

BEFORE_CONFIRMATION = tuple(list(PLACES)[:9])
OPEN = (*BEFORE_CONFIRMATION, "confirmed")

MAIN_LINE = {
    # C1: the assignment goes to the township
    "assign": Line(("preliminary",), "authorising", ("handler",), papers=("D02", "D03")),
    # C2: consent signed by all adults, relatives declared
    "begin": Line(
        ("authorising",), "household_check", ("clerk",),
        asks=("consent", "signed_on", "kin_declared"),
    ),
    # C4 in two stages, as the paper names them
    "checked": Line(
        ("household_check",), "department_co_check",
        due=Due(children=(("household_check", ("accepted",)),)),
    ),
    "joined": Line(
        ("department_co_check",), "reviewing",
        due=Due(children=(("co_check", ("accepted", "waived")),)),
    ),
    "meet": Line(
        ("reviewing",), STAYS, ("clerk",),
        asks=("met_on", "attendees", "representatives", "in_favour"), works_out=("counted",),
    ),
    # C6
    "agree": Line(
        ("reviewing",), "public_notice", ("reviewer",), duty="review", asks=("opinion",),
        holds=("review_held", "quorate"),
    ),
    # C7: no rejection at village level, the county decides
    "oppose": Line(
        ("reviewing",), "examining", ("reviewer",), duty="review", asks=("opinion",),
        papers=("D17",),
    ),
    "stands": Line(("public_notice",), "township", due=Due(stands=True)),
    "object_": Line(
        ("public_notice",), STAYS, ("clerk", "villager"), asks=("content",), holds=("hung",),
        opens=("objection",),
    ),
    # C10: other checkers
    "upheld": Line(
        ("public_notice",), "household_check", due=Due(child=("objection", "upheld")),
        strikes="notice", opens=("household_check",), works_out=("objected",),
    ),
    # C11: full days again
    "changed": Line(
        ("public_notice",), "public_notice", due=Due(child=("objection", "partly")),
        strikes="notice", works_out=("corrected",),
    ),
    # C9
    "close": Line(
        ("public_notice",), "township", ("clerk",), full_period=True,
        holds=("quiet", "evidenced"), papers=("D13",),
    ),
    # C13
    "pass_on": Line(
        ("township",), "examining", ("reviewer",), duty="review", asks=("opinion",),
        papers=("D17",),
    ),
    "examine": Line(
        ("examining",), "deciding", ("handler",), duty="examine",
        asks=("proposal", "handler_opinion"),
    ),
    "visit": Line(
        ("examining", "deciding"), STAYS, ("handler",), by_several=True,
        asks=("county_visit", "visited_on", "visitors", "visit_found"),
    ),
    # 5.5: an objection after the notice is a complaint
    "report": Line(
        ("township", "examining", "deciding"), STAYS, ("clerk", "handler"), by_several=True,
        asks=("complaint", "complaint_text"), works_out=("unseen",),
    ),
    # C15: a closed notice, checks and co-checks done, a visit where one is owed
    "confirm": Line(
        ("deciding",), "confirmed", ("approver",), duty="approve",
        asks=("decision_text", "subject_class"), holds=("visited", "quiet"),
        stand=(
            "household_check", "department_co_check", "reviewing", "public_notice", "township",
            "examining",
        ),
        papers=("D18", "D21", "D50"),
    ),
    # C16
    "refuse": Line(
        ("deciding",), "not_confirmed", ("approver",), duty="approve",
        asks=("facts_found", "reason", "rule"), holds=("quiet",), stand=("reviewing", "examining"),
        strikes="notice", papers=("D22", "D50"),
    ),
    # C14, C17: the holder of the stage says what is wrong
    "return_": Line(
        ("township", "examining", "deciding"), RETURNS, (), asks=("wrong", "return_reason"),
        papers=("D19",), by_several=True,
    ),
    # C18
    "file": Line(
        ("confirmed",), "filed", ("clerk",), countersigned_by="archivist",
        asks=("pages", "keeper"), holds=("announced", "delivered", "dossier_full"),
        papers=("D23", "D24"),
    ),
}  # fmt: skip

SIDE_WAYS = {
    # 3.1: maximum clocks stand still for a reason, from a day to a day, put in by the county
    "pause": Line(
        OPEN, STAYS, ("handler",), asks=("pause_reason", "paused_from", "pause_note"),
        only_if=("running",), works_out=("stopped",), by_several=True,
    ),
    "resume": Line(
        OPEN, STAYS, ("handler",), asks=("paused_until",), only_if=("at_rest",),
        works_out=("resumed",), by_several=True,
    ),
    "further_clue": Line(
        OPEN, STAYS, ("system",), works_out=("further_source",), by_several=True
    ),
    # C24
    "withdraw": Line(
        BEFORE_CONFIRMATION, "withdrawn", ("clerk",), asks=("statement",), strikes="notice",
        by_several=True,
    ),
    "regret": Line(
        ("withdrawn",), WHERE_IT_WAS, ("clerk",), asks=("statement",), holds=("alone",),
        in_time="withdraw.regret",
    ),
}  # fmt: skip

INTERVENTION_TABLE = Table(
    key="intervention",
    edition="2019",
    places=PLACES,
    lines=MAIN_LINE | SIDE_WAYS,
    apart=APART,
)
