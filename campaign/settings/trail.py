"""The audit: how often it is sealed, and where its anchors lie."""

from pathlib import Path

from celery.schedules import crontab

from common.env import env_int, env_text

_VAR = Path(__file__).resolve().parent.parent.parent / "var"

# New rows are sealed so often: what is younger can still be changed unnoticed by whoever owns the database.
AUDIT_SEAL_SECONDS = env_int("AUDIT_SEAL_SECONDS", 5)
# One line for each block, outside the database; keep it on a disk that the owner of the database can't write to.
AUDIT_ANCHORS = env_text("AUDIT_ANCHORS", str(_VAR / "anchors" / "chain.jsonl"))
# The head of the chain goes to this address once a day; empty: it goes nowhere.
AUDIT_ANCHOR_MAIL = env_text("AUDIT_ANCHOR_MAIL", "")

AUDIT_BEAT = {
    "seal-trail": {"task": "audit.tasks.seal_trail", "schedule": float(AUDIT_SEAL_SECONDS)},
    "work-on-verifications": {"task": "audit.tasks.work_on_verifications", "schedule": 5.0},
    # In China at night: the whole chain, and in the morning its head by mail.
    "verify-trail": {"task": "audit.tasks.verify_trail", "schedule": crontab(hour=2, minute=30)},
    "mail-head": {"task": "audit.tasks.mail_head", "schedule": crontab(hour=6, minute=0)},
}
