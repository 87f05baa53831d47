"""A number that was imported is nowhere in plain text: not in the database, a file, or a log."""

import logging
from pathlib import Path

import pytest
from django.db import connection

from tests.fixtures.databases import OwnDatabase
from tests.fixtures.lists import head, number, person, xlsx
from tests.registry.importing.conftest import AREAS
from workflows import registry
from workflows.access.models import Officer
from workflows.access.staffing import staff
from workflows.registry.importing import batches
from workflows.registry.importing.work import Imports
from workflows.registry.loading import load_regions
from workflows.registry.models import ImportBatch, Member, MergeProposal

CANARY, ILLNESS, PHONE = number(777), "患有大病：金丝雀症", "19900007777"
PLAIN = [word.encode(form) for word in (CANARY, ILLNESS, PHONE) for form in ("utf-8", "utf-16-le")]
SOUGHT = [*PLAIN, *(word.hex().encode() for word in PLAIN)]  # PostgreSQL shows bytes so


def read_everywhere(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read_database(database: OwnDatabase) -> dict[str, bytes]:
    """All that the database holds: the files of SQLite, every row of PostgreSQL as text."""
    if connection.vendor == "sqlite":
        file = Path(database.name)
        return {str(path): path.read_bytes() for path in file.parent.glob(f"{file.name}*")}
    with connection.cursor() as cursor:
        held = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT row::text FROM "{table}" row')  # noqa: S608 - our own tables
            held[table] = "\n".join(text for (text,) in cursor).encode()
    return held


def test_nothing_of_it_is_kept_in_plain_text(
    own_database: OwnDatabase, files_root: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    load_regions(Path(registry.__file__).parent / "data" / "regions_360799.csv")
    staff(360799000000)
    officer = Officer.objects.get(username="xian_jingban").pk
    right = head("曾福生", 777, 健康状况=ILLNESS, 联系电话=PHONE)
    for rows in (
        [right, head("钟水生", 身份证号码=CANARY[:-1] + "?")],
        [right, person("单桂花", "配偶", 22)],
    ):
        batch = batches.receive(xlsx(rows), "名单.xlsx", officer=officer, areas=AREAS)
        Imports().work_one("w")
        batch.refresh_from_db()
        batches.confirm(batch)
        Imports().work_one("w")
    assert Member.objects.get(name="曾福生").id_number == CANARY
    assert ImportBatch.objects.exclude(report=None).exists() and MergeProposal.objects.exists()
    kept = {
        **read_database(own_database),
        **read_everywhere(files_root),
        "log": caplog.text.encode(),
    }
    assert len(kept) > 2
    found = [name for name, data in kept.items() for word in SOUGHT if word in data]
    assert found == []
