"""线下转入 (decision 0015): a case that ran on paper comes in by two people, and nothing is decided.

Whoever enters it answers for its results as whoever checked it: another reviews. Where it goes on
follows from the consent alone: nobody is checked without one. What was found comes in as results of
the children, so that no stage is skipped by a word of its own.
"""

from tests.conformance.vocabulary import Line

FROM_PAPER = {
    "take_over": Line(
        ("",), "taking_over", ("clerk",), duty="check", only_if=("not_known",),
        asks=(
            "paper_stage", "channel", "clue_on", "source", "risks", "situation", "handled_by",
        ),
        papers=("D01-X",), works_out=("first_source",),
    ),
    # not before the originals are there and every result is accepted
    "hand_in": Line(
        ("taking_over",), "verifying", ("clerk",), duty="check", asks=("originals_true",),
        holds=("originals_there", "results_in"),
    ),
    "lacking": Line(
        ("verifying",), "taking_over", ("reviewer",), duty="review", asks=("transfer_lacks",)
    ),
    "take_in": Line(
        ("verifying",), "household_check", ("reviewer",), duty="review",
        asks=("originals_seen",), only_if=("authorised",),
    ),
    "take_in_early": Line(
        ("verifying",), "authorising", ("reviewer",), duty="review", asks=("originals_seen",),
        only_if=("not_authorised",), papers=("D03",),
    ),
    # not a refusal of the household: no letter, no decision, and the row may come again
    "turn_down": Line(
        ("verifying",), "not_taken_over", ("reviewer",), duty="review",
        asks=("turned_down_because",),
    ),
    "discard": Line(
        ("taking_over",), "not_taken_over", ("clerk",), asks=("turned_down_because",)
    ),
}  # fmt: skip
