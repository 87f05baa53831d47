"""Two people import one sheet at the same time: nobody is doubled, nobody is lost."""

import threading
from collections import Counter
from pathlib import Path

from tests.fixtures.databases import OwnDatabase
from tests.fixtures.lists import head, person, xlsx
from tests.registry.importing.conftest import AREAS
from workflows import registry
from workflows.access.models import Officer
from workflows.access.staffing import staff
from workflows.registry.importing import batches
from workflows.registry.importing.work import Imports
from workflows.registry.loading import load_regions
from workflows.registry.models import Household, ImportBatch, Member

DATA = Path(registry.__file__).parent / "data"
FAMILIES = 40


def rows() -> list[dict[str, object]]:
    """Families of two with numbers, and every fifth head without."""
    made: list[dict[str, object]] = []
    for n in range(FAMILIES):
        made.append(head(f"曾生{n:02d}", 0 if n % 5 == 0 else 4 * n + 1))
        made.append(person(f"单花{n:02d}", "配偶", 4 * n + 2))
    return made


def test_two_workers_on_two_copies_of_one_list_double_nobody(own_database: OwnDatabase) -> None:
    load_regions(DATA / "regions_360799.csv")
    staff(360799000000)
    uploaded = []
    for account, sheet in (("xian_jingban", "甲"), ("zhen1_jingban", "乙")):
        officer = Officer.objects.get(username=account).pk
        data = xlsx(rows(), sheet=sheet)
        uploaded.append(batches.receive(data, "名单.xlsx", officer=officer, areas=AREAS))
    work_all(2)
    for batch in uploaded:
        batch.refresh_from_db()
        assert (batch.state, batch.fresh) == (ImportBatch.State.CHECKED, FAMILIES)
        batches.confirm(batch)
    work_all(2)
    stored = list(ImportBatch.objects.values_list("state", "stored"))
    assert [state for state, _ in stored] == ["done", "done"]
    assert sum(count for _, count in stored) == FAMILIES
    names = Counter(Member.objects.values_list("name", flat=True))
    assert set(names.values()) == {1} and len(names) == 2 * FAMILIES
    assert Household.objects.count() == FAMILIES


def work_all(workers: int) -> None:
    """So many workers until nothing is owed."""

    def work(name: str) -> None:
        from django.db import connection

        owed = Imports()
        try:
            while ImportBatch.owed().exists():
                owed.work_one(name)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
