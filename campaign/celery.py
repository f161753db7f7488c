"""The Celery application: worker and beat read the Django settings that start with CELERY_."""

import os

from celery import Celery
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "campaign.settings.dev")

app = Celery("campaign")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Redbeat looks for its settings by their bare names and warns where it meets them with our prefix.
app.add_defaults(lambda: {"redbeat_redis_url": settings.REDIS_URL, "redbeat_key_prefix": "beat"})
app.autodiscover_tasks()
