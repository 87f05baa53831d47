"""The ground the other tests stand on: databases to commit to, a server, a cut-off network."""

import socket
import subprocess
import sys
import threading
import urllib.request
from typing import ClassVar

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from tests.fixtures.again import once
from tests.fixtures.databases import OwnDatabase
from tests.fixtures.network import OutsideNetwork, is_local
from tests.fixtures.together import group
from workflows.workdays import clock

COUNT = (
    "import django; django.setup();"
    "from django.contrib.sessions.models import Session; print(Session.objects.count())"
)


def keep(key: str) -> None:
    """Commit one row of a small table."""
    Session.objects.create(session_key=key, session_data="", expire_date=clock.now())


def test_own_database_is_migrated_and_empty(own_database: OwnDatabase) -> None:
    """It is a copy of the migrated database, not the database itself."""
    assert Session.objects.count() == 0
    assert connection.settings_dict["NAME"] == own_database.name


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_one_test_commits_the_next_does_not_see(own_database: OwnDatabase, time: str) -> None:
    """Thrown away afterwards, without DELETE or TRUNCATE."""
    keep(time)
    assert list(Session.objects.values_list("session_key", flat=True)) == [time]


def test_threads_and_processes_see_the_same_committed_data(own_database: OwnDatabase) -> None:
    """A thread opens its own connection, a process reads DATABASE_URL."""

    def write() -> None:
        keep("from a thread")
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()
    told = subprocess.run(
        [sys.executable, "-c", COUNT],
        env=own_database.environment(),
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
        text=True,
    )
    assert told.stdout == "1\n"


def test_a_copy_starts_from_what_was_committed(own_database: OwnDatabase) -> None:
    """A costly state is built once and copied for each trial."""
    keep("before")
    with own_database.copy():
        keep("in the copy")
        assert Session.objects.count() == len(["before", "in the copy"])
    assert Session.objects.count() == 1


def test_rolled_back_tests_still_have_their_database(db: None) -> None:
    """The connection leads back to the first database after each copy."""
    assert Session.objects.count() == 0


def test_the_server_serves_static_files_on_loopback(server: LiveServer) -> None:
    """htmx comes from the installed package."""
    assert server.url.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{server.url}/static/django_htmx/htmx-2.min.js") as answer:  # noqa: S310 - loopback
        assert b"htmx" in answer.read()


@pytest.mark.parametrize(
    ("address", "local"),
    [
        (("127.0.0.1", 80), True),
        (("localhost", 80), True),
        (("::1", 80, 0, 0), True),
        ("/run/some.sock", True),
        (("192.0.2.1", 80), False),
        (("example.org", 80), False),
    ],
)
def test_only_this_machine_counts_as_local(address: object, local: bool) -> None:
    """Names other than localhost are refused before they are looked up."""
    assert is_local(address) is local


def test_no_test_reaches_the_network() -> None:
    """192.0.2.1 is reserved for examples; nothing would answer there anyway."""
    with socket.socket() as outside:
        with pytest.raises(OutsideNetwork):
            outside.connect(("192.0.2.1", 80))
        with pytest.raises(OutsideNetwork):
            outside.connect_ex(("192.0.2.1", 80))


class TestWhatIsBuiltOnce:
    """A class, so that one process takes both: the first builds, the second puts back."""

    built: ClassVar[list[str]] = []

    def build(self) -> str:
        self.built.append("kept")
        keep("kept")
        settings.FILES_ROOT.mkdir(parents=True, exist_ok=True)
        (settings.FILES_ROOT / "photo").write_bytes(b"\xff\xd8")
        return "kept"

    @pytest.mark.parametrize("time", ["first", "second"])
    def test_rows_files_and_the_answer_are_there_each_time(self, db: None, time: str) -> None:
        assert once("test_fixtures", self.build) == "kept"
        row = Session.objects.get()
        assert (row.session_key, row.expire_date.tzinfo is not None) == ("kept", True)
        assert (settings.FILES_ROOT / "photo").read_bytes() == b"\xff\xd8"
        assert self.built == ["kept"]

    def test_a_state_that_changes_what_was_there_is_not_kept(self, db: None) -> None:
        keep("before")
        with pytest.raises(AssertionError, match="as migrated"):
            once("over rows", lambda: keep("more"))


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("tests/board/test_check.py::test_it", "tests/board/"),
        ("tests/conformance/test_search.py::test_it[a::b]", "tests/conformance/test_search.py"),
        ("tests/matrix/test_it.py::Matrix::test_it", "tests/matrix/test_it.py::Matrix"),
        ("tests/desk/test_it.py::test_it[/a::b/]", "tests/desk/test_it.py::test_it[/a::b/]"),
    ],
)
def test_what_shares_something_costly_stays_together(test: str, expected: str) -> None:
    assert group(test) == expected
