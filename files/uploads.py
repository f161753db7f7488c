"""How much of an upload is taken in, before any view sees it."""

import io

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class BoundedUpload(FileUploadHandler):
    """Keeps what is sent in memory, up to the limits, and lets the rest pass by.

    In memory, because a temporary file would be a readable copy on the disk. What goes beyond the limits is dropped while
    it comes in, but counted: the form then refuses that file by its name, and everything else that was sent is kept.
    """

    def __init__(self, request=None):
        super().__init__(request)
        self.room = settings.EVIDENCE_TOTAL_BYTES + 1

    def new_file(self, *args, **kwargs):
        """A file begins."""
        super().new_file(*args, **kwargs)
        self.kept = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        """Keep what there is room for."""
        room = max(0, min(self.room, settings.EVIDENCE_FILE_BYTES + 1 - start))
        self.room -= self.kept.write(raw_data[:room])

    def file_complete(self, file_size):
        """The file with its true size, even when not all of it was kept."""
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
