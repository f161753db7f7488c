"""Beat wakes these up; what has to be done stands in the database."""

from supervision.tasks.accountability import watch_accounts

__all__ = ["watch_accounts"]
