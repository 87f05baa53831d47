"""Each walk is made once a run, inside a transaction that is rolled back; its papers are kept."""

from collections.abc import Callable

import pytest
from django.db import transaction
from django.test.utils import override_settings
from pytest_django import DjangoDbBlocker

from tests.papers_of_cases import walks
from tests.papers_of_cases.printed import Walk

BOARD = "https://huan.example"

Walking = Callable[[Callable[[], Walk]], Walk]


@pytest.fixture(scope="session")
def walking(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Walking:
    """Makes a walk in a database that is left as it was."""

    def walk(way: Callable[[], Walk]) -> Walk:
        files = tmp_path_factory.mktemp("files")
        with (
            django_db_blocker.unblock(),
            override_settings(FILES_ROOT=files, BOARD_URL=BOARD),
            transaction.atomic(),
        ):
            done = way()
            transaction.set_rollback(True)
        return done

    return walk


@pytest.fixture(scope="session")
def ordinary(walking: Walking) -> Walk:
    """From the clue to the filed dossier, everything printed by a worker."""
    return walking(walks.ordinary)


@pytest.fixture(scope="session")
def thorny(walking: Walking) -> Walk:
    """To the approval, with everything on the way that a paper must tell of."""
    return walking(walks.thorny)


@pytest.fixture(scope="session")
def refused(walking: Walking) -> Walk:
    """To the refusal."""
    return walking(walks.refused)
