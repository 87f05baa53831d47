"""`manage.py worker`: does what rows owe, until it is told to stop."""

import os
import signal
import socket
import threading
import time
from logging import getLogger
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection

from documents import owed

SIGN_EVERY = 30.0  # seconds; `owed.workers_alive` waits four times that
AFTER_OUTAGE = 5.0  # seconds between attempts to reach a database that is away
AT_A_TIME = 20  # pieces between two looks at the clock

logger = getLogger(__name__)


class Command(BaseCommand):
    """Any number of these may run, on any number of machines that share the database."""

    help = "处理待办的后台工作：生成文书 PDF 等。可同时运行多个；Ctrl-C 或 SIGTERM 停止。"

    def add_arguments(self, parser: CommandParser) -> None:
        """How long it runs and how often it looks."""
        parser.add_argument("--once", action="store_true", help="做完眼下到期的就结束")
        parser.add_argument("--poll", type=float, default=1.0, help="没有工作时隔几秒再看")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until nothing is due (`--once`) or a signal comes; the piece in hand is finished."""
        stop = threading.Event()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        worker = f"{socket.gethostname()}:{os.getpid()}"
        work = owed.kinds()
        try:
            if options["once"]:
                done = owed.work(work, worker=worker, stop=stop.is_set)
                self.stdout.write(f"已处理 {done} 项。")
            else:
                self._run(work, worker, stop, float(options["poll"]))
        finally:
            for kind in work:
                kind.close()

    def _run(
        self, work: list[owed.OwedKind], worker: str, stop: threading.Event, poll: float
    ) -> None:
        signed = -SIGN_EVERY
        while not stop.is_set():
            try:
                if time.monotonic() - signed >= SIGN_EVERY:
                    owed.sign_in(worker)
                    signed = time.monotonic()
                done = owed.work(work, worker=worker, limit=AT_A_TIME, stop=stop.is_set)
            except (InterfaceError, OperationalError) as error:
                logger.warning("the database is away: %s", type(error).__name__)
                connection.close()
                stop.wait(AFTER_OUTAGE)
                continue
            close_old_connections()
            if not done:
                stop.wait(poll)
        owed.sign_out(worker)
