"""The private folder on a disk."""

import os

from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files are on the disk before they are acknowledged: like rows, they outlive a power cut."""

    def _save(self, name, content):
        saved = super()._save(name, content)
        place = self.path(saved)
        for entry in (place, os.path.dirname(place)):
            handle = os.open(entry, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
        return saved
