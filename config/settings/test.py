"""What the tests run with: fixed secrets, quick passwords, a database of their own."""

import os
import tempfile
from pathlib import Path

from config import env
from config.settings.base import *  # noqa: F403 - the settings module is the sum of both files
from config.settings.base import OWED_WORK, databases

# tests/conftest.py makes it and takes it away again.
SCRATCH = Path(tempfile.gettempdir()) / f"huan-test-{os.getpid()}"

DEBUG = False
SECRET_KEY = "for-tests-only-and-long-enough-to-satisfy-the-deployment-check-0123456789"  # noqa: S105 - no secret: it protects nothing outside a test run
VAULT_KEYS = ["b25seS1mb3ItdGVzdHM6IHRoaXJ0eS10d28gYnl0ZXM="]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
DATABASES = databases(f"sqlite:///{SCRATCH / 'unused.sqlite3'}")
# Named after the process: several test runs may share one machine and one server. A file, not
# SQLite's memory, because the locks under test are those of files.
DATABASES["default"]["TEST"] = {
    "NAME": f"test_huan_{os.getpid()}"
    if "postgresql" in DATABASES["default"]["ENGINE"]
    else str(SCRATCH / "test.sqlite3")
}
DEMO = True
SECOND_FACTOR = False
WHITENOISE_USE_FINDERS = True

# Argon or PBKDF2 would cost a tenth of a second for each officer a test signs in.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# The gallery of papers costs five seconds; the tests of the gallery make what they look at.
OWED_WORK = [kind for kind in OWED_WORK if kind != "documents.gallery.SamplePrinting"]

FILES_ROOT = env.path("FILES_ROOT", SCRATCH / "files")
CHECKPOINTS = env.path("CHECKPOINTS", SCRATCH / "checkpoints.txt")
