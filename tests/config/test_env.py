"""What a machine may change comes from the environment, and a wrong value is named."""

import base64
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

KEY = base64.b64encode(bytes(32)).decode()


def test_a_missing_value_without_a_default_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message tells the operator what to set."""
    monkeypatch.delenv("SECRET_KEY", raising=False)
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        env.text("SECRET_KEY")


def test_an_empty_value_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unit file with `SECRET_KEY=` must not start the product with an empty secret."""
    monkeypatch.setenv("SECRET_KEY", "")
    monkeypatch.setenv("ALLOWED_HOSTS", " , ")
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY"):
        env.text("SECRET_KEY")
    with pytest.raises(ImproperlyConfigured, match="ALLOWED_HOSTS"):
        env.texts("ALLOWED_HOSTS")


def test_a_list_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spaces around the parts do not count."""
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example")
    assert env.texts("ALLOWED_HOSTS") == ["a.example", "b.example"]
    monkeypatch.delenv("ALLOWED_HOSTS")
    assert env.texts("ALLOWED_HOSTS", ["localhost"]) == ["localhost"]


def test_flags_numbers_and_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each has its default and its reading."""
    monkeypatch.setenv("DEMO", "yes")
    monkeypatch.setenv("SESSION_MINUTES", "30")
    monkeypatch.setenv("FILES_ROOT", "/srv/files")
    assert env.flag("DEMO", default=False) is True
    assert env.number("SESSION_MINUTES", 60) == 30
    assert env.path("FILES_ROOT", Path("var")) == Path("/srv/files")
    monkeypatch.delenv("FILES_ROOT")
    assert env.path("FILES_ROOT", Path("var")) == Path("var")


def test_a_socket_is_named_as_postgresql_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Debian's server answers there without a password."""
    monkeypatch.setenv("DATABASE_URL", "postgres://huan@%2Fvar%2Frun%2Fpostgresql/huan")
    assert env.database()["HOST"] == "/var/run/postgresql"


def test_the_database_is_named_by_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL as in production; SQLite with an absolute path."""
    monkeypatch.setenv("DATABASE_URL", "postgres://huan:secret@db.example:5433/huan")
    chosen = env.database()
    assert (chosen["ENGINE"], chosen["HOST"], chosen["PORT"], chosen["NAME"]) == (
        "django.db.backends.postgresql",
        "db.example",
        5433,
        "huan",
    )
    monkeypatch.delenv("DATABASE_URL")
    assert env.database("sqlite:////srv/huan.sqlite3")["NAME"] == "/srv/huan.sqlite3"
    assert env.database("sqlite://:memory:")["NAME"] == ":memory:"


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("not base64!", "key 1 is not base64"),
        (f"{KEY},c2hvcnQ=", "key 2 has 5 bytes instead of 32"),
        ("", "VAULT_KEYS"),
    ],
)
def test_a_bad_vault_key_is_refused(monkeypatch: pytest.MonkeyPatch, keys: str, said: str) -> None:
    """Better no start than data sealed with a key nobody meant."""
    monkeypatch.setenv("VAULT_KEYS", keys)
    with pytest.raises(ImproperlyConfigured, match=said):
        env.vault_keys()


def test_several_vault_keys_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first one encrypts."""
    other = base64.b64encode(b"1" * 32).decode()
    monkeypatch.setenv("VAULT_KEYS", f"{other},{KEY}")
    assert env.vault_keys() == [other, KEY]
