"""Deleting the files whose rows are gone, from a list that outlives a crash."""

import logging

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F

from retention.models import FileRemoval

logger = logging.getLogger(__name__)


def remove_next_file() -> bool:
    """Delete one file and take it off the list; False when none is left. One that isn't there is as good as deleted.

    A storage that is away is asked again at the next wake-up, after all others.
    """
    with transaction.atomic():
        waiting = FileRemoval.objects.select_for_update(skip_locked=True)
        entry = waiting.order_by("attempts", "pk").first()
        if entry is None:
            return False
        try:
            default_storage.delete(entry.path)
        except OSError:
            logger.exception("retention: the file of entry %d could not be deleted", entry.pk)
            FileRemoval.objects.filter(pk=entry.pk).update(attempts=F("attempts") + 1)
            return False
        entry.delete()
    return True
