"""What runs one slice ahead gives the same things, fails where it is taken, and ends when left."""

import threading
from collections.abc import Iterator
from datetime import date

import pytest

from workflows.registry.importing.ahead import ahead
from workflows.workdays import clock


def test_things_come_in_their_order_and_from_another_thread() -> None:
    def things() -> Iterator[tuple[int, int]]:
        for number in range(5):
            yield number, threading.get_ident()

    with ahead(things()) as taken:
        got = list(taken)
    assert [number for number, _ in got] == [0, 1, 2, 3, 4]
    assert {thread for _, thread in got} != {threading.get_ident()}


def test_an_error_of_theirs_is_raised_where_they_are_taken() -> None:
    def things() -> Iterator[int]:
        yield 1
        raise ValueError("the third row")

    with ahead(things()) as taken:
        assert next(taken) == 1
        with pytest.raises(ValueError, match="the third row"):
            next(taken)


def test_whoever_leaves_early_leaves_nothing_running() -> None:
    closed = threading.Event()

    def things() -> Iterator[int]:
        try:
            yield from range(1000)
        finally:
            closed.set()

    with pytest.raises(RuntimeError), ahead(things()) as taken:  # noqa: PT012 - the block is the case
        next(taken)
        raise RuntimeError
    assert closed.is_set()


def test_the_clock_stands_for_what_runs_ahead_too() -> None:
    with clock.standing_at(date(2026, 6, 1)), ahead(clock.today() for _ in range(1)) as taken:
        assert next(taken) == date(2026, 6, 1)
