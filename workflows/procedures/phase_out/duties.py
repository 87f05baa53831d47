"""Duties no one person may combine in a phase-out or in its payments."""

from typing import Final

CHECK: Final = "check"  # 核查
REVIEW: Final = "review"  # 审核
APPROVE: Final = "approve"  # 审批
INVESTIGATE: Final = "investigate"  # 异议查处
PAY: Final = "pay"  # 发放

# 核查、审核、审批三人；查处异议者非原核查人
# 核查、审核、审批的不办发放
APART: Final = (
    frozenset({CHECK, REVIEW, APPROVE}),
    frozenset({CHECK, INVESTIGATE}),
    *(frozenset({duty, PAY}) for duty in (CHECK, REVIEW, APPROVE)),
)
# 核定清册的不登记发放
PAID_APART: Final = (frozenset({APPROVE, PAY}),)
