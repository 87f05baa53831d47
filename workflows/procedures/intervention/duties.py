"""Duties no one person may combine in one case (domain rules of separation)."""

from typing import Final

CHECK: Final = "check"  # 核查
REVIEW: Final = "review"  # 审核
EXAMINE: Final = "examine"  # 县级审查
APPROVE: Final = "approve"  # 审批
INVESTIGATE: Final = "investigate"  # 异议查处
RECONSIDER: Final = "reconsider"  # 复核

LABELS: Final = {
    CHECK: "核查",
    REVIEW: "审核",
    EXAMINE: "审查",
    APPROVE: "审批",
    INVESTIGATE: "异议查处",
    RECONSIDER: "复核",
}

# 核查、审核、审批三人；县级审查与审批两人
APART: Final = (
    frozenset({CHECK, REVIEW, APPROVE}),
    frozenset({CHECK, EXAMINE, APPROVE}),
)

# 查处异议者非原核查人，但查处过异议的人可以再去核查；复核者非原核查、审核、审查、审批人
NEVER_AFTER: Final = (
    (INVESTIGATE, CHECK),
    (RECONSIDER, CHECK),
    (RECONSIDER, REVIEW),
    (RECONSIDER, EXAMINE),
    (RECONSIDER, APPROVE),
)

# 主案到此，尚未办结的子项随案取消
CALLED_OFF: Final = (
    "not_confirmed", "withdrawn", "terminated", "transferred", "merged", "not_taken_over",
)  # fmt: skip
