"""Settings for the test suite: real PostgreSQL and Redis, quick hashing."""

from campaign.settings.dev import *  # noqa: F403

DEBUG = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
SMS_BACKEND = "notices.channels.MemorySms"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing is collected for tests; the live server finds static files by itself.
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
