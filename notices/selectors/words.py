"""Which words hold: the template in force when a notice was written, else the built-in words."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from notices.choices import Wording
from notices.models import Notice, Template

# What stands in the blanks of a preview; the names are invented.
SAMPLES = {
    "number": "2026-0000123",
    "unit": _("Land bureau of Tianhe district"),
    "act": _("Opening an identity"),
    "code": "1234 5678 9012 3456",
    "files": "IMG_0412.jpg",
    "count": "3",
    "fault": "…",
    "place": "…",
    "words": "…",
}


class Wordbook:
    """The versions of some wordings, read once for many notices."""

    def __init__(self, templates: Iterable[Template]):
        self._versions: dict[tuple[str, str, str], list[Template]] = {}
        for template in templates:
            key = (template.wording, template.language, template.channel)
            self._versions.setdefault(key, []).append(template)

    def version(self, wording: str, *, language: str, channel: str, at: datetime) -> Template | None:
        """The version that held at that moment; None when nobody had ever changed the words."""
        versions = self._versions.get((wording, language, channel), ())
        return next((row for row in reversed(versions) if row.valid_from <= at), None)

    def words(self, wording: str, *, language: str, channel: str, at: datetime) -> str:
        """The words that held at that moment; empty for the built-in ones."""
        version = self.version(wording, language=language, channel=channel, at=at)
        return version.text if version else ""


def wordbook_of(wordings: Iterable[str]) -> Wordbook:
    """All versions of these wordings, in one statement."""
    rows = Template.objects.filter(wording__in=set(wordings)).order_by("valid_from", "pk")
    return Wordbook(rows.select_related("written_by"))


def with_words(notices: list[Notice], *, in_own_language: bool = False) -> list[Notice]:
    """The notices with the words that held when each was written, in the page's language or in each receiver's own.

    So a message that is tried again says what it said at first, and what somebody was told stays as it was told.
    """
    book = wordbook_of(notice.wording for notice in notices)
    for notice in notices:
        language = notice.language if in_own_language else get_language()
        notice.words = book.words(
            notice.wording, language=language, channel=notice.channel, at=notice.created_at
        )
    return notices


def sample_context(language: str) -> dict[str, str]:
    """What fills the blanks of a preview in that language."""
    with translation.override(language):
        today = timezone.localdate().isoformat()
        known = {name: str(value) for name, value in SAMPLES.items()}
    return known | {"date": today, "link": f"{settings.SITE_ADDRESS}/track/"}


def built_in(wording: str, language: str) -> str:
    """The built-in words, blanks and all."""
    with translation.override(language):
        return str(Wording(wording).label)
