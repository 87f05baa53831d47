"""On PostgreSQL the application's account can add to history and never change it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from tests.fixtures.county import household, settle
from tests.fixtures.databases import OwnDatabase
from tests.trust.conftest import Figure
from tests.trust.filing import print_all
from workflows.engine.append_only import KEYS
from workflows.engine.models import Event
from workflows.engine.proving import Proof
from workflows.engine.sealing import Sealing
from workflows.management.doctor import Mark
from workflows.management.doctor.trust import roles
from workflows.procedures.intervention.rehearsal import Rehearsal

SQL = Path(django_settings.BASE_DIR) / "docs" / "operations" / "postgresql" / "roles.sql"
OF_EVENTS = [
    "UPDATE workflows_event SET body = 'x'",
    "DELETE FROM workflows_event",
    "TRUNCATE workflows_event CASCADE",
    "DROP TABLE workflows_event CASCADE",
    "ALTER TABLE workflows_event DISABLE TRIGGER ALL",
    "DROP TRIGGER workflows_event_update ON workflows_event",
    "SET session_replication_role = replica",
    "DROP FUNCTION workflows_append_only() CASCADE",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('workflows', 'x', now())",
    "CREATE TABLE public.mine (id int)",
]


def said() -> list[str]:
    return [finding.what for finding in roles() if finding.mark is not Mark.WELL]


@pytest.fixture
def as_application(own_database: OwnDatabase) -> Iterator[str]:
    """The county settled and the script run; the connection acts as the application's account."""
    settle()
    if connection.vendor != "postgresql":
        yield ""
        return
    owner, app = f"{own_database.name}_owner", f"{own_database.name}_app"
    for _ in range(2):  # as often as one likes
        command = [
            "psql",
            "-qX",
            "-v",
            "ON_ERROR_STOP=1",
            "-v",
            f"owner={owner}",
            "-v",
            f"app={app}",
        ]
        subprocess.run(
            [*command, "-f", str(SQL), own_database.url], check=True, stdout=subprocess.DEVNULL
        )
    run(f'SET SESSION AUTHORIZATION "{app}"')
    yield app
    run("RESET SESSION AUTHORIZATION")
    for role in (app, owner):
        run(f'REASSIGN OWNED BY "{role}" TO CURRENT_USER')
        run(f'DROP OWNED BY "{role}"')
        run(f'DROP ROLE "{role}"')


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_the_applications_account_adds_and_never_changes(
    as_application: str, figure: Figure
) -> None:
    if not as_application:
        assert list(roles()) == []  # SQLite knows no accounts
        return
    county = Rehearsal(1)
    county.authorise(county.accept(county.warn(household())))
    print_all()
    worker = Sealing()
    assert Event.objects.count() >= 4
    refused = 0
    statements = [*OF_EVENTS, *(f"DELETE FROM {table}" for table in KEYS)]  # noqa: S608 - our own names
    for statement in statements:
        with pytest.raises(DatabaseError), transaction.atomic():
            run(statement)
        refused += 1
    while worker.work_one("w"):
        pass
    assert list(Proof().findings()) == []
    assert said() == []
    figure("roles.refused", refused)


def test_doctor_names_an_account_that_could_change_history(
    own_database: OwnDatabase, settings: Settings
) -> None:
    expected = ["数据库账号是超级用户，可以绕过一切限制"]
    assert said() == (expected if connection.vendor == "postgresql" else [])
    settings.DEMO = False
    marks = {finding.mark for finding in roles()}
    assert marks <= {Mark.WRONG}


def test_the_script_names_every_table_that_only_grows() -> None:
    revoked = SQL.read_text().partition("What only grows")[2]
    assert [table for table in KEYS if table not in revoked] == []
