"""What a password may not be."""

import hashlib
import os
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HEX_OF_SHA1 = 40


class BreachedPasswordValidator:
    """Refuses passwords that were stolen somewhere (OWASP ASVS 5.0, 6.2.12), by a list on this machine: nobody is asked.

    ``path`` is a sorted file with one SHA-1 in upper-case hex at the beginning of each line, as "Have I Been Pwned" gives
    it away; its 850 million lines are searched in a few dozen steps. Without a path nothing is looked up.
    """

    def __init__(self, path: str = ""):
        self.path = path

    def validate(self, password, user=None):
        """Raises ValidationError for a password on the list."""
        if self.path and is_listed(hashlib.sha1(password.encode()).hexdigest().upper(), path=self.path):
            raise ValidationError(_("This password was stolen somewhere before: please take another one."))

    def get_help_text(self):
        """The rule in words, where there is a list."""
        return self.path and _("It may not be a password that was stolen anywhere before.")


def is_listed(digest: str, *, path: str) -> bool:
    """Whether a sorted file has a line that begins with this digest."""
    wanted = digest.encode()
    with open(path, "rb") as file:
        low, high = 0, file.seek(0, os.SEEK_END)
        while low < high:
            middle = (low + high) // 2
            line = _line_from(file, middle)
            low, high = (middle + 1, high) if line and line < wanted else (low, middle)
        return _line_from(file, low) == wanted


def _line_from(file: BinaryIO, place: int) -> bytes:
    """The digest of the first line that begins at this place or after it; empty behind the last one."""
    file.seek(max(place - 1, 0))
    if place:
        file.readline()
    return file.readline()[:HEX_OF_SHA1].upper()
