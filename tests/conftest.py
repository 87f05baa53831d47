"""What all tests share; each fixture is written down in the module that holds it.

* `own_database`: a database to commit to, for threads, processes and servers (databases.py).
* `once`: a state built once in a process and put back afterwards, for tests with `db` (again.py).
* `server`: a web server over such a database (databases.py).
* `page`, `accessible`: a real browser and its accessibility check (browser.py).
* `files_root`: each test has a folder of its own for files.
* No test reaches further than this machine (network.py).
"""

import shutil
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase
from pytest_django import Settings

from tests.fixtures import network

# Machines that run tests are busy: how long a draw or an example takes says nothing of the product.
hypothesis.settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("unhurried")

pytest_plugins = ["tests.fixtures.browser", "tests.fixtures.databases", "tests.fixtures.together"]


# A test that touches the database asks for one of these, or bears the mark `django_db`.
OF_THE_DATABASE = {"db", "transactional_db", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    """For a second database: what none of them can answer otherwise is not asked again."""
    parser.addoption(
        "--of-the-database", action="store_true", help="only tests that touch the database"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what was asked to be left out."""
    if config.getoption("of_the_database"):
        rest = [item for item in items if not touches_database(item)]
        config.hook.pytest_deselected(items=rest)
        items[:] = [item for item in items if touches_database(item)]


def touches_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database, by mark, by fixture or by its class."""
    asked = OF_THE_DATABASE & set(getattr(item, "fixturenames", ()))
    case = getattr(item, "cls", None)
    return bool(
        asked
        or item.get_closest_marker("django_db")
        or (case and issubclass(case, TransactionTestCase))
    )


def pytest_configure() -> None:
    """Make the scratch folder of this process and cut off the network."""
    sweep()
    django_settings.SCRATCH.mkdir(parents=True, exist_ok=True)
    network.cut_off()
    connection_created.connect(backwards)


def backwards(connection: BaseDatabaseWrapper, **signal: object) -> None:
    """Rows nobody sorted come backwards: PostgreSQL promises no order, but keeps one by luck."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA reverse_unordered_selects=ON")


def sweep() -> None:
    """Take away the scratch folders of processes that were killed and could not do it."""
    for folder in django_settings.SCRATCH.parent.glob("huan-test-*"):
        if not Path("/proc", folder.name.rpartition("-")[2]).exists():
            shutil.rmtree(folder, ignore_errors=True)


def pytest_unconfigure() -> None:
    """Take the scratch folder away again."""
    shutil.rmtree(django_settings.SCRATCH, ignore_errors=True)


@pytest.fixture(autouse=True)
def files_root(settings: Settings, tmp_path: Path) -> Path:
    """Each test writes its files, and the journal's checkpoints, into a folder of its own."""
    root = tmp_path / "files"
    settings.FILES_ROOT = root
    settings.CHECKPOINTS = tmp_path / "checkpoints.txt"
    return root
