"""How notices leave: by e-mail and text message; a trial writes them into a log instead."""

from pathlib import Path

from common.env import env_int, env_text

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# A mail server that doesn't answer holds up one try, no more.
EMAIL_TIMEOUT = env_int("EMAIL_TIMEOUT_SECONDS", 30)
# So long nobody else tries what one worker is sending: longer than any single try may take, with every pause of the mail
# server in it. What a worker was sending when it was killed waits as long.
NOTICE_LEASE_SECONDS = env_int("NOTICE_LEASE_SECONDS", 5 * 60)
DEFAULT_FROM_EMAIL = env_text("DEFAULT_FROM_EMAIL", "notices@localhost")
# One of ConsoleSms, FileSms, HttpSms and SmppSms in notices.channels.
SMS_BACKEND = env_text("SMS_BACKEND", "notices.channels.ConsoleSms")
SMS_FILE = env_text("SMS_FILE", str(Path(__file__).resolve().parent.parent.parent / "var" / "sms.jsonl"))
# Providers in China want who sends it in front of every message, such as 【…】; it counts as words.
SMS_SIGNATURE = env_text("SMS_SIGNATURE", "")
# The provider that is called by HTTP, and the secret with which both sides sign.
SMS_HTTP_URL = env_text("SMS_HTTP_URL", "")
SMS_HTTP_SECRET = env_text("SMS_HTTP_SECRET", "")
# The SMS centre: smpp://system-id:password@host:2775, with /receiver where its line only receives; and our number.
SMPP_LINE = env_text("SMPP_LINE", "")
SMS_SENDER = env_text("SMS_SENDER", "")
# Text messages under way at once, and parts in a second.
SMPP_WINDOW = env_int("SMPP_WINDOW", 10)
SMPP_PER_SECOND = env_int("SMPP_PER_SECOND", 50)
# So long an answer may take; and so long a receipt is waited for before a part without an answer is sent again.
SMPP_ANSWER_SECONDS = env_int("SMPP_ANSWER_SECONDS", 30)
SMPP_DOUBT_SECONDS = env_int("SMPP_DOUBT_SECONDS", 15 * 60)
# Between these hours in China text messages wait, unless a life may hang on them; two equal ones: never.
QUIET_FROM_HOUR = env_int("QUIET_FROM_HOUR", 21)
QUIET_UNTIL_HOUR = env_int("QUIET_UNTIL_HOUR", 8)
# The hour in China at which, on working days, those who want it get what has gathered in one message.
DIGEST_HOUR = env_int("DIGEST_HOUR", 8)
SITE_ADDRESS = env_text("SITE_ADDRESS", "http://127.0.0.1:8000")
