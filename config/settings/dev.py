"""A demo or a developer's machine: embedded SQLite, plain HTTP, secrets from var/secrets.env."""

from config import env
from config.settings.base import *  # noqa: F403 - the settings module is the sum of both files
from config.settings.base import VAR_DIR, databases

DEBUG = env.flag("DEBUG", default=False)
SECRET_KEY = env.text("SECRET_KEY")
VAULT_KEYS = env.vault_keys()
ALLOWED_HOSTS = env.texts("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
DATABASES = databases(f"sqlite:///{VAR_DIR / 'huan.sqlite3'}")
DEMO = True
# A demonstration signs in with the printed password alone; SECOND_FACTOR=1 shows the real thing.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=False)

# Static files are served from where they lie, so that a demo needs no collectstatic.
WHITENOISE_USE_FINDERS = True
