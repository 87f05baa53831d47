"""The addresses at which a load balancer asks: does this process live, and can it work."""

from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from documents import storage
from workflows.access.rules import public


@public
@never_cache
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """`ok`: a process that answers need not be started anew, whatever else is down."""
    return _said("ok")


@public
@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """`ok` when a step could be taken; else 503 with one word, and nothing more for strangers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated():
            return _said("migrations", 503)
        if storage.free_bytes() < settings.FREE_MB * 1024**2:
            return _said("disk", 503)
    except (DatabaseError, OSError) as error:
        return _said("disk" if isinstance(error, OSError) else "database", 503)
    return _said("ok")


class _NotYet(Exception):
    """Raised past the cache: only a database that is up to date is remembered."""


@cache
def _up_to_date() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotYet
    return True


def _migrated() -> bool:
    try:
        return _up_to_date()
    except _NotYet:
        return False


def _said(word: str, status: int = 200) -> HttpResponse:
    return HttpResponse(word, status=status, content_type="text/plain")
