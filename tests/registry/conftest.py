"""The demonstration county, as every test of the register finds it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workflows import registry
from workflows.registry import holidays, regions
from workflows.registry.loading import load_regions

DATA = Path(registry.__file__).parent / "data"


@pytest.fixture(autouse=True)
def fresh_process() -> Iterator[None]:
    """What a process remembers of one test's database is not there for the next."""
    regions.forget_names()
    yield
    regions.forget_names()
    holidays._held = None


@pytest.fixture
def county(db: None) -> int:
    """示例县 with its townships and villages."""
    load_regions(DATA / "regions_360799.csv")
    return 360799
