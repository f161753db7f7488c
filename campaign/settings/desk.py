"""How the staff's pages behave: how old a figure may be, how often a page asks, from when on a model suggests."""

from celery.schedules import crontab

from common.env import env_int

# The figures of the overview may be this old; 0 counts them at every look.
FIGURES_SECONDS = env_int("FIGURES_SECONDS", 60)

# So often a list or case that stands open asks whether something has changed; 0: never.
LIVE_SECONDS = env_int("LIVE_SECONDS", 30)

# A learned model suggests sectors once it has seen so many decisions of the desk; it learns from the newest ones.
TRIAGE_DECISIONS_NEEDED = env_int("TRIAGE_DECISIONS_NEEDED", 500)
TRIAGE_LEARNS_FROM = env_int("TRIAGE_LEARNS_FROM", 50_000)

# At half past this hour, China time, the detectors look through all cases: when nobody works.
LEADS_NIGHTLY = crontab(hour=env_int("LEADS_HOUR", 2), minute=30)
