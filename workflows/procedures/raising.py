"""A visit or a comparison that finds a risk raises a clue: the first of the three channels' papers.

Source: 赣市扶攻字〔2019〕8号 四（二）2, 建立乡村预警、部门联动、主动申请等识别渠道. The procedure is asked
for by its key, so that none of these packages leans on another.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid5

from workflows.engine.door import start
from workflows.engine.matter import Matter
from workflows.engine.procedure import newest

CLUE = "clue"


def risks() -> tuple[str, ...]:
    """The kinds of risk a clue may name, as its own form has them."""
    asks: Any = newest(CLUE).leaving[""][0].asks
    return tuple(word for word, _ in asks.base_fields["risks"].choices)


def raise_clue(matter: Matter, *, channel: str, found_on: str, situation: str) -> None:
    """Open a clue for the household, or join the case it already has; once for each case.

    Its number stays with the case that raised it. Raises a Refusal.
    """
    unit = matter.agency.short_name
    start(
        newest(CLUE),
        by=matter.actor,
        household=matter.household,
        command_id=uuid5(matter.case.uuid, CLUE),
        answers={
            "channel": channel, "clue_on": found_on, "source": unit,
            "risks": matter.said["risks"], "situation": situation,
        },
    )  # fmt: skip
