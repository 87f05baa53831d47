"""The demonstration county with officers, and a list taken to wherever a test needs it."""

from collections.abc import Callable

import pytest

from workflows.access.models import Officer
from workflows.access.staffing import staff
from workflows.registry.importing import batches
from workflows.registry.importing.work import Imports
from workflows.registry.models import ImportBatch

AREAS = ((360799000000, 360800000000),)

Imported = Callable[..., ImportBatch]


@pytest.fixture
def officer(county: int) -> int:
    """The county's handler, who keeps the register."""
    staff(360799000000)
    return Officer.objects.get(username="xian_jingban").pk


@pytest.fixture
def checked(officer: int) -> Imported:
    """`checked(data)`: a list uploaded and gone through by a worker."""

    def take(data: bytes, name: str = "名单.xlsx") -> ImportBatch:
        batch = batches.receive(data, name, officer=officer, areas=AREAS)
        assert Imports().work_one("w")
        batch.refresh_from_db()
        return batch

    return take


@pytest.fixture
def imported(checked: Imported) -> Imported:
    """`imported(data)`: checked, confirmed and stored."""

    def take(data: bytes, name: str = "名单.xlsx") -> ImportBatch:
        batch = checked(data, name)
        batches.confirm(batch)
        assert Imports().work_one("w")
        batch.refresh_from_db()
        return batch

    return take
