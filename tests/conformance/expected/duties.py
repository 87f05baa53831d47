"""Separation rules 1 and 3 (domain section 4), pair by pair.

核查、审核、审批三人；县级审查人不得核查、审批；查处异议者非原核查人，但查处之后可以再去核查；
复核者非原核查、审核、审查、审批人。
"""

from tests.conformance.vocabulary import pairs

APART = pairs(
    ("check", "review"),
    ("check", "approve"),
    ("review", "approve"),
    ("check", "examine"),
    ("examine", "approve"),
)

# The first is not for who has had the second.
NEVER_AFTER = frozenset(
    {
        ("investigate", "check"),
        ("reconsider", "check"),
        ("reconsider", "review"),
        ("reconsider", "examine"),
        ("reconsider", "approve"),
    }
)

# A child is called off with its parent.
CALLED_OFF = (
    "not_confirmed", "withdrawn", "terminated", "transferred", "merged", "not_taken_over",
)  # fmt: skip
