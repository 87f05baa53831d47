"""D62: the doubt, what was found, and on what ground it was struck off."""

from __future__ import annotations

from typing import Any

from workflows.access.actors import Role
from workflows.engine.matter import Matter
from workflows.engine.papers import PaperForm

from ..lines import dated, household, line
from . import kinds

READERS = (
    Role.VILLAGE, Role.CLERK, Role.REVIEWER, Role.HANDLER, Role.APPROVER, Role.ARCHIVIST,
    Role.AUDITOR,
)  # fmt: skip


def struck(matter: Matter) -> dict[str, Any]:
    """The list's word, the village's, and the end of it."""
    said = matter.said
    return {
        "case": {"number": matter.head.number},
        "household": household(matter),
        "lines": [
            line("数据来源", f"{said['source']}（{said['batch']}）"),
            line("所涉人员", said["who"]),
            line("疑点", said["said"]),
            line("核实结果", said["result"]),
            dated("核实日期", said["verified_on"]),
            line("核实情况", said["found"]),
            line("销号依据", said["ground"]),
        ],
        "signers": ["核实人", "经办人"],
    }


CHECKED = PaperForm(kinds.D62, struck, READERS)
