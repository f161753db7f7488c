"""Settings that hold everywhere; dev, test and prod say what differs."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _

from campaign.settings.api import *  # noqa: F403
from campaign.settings.brakes import *  # noqa: F403
from campaign.settings.bulletins import *  # noqa: F403
from campaign.settings.desk import *  # noqa: F403
from campaign.settings.inbox import *  # noqa: F403
from campaign.settings.outbox import *  # noqa: F403
from campaign.settings.registers import *  # noqa: F403
from campaign.settings.signing_in import *  # noqa: F403
from campaign.settings.trail import *  # noqa: F403
from campaign.settings.two_keys import *  # noqa: F403
from campaign.settings.windows import *  # noqa: F403
from common.env import env_int, env_text

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = BASE_DIR / "var"

INSTALLED_APPS = [
    # Unfold comes before the admin, whose templates it replaces; the plain configuration leaves our site in place.
    "unfold.apps.BasicAppConfig",
    "unfold.contrib.filters",
    "campaign.apps.ConsoleConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "knox",
    "pgtrigger",
    "rest_framework",
    "common",
    "organizations",
    "audit",
    "accounts",
    "files",
    "notices",
    "cases",
    "complaints",
    "sectors",
    "registers",
    "hotline",
    "supervision",
    "evaluations",
    "bulletins",
    "retention",
    "dashboard",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Whoever is signed out by the next ones is told why, so messages come first.
    "django.contrib.messages.middleware.MessageMiddleware",
    "audit.middleware.ActorMiddleware",
    "accounts.middleware.SessionLimitMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "campaign.urls"
WSGI_APPLICATION = "campaign.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "campaign.navigation.staff_navigation",
            ],
        },
    },
]

# --- data ---------------------------------------------------------------------------------------------------------
DATABASES = {
    "default": {
        **environ.Env.db_url_config(env_text("DATABASE_URL")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env_text("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "common.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cache",
    }
}

# --- who may enter ------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "dashboard:home"
LOGOUT_REDIRECT_URL = "accounts:login"
# Five wrong passwords lock the account-and-address pair for a quarter of an hour; the right one from elsewhere enters.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "accounts.views.locked_out"
AXES_ENABLE_ADMIN = False
# Anybody may open the sign-in page by mistake, so it keeps no address and no browser either: failures are counted in Redis
# for that quarter of an hour, under a digest of the name and of the keyed digest that stands for the client.
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_CLIENT_IP_CALLABLE = "common.brakes.client_of"
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_IDLE_SECONDS = env_int("SESSION_IDLE_SECONDS", 30 * 60)
SESSION_ABSOLUTE_SECONDS = env_int("SESSION_ABSOLUTE_SECONDS", 10 * 60 * 60)
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
CSRF_COOKIE_SAMESITE = "Lax"

# --- words, dates, places -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
    ("en", _("English")),
]
# The second folder translates what packages bring along; "make messages" leaves it alone.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale_vendor"]
USE_I18N = True
FORMAT_MODULE_PATH = ["common.formats"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# --- files --------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# What people hand in lies outside everything that is served, sealed with IDENTITY_KEYS, readable for this account alone.
PRIVATE_FILES = env_text("PRIVATE_FILES", str(VAR_DIR / "files"))
STORAGES = {
    "default": {
        "BACKEND": "files.storage.PrivateStorage",
        "OPTIONS": {
            "location": PRIVATE_FILES,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

FILE_UPLOAD_HANDLERS = ["files.uploads.BoundedUpload"]
# Told beside the field. At one sending: so many files, so large each and together; and so many for one case in all.
EVIDENCE_FILES = env_int("EVIDENCE_FILES", 9)
EVIDENCE_FILE_BYTES = env_int("EVIDENCE_FILE_MB", 20) * 1024 * 1024
EVIDENCE_TOTAL_BYTES = env_int("EVIDENCE_TOTAL_MB", 60) * 1024 * 1024
EVIDENCE_CASE_FILES = env_int("EVIDENCE_CASE_FILES", 45)
# Where ClamAV's daemon listens, host:port or a path. While it is empty, nothing is scanned and the pages say so.
CLAMD_ADDRESS = env_text("CLAMD_ADDRESS", "")

# --- what a browser may do ----------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- work in the background: the database holds the truth, a message is only a wake-up ----------------------------
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "watch-clocks": {"task": "cases.tasks.watch_clocks", "schedule": 30.0},
    "watch-accounts": {"task": "supervision.tasks.watch_accounts", "schedule": 300.0},
    "lapse-acts": {"task": "accounts.tasks.lapse_acts", "schedule": 60.0},
    "replan-provisional": {"task": "cases.tasks.replan_provisional", "schedule": 86400.0},
    "dispose-records": {"task": "retention.tasks.dispose_records", "schedule": 10.0},
    "watch-orders": {"task": "supervision.tasks.watch_orders", "schedule": 30.0},
    "replan-orders": {"task": "supervision.tasks.replan_provisional_orders", "schedule": 86400.0},
    "work-on-bulk": {"task": "cases.tasks.work_on_bulk", "schedule": 2.0},
    "write-exports": {"task": "cases.tasks.write_exports", "schedule": 2.0},
    "sweep-sessions": {"task": "accounts.tasks.sweep_sessions", "schedule": 3600.0},
    "sweep-jobs": {"task": "cases.tasks.sweep_jobs", "schedule": 3600.0},
    "send-notices": {"task": "notices.tasks.send_notices", "schedule": 2.0},
    "bundle-notices": {"task": "notices.tasks.bundle_notices", "schedule": 60.0},
    "alarm-dead-letters": {"task": "notices.tasks.alarm_dead_letters", "schedule": 600.0},
    **AUDIT_BEAT,
    **REGISTERS_BEAT,
    **WINDOWS_BEAT,
    "scan-files": {"task": "files.tasks.scan_files", "schedule": 10.0},
    "receive-mail": {"task": "complaints.tasks.receive_mail", "schedule": 60.0},
    "take-in-incomplete-texts": {"task": "complaints.tasks.take_in_incomplete_texts", "schedule": 3600.0},
    "count-figures": {"task": "dashboard.tasks.count_figures", "schedule": 30.0},
    "draft-bulletins": {"task": "bulletins.tasks.draft_bulletins", "schedule": 3600.0},
    "publish-bulletins": {"task": "bulletins.tasks.publish_bulletins", "schedule": 30.0},
    "watch-sessions": {"task": "hotline.tasks.watch_sessions", "schedule": 300.0},
    "draw-call-backs": {"task": "evaluations.tasks.draw_call_backs", "schedule": 60.0},
    "watch-call-backs": {"task": "evaluations.tasks.watch_call_backs", "schedule": 300.0},
    "find-leads": {"task": "supervision.tasks.find_leads", "schedule": LEADS_NIGHTLY},
    "sweep-files": {"task": "files.tasks.sweep_files", "schedule": 3600.0},
}

# --- rules of the house, each a setting with its reason -----------------------------------------------------------
# The clock rule set that new cases get: "2013" (the campaign's law) or "current".
CASE_RULE_SET = env_text("CASE_RULE_SET", "current")

# The desks of the cities, as complaints/data/README.md says.
DESKS_FILE = env_text("DESKS_FILE", str(BASE_DIR / "complaints/data/desks.csv"))

# Request lines carry addresses, so no request is ever logged; errors carry no request either.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "axes": {"level": "ERROR"},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.server": {"level": "ERROR"},
        "fido2": {"level": "ERROR"},
    },
}

# --- the admin console: how unfold looks; the menu is in campaign/console.py --------------------------------------
UNFOLD = {
    "SITE_TITLE": _("Supervision console"),
    "SITE_HEADER": _("Supervision console"),
    "SITE_SUBHEADER": _("Complaints and conduct supervision"),
    "SITE_URL": "/staff/",
    "SITE_SYMBOL": "balance",
    "SITE_ICON": lambda request: static("img/mark.svg"),
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/mark.svg")},
    ],
    "SHOW_LANGUAGES": True,
    "THEME": "light",
    "STYLES": [lambda request: static("css/tokens.css"), lambda request: static("css/console.css")],
    "SCRIPTS": [lambda request: static("js/console.js")],
    "SIDEBAR": {"show_search": True},
}
