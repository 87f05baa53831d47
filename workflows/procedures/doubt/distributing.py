"""Doubts of a comparison handed to the villages: one case a household and list."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import uuid5

from documents import leases
from workflows.access.models import Officer
from workflows.access.officers import actor_of
from workflows.engine.door import start
from workflows.engine.models import Case
from workflows.registry.comparing.kinds import KINDS
from workflows.registry.models.comparison import ComparisonBatch, ComparisonLine
from workflows.workdays import clock

from .forms import FALSE, SERVED, TRUE
from .table import Doubt

LEASE = timedelta(minutes=5)
State = ComparisonBatch.State


class Distributing:
    """The owed kind: batches whose doubts are to be handed out."""

    name = "疑点下发"

    def work_one(self, worker: str) -> bool:
        """Open the doubts of one batch; False when none is owed. Doing it twice opens none twice."""
        batch = leases.claim(ComparisonBatch.owed(), worker=worker, lease=LEASE)
        if batch is None:
            return False
        homes: dict[int, list[ComparisonLine]] = {}
        for line in batch.lines.select_related("member__household").order_by("pk"):
            homes.setdefault(line.member.household_id, []).append(line)
        for lines in homes.values():
            open_doubt(batch, lines)
            if not leases.heartbeat(batch, lease=LEASE):
                return True
        with leases.fenced(batch) as current:
            current.state = State.DISTRIBUTED
            current.save()
        return True

    def waiting(self) -> int:
        """How many batches are owed."""
        return ComparisonBatch.owed().count()

    def close(self) -> None:
        """Nothing is held between two batches."""


def open_doubt(batch: ComparisonBatch, lines: list[ComparisonLine]) -> Case:
    """The doubt of one household, in the name of the officer who hands it out."""
    home = lines[0].member.household
    kind = KINDS[batch.kind]
    officer = Officer.objects.get(pk=batch.officer_id)
    return start(
        Doubt,
        by=actor_of(officer, clock.today()),
        household=home,
        key=key_of(batch),
        command_id=uuid5(batch.uuid, str(home.pk)),
        answers={
            "batch": f"第{batch.pk}批",
            "source": f"{kind.department}{kind.label}",
            "listed_on": batch.listed_on,
            "who": "、".join(line.member.name for line in lines),
            "said": "\n".join(dict.fromkeys(line.said for line in lines)),
        },
    )


def key_of(batch: ComparisonBatch) -> str:
    """What tells the doubts of one batch from those of another."""
    return f"{batch.kind}-{batch.pk}"


def tally(batch: ComparisonBatch) -> dict[str, int]:
    """How many doubts came to what: false alarms are counted, so that a rule can be mended."""
    cases = Case.objects.filter(procedure=Doubt.key, key=key_of(batch))
    counted = Counter(facts.get("result", "") for facts in cases.values_list("facts", flat=True))
    open_ones = cases.filter(closed=False).count()
    return {
        "待核实、待销号": open_ones, TRUE: counted[TRUE], FALSE: counted[FALSE], SERVED: counted[SERVED],
    }  # fmt: skip
