"""What is no plain table is refused quickly, in little memory, with a reason and without a trace."""

import random
import resource
import time

import pytest

from tests.fixtures.lists import head, xlsx
from tests.registry.importing.conftest import AREAS
from tests.registry.importing.hostile import GOOD, OLD, corpus
from workflows.registry.importing import batches, sheets
from workflows.registry.importing.families import Villages, families
from workflows.registry.importing.guard import inspect
from workflows.registry.importing.refusals import SheetRefused
from workflows.registry.importing.sheets import lines
from workflows.registry.importing.work import Imports
from workflows.registry.models import Household, ImportBatch

CORPUS = dict(corpus())
MIB = 1 << 20
MOST_SECONDS, MOST_MEMORY = 2.0, 200 * MIB


def test_the_corpus_is_large_enough() -> None:
    assert len(CORPUS) >= 15


@pytest.mark.parametrize("name", CORPUS)
def test_each_is_refused_in_two_seconds_and_200_megabytes(name: str, officer: int) -> None:
    """A list that looks right at its head is refused by the worker that reads on."""
    began = resource.getrusage(resource.RUSAGE_SELF)
    started = time.process_time()
    try:
        batch = batches.receive(CORPUS[name], "名单.xlsx", officer=officer, areas=AREAS)
        Imports().work_one("w")
        batch.refresh_from_db()
        assert batch.state == ImportBatch.State.REFUSED
        message = batch.refusal
    except SheetRefused as refused:
        message = str(refused)
        assert ImportBatch.objects.count() == 0
    spent = resource.getrusage(resource.RUSAGE_SELF)
    assert time.process_time() - started < MOST_SECONDS
    assert (spent.ru_maxrss - began.ru_maxrss) * 1024 < MOST_MEMORY
    assert "。" in message and "Traceback" not in message
    assert Household.objects.count() == 0


def test_the_good_one_they_are_made_of_is_taken(officer: int) -> None:
    batch = batches.receive(GOOD, "名单.xlsx", officer=officer, areas=AREAS)
    Imports().work_one("w")
    batch.refresh_from_db()
    assert (batch.state, batch.fresh) == ("checked", 1)


def mutated(seed: int, good: bytes = GOOD) -> bytes:
    """The good workbook with some bytes changed, cut, doubled or swapped."""
    rng = random.Random(seed)
    data = bytearray(good)
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(data))
        match rng.randrange(4):
            case 0:
                data[at] = rng.randrange(256)
            case 1:
                del data[at : at + rng.randint(1, 64)]
            case 2:
                data[at:at] = data[at : at + rng.randint(1, 64)]
            case _:
                data[at] ^= 1 << rng.randrange(8)
    return bytes(data)


def test_two_thousand_mutants_are_taken_or_refused_and_never_fail(db: None) -> None:
    """What the guard lets pass goes to a reader that may die: one in forty is read all the way."""
    nowhere, passed = Villages(()), 0
    for seed in range(2000):
        data = mutated(seed)
        try:
            form = inspect(data)
            passed += 1
            if passed % 40 == 0:
                list(families(lines(data, form), nowhere))
        except SheetRefused:
            continue
    assert 0 < passed < 2000


def test_mutants_of_an_old_book_are_taken_or_refused_and_never_fail(db: None) -> None:
    """Its records only the reader knows: each that the guard lets pass is read all the way."""
    nowhere, read, refused = Villages(()), 0, 0
    for seed in range(60):
        data = mutated(seed, OLD)
        try:
            list(families(lines(data, inspect(data)), nowhere))
            read += 1
        except SheetRefused:
            refused += 1
    assert read and refused and read + refused == 60


def test_whoever_takes_the_rows_may_take_his_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the reader's own silence counts: a busy database once had it killed half-way."""
    monkeypatch.setattr(sheets, "_SILENT_SECONDS", 3.0)
    data = xlsx([head(f"曾生{n}", 2 * n + 1) for n in range(450)])
    rows = lines(data, inspect(data))
    first = next(rows)
    time.sleep(4)
    assert (first.number, sum(1 for _ in rows)) == (1, 450)
