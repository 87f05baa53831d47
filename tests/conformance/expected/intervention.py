"""防贫干预 (domain 5.2): 入户核查 → 部门协查 → 公示公告 → 审批建档."""

from tests.conformance.expected.duties import APART, NEVER_AFTER
from tests.conformance.expected.from_paper import FROM_PAPER
from tests.conformance.expected.side_ways import AFTERWARDS, SIDE_WAYS
from tests.conformance.expected.stages import PLACES
from tests.conformance.vocabulary import RETURNS, STAYS, Due, Line, Table

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
        only_if=("not_refused",), papers=("D06",),
    ),
    # C2: consent signed by all adults, relatives declared
    "begin": Line(
        ("authorising",), "household_check", ("clerk",),
        asks=("consent", "signed_on", "kin_declared"),
    ),
    # an authorisation has its term, and every adult signs: what is found stands meanwhile
    "renew": Line(
        ("household_check", "department_co_check"), "authorising", ("clerk",), papers=("D03",),
        works_out=("asked_again",), by_several=True,
    ),
    # C4 in two stages, as the paper names them
    "checked": Line(
        ("household_check",), "department_co_check",
        due=Due(children=(("household_check", ("accepted",)),)),
    ),
    "joined": Line(
        ("department_co_check",), "reviewing",
        due=Due(children=(("co_check", ("accepted", "waived")),)), works_out=("unreviewed",),
    ),
    # C5: plainly unfit by what a department reported, the household told and heard; the county decides
    "unfit": Line(
        ("household_check", "department_co_check"), "not_confirmed", ("reviewer",),
        countersigned_by="approver", duty="approve", asks=("facts_found", "reason", "rule"),
        holds=("disproved", "undisputed"), papers=("D22", "D50"), by_several=True,
    ),
    # section 4: village staff record the meeting; D11
    "meet": Line(
        ("reviewing",), STAYS, ("village", "clerk"),
        asks=(
            "meeting_kind", "met_on", "met_at", "chaired_by", "recorded_by", "entitled",
            "attendees", "representatives", "stood_aside", "in_favour", "against", "abstained",
            "nobody_concerned_voted", "all_signed",
        ),
        papers=("D11",), works_out=("counted",),
    ),
    # C8: 民发〔2012〕220号 第二十四条
    "contest": Line(
        ("reviewing",), "household_check", ("reviewer",), duty="review",
        asks=("contested_because",), holds=("met",), opens=("household_check",),
        works_out=("contested",),
    ),
    # C6
    "agree": Line(
        ("reviewing",), "public_notice", ("reviewer",), duty="review", asks=("opinion",),
        holds=("review_held", "quorate", "carried"),
    ),
    # C7: no rejection at village level, the county decides
    "oppose": Line(
        ("reviewing",), "examining", ("reviewer",), duty="review", asks=("opinion",),
        only_if=("not_delegated",), papers=("D17",),
    ),
    "oppose_here": Line(
        ("reviewing",), "entrusted", ("reviewer",), duty="review", asks=("opinion",),
        only_if=("delegated",), papers=("D17",),
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
        only_if=("not_delegated",), papers=("D17",),
    ),
    # 5.6, 57号 第二条: where the county has delegated, the head of the township decides upon the
    # same results and under the same visits; the county keeps a record and may take a case back
    "pass_up": Line(
        ("township",), "entrusted", ("reviewer",), duty="review", asks=("opinion",),
        only_if=("delegated",), papers=("D17",),
    ),
    "confirm_here": Line(
        ("entrusted",), "confirmed", ("reviewer",), duty="approve",
        asks=("decision_text", "subject_class"), holds=("visited", "spot_checked", "quiet"),
        stand=(
            "household_check", "department_co_check", "reviewing", "public_notice", "township",
        ),
        opens=("county_record",), papers=("D18", "D21", "D50"),
    ),
    "refuse_here": Line(
        ("entrusted",), "not_confirmed", ("reviewer",), duty="approve",
        asks=("facts_found", "reason", "rule"), holds=("quiet",), stand=("reviewing",),
        strikes="notice", opens=("county_record",), papers=("D22", "D50"),
    ),
    "take_back": Line(
        ("entrusted",), "examining", ("handler",), asks=("taken_back_because",), by_several=True
    ),
    "examine": Line(
        ("examining",), "deciding", ("handler",), duty="examine",
        asks=("proposal", "handler_opinion"),
    ),
    "visit": Line(
        ("entrusted", "examining", "deciding"), STAYS, ("handler",), by_several=True,
        asks=("county_visit", "visited_on", "visitors", "visit_found"),
    ),
    # 5.5: an objection after the notice is a complaint
    "report": Line(
        ("township", "entrusted", "examining", "deciding"), STAYS, ("clerk", "handler"),
        by_several=True,
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
        ("township", "entrusted", "examining", "deciding"), RETURNS, (), asks=("wrong", "return_reason"),
        papers=("D19",), works_out=("sent_back",), opens=("attention",), by_several=True,
    ),
    # C18
    "file": Line(
        ("confirmed",), "filed", ("clerk",), countersigned_by="archivist",
        asks=("pages", "keeper"), holds=("announced", "delivered", "recorded", "dossier_full"),
        papers=("D23", "D24"),
    ),
}  # fmt: skip

INTERVENTION_TABLE = Table(
    key="intervention",
    edition="2019",
    places=PLACES,
    lines=MAIN_LINE | FROM_PAPER | AFTERWARDS | SIDE_WAYS,
    apart=APART,
    never_after=NEVER_AFTER,
)
