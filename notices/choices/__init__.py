"""The words of the outbox."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from notices.choices.blanks import BLANKS
from notices.choices.wording import Wording

__all__ = ["BLANKS", "Channel", "Delivery", "Pace", "PartState", "State", "Wording"]


class Channel(TextChoices):
    """How a notice reaches somebody."""

    IN_APP = "in_app", _("In the system")
    EMAIL = "email", _("E-mail")
    SMS = "sms", _("SMS")


class State(TextChoices):
    """How far a notice has come."""

    PENDING = "pending", _("Waiting to be sent")
    GATHERED = "gathered", _("Waits for the working morning")
    SENDING = "sending", _("Being sent")
    RETRYING = "retrying", _("Will be tried again")
    UNKNOWN = "unknown", _("Not known whether it left")
    SENT = "sent", _("Sent")
    BUNDLED = "bundled", _("Sent in a summary")
    DEAD = "dead", _("Given up")
    CLOSED = "closed", _("Left undelivered")


class Delivery(TextChoices):
    """What the network says of a text message that we have handed over."""

    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Not delivered")


class PartState(TextChoices):
    """How far one part of a text message has come at the SMS centre."""

    WAITING = "waiting", _("Waiting to be sent")
    SUBMITTED = "submitted", _("Being sent")
    UNKNOWN = "unknown", _("Not known whether it left")
    ACCEPTED = "accepted", _("Sent")


class Pace(TextChoices):
    """When somebody wants to be told by a channel."""

    AT_ONCE = "at_once", _("At once")
    MORNING = "morning", _("Together, each working morning")
