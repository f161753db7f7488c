"""The words of work on many cases at once: moves in bulk and large files."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BulkState(TextChoices):
    """How far a move in bulk has come: only looked at, on its way, or through."""

    DRAFT = "draft", _("Being prepared")
    RUNNING = "running", _("Running")
    DONE = "done", pgettext_lazy("job", "Done")


class BulkOutcome(TextChoices):
    """What became of one case of a move in bulk."""

    WAITING = "waiting", pgettext_lazy("job", "Waiting")
    DONE = "done", pgettext_lazy("job", "Done")
    REFUSED = "refused", pgettext_lazy("job", "Not done")


class BulkRefusal(TextChoices):
    """Why a case isn't moved in bulk, beside the reasons that a single move has."""

    GONE = "gone", _("You can't see this case (any more).")
    FAILED = (
        "failed",
        _("It failed for a technical reason, and nothing was changed; please try this one alone."),
    )


class ExportState(TextChoices):
    """How far a large file has come."""

    WAITING = "waiting", pgettext_lazy("job", "Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", pgettext_lazy("job", "Done")
    FAILED = "failed", _("Failed")


class FileKind(TextChoices):
    """The kinds of files that a list is written to."""

    CSV = "csv", _("Text (CSV)")
    XLSX = "xlsx", _("Workbook (XLSX)")
