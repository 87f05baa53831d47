"""One process of test_gated_sqlite: two threads that read, add one and write, each in its turn."""

import json
import sqlite3
import sys
import threading
import time

from django.conf import settings
from django.db import DatabaseError, connection, transaction

path, turns = sys.argv[1], int(sys.argv[2])
settings.configure(DATABASES={"default": {"ENGINE": "config.gated_sqlite", "NAME": path}})
longest: list[float] = []
errors: list[str] = []


def write() -> None:
    """Take `turns` turns; the waiting at the gate is what is timed."""
    worst = 0.0
    try:
        for _ in range(turns):
            asked = time.monotonic()
            with transaction.atomic(), connection.cursor() as cursor:
                worst = max(worst, time.monotonic() - asked)
                cursor.execute("SELECT total FROM counter")
                (total,) = cursor.fetchone()
                cursor.execute("UPDATE counter SET total = %s", [total + 1])
    except (DatabaseError, sqlite3.Error) as error:
        errors.append(repr(error))
    finally:
        connection.close()
    longest.append(worst)


threads = [threading.Thread(target=write) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(json.dumps({"errors": errors, "longest": max(longest)}))  # noqa: T201 - read by the test
