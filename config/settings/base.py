"""What holds on every machine; dev, test and production say only what differs."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from config import env

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = env.path("HUAN_VAR", BASE_DIR / "var")

INSTALLED_APPS = [
    # Its site admits administrators by their posts, behind the second factor.
    "config.apps.AdminOfTheHouse",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    # The templates of form fields, which templates/django/forms replaces in part.
    "django.forms",
    # viewflow is absent on purpose: only viewflow.fsm is imported, and the 49 MB of static
    # files its app brings must not reach collectstatic.
    "django_filters",
    "django_htmx",
    "csp",
    "django_otp",
    "config.apps.ConfigConfig",
    "documents",
    "workflows",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "workflows.access.sittings.Sittings",
    "workflows.access.trail.Refusals",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "workflows.desk.refusals.RefusalPages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.installation",
                "workflows.board.reading.reading",
                "workflows.desk.shell.shell",
            ],
        },
    },
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CSRF_FAILURE_VIEW = "workflows.desk.views.expired.expired"

# What every page names: the product, whose installation this is, and where its source is.
PRODUCT_NAME = "户安"
COUNTY_NAME = env.text("COUNTY_NAME", "示例县")
SOURCE_URL = env.text("SOURCE_URL", "")
# Where villagers read the board, as posters print it; without it they bear no QR code.
BOARD_URL = env.text("BOARD_URL", "").rstrip("/")
# The numbers a public website of the country must show at its foot; one that is empty is left out.
ICP_NUMBER = env.text("ICP_NUMBER", "")
POLICE_NUMBER = env.text("POLICE_NUMBER", "")
SITE_CODE = env.text("SITE_CODE", "")
# Under which path of a portal the whole product lies, such as /huan; "" at the root of its host.
FORCE_SCRIPT_NAME = env.text("SITE_PATH", "").rstrip("/") or None
# Origins whose pages may show the board in a frame; the officers' pages are never framed.
EMBEDDED_BY = env.texts("EMBEDDED_BY", [])


def databases(default: str | None = None) -> dict[str, dict[str, Any]]:
    """DATABASES from DATABASE_URL; SQLite always goes through the gated backend.

    There is no ATOMIC_REQUESTS: on SQLite each transaction takes the single write lock,
    and one that spans a request would make every reader of a page wait for it.
    """
    chosen = env.database(default)
    if chosen["ENGINE"] == "django.db.backends.sqlite3":
        chosen["ENGINE"] = "config.gated_sqlite"
    else:
        chosen["CONN_MAX_AGE"] = 60
        chosen["CONN_HEALTH_CHECKS"] = True
    return {"default": chosen}


DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "workflows.Officer"
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "desk:inbox"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "workflows.access.passwords.TwoKindsOfCharacters"},
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# Written out: WhiteNoise asks for addresses before the first request says under which path it came.
STATIC_URL = f"{FORCE_SCRIPT_NAME or ''}/static/"
WHITENOISE_STATIC_PREFIX = "/static/"
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.is_dir()]

FILES_ROOT = env.path("FILES_ROOT", VAR_DIR / "files")
FONTS_DIR = env.path("FONTS_DIR", VAR_DIR / "fonts")
# Where an agency that owns the prescribed faces keeps them; empty: the free ones stand in.
LICENSED_FONTS_DIR = env.text("LICENSED_FONTS_DIR", "")
# Every checkpoint of the journal's seal, outside the database; best on another disk.
CHECKPOINTS = env.path("CHECKPOINTS", VAR_DIR / "checkpoints.txt")
# Who signs finished PDFs with a certificate, by dotted path; empty: nobody (documents/signing.py).
PAPER_SIGNER = env.text("PAPER_SIGNER", "")
SIGNING_DIR = env.path("SIGNING_DIR", VAR_DIR / "certificates")
SIGNING_PASSWORD = env.text("SIGNING_PASSWORD", "")
SIGNING_TIME_SERVER = env.text("SIGNING_TIME_SERVER", "")
POLICY_DIR = BASE_DIR / "config" / "policy"

# Where the address of a visitor stands, by which attempts are counted: behind a proxy that sets
# it itself, HTTP_X_REAL_IP.
CLIENT_ADDRESS = env.text("CLIENT_ADDRESS", "REMOTE_ADDR")

# Below this the disk counts as full: the site is not ready, and the doctor says so.
FREE_MB = env.number("FREE_MB", 500)

# What workers do: classes that find their own owed rows (documents/owed.py), asked in this order.
OWED_WORK = [
    "workflows.engine.clockwork.DueDays",
    "workflows.engine.reminders.Reminders",
    # Before the papers: a notice is sealed before it can be printed, and so before it is posted.
    "workflows.engine.sealing.Sealing",
    "documents.printing.Printing",
    "workflows.engine.packaging.Packaging",
    "documents.gallery.SamplePrinting",
    "workflows.registry.importing.work.Imports",
    "workflows.engine.screening_days.ScreeningDays",
    "workflows.registry.screening.running.Screenings",
    "workflows.procedures.doubt.distributing.Distributing",
    "workflows.procedures.phase_out.monthly.MonthlyRuns",
]

SESSION_ENGINE = "workflows.access.sessions"
# Minutes without a page after which a session ends, and after which signing asks again who it is.
SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 30)
SIGNING_MINUTES = env.number("SIGNING_MINUTES", 15)
SESSION_COOKIE_AGE = env.number("SESSION_MINUTES", 600) * 60
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = f"{FORCE_SCRIPT_NAME or ''}/"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "object-src": [NONE],
    },
}

# A list of 300 households with its answers is a large form; a picture goes to disk beyond 2.5 MB.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
        "json": {"()": "config.logs.JsonLines"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # One warning per glyph a font lacks: the rendering worker reports those itself.
        "fontTools": {"level": "ERROR"},
        # Ten lines for each paper that nobody reads.
        "weasyprint.progress": {"level": "WARNING"},
    },
}
