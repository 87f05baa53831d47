"""Separation rules 1 and 3 (domain section 4), pair by pair.

核查、审核、审批三人；县级审查人不得核查、审批；查处异议者非原核查人。
"""

from tests.conformance.vocabulary import pairs

APART = pairs(
    ("check", "review"),
    ("check", "approve"),
    ("review", "approve"),
    ("check", "examine"),
    ("examine", "approve"),
    ("check", "investigate"),
)

# A child is called off with its parent.
CALLED_OFF = ("withdrawn", "not_confirmed")
