"""Two sessions, every order of their steps: in the manner of PostgreSQL's isolationtester.

A session is a function that calls `pause()` between its steps; it runs in a thread of its own and
goes on only when its turn has come. A step that must wait for the other session's lock is left
waiting, as there, and the order goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from django.db import connection

STEPS = 4  # of each session: look, lock, write, commit
GRACE = 0.03  # seconds in which a step that must wait has come to wait
STUCK = 60.0

Pause = Callable[[], None]
Body = Callable[[Pause], Any]


def orders(steps: int = STEPS) -> Iterator[tuple[int, ...]]:
    """Every order of two sessions' steps: 70 for four steps each."""
    for mine in combinations(range(2 * steps), steps):
        yield tuple(0 if place in mine else 1 for place in range(2 * steps))


class Session(threading.Thread):
    """One session: how far it is, and what came of it."""

    def __init__(self, body: Body) -> None:
        super().__init__(daemon=True)
        self.outcome: Any = None
        self.at = 0  # steps done
        self.pauses = 0
        self._body, self._turn, self._rests = body, threading.Semaphore(0), threading.Event()

    def run(self) -> None:
        self._turn.acquire()
        try:
            self.outcome = self._body(self._pause)
        except Exception as error:
            self.outcome = error
        finally:
            connection.close()
            self.at = STEPS
            self._rests.set()

    def step(self, *, waits: bool) -> None:
        """Give it one step; `waits`: the other holds what it needs, so it may not come to rest."""
        self._rests.clear()
        self._turn.release()
        if not self.is_alive() or self.at == STEPS:
            return
        rested = self._rests.wait(GRACE if waits else STUCK)
        assert rested or waits, "a step neither ended nor had to wait"

    def _pause(self) -> None:
        self.at += 1
        self.pauses += 1
        self._rests.set()
        self._turn.acquire()


def play(order: Sequence[int], bodies: Sequence[Body], *, locks_at: int) -> list[Any]:
    """Run both sessions in this order; what each returned or raised.

    `locks_at`: the step with which a session takes the lock that it holds to its end.
    """
    sessions = [Session(body) for body in bodies]
    for session in sessions:
        session.start()
    for turn in order:
        mine, other = sessions[turn], sessions[1 - turn]
        held = locks_at <= other.at < STEPS
        mine.step(waits=held and mine.at >= locks_at - 1)
    for session in sessions:
        session.join(STUCK)
        assert not session.is_alive(), "a session is stuck"
    assert max(session.pauses for session in sessions) == STEPS - 1, "nobody took all four steps"
    return [session.outcome for session in sessions]


def breaking(pause: Pause) -> Callable[..., Any]:
    """An execute wrapper that pauses once the lock is held, and once the event is written."""
    marks = ["BEGIN" if connection.vendor == "sqlite" else "FOR UPDATE", 'INTO "workflows_event"']

    def wrapper(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        done = execute(sql, *rest)
        if marks and marks[0] in sql:
            marks.pop(0)
            pause()
        return done

    return wrapper
