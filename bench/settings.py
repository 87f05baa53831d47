"""Settings of the measurements: those of the tests, with the peers' apps and a second database."""

from config import env
from config.settings.test import *  # noqa: F403 - the settings module is the sum of both files
from config.settings.test import DATABASES, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "viewflow", "viewflow.workflow", "bench.engine.peers"]

# The same tables once more, for a measurement that does the same work by other means.
DATABASES["twin"] = {
    **DATABASES["default"],
    "NAME": env.text("BENCH_TWIN", DATABASES["default"]["NAME"]),
}
