"""A real county or province: PostgreSQL by DATABASE_URL, HTTPS only, no default secret."""

from config import env
from config.settings.base import *  # noqa: F403 - the settings module is the sum of both files
from config.settings.base import LOGGING, VAR_DIR, databases

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
VAULT_KEYS = env.vault_keys()
ALLOWED_HOSTS = env.texts("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
DATABASES = databases()
DEMO = env.flag("DEMO", default=False)
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=not DEMO)

SECURE_SSL_REDIRECT = True
# A load balancer asks each process directly whether it lives.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# The proxy in front ends TLS and says so; docs/operations shows how it must strip the header.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STATIC_ROOT = env.path("STATIC_ROOT", VAR_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# For a collector; the words of exceptions, which may quote somebody's data, are left out.
LOGGING["handlers"]["console"]["formatter"] = "json"
