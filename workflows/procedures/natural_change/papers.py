"""D60: one household's line of the ledger."""

from __future__ import annotations

from typing import Any

from documents.templatetags.papers import month
from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.papers import PaperForm

from ..lines import dated, household, line
from . import kinds

READERS = (
    Role.VILLAGE, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST,
    Role.AUDITOR,
)  # fmt: skip


def entry(matter: Matter) -> dict[str, Any]:
    """What happened to whom; the name is the one given or the member's."""
    said = matter.said
    member = next((m for m in matter.members if str(m.pk) == said.get("member")), None)
    late = "（补录）" if said.get("late") else ""
    return {
        "case": {"number": matter.head.number},
        "household": household(matter),
        "lines": [
            line("台账月份", f"{month(said['month'])}{late}"),
            line("变动", said["what"]),
            line("姓名", said.get("name") or (member.name if member else "")),
            dated("发生日期", said["happened_on"]),
            line("凭据", said["proof"]),
        ],
        "signers": ["登记人", "审核人"],
    }


ENTRY = PaperForm(kinds.D60, entry, READERS)
