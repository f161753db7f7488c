"""The project: settings, addresses, tasks on a schedule. Knows all apps, is known by none."""

from campaign.celery import app as celery_app

__all__ = ["celery_app"]
