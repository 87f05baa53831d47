"""A PostgreSQL server of a test's own, which may be crashed without harm to anybody."""

from __future__ import annotations

import contextlib
import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

ROOT = 0


class Server:
    """A cluster in a folder, reached by a socket in it alone."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self._programs, self.crashed = folder, programs, 0
        # initdb refuses root; Debian's package brings the account.
        self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        if os.geteuid() != ROOT:
            self._as = []

    @property
    def url(self) -> str:
        user = "postgres" if self._as else pwd.getpwuid(os.geteuid()).pw_name
        return f"postgres://{user}@{quote(str(self.folder), safe='')}/postgres"

    def make(self) -> None:
        """A new cluster that trusts whoever may open its folder."""
        if self._as:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")

    def start(self) -> None:
        options = f"-k {self.folder} -c listen_addresses= -c max_connections=60"
        self._run("pg_ctl", "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def crash(self) -> None:
        """As if the power went: no checkpoint, no goodbye; it recovers when started again."""
        self._run("pg_ctl", "-m", "immediate", "stop")
        self.crashed += 1

    def _run(self, program: str, *options: str) -> None:
        command = [*self._as, str(self._programs / program), "-D", str(self.folder / "data")]
        subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL, cwd="/")


@contextlib.contextmanager
def server() -> Iterator[Server]:
    """A running server, stopped and removed at the end."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert found, "PostgreSQL's server programs are needed (package postgresql)"
    with tempfile.TemporaryDirectory(prefix="huan-pg-", ignore_cleanup_errors=True) as folder:
        made = Server(Path(folder), found[-1].parent)
        made.make()
        made.start()
        try:
            yield made
        finally:
            with contextlib.suppress(subprocess.CalledProcessError):
                made.crash()
