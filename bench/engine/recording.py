"""What a contender's steps cost: seconds, and the statements as they are sent."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections

# What opens and closes transactions is not counted, and by hand a step has one transaction only.
FRAMES = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


class Statement(NamedTuple):
    """One statement with its parameters; `many`: for each of several rows."""

    sql: str
    params: Any
    many: bool


Sent = list[Statement]


class Meter:
    """Times each step of a contender and keeps what it sends; alike for all, so as to favour none.

    What lies between two steps (finding the next task) belongs to none and is not counted.
    """

    def __init__(self, alias: str = DEFAULT_DB_ALIAS) -> None:
        self.alias = alias
        self.seconds, self.steps, self.statements = 0.0, 0, 0
        self.sent: deque[Sent] = deque()
        self._here: Sent | None = None

    @contextmanager
    def step(self) -> Iterator[None]:
        """One step, to the end of its transaction."""
        self._here = []
        with connections[self.alias].execute_wrapper(self._keep):
            began = perf_counter()
            yield
            self.seconds += perf_counter() - began
        self.sent.append(self._here)
        self.steps, self.statements = self.steps + 1, self.statements + len(self._here)

    def read(self) -> float:
        """The seconds since it was last read."""
        seconds, self.seconds = self.seconds, 0.0
        return seconds

    @property
    def statements_per_step(self) -> float:
        """On average over all steps so far."""
        return self.statements / self.steps

    def _keep(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if self._here is not None and not sql.startswith(FRAMES):
            self._here.append(Statement(sql, params, many))
        return execute(sql, params, many, context)
