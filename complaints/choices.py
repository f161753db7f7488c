"""Where a submission came from, and whether its citizen leaves a name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WEB, DESK = "web", "desk"


class Identity(TextChoices):
    """Whether a citizen stays unknown."""

    ANONYMOUS = "anonymous", _("Stay anonymous")
    NAMED = "named", _("Leave my name and phone number")


# Law on Guarding State Secrets (2010), art. 24 and 26: no state secret in a network that isn't made for it.
SECRECY_REFUSED = _(
    "This text bears a mark of secrecy. State secrets may not be sent over this site and nothing was kept: please take them to "
    "the discipline commission in person, in a sealed envelope, and tell here only that you want to do so."
)


def system_source(user_id: int) -> str:
    """The source word of a municipal system."""
    return f"system:{user_id}"


def file_source(name: str) -> str:
    """The source word of an imported file, by the name that the importer gives it."""
    return f"file:{name}"


class Fate(TextChoices):
    """What became of an e-mail or a text message."""

    CASE = "case", _("A new case")
    ADDED = "added", _("Added to a case")
    ANSWERED = "answered", _("Answered without a case")
    IGNORED = "ignored", _("An automatic message, ignored")
    REPLY = "reply", _("A reply to a question of ours")
    PART = "part", _("Part of a text message")
