"""The statements of our engine, sent by hand: what the database costs, and nothing else.

They go to a twin of the database, made before the engine's first step. Being the same statements
in the same order, they leave the same rows there, ids and all; `Twin.check` holds them to it.
"""

from django.db import connections, transaction

from workflows.engine.models import Event
from workflows.registry.models import Household

from .recording import Meter, Sent
from .walking import STEPS, Contender

TWIN = "twin"


class ByHand:
    """Sends again what another contender has sent, a transaction for each step."""

    def __init__(self, other: Contender) -> None:
        self.other, self.meter = other, Meter(TWIN)

    def walk(self, household: Household) -> None:
        """The oldest ten steps not yet sent again; whose household it was is in them."""
        for _ in range(STEPS):
            step = self.other.meter.sent.popleft()
            with self.meter.step():
                _send(step)


def _send(step: Sent) -> None:
    with transaction.atomic(using=TWIN), connections[TWIN].cursor() as cursor:
        for sql, params, many in step:
            if many:
                cursor.executemany(sql, params)
            else:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()


class TwinDiffers(AssertionError):
    """The statements sent by hand left other rows than the engine's."""


def check_twin() -> None:
    """Raise TwinDiffers unless both databases hold the same journal."""
    ours, theirs = (
        list(Event.objects.using(alias).order_by("pk").values_list("pk", "case_id", "hash"))
        for alias in ("default", TWIN)
    )
    if not ours or ours != theirs:
        raise TwinDiffers(f"{len(ours)} events by the engine, {len(theirs)} by hand")
