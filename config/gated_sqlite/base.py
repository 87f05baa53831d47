"""The backend itself; settings name it as ENGINE = "config.gated_sqlite".

django-stubs leaves out the private methods that every backend overrides, hence the ignores.
"""

import contextlib
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

from config.gated_sqlite.gate import Gate, GateTimeout

TIMEOUT = 30.0  # seconds; with 5 s four processes of two writers still saw locked databases
# 16 MB of pages instead of 2: a list of households touches every page of the fingerprints' indexes.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000"


class DatabaseWrapper(base.DatabaseWrapper):
    """SQLite whose transactions queue at a file beside the database.

    `OPTIONS` are those of Django's backend; `timeout` (seconds) also bounds the wait at the
    gate. A database in memory has one process only and no gate.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gate: Gate | None = None
        self._wait = TIMEOUT

    def get_connection_params(self) -> dict[str, Any]:
        """Django's parameters with IMMEDIATE, WAL, FULL and a patient timeout as defaults."""
        configured = self.settings_dict
        options = {"timeout": TIMEOUT, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS}
        # The settings themselves stay as written: the system check reads them.
        self.settings_dict = {**configured, "OPTIONS": {**options, **configured["OPTIONS"]}}
        try:
            params: dict[str, Any] = super().get_connection_params()
        finally:
            self.settings_dict = configured
        self._wait = float(params["timeout"])
        self._gate = (
            None if self.is_in_memory_db() else Gate(Path(f"{self.settings_dict['NAME']}-gate"))
        )
        return params

    def _start_transaction_under_autocommit(self) -> None:
        with self._through_the_gate():
            super()._start_transaction_under_autocommit()  # type: ignore[misc]

    @contextlib.contextmanager
    def _through_the_gate(self) -> Any:
        if self._gate is None:
            yield
            return
        try:
            self._gate.enter(timeout=self._wait)
        except GateTimeout as error:
            raise OperationalError(f"database is locked: {error}") from error
        try:
            yield
        except BaseException:
            self._gate.leave()
            raise

    def _leave(self) -> None:
        if self._gate is not None:
            self._gate.leave()

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        # Not in a finally: after a failed COMMIT the transaction is open until the ROLLBACK.
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()
