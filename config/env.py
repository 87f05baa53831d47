"""The only reader of the process environment.

Every setting that a machine may change is one function here, so that a reader finds
the whole list in one place. `./run` and the service units put the values there.
"""

import base64
import binascii
import os
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import environ
from django.core.exceptions import ImproperlyConfigured

KEY_BYTES = 32

_env = environ.Env()


def text(name: str, default: str | None = None) -> str:
    """A text value; raises ImproperlyConfigured naming the variable when it has none."""
    value = _env.str(name, default="") or default
    if value is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return str(value)


def texts(name: str, default: list[str] | None = None) -> list[str]:
    """A comma-separated list; raises ImproperlyConfigured when it is empty and has no default."""
    value = [part.strip() for part in _env.str(name, default="").split(",") if part.strip()]
    if not value and default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return value or list(default or [])


def flag(name: str, *, default: bool) -> bool:
    """A yes/no value: 1, true, yes, on count as yes."""
    return bool(_env.bool(name, default=default))


def number(name: str, default: int) -> int:
    """A whole number."""
    return int(_env.int(name, default=default))


def path(name: str, default: Path) -> Path:
    """A file or folder; relative ones count from the working directory."""
    return Path(_env.str(name, default="") or default)


def for_process(**more: str) -> dict[str, str]:
    """The environment for a program started from here; empty values are left out."""
    return {**os.environ, **{name: value for name, value in more.items() if value}}


def database(default: str | None = None) -> dict[str, Any]:
    """The Django database settings of DATABASE_URL; `sqlite:///file` or `postgres://…`.

    As for PostgreSQL itself, a folder of sockets is a host with its slashes as %2F.
    """
    chosen = dict(_env.db_url_config(text("DATABASE_URL", default)))
    chosen["HOST"] = unquote(chosen.get("HOST", ""))
    return chosen


def vault_keys(default: list[str] | None = None) -> list[str]:
    """VAULT_KEYS: base64 keys of 32 bytes, the first one encrypts, all of them decrypt."""
    keys = texts("VAULT_KEYS", default)
    for position, key in enumerate(keys, start=1):
        try:
            length = len(base64.b64decode(key, validate=True))
        except binascii.Error as error:
            raise ImproperlyConfigured(f"VAULT_KEYS: key {position} is not base64.") from error
        if length != KEY_BYTES:
            raise ImproperlyConfigured(
                f"VAULT_KEYS: key {position} has {length} bytes instead of {KEY_BYTES}."
            )
    return keys
