"""The words of the guidance for all levels (M73)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReceiptState(TextChoices):
    """How far the guidance has come in a city."""

    SENT = "sent", pgettext_lazy("guidance", "Received, not yet read")
    READ = "read", pgettext_lazy("guidance", "Read, not yet confirmed")
    CONFIRMED = "confirmed", pgettext_lazy("guidance", "Confirmed")


class GuidanceRefusal(TextChoices):
    """Why a step of the guidance can't be made, in words for whoever tried."""

    NOT_YOUR_MOVE = "not_your_move", _("You may not do this.")
    TEXT_MISSING = "text_missing", _("Title and text are needed.")
    SENT_ALREADY = "sent_already", _("This version was sent already; write a new one.")
    DRAFT_OPEN = "draft_open", _("There is a draft already: finish that one.")
    OWN_REQUEST = "own_request", _("Whoever wrote it doesn't send it as well: somebody else has to.")
    NOT_READ = "not_read", _("What wasn't read can't be confirmed.")
