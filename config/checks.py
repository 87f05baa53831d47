"""Checks of the installation that `manage.py check` runs.

| id | what is wrong |
|---|---|
| config.E001 | SQLite without the gate, or with its transaction mode or pragmas changed |
| config.E002 | ATOMIC_REQUESTS |
| config.E003 | viewflow's own app is installed |
| config.E004 | no second factor (with --deploy) |
| config.E005 | a key of the vault is the site's secret or the database's password |
| config.E006-E008 | a column without its class, or unprotected: personal_data.py |
| config.W001 | SQLite in production (with --deploy) |
| config.W002 | DEBUG where others can reach the machine |
| config.W003 | sessions that outlast an officer's absence (with --deploy) |
| config.W004 | attempts counted by the proxy's address (with --deploy) |
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register

GATED = "config.gated_sqlite"
LEFT_TO_THE_GATE = {"transaction_mode", "init_command"}
# Minutes; what examiners of level-three systems accept, as secondary sources have it.
LONGEST_ABSENCE = 30
OWN_MACHINE = {"localhost", "127.0.0.1", "[::1]", "testserver"}

Apps = Sequence[AppConfig] | None


@register
def embedded_database_is_safe(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """E001: without gate, IMMEDIATE, WAL and FULL writers collide or a commit is lost."""
    return [
        Error(
            f"The SQLite database {alias!r} does not go through the gate.",
            hint=f"Use ENGINE = {GATED!r} and leave {sorted(LEFT_TO_THE_GATE)} to it.",
            id="config.E001",
        )
        for alias, chosen in settings.DATABASES.items()
        if "sqlite" in chosen["ENGINE"]
        and (chosen["ENGINE"] != GATED or LEFT_TO_THE_GATE & chosen.get("OPTIONS", {}).keys())
    ]


@register
def requests_are_not_transactions(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """E002: a transaction per request would hold SQLite's single write lock while pages render."""
    return [
        Error(
            f"ATOMIC_REQUESTS is set for the database {alias!r}.",
            hint="Remove it: each step opens its own short transaction.",
            id="config.E002",
        )
        for alias, chosen in settings.DATABASES.items()
        if chosen.get("ATOMIC_REQUESTS")
    ]


@register
def only_the_machine_of_viewflow_is_used(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """E003: its app would bring 49 MB of static files and a second way to move a case."""
    return [
        Error(
            f"{name} is in INSTALLED_APPS.",
            hint="Import viewflow.fsm and leave the app out.",
            id="config.E003",
        )
        for name in settings.INSTALLED_APPS
        if name.split(".")[0] == "viewflow"
    ]


@register(deploy=True)
def production_has_a_database_server(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """W001: SQLite serves one machine with one disk."""
    return [
        checks.Warning(
            f"The database {alias!r} is SQLite.",
            hint="Set DATABASE_URL to PostgreSQL where more than one township or machine works.",
            id="config.W001",
        )
        for alias, chosen in settings.DATABASES.items()
        if "sqlite" in chosen["ENGINE"]
    ]


@register
def debug_pages_stay_on_this_machine(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """W002: a debug page shows settings and the personal data in local variables."""
    reachable = sorted(set(settings.ALLOWED_HOSTS) - OWN_MACHINE)
    if not settings.DEBUG or not reachable:
        return []
    return [
        checks.Warning(
            f"DEBUG is on while {reachable} can be asked for.",
            hint="Unset DEBUG, or restrict ALLOWED_HOSTS to this machine.",
            id="config.W002",
        )
    ]


@register(checks.Tags.security, deploy=True)
def passwords_alone_are_not_enough(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """E004: approvers and administrators need a second factor on a real installation."""
    if settings.SECOND_FACTOR or settings.DEMO:
        return []
    hint = "Unset SECOND_FACTOR."
    return [Error("Approvers sign in with a password alone.", hint=hint, id="config.E004")]


@register(checks.Tags.security)
def keys_are_kept_apart(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """E005: whoever has the database's password must not have the key with it."""
    secrets = {settings.SECRET_KEY, *(one.get("PASSWORD") for one in settings.DATABASES.values())}
    if secrets.isdisjoint(getattr(settings, "VAULT_KEYS", ())):
        return []
    return [
        Error(
            "A key in VAULT_KEYS is also SECRET_KEY or the database's password.",
            hint="Make a key of its own: docs/operations/settings.md.",
            id="config.E005",
        )
    ]


@register(checks.Tags.security, deploy=True)
def absent_officers_are_signed_out(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """W003: 空闲退出 an hour after the last page means an open desk in an empty room."""
    return [
        checks.Warning(f"{name} is {minutes} minutes.", hint="30 or less.", id="config.W003")
        for name, minutes in (
            ("SESSION_IDLE_MINUTES", settings.SESSION_IDLE_MINUTES),
            ("SIGNING_MINUTES", settings.SIGNING_MINUTES),
        )
        if minutes > LONGEST_ABSENCE
    ]


@register(checks.Tags.security, deploy=True)
def addresses_are_those_of_visitors(app_configs: Apps, **kwargs: Any) -> list[CheckMessage]:
    """W004: behind a proxy REMOTE_ADDR is the proxy's, and one guesser would lock everybody out."""
    if settings.CLIENT_ADDRESS != "REMOTE_ADDR":
        return []
    return [
        checks.Warning(
            "CLIENT_ADDRESS is REMOTE_ADDR.",
            hint="Behind nginx as in docs/operations: CLIENT_ADDRESS=HTTP_X_REAL_IP.",
            id="config.W004",
        )
    ]
