"""防贫干预 (domain 5.2): 入户核查 → 部门协查 → 公示公告 → 审批建档."""

from tests.conformance.expected.duties import APART, NEVER_AFTER
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
    "transferring": Place("handler"),
    "revoked": Place(end=True),
    "not_confirmed": Place(end=True),
    "withdrawn": Place(end=True),
    "terminated": Place(end=True),
    "transferred": Place(end=True),
    "merged": Place(end=True),
}  # fmt: skip

BEFORE_CONFIRMATION = tuple(list(PLACES)[:9])
NOT_LEAVING = (*BEFORE_CONFIRMATION, "confirmed")
OPEN = (*NOT_LEAVING, "transferring")
OFFICERS = ("village", "clerk", "reviewer", "handler", "approver")

MAIN_LINE = {
    # C1: the assignment goes to the township
    "assign": Line(("preliminary",), "authorising", ("handler",), papers=("D02", "D03")),
    # C3: refused after explanation, before two witnesses
    "refuse_consent": Line(
        ("authorising",), STAYS, ("clerk",),
        asks=(
            "explained_to", "refused_consent_on", "refusal_words", "first_witness",
            "second_witness",
        ),
        only_if=("not_refused",),
    ),
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
    # wrong data on the notice: the household alone, or with a notice taken away as a whole
    "amend": Line(
        ("public_notice",), "public_notice", ("clerk",), countersigned_by="reviewer",
        duty="review", asks=("amended_persons", "amended_because"), only_if=("not_taken_away",),
        strikes="notice", works_out=("amended",),
    ),
    "relist": Line(
        ("public_notice",), "public_notice", ("clerk",),
        asks=("amended_persons", "amended_because"), only_if=("taken_away",), strikes="notice",
        works_out=("amended",),
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
        asks=("decision_text", "subject_class"), holds=("visited", "spot_checked", "quiet"),
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
        papers=("D19",), works_out=("sent_back",), opens=("attention",), by_several=True,
    ),
    # C18
    "file": Line(
        ("confirmed",), "filed", ("clerk",), countersigned_by="archivist",
        asks=("pages", "keeper"), holds=("announced", "delivered", "dossier_full"),
        papers=("D23", "D24"),
    ),
}  # fmt: skip

AFTERWARDS = {
    # C30
    "correct": Line(
        ("confirmed", "filed"), STAYS, ("clerk",), asks=("item", "was", "becomes", "evidence_of"),
        opens=("correction",), by_several=True,
    ),
    # C28
    "propose": Line(
        ("filed",), STAYS, ("handler",), asks=("suspicion",), only_if=("not_being_revoked",),
        opens=("revocation", "household_check"),
    ),
    "revoke": Line(("filed",), "revoked", due=Due(child=("revocation", "revoked"))),
    # 5.10, C31
    "appeal": Line(
        ("not_confirmed", "terminated", "revoked"), STAYS, ("clerk", "handler"),
        asks=("kind", "claim", "asked_on"), only_if=("not_in_review",), opens=("appeal",),
        by_several=True,
    ),
    "redo": Line(
        ("not_confirmed", "terminated"), "household_check", due=Due(child=("appeal", "redo")),
        opens=("household_check",), bars=("examine", "approve"), by_several=True,
    ),
    "restore": Line(("revoked",), "filed", due=Due(child=("appeal", "redo"))),
}  # fmt: skip

SIDE_WAYS = {
    # C32
    "relief": Line(
        NOT_LEAVING, STAYS, ("handler",),
        asks=("urgent_kind", "urgent_because", "amount", "given_on", "measure"),
        only_if=("urgent",), opens=("relief",), by_several=True,
    ),
    # 3.1: maximum clocks stand still for a reason, from a day to a day, put in by the county
    "pause": Line(
        OPEN, STAYS, ("handler",), asks=("pause_reason", "paused_from", "pause_note"),
        only_if=("running",), works_out=("stopped",), by_several=True,
    ),
    "resume": Line(
        OPEN, STAYS, ("handler",), asks=("paused_until",), only_if=("at_rest",),
        works_out=("resumed",), by_several=True,
    ),
    # 57号 第二十条: a report about the open case sets its complaint flag
    "complained": Line(
        OPEN, STAYS, ("system",), works_out=("complained_of",), by_several=True
    ),
    "further_clue": Line(
        OPEN, STAYS, ("system",), works_out=("further_source",), by_several=True
    ),
    # the ledger of natural changes tells a running case
    "member_changed": Line(
        OPEN, STAYS, ("system",), asks=("change", "changed_on"), works_out=("noted_change",), by_several=True
    ),
    # C24
    "withdraw": Line(
        BEFORE_CONFIRMATION, "withdrawn", ("clerk",), asks=("statement",), strikes="notice",
        by_several=True, papers=("D52",),
    ),
    "regret": Line(
        ("withdrawn",), WHERE_IT_WAS, ("clerk",), asks=("statement",), holds=("alone",),
        in_time="withdraw.regret", opens=("objection",),
    ),
    # by the county approver, once, the case being special
    "extend": Line(
        BEFORE_CONFIRMATION, STAYS, ("approver",), asks=("extended", "extended_because", "extended_note"),
        only_if=("not_extended",), by_several=True,
    ),
    # 5.6 RECUSED: the officer himself says so
    "recuse": Line(OPEN, STAYS, OFFICERS, asks=("tie", "recused_because"), by_several=True),
    # C29
    "death": Line(
        OPEN, STAYS, ("clerk",), asks=("deceased", "died_on", "death_proof"), only_if=("alive",),
        by_several=True,
    ),
    "died_out": Line(
        OPEN, "terminated", ("clerk",), countersigned_by="reviewer", duty="review", only_if=("not_alive",),
        strikes="notice", by_several=True,
    ),
    # C25: two refusals on record and a written warning first
    "terminate": Line(
        BEFORE_CONFIRMATION, "terminated", ("reviewer",), countersigned_by="approver",
        duty="approve", asks=("facts_found", "reason", "rule"), holds=("warned",),
        strikes="notice", papers=("D50", "D53"), by_several=True,
    ),
    # C27
    "merge": Line(
        BEFORE_CONFIRMATION, "merged", ("clerk",), countersigned_by="reviewer", duty="review",
        asks=("into", "merged_because"), only_if=("has_neighbour",), strikes="notice", papers=("D54",), by_several=True,
    ),
    # C26: only the receiving county's acknowledgement ends it
    "move_out": Line(
        NOT_LEAVING, "transferring", ("handler",),
        asks=("receiving", "moved_on", "running", "moved_note"), strikes="notice", by_several=True,
    ),
    "taken_over": Line(
        ("transferring",), "transferred", ("handler",),
        asks=("acknowledged_on", "acknowledged_by", "acknowledgement"),
    ),
    "not_taken": Line(
        ("transferring",), WHERE_IT_WAS, ("handler",), asks=("not_taken_because",)
    ),
}  # fmt: skip

INTERVENTION_TABLE = Table(
    key="intervention",
    edition="2019",
    places=PLACES,
    lines=MAIN_LINE | AFTERWARDS | SIDE_WAYS,
    apart=APART,
    never_after=NEVER_AFTER,
)
