"""The demonstration county with its agencies and officers, as every test of access finds it."""

from datetime import date
from pathlib import Path

import pytest

from workflows import registry
from workflows.access.models import Agency, Officer
from workflows.access.staffing import Account, staff
from workflows.registry.loading import load_regions

TODAY = date(2026, 11, 20)


@pytest.fixture
def accounts(db: None) -> dict[str, Account]:
    """Everybody of 示例县, by the name of his account."""
    load_regions(Path(registry.__file__).parent / "data" / "regions_360799.csv")
    return {account.username: account for account in staff(360799)}


@pytest.fixture
def officers(accounts: dict[str, Account]) -> dict[str, Officer]:
    """The same as rows."""
    return {officer.username: officer for officer in Officer.objects.all()}


@pytest.fixture
def agencies(accounts: dict[str, Account]) -> dict[str, Agency]:
    """The agencies by their short names."""
    return {agency.short_name: agency for agency in Agency.objects.all()}
