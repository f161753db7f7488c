"""The words of the audit."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Act(TextChoices):
    """What the database saw happen to a row."""

    INSERT = "insert", pgettext_lazy("act", "Entered")
    UPDATE = "update", pgettext_lazy("act", "Changed")
    DELETE = "delete", pgettext_lazy("act", "Deleted")


class ReadKind(TextChoices):
    """What somebody has read."""

    CASE = "case", _("Page of a case")
    PART = "part", _("Own part of a case")
    FILE = "file", _("File of a case")
    ORIGINAL = "original", _("Sealed original")
    BUNDLE = "bundle", _("Case file taken out")
    IDENTITY = "identity", _("Identity opened")
    CALL = "call", _("Number shown for a call-back")
    LIST = "list", _("List of cases as a file")
    LEDGER = "ledger", _("Accountability file")
    LEDGER_LIST = "ledger_list", _("Accountability ledger")
    BULLETIN = "bulletin", _("Dossier of a bulletin")
    API = "api", _("By the API")
    CONSOLE = "console", _("Page of the console")
    CONSOLE_LIST = "console_list", _("List in the console")


class Fault(TextChoices):
    """What a verification finds to be wrong."""

    EDITED = "edited", _("a row was changed")
    DELETED = "deleted", _("a row was deleted")
    INSERTED = "inserted", _("a row was put in")
    SWAPPED = "swapped", _("two rows were exchanged")
    RESEALED = "resealed", _("a block was sealed anew")
    MISSING = "missing", _("a block is missing")
    CUT = "cut", _("the end of the chain was cut off")
    RECHAINED = "rechained", _("the chain was written anew: it differs from the anchors")
    COLUMNS = "columns", _("a sealed column is gone")
    ANCHOR_MISSING = "anchor_missing", _("the anchors are missing")
    ANCHOR_EDITED = "anchor_edited", _("the anchors were changed")
    UNPROVED = "unproved", _("a tombstone that no disposal bears out")
    STALLED = "stalled", _("nothing has been sealed for long although there are new rows")


class CheckState(TextChoices):
    """How far a verification has come."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", pgettext_lazy("verification", "Running")
    SOUND = "sound", pgettext_lazy("verification", "Everything is as it was sealed")
    BROKEN = "broken", pgettext_lazy("verification", "Something is wrong")
