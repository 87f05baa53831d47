"""Processes of test_history: officers who go on while their connections die, and who checks them.

    python -m tests.trust.history prepare CASES             prints the keys of cases under way
    python -m tests.trust.history work LOG COUNT SEED KEY…  takes steps until COUNT are acknowledged
    python -m tests.trust.history check LOG…                compares what was told with what is stored

A worker writes down each command before it is sent and each answer as it comes, as a person would
remember them. When a connection breaks nobody knows whether the step was taken; the same command
is sent again, and must count once. Several histories may be kept of the same cases.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import count, groupby, pairwise
from pathlib import Path
from uuid import UUID, uuid4

import django
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection

DEADLINE = 1200.0  # seconds
PATIENCE = 0.05


def prepare(cases: int) -> None:
    """A migrated, settled database with cases that the county may pause and resume."""
    from tests.fixtures.county import household, settle
    from workflows.procedures.intervention.rehearsal import Rehearsal

    call_command("migrate", verbosity=0)
    settle(households=cases * 8)
    county = Rehearsal(1)
    keys = [county.accept(county.warn(household(nth=nth))).pk for nth in range(cases)]
    sys.stdout.write(" ".join(map(str, keys)))


def work(log: Path, commands: int, seed: int, keys: list[int]) -> None:
    """Pause and resume, whatever the connection does, until enough was acknowledged."""
    chance = random.Random(seed)
    told = Counter(line.split()[0] for line in lines(log))["ok"]
    ends = time.monotonic() + DEADLINE
    with log.open("a", buffering=1) as held:
        for _ in count():
            if told >= commands or time.monotonic() > ends:
                return
            told += attempt(held, chance.choice(keys), chance.choice((True, False)))


def attempt(held: object, key: int, first: bool) -> bool:
    """One command until it is acknowledged or refused; whether it was acknowledged."""
    from workflows.engine.door import advance
    from workflows.engine.models import Case
    from workflows.engine.refusals import Refusal
    from workflows.procedures.intervention.rehearsal import Rehearsal
    from workflows.workdays import clock

    command, write = uuid4(), held.write  # type: ignore[attr-defined]
    seen: tuple[int, str] | None = None
    while True:
        try:
            by = Rehearsal(1).actor("xian_jingban" if first else "xian_jingban2")
            case = Case.objects.get(pk=key)
            if seen is None:
                at_rest = any(last is None for _, last in case.facts.get("pauses", ()))
                seen = case.seq, "resume" if at_rest else "pause"
                write(f"sent {command} {key} {seen[1]}\n")
            answers = {
                "pause_reason": "不可抗力", "pause_note": "道路中断。",
                "paused_from": clock.today(), "paused_until": clock.today(),
            }  # fmt: skip
            event = advance(case, seen[1], by=by, seen=seen[0], command_id=command, answers=answers)
        except Refusal as refusal:
            write(f"no {command} {refusal.status} {'已由' in refusal.message:d}\n")
            return False
        except (InterfaceError, OperationalError):
            connection.close()
            time.sleep(PATIENCE)
        else:
            write(f"ok {command} {event.seq} {event.step}\n")
            return True


def check(logs: list[Path]) -> dict[str, int]:
    """What was acknowledged, lost, doubled or out of order, and who was not told by whom."""
    from workflows.engine.fold import fold
    from workflows.engine.models import Case, Event
    from workflows.engine.proving import Proof

    told = {line.split()[1]: line.split() for log in logs for line in lines(log)}
    acknowledged = {UUID(name): line for name, line in told.items() if line[0] == "ok"}
    refused = {UUID(name): line for name, line in told.items() if line[0] == "no"}
    stored = Event.objects.filter(step__in=("pause", "resume")).order_by("case_id", "seq")
    times = Counter(stored.values_list("command_id", flat=True))
    kept = {event.command_id: event for event in stored}
    disorder = 0
    for _, chain in groupby(stored, key=lambda event: event.case_id):
        steps = [event.step for event in chain]
        disorder += any(now == after for now, after in pairwise(steps))
        disorder += steps[0] != "pause"
    for case in Case.objects.filter(pk__in=stored.values("case")):
        after = fold(case.events.order_by("seq"))
        disorder += (case.stage, case.seq, case.facts) != (after.stage, after.seq, after.facts)
    return {
        "acknowledged": len(acknowledged),
        "refused": len(refused),
        "lost": sum(
            name not in kept or [str(kept[name].seq), kept[name].step] != line[2:]
            for name, line in acknowledged.items()
        ),
        "doubled": sum(n > 1 for n in times.values()) + len(times.keys() & refused.keys()),
        "disorder": disorder + len(list(Proof().findings())),
        "untold": sum(line[2] != "409" or line[3] != "1" for line in refused.values()),
    }


def lines(log: Path) -> Iterator[str]:
    """The whole lines of a log: a killed process may have left half a one."""
    if log.is_file():
        for line in log.read_text().splitlines(keepends=True):
            if line.endswith("\n"):
                yield line


if __name__ == "__main__":
    django.setup()
    what, *rest = sys.argv[1:]
    if what == "prepare":
        prepare(int(rest[0]))
    elif what == "work":
        work(Path(rest[0]), int(rest[1]), int(rest[2]), [int(key) for key in rest[3:]])
    else:
        sys.stdout.write(json.dumps(check([Path(log) for log in rest])))
