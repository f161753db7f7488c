"""How citizens reach the commission: by e-mail and text message, off while their addresses are empty, and in person."""

from common.env import env_int, env_list, env_text

# Where e-mails wait: maildir:/folder, or imaps://user:password@host/INBOX with what is special in it written %40.
MAIL_IN = env_text("MAIL_IN", "")
# The address that answers come from and that citizens reply to.
MAIL_IN_ADDRESS = env_text("MAIL_IN_ADDRESS", "")
# Pairs such as guangzhou@example.org=440100: the area a mailbox is for; any other is the province's.
MAIL_IN_AREAS = env_list("MAIL_IN_AREAS")
# Attachments grow by a third on their way.
MAIL_IN_BYTES = env_int("MAIL_IN_MB", 90) * 1024 * 1024
MAILS_PER_SENDER = env_int("MAILS_PER_SENDER", 20)
# The secret with which a provider signs what it calls in; an SMS centre is set up with SMPP_LINE (outbox.py).
SMS_IN_SECRET = env_text("SMS_IN_SECRET", "")
SMS_IN_AREAS = env_list("SMS_IN_AREAS")
TEXTS_PER_SENDER = env_int("TEXTS_PER_SENDER", 60)
# Further text messages of one number within so many minutes belong to its complaint while that waits at the desk.
SMS_ADD_MINUTES = env_int("SMS_ADD_MINUTES", 60)

# --- the ways to the commission without internet, which the public pages must name --------------------------------
# The nationwide number for reports to discipline commissions, and the government's service number.
COMMISSION_PHONE = env_text("COMMISSION_PHONE", "12388")
GOVERNMENT_PHONE = env_text("GOVERNMENT_PHONE", "12345")
# As on an envelope; while it is empty the page says who tells it.
COMMISSION_ADDRESS = env_text("COMMISSION_ADDRESS", "")
# On working days.
COMMISSION_HOURS = env_list("COMMISSION_HOURS", ("9:00–12:00", "14:00–17:00"))
