"""Settings of the measurement: static files gathered and compressed, as in production."""

from config import env
from config.settings.test import *  # noqa: F403 - the settings module is the sum of both files
from config.settings.test import BASE_DIR

STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "build" / "bench" / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
