"""防贫干预 beside its main line (domain 5.2): what comes after a decision, and every way aside."""

from tests.conformance.expected.stages import BEFORE_CONFIRMATION, NOT_LEAVING, OFFICERS, OPEN
from tests.conformance.vocabulary import STAYS, WHERE_IT_WAS, Due, Line

AFTERWARDS = {
    # C30; by the county too, when a report proved true (5.10)
    "correct": Line(
        ("confirmed", "filed"), STAYS, ("clerk", "handler"), opens=("correction",), by_several=True,
        asks=("item", "was", "becomes", "evidence_of"),
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
        only_if=("authorised",), opens=("household_check",), bars=("examine", "approve"), by_several=True,
    ),
    # C3, C31: nobody is checked without consent, whatever was revoked
    "redo_consent": Line(
        ("terminated",), "authorising", due=Due(child=("appeal", "redo")),
        only_if=("not_authorised",), works_out=("asked_again",), bars=("examine", "approve"),
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
        BEFORE_CONFIRMATION, "withdrawn", ("clerk",), asks=("statement",), holds=("honest",), strikes="notice",
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
    # 公务员法 第七十八条: the office may order it unasked
    "order_recusal": Line(
        OPEN, STAYS, ("reviewer", "approver"),
        asks=("away", "tie", "prompted_by", "recused_because", "substitute"), by_several=True,
    ),
    # C29
    "death": Line(
        OPEN, STAYS, ("clerk",), asks=("deceased", "died_on", "death_proof"), only_if=("alive",),
        by_several=True,
    ),
    "died_out": Line(
        OPEN, "terminated", ("clerk",), countersigned_by="reviewer", duty="review", only_if=("not_alive",),
        strikes="notice", by_several=True,
    ),
    # C25: two refusals on record and a written warning first, served, and its time over
    "terminate": Line(
        BEFORE_CONFIRMATION, "terminated", ("reviewer",), countersigned_by="approver",
        duty="approve", asks=("facts_found", "reason", "rule"), holds=("warned", "warning_served", "warning_over"),
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
        asks=("receiving", "moved_on", "running", "moved_note"), strikes="notice",
        papers=("D54-T",), by_several=True,
    ),
    "taken_over": Line(
        ("transferring",), "transferred", ("handler",),
        asks=("acknowledged_on", "acknowledged_by", "acknowledgement"),
    ),
    "not_taken": Line(
        ("transferring",), WHERE_IT_WAS, ("handler",), asks=("not_taken_because",)
    ),
}  # fmt: skip
