"""The demonstration county in a fresh database: what every measurement of the product stands on."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from workflows.access.staffing import staff
from workflows.registry.holidays import seed_calendar
from workflows.registry.loading import load_regions
from workflows.registry.models import Household
from workflows.registry.population import populate

COUNTY = 360799000000


def settle(households: int) -> list[Household]:
    """Make the tables and load 示例县; returns its households."""
    call_command("migrate", verbosity=0)
    load_regions(Path(settings.BASE_DIR) / "workflows/registry/data/regions_360799.csv")
    seed_calendar(range(2025, 2027))
    staff(COUNTY)
    populate(COUNTY, households, seed=7)
    return list(Household.objects.order_by("pk"))
