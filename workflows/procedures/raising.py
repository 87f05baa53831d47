"""A visit or a comparison that finds a risk raises a clue: the first of the three channels' papers.

Source: 赣市扶攻字〔2019〕8号 四（二）2, 建立乡村预警、部门联动、主动申请等识别渠道. The procedure is asked
for by its key, so that none of these packages leans on another.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid5

from workflows.engine.door import start
from workflows.engine.matter import Matter
from workflows.engine.models import Case
from workflows.engine.procedure import newest
from workflows.registry.models import Household

CLUE = "clue"


def risks() -> tuple[str, ...]:
    """The kinds of risk a clue may name, as its own form has them."""
    asks: Any = newest(CLUE).leaving[""][0].asks
    return tuple(word for word, _ in asks.base_fields["risks"].choices)


def raise_clue(
    matter: Matter, *, household: Household | None = None, source: str = "", **answers: Any
) -> None:
    """Open a clue for a household, or join the case it already has; once for each case.

    It is the household the matter is about unless another is named, found by the officer's agency
    unless it asked itself, at the risks the matter names. Raises a Refusal.
    """
    given = {"source": source or matter.agency.short_name, "risks": matter.said.get("risks")}
    given["clue_on"] = answers.pop("found_on")
    start(
        newest(CLUE),
        by=matter.actor,
        household=household or matter.household,
        command_id=uuid5(matter.case.uuid, CLUE),
        answers={**given, **answers},
    )


def raised_by(case: Case) -> Case | None:
    """The clue that this case has raised, if it has."""
    return Case.objects.filter(uuid=uuid5(case.uuid, CLUE)).first()
