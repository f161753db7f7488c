"""The words of a file: what it is, how far it has come, and every reason for a refusal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What a file is, by its content and its name."""

    IMAGE = "image", _("Picture")
    AUDIO = "audio", _("Sound recording")
    VIDEO = "video", _("Video")
    PDF = "pdf", _("PDF document")
    OFFICE = "office", _("Office document")
    TEXT = "text", _("Plain text")


class State(TextChoices):
    """How far a file has come. Only a clean one is shown to anybody."""

    WAITING = "waiting", _("Waiting for the virus scan")
    CLEAN = "clean", pgettext_lazy("file", "Checked")
    REFUSED = "refused", pgettext_lazy("file", "Refused")


class Fault(TextChoices):
    """Why a file is refused, in words for whoever chose it."""

    EMPTY = "empty", _("The file is empty.")
    TOO_LARGE = "too_large", _("The file is too large.")
    UNKNOWN_KIND = (
        "unknown_kind",
        _(
            "Files of this kind can't be taken in. Pictures, sound, video, PDF, Office documents and text can."
        ),
    )
    NOT_AS_NAMED = "not_as_named", _("The content isn't what the end of the name says.")
    DAMAGED = "damaged", _("The file is damaged or incomplete.")
    TOO_MANY_PIXELS = (
        "too_many_pixels",
        _("The picture has too many pixels. Please take a smaller one, or a photo of it."),
    )
    LOCKED = "locked", _("The file is protected by a password, so it can't be checked.")
    HAS_MACROS = (
        "has_macros",
        _("The document contains programs (macros). Please save it without them, or as PDF."),
    )
    TOO_DENSE = "too_dense", _("The document unpacks to far more than a document does.")
    HAS_ARCHIVE = "has_archive", _("The document contains other archives or programs.")
    VIRUS = "virus", _("The virus scanner found something harmful.")
