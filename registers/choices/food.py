"""Food and drugs: illegal workshops that were closed, and recalls."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.choices import Line
from registers.choices.shape import Alarm, Figure, FollowUp, Register, choice, day, number, text

LINES = (Line.FOOD_DRUG,)

WORKSHOPS = Register(
    name="workshops",
    sector="food_drug",
    lines=LINES,
    label=_("Illegal workshops"),
    about=_("What was closed is visited again; whoever has gone on is open again."),
    title="site",
    number_label=_("Number of the site"),
    columns=(
        text("site", _("Site")),
        choice(
            "kind",
            _("Kind"),
            (("factory", _("Factory")), ("workshop", _("Workshop")), ("den", _("Den"))),
            in_list=True,
        ),
        text("goods", _("Goods"), in_list=True),
        day("found_on", _("Found on"), in_list=True),
        day("closed_on", _("Closed on"), is_required=False, in_list=True),
        day("visited_on", _("Visited again on"), is_required=False, in_list=True),
        choice(
            "visit_found",
            _("The visit found it"),
            (("closed", pgettext_lazy("workshop", "Closed")), ("active", _("Active"))),
            is_required=False,
            in_list=True,
        ),
    ),
    alarms=(
        Alarm(
            "active_again",
            _("Open again"),
            _("Closed on %(closed)s; on %(visited)s it was at work again."),
        ),
        Alarm("not_closed", _("Not closed"), _("Found on %(found)s and not closed since.")),
        Alarm("not_visited", _("Not visited again"), _("Closed on %(closed)s and not visited since.")),
    ),
    figures=(Figure("share", "visit_found", _("Found closed when visited"), among=("closed",)),),
    follow_up=FollowUp(_("Enter a visit or a closing"), ("closed_on", "visited_on", "visit_found")),
    limits=("closing_days", "revisit_days"),
    source="M36",
)

RECALLS = Register(
    name="recalls",
    sector="food_drug",
    lines=LINES,
    label=_("Recalls"),
    about=_("What was sold, taken back and destroyed of a batch has to add up."),
    title="product",
    columns=(
        text("product", _("Product")),
        text("producer", _("Producer")),
        text("batch", _("Batch"), in_list=True),
        choice(
            "measure",
            _("Counted in"),
            (("kg", _("Kilograms")), ("boxes", _("Boxes")), ("pieces", _("Pieces"))),
        ),
        day("announced_on", _("Recalled on"), in_list=True),
        number("sold", _("Sold"), in_list=True),
        number("taken_back", _("Taken back and stored"), in_list=True),
        number("destroyed", _("Destroyed"), in_list=True),
    ),
    alarms=(
        Alarm(
            "incomplete",
            _("Recall incomplete"),
            _("Recalled on %(announced)s; of %(sold)d only %(back)d were taken back or destroyed."),
        ),
        Alarm(
            "not_destroyed",
            _("Not destroyed"),
            _("Recalled on %(announced)s; %(stored)d still lie in store."),
        ),
    ),
    figures=(
        Figure("sum", "sold", _("Sold")),
        Figure("sum", "destroyed", _("Destroyed")),
    ),
    follow_up=FollowUp(_("Enter what was taken back or destroyed"), ("taken_back", "destroyed")),
    limits=("recall_days", "destroy_days"),
    source="M37",
)

REGISTERS = (WORKSHOPS, RECALLS)
