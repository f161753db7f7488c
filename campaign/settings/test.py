"""Settings for the test suite: real PostgreSQL and Redis, quick hashing."""

import os

from campaign.settings.dev import *  # noqa: F403

# Each of the parallel runs has a Valkey database of its own, because tests empty it.
_WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
REDIS_URL = f"{REDIS_URL.rstrip('/').rsplit('/', 1)[0]}/{_WORKER + 1}"
CACHES["default"]["LOCATION"] = CELERY_BROKER_URL = REDIS_URL

# `make test` makes a database with all migrations and the register, and each process begins with a copy of it.
DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ.get("TEST_DATABASE_TEMPLATE")}
# The tables of a test hold few rows: to weigh every order of joins takes longer than any order.
DATABASES["default"]["OPTIONS"] = {"options": "-c join_collapse_limit=4 -c from_collapse_limit=4"}

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MAIL_IN = MAIL_IN_ADDRESS = ""
SMS_BACKEND = "notices.channels.MemorySms"
# Tests run at night too.
QUIET_FROM_HOUR = QUIET_UNTIL_HOUR = 0
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# The cast signs in by itself; the tests of signing in put both on.
SECOND_FACTOR_REQUIRED = False
STEP_UP_MINUTES = 0
# Each process anchors what it seals in a file of its own; tests of the chain name another.
AUDIT_ANCHORS = str(VAR_DIR / "test" / f"anchors-{_WORKER}.jsonl")
# Nothing is collected for tests; the live server finds static files by itself.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
