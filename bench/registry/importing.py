"""`python -m bench.registry.importing HOUSEHOLDS ANSWER`: one import, from workbook to register."""

import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django must be set up first
from django.db import connection, transaction  # noqa: E402

from bench.county import COUNTY, settle  # noqa: E402
from workflows.access.models import Officer  # noqa: E402
from workflows.registry import exporting  # noqa: E402
from workflows.registry.importing import batches, households, reader, sheets  # noqa: E402
from workflows.registry.importing.guard import Format, inspect  # noqa: E402
from workflows.registry.importing.work import Imports  # noqa: E402
from workflows.registry.models import Household, ImportBatch, Member  # noqa: E402
from workflows.registry.population import drawn  # noqa: E402

AREA = (COUNTY, COUNTY + 10**6)
BY_HAND = 400
MIB = 1024


def main(households: int, answer: Path) -> None:
    """Export, import, count, and write the figures down."""
    settle(0)
    with tempfile.TemporaryDirectory() as folder:
        kept = str(Path(folder) / "county.xlsx")
        _apart("export", households, kept)
        began = time.perf_counter()
        _apart("upload", kept)
        received = time.perf_counter()
        _measured(households, Path(kept), answer, received - began)


def _measured(households: int, kept: Path, answer: Path, receiving: float) -> None:
    """What a worker takes for the list that was uploaded."""
    batch = ImportBatch.objects.get()
    began = time.perf_counter()
    Imports().work_one("bench")
    checked = time.perf_counter()
    batch.refresh_from_db()
    batches.confirm(batch)
    confirmed = time.perf_counter()
    busy = time.process_time()
    Imports().work_one("bench")
    busy = time.process_time() - busy
    stored = time.perf_counter()
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    batch.refresh_from_db()
    if (batch.state, batch.stored, batch.wrong) != ("done", households, 0):
        raise SystemExit(f"the import went wrong: {batch.state} {batch.refusal} {batch.faults[:3]}")
    persons = Member.objects.count()
    data = kept.read_bytes()
    theirs = _reader_peak(data)
    one_by_one = _get_or_create(data)
    store_seconds = (stored - confirmed) / households
    figures: dict[str, Any] = {
        "households": households,
        "persons": persons,
        "workbook_mb": len(data) / 1e6,
        "received_seconds": receiving,
        "checked_per_second": households / (checked - began),
        "households_per_second": households / (stored - confirmed),
        "households_per_cpu_second": households / busy,
        "peak_mb": ours + theirs,
        "peak_mb_of_worker": ours,
        "peak_mb_of_reader": theirs,
        "ratio_vs_get_or_create": one_by_one / store_seconds,
    }
    answer.write_text(json.dumps(figures))


def _apart(what: str, *given: object) -> None:
    """Do it in a process of its own, as a web server does: its memory is no part of a worker's."""
    doing = f"from bench.registry import importing; importing.{what}(*{given!r})"
    subprocess.run([sys.executable, "-c", doing], check=True)


def export(households: int, file: str) -> None:
    """Draw a county and write its list."""
    drawing, told = drawn(COUNTY, households, 7), exporting.marked("测量", "全县")
    Path(file).write_bytes(exporting.register(drawing, told, uncovered=True))


def upload(file: str) -> None:
    """Send the list in; its officer's account is read too, so a little more than an upload."""
    officer = Officer.objects.get(username="xian_jingban").pk
    batches.receive(Path(file).read_bytes(), "county.xlsx", officer=officer, areas=[AREA])


def _reader_peak(data: bytes) -> float:
    """The reader's own peak, measured from a small process so that no parent's pages count."""
    measured = (
        "import resource,subprocess,sys;"
        "subprocess.run(sys.argv[1:],stdin=sys.stdin,stdout=subprocess.DEVNULL,check=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    limits = [str(1 << 30), str(60_000), "41"]
    command = [sys.executable, "-c", measured, sys.executable, "-m", reader.__name__, *limits]
    done = subprocess.run(
        command, input=data, cwd=settings.BASE_DIR, capture_output=True, check=True
    )
    return int(done.stdout) / MIB


def _get_or_create(data: bytes) -> float:
    """Seconds a household, the way most imports are written: each row looked up and saved alone."""
    villages = households.villages_of([AREA])
    from workflows.registry.importing.families import families  # noqa: PLC0415

    lines = sheets.lines(data, inspect(data) if data else Format.XLSX)
    some = list(islice(families(lines, villages), BY_HAND))
    with connection.cursor() as cursor:
        for table in ("kindperiod", "yearaccount", "member", "household"):
            cursor.execute(f"DELETE FROM workflows_{table}")
    began = time.perf_counter()
    for family in some:
        home = family.household
        assert home is not None
        with transaction.atomic():
            kept, _ = Household.objects.get_or_create(
                number=home.number,
                defaults={"village_id": home.village_id, "head_name": home.head_name},
            )
            for member in family.members:
                Member.objects.get_or_create(
                    id_digest=member.id_digest,
                    defaults={
                        "household": kept, "name": member.name, "relation": member.relation,
                        "id_number": member.id_number, "phone": member.phone,
                    },
                )  # fmt: skip
    return (time.perf_counter() - began) / len(some)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
