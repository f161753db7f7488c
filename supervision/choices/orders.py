"""The words of supervision orders."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderStage(TextChoices):
    """How far an order has come."""

    ISSUED = "issued", pgettext_lazy("order", "Issued")
    SIGNED = "signed", pgettext_lazy("order", "Signed for")
    REPLIED = "replied", pgettext_lazy("order", "Replied to")
    ACCEPTED = "accepted", pgettext_lazy("order", "Reply accepted")
    CLOSED = "closed", pgettext_lazy("order", "Closed")
    REISSUED = "reissued", pgettext_lazy("order", "Re-issued by the level above")
    WITHDRAWN = "withdrawn", pgettext_lazy("order", "Withdrawn")


# In these somebody still has to act on the order.
OPEN_STAGES = (OrderStage.ISSUED, OrderStage.SIGNED, OrderStage.REPLIED, OrderStage.ACCEPTED)
# In these the addressee still owes its reply, so a clock runs.
OWING_STAGES = (OrderStage.ISSUED, OrderStage.SIGNED)


class OrderLevel(TextChoices):
    """How grave an order is: what a blue one doesn't bring about is ordered again in orange, then in red (R14)."""

    BLUE = "blue", _("Blue order")
    ORANGE = "orange", _("Orange order")
    RED = "red", _("Red order")


class OrderParty(TextChoices):
    """As what somebody acts on an order."""

    ISSUER = "issuer", _("Issuing commission")
    ABOVE = "above", _("Commission above")
    ADDRESSEE = "addressee", _("Unit that is ordered")
    SYSTEM = "system", _("System")


class OrderEventName(TextChoices):
    """What is written in the trail of an order."""

    MOVED = "order.moved", pgettext_lazy("event", "Moved")
    CLOCK_SIGNALLED = "order.clock_signalled", _("A clock gave its signal")
    CLOCK_MOVED = "order.clock_moved", _("A last day was worked out anew")


class OrderRefusal(TextChoices):
    """Why an order isn't issued or not moved."""

    NOT_YOUR_MOVE = "not_your_move", _("This step isn't yours to make.")
    WRONG_STAGE = "wrong_stage", _("The order is no longer where this step can be made. Please look again.")
    NOTE_MISSING = "note_missing", _("Please give a reason.")
    FIREWALL = (
        "firewall",
        _("The case accuses this unit, its leader, or a unit above it: an order about it must not go there."),
    )
    NOT_AT_CASE = "not_at_case", _("This unit doesn't have the case, so it can't be ordered to act on it.")
    NOT_BELOW = "not_below", _("A commission orders only units of its own area that don't stand above it.")
    UNIT_INACTIVE = "unit_inactive", _("This unit is no longer active.")
    NO_LEADER = "no_leader", _("Please name a leader who holds a post in this unit on that day.")
    NO_DEMAND = "no_demand", _("Please write at least one demand.")
    ABOUT_MISSING = (
        "about_missing",
        _(
            "For failing supervision please name the unit that it failed over; the order goes to a unit above it."
        ),
    )
    ABOUT_NOT_BELOW = (
        "about_not_below",
        _("The unit that supervision failed over has to stand below the one that is ordered."),
    )
    ABOUT_UNFIT = "about_unfit", _("Only for failing supervision another unit than the one ordered is named.")
    NOT_ABOUT_CASE = "not_about_case", _("This occasion is for orders that aren't about one case.")
    CASE_ORDERED = "case_ordered", _("An order about this case is under way already.")
    CASE_NOT_READY = "case_not_ready", _("At this stage of the case no order can be issued about it.")
    REPLY_MISSING = "reply_missing", _("Please answer every demand that is open.")
    OWN_REPLY = "own_reply", _("Nobody decides on a reply of his own: somebody else has to.")
    DEMANDS_MISSING = "demands_missing", _("Please say which demands have to be answered again.")
    DUE_UNFIT = "due_unfit", _("The new day has to lie between tomorrow and sixty days from now.")
    NOT_LATE = (
        "not_late",
        _("Only what is overdue, or was refused before, is ordered again by the level above."),
    )
    HIGHEST = (
        "highest",
        _("A red order can't be raised any further: hold those responsible to account instead."),
    )
