"""Each check of the installation says what is wrong, and nothing about a sound one."""

from typing import Any

import pytest
from django.core.checks import run_checks
from pytest_django import Settings


def ids(*, deploy: bool = False) -> set[str]:
    """The ids of this app's findings."""
    found = run_checks(include_deployment_checks=deploy)
    return {one.id for one in found if one.id and one.id.startswith("config.")}


def sqlite(**more: Any) -> dict[str, dict[str, Any]]:
    """A sound embedded database, with what the test spoils."""
    return {"default": {"ENGINE": "config.gated_sqlite", "NAME": "huan.sqlite3", **more}}


def test_the_test_settings_are_sound() -> None:
    """No finding without a fault."""
    assert ids() == set()


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
@pytest.mark.parametrize(
    ("databases", "expected"),
    [
        (sqlite(), set()),
        (sqlite(OPTIONS={"timeout": 60}), set()),
        (sqlite(OPTIONS={"transaction_mode": "DEFERRED"}), {"config.E001"}),
        (sqlite(OPTIONS={"init_command": "PRAGMA synchronous=OFF"}), {"config.E001"}),
        (sqlite(ENGINE="django.db.backends.sqlite3"), {"config.E001"}),
        (sqlite(ATOMIC_REQUESTS=True), {"config.E002"}),
        ({"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "huan"}}, set()),
    ],
)
def test_unsafe_databases_are_named(
    settings: Settings, databases: dict[str, Any], expected: set[str]
) -> None:
    """The gate, its pragmas, and no transaction per request."""
    settings.DATABASES = databases
    assert ids() == expected


def test_the_app_of_viewflow_is_refused(settings: Settings) -> None:
    """Only viewflow.fsm is imported."""
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "viewflow"]
    assert ids() == {"config.E003"}


@pytest.mark.filterwarnings("ignore:Overriding setting DATABASES")
def test_sqlite_is_only_remarked_on_in_production(settings: Settings) -> None:
    """A demo and a single township run on it."""
    settings.DATABASES = sqlite()
    assert "config.W001" not in ids()
    assert "config.W001" in ids(deploy=True)


@pytest.mark.parametrize(
    ("hosts", "expected"),
    [(["localhost"], set()), (["huan.example"], {"config.W002"}), (["*"], {"config.W002"})],
)
def test_debug_beyond_this_machine_is_named(
    settings: Settings, hosts: list[str], expected: set[str]
) -> None:
    """A debug page shows what no stranger may see."""
    settings.DEBUG = True
    settings.ALLOWED_HOSTS = hosts
    assert ids() == expected


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"DEMO": False, "SECOND_FACTOR": False}, {"config.E004"}),
        ({"DEMO": False, "SECOND_FACTOR": True}, set()),
        ({"DEMO": True, "SECOND_FACTOR": False}, set()),
        ({"SESSION_IDLE_MINUTES": 31}, {"config.W003"}),
        ({"SIGNING_MINUTES": 60}, {"config.W003"}),
        ({"CLIENT_ADDRESS": "REMOTE_ADDR"}, {"config.W004"}),
        ({"SECRET_KEY": "b25seS1mb3ItdGVzdHM6IHRoaXJ0eS10d28gYnl0ZXM="}, {"config.E005"}),
    ],
)
def test_what_a_real_installation_must_not_have_is_named(
    settings: Settings, changed: dict[str, Any], expected: set[str]
) -> None:
    """Beside SQLite, which the tests run on."""
    settings.CLIENT_ADDRESS = "HTTP_X_REAL_IP"
    for name, value in changed.items():
        setattr(settings, name, value)
    assert ids(deploy=True) - {"config.W001"} == expected
