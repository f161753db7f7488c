"""Settings for real use: refuses to start without its secrets, speaks HTTPS only."""

from campaign.settings.base import *  # noqa: F403
from common.env import env_bool, env_list, env_text

DEBUG = env_bool("DEBUG", False)
ALLOWED_HOSTS = env_text("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = env_list("CSRF_TRUSTED_ORIGINS")
SECRET_KEY = env_text("SECRET_KEY")
RECEIPT_PEPPER = env_text("RECEIPT_PEPPER")
IDENTITY_KEYS = env_text("IDENTITY_KEYS").split(",")
IDENTITY_INDEX_KEY = env_text("IDENTITY_INDEX_KEY")
SITE_ADDRESS = env_text("SITE_ADDRESS")
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env_text("EMAIL_HOST")
SMS_BACKEND = env_text("SMS_BACKEND")
if SMS_BACKEND.endswith(".HttpSms"):
    SMS_HTTP_URL, SMS_HTTP_SECRET = env_text("SMS_HTTP_URL"), env_text("SMS_HTTP_SECRET")
if SMS_BACKEND.endswith(".SmppSms"):
    SMPP_LINE = env_text("SMPP_LINE")

SECURE_SSL_REDIRECT = env_bool("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
