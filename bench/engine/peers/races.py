"""Four approve the same case at once: what the peers make of it. `python -m … CASES FILE`.

viewflow.workflow as it comes (no lock) and with its lock, django-fsm-2 plain and concurrent; on
PostgreSQL, where four transactions really run beside each other.
"""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from types import SimpleNamespace
from typing import Any

import django

AT_ONCE = 4
Approve = Callable[[Barrier], None]


def race(approve: Approve) -> int:
    """Four at once; how many of them met an error."""
    barrier = Barrier(AT_ONCE)

    def one(_nth: int) -> bool:
        from django.db import connection  # noqa: PLC0415 - the settings come first

        try:
            approve(barrier)
        except Exception:
            return True
        else:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, range(AT_ONCE)))


def viewflow(cases: int, name: str) -> dict[str, int]:
    """How many processes were approved more than once, and how many posts met an error."""
    from django.db import transaction  # noqa: PLC0415
    from viewflow.workflow.models import Task  # noqa: PLC0415

    from bench.engine.peers import flows  # noqa: PLC0415
    from workflows.access.models import Officer  # noqa: PLC0415

    table: Any = getattr(flows, name)
    officer = Officer.objects.get_or_create(username="approver")[0]
    wrong = errors = 0
    for _ in range(cases):
        opening = table.open._create(None, None)
        opening.start(SimpleNamespace(user=officer))
        opening.execute()
        pk = opening.process.pk
        node = table.instance.node("approve")

        def approve(barrier: Barrier, pk: int = pk, node: Any = node) -> None:
            barrier.wait()
            with transaction.atomic(), table.lock(pk):
                task = Task.objects.get(process=pk, flow_task=node)
                activation = node.activation_class(task)
                activation.assign(officer)
                activation.start(None)
                activation.execute()

        errors += race(approve)
        ends = Task.objects.filter(process=pk, flow_task=table.instance.node("end"))
        wrong += ends.count() > 1
    return {"cases": cases, "wrong": wrong, "errors": errors}


def fsm(cases: int, *, concurrent: bool) -> dict[str, int]:
    """The same of a state column; an approval counts when nothing was raised."""
    from bench.engine.peers.models import AidColumn, PlainColumn  # noqa: PLC0415

    model: Any = AidColumn if concurrent else PlainColumn
    wrong = errors = 0
    for nth in range(cases):
        pk = AidColumn.objects.create(household=nth).pk
        AidColumn.objects.filter(pk=pk).update(state="deciding")

        def approve(barrier: Barrier, pk: int = pk) -> None:
            case = model.objects.get(pk=pk)
            barrier.wait()
            case.approve()
            case.save()

        raised = race(approve)
        errors += raised
        wrong += AT_ONCE - raised > 1
    return {"cases": cases, "wrong": wrong, "errors": errors}


def main(cases: int, answer: Path) -> None:
    """Race them all on the database of this process."""
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    found = {
        "viewflow_unlocked": viewflow(cases, "Approval"),
        "viewflow_locked": viewflow(cases, "LockedApproval"),
        "fsm_plain": fsm(cases, concurrent=False),
        "fsm_concurrent": fsm(cases, concurrent=True),
    }
    answer.write_text(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
