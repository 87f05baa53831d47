"""D61: what a visit saw, one line a heading."""

from __future__ import annotations

from typing import Any

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.papers import PaperForm

from ..lines import dated, household, line
from . import kinds
from .forms import CHECKLIST

READERS = (
    Role.VILLAGE, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST,
    Role.AUDITOR,
)  # fmt: skip


def record(matter: Matter) -> dict[str, Any]:
    """The record as it was given."""
    said = matter.said
    return {
        "case": {"number": matter.head.number},
        "household": household(matter),
        "lines": [
            dated("走访日期", said["visited_on"]),
            line("走访人员", f"{said['visitor_kind']}：{said['visitors']}"),
            *(line(label, said[name]) for name, label in CHECKLIST.items()),
            line("走访情况", said["situation"]),
            line("发现的风险", "、".join(said.get("risks", ())) or "未发现"),
        ],
        "signers": ["走访人", "户主或家庭成员"],
    }


RECORD = PaperForm(kinds.D61, record, READERS)
