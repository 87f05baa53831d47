"""Production starts with everything it needs or not at all."""

import base64
import os
import subprocess
import sys

import pytest
from django.conf import settings

COMPLETE = {
    "SECRET_KEY": "2f5c-a-long-production-secret-of-more-than-fifty-characters-81b7",
    "VAULT_KEYS": base64.b64encode(bytes(32)).decode(),
    "ALLOWED_HOSTS": "huan.example",
    "CLIENT_ADDRESS": "HTTP_X_REAL_IP",
    "DATABASE_URL": "postgres://huan@127.0.0.1/huan",
}


def check(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run `manage.py check --deploy` as a service unit would, with warnings as failures."""
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            **environment,
        },
        cwd=settings.BASE_DIR,
        check=False,
        capture_output=True,
        text=True,
    )


def test_the_deployment_check_finds_nothing() -> None:
    """Secure cookies, HSTS, redirect to HTTPS, no DEBUG."""
    told = check(COMPLETE)
    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("missing", COMPLETE)
def test_each_missing_value_stops_the_start(missing: str) -> None:
    """The message names what is missing."""
    told = check({name: value for name, value in COMPLETE.items() if name != missing})
    assert told.returncode != 0
    assert missing in told.stderr


def test_an_embedded_database_is_refused_for_several_machines() -> None:
    """SQLite serves one machine; saying so is left to whoever runs one township on it."""
    told = check({**COMPLETE, "DATABASE_URL": "sqlite:////srv/huan.sqlite3"})
    assert "config.W001" in told.stderr
