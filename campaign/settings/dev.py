"""Settings for `make run` and for developers: loopback only, keys that protect nothing."""

from campaign.settings.base import *  # noqa: F403
from common.env import env_bool, env_list, env_text

DEBUG = env_bool("DEBUG", False)
ALLOWED_HOSTS = env_list("ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
SECRET_KEY = env_text("SECRET_KEY", "only-for-trials-on-this-computer-" + "x" * 32)
# Whoever tries the site out puts .eml files there; `make mail` puts a sample.
MAIL_IN = env_text("MAIL_IN", f"maildir:{VAR_DIR / 'mail'}")
MAIL_IN_ADDRESS = env_text("MAIL_IN_ADDRESS", "complaints@localhost")
RECEIPT_PEPPER = env_text("RECEIPT_PEPPER", "only-for-trials-on-this-computer")
# Base64 of 32 bytes each; the first key seals, all of them open.
IDENTITY_INDEX_KEY = env_text("IDENTITY_INDEX_KEY", "only-for-trials-on-this-computer")
IDENTITY_KEYS = env_list("IDENTITY_KEYS", ("trial:b25seS1mb3ItdHJpYWxzLW9uLXRoaXMtY29tcHV0ZXI=",))
DESKS_FILE = env_text("DESKS_FILE", str(BASE_DIR / "complaints/data/desks_invented.csv"))
