"""The database goes away under load and comes back: visitors are asked to wait, nothing else."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.trust.conftest import Figure
from tests.trust.servers import Server, server

AWAY = 3.0  # seconds without a server
VISITORS = 4


@pytest.fixture(scope="module")
def database() -> Iterator[Server]:
    with server() as made:
        yield made


@pytest.fixture
def site(database: Server, tmp_path: Path) -> Iterator[int]:
    """The product as production runs it, on a server that can be stopped; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": database.url,
        "FILES_ROOT": str(tmp_path),
        "BIND": f"127.0.0.1:{port}",
        "WEB_PROCESSES": "1",
    }
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "-v0"],
        env=environment, cwd=settings.BASE_DIR, check=True,
    )  # fmt: skip
    running = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"],
        env=environment, cwd=settings.BASE_DIR, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port, 200, seconds=30)
        yield port
    finally:
        running.terminate()
        running.wait(30)


def ask(port: int, address: str = "/") -> tuple[int, str]:
    """Status and Retry-After of one request; 0 where nobody answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.getheader("Retry-After", "")
    except OSError:
        return 0, ""
    finally:
        connection.close()


def wait_for(port: int, status: int, *, seconds: float) -> float:
    """How long it took until the site answered so."""
    began = time.monotonic()
    while ask(port, "/readyz")[0] != status:
        assert time.monotonic() - began < seconds, f"no {status} within {seconds} s"
        time.sleep(0.05)
    return time.monotonic() - began


def test_visitors_are_asked_to_wait_while_the_database_is_away(
    site: int, database: Server, figure: Figure
) -> None:
    told: Counter[tuple[int, str]] = Counter()
    over = threading.Event()

    def visit() -> None:
        while not over.is_set():
            told[ask(site)] += 1

    visitors = [threading.Thread(target=visit) for _ in range(VISITORS)]
    for visitor in visitors:
        visitor.start()
    try:
        wait_for(site, 200, seconds=10)
        database.crash()
        wait_for(site, 503, seconds=10)
        time.sleep(AWAY)
        database.start()
        back = wait_for(site, 200, seconds=5)
    finally:
        over.set()
        for visitor in visitors:
            visitor.join()
    figure("outage.other_answers", sum(told[one] for one in told if one[0] not in (200, 503)))
    figure("outage.back_after.longest", back)
    assert set(told) == {(200, ""), (503, "5")}, told
