"""One slice ahead: while the database takes a slice in, the next is read and judged.

The database's part needs no lock of Python's, so the two go on at once. What runs ahead must not use
the database: its connection would be another.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import copy_context
from queue import Full, Queue
from threading import Event, Thread
from typing import TypeVar

Thing = TypeVar("Thing")
_SECONDS = 0.05  # how soon the one ahead notices that nobody takes anything any more


class _End:
    """Nothing more comes; `error` is what the one ahead ended with."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


@contextmanager
def ahead(things: Iterator[Thing]) -> Iterator[Iterator[Thing]]:
    """The same things in their order, made in a thread of their own, at most one waiting.

    An error of theirs is raised where they are taken. Leaving ends the thread and closes them.
    """
    made: Queue[Thing | _End] = Queue(maxsize=1)
    left = Event()

    def put(thing: Thing | _End) -> None:
        while not left.is_set():
            try:
                made.put(thing, timeout=_SECONDS)
            except Full:
                continue
            break

    def make() -> None:
        try:
            with closing(things):  # type: ignore[type-var]  # generators are what is given
                for thing in things:
                    put(thing)
                    if left.is_set():
                        return
        except BaseException as error:  # raised again by whoever takes
            put(_End(error))
        else:
            put(_End())

    def taken() -> Iterator[Thing]:
        while not isinstance(thing := made.get(), _End):
            yield thing
        if thing.error:
            raise thing.error

    maker = Thread(target=copy_context().run, args=(make,), daemon=True)
    maker.start()
    try:
        yield taken()
    finally:
        left.set()
        maker.join()
