"""Work safety: hazards with those who answer for them, and joint actions."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.choices import Line
from registers.choices.shape import (
    Alarm,
    Column,
    Figure,
    FollowUp,
    Register,
    choice,
    day,
    money,
    number,
    text,
)
from registers.choices.words import Kind

LINES = (Line.WORK_SAFETY,)

HAZARDS = Register(
    name="hazards",
    sector="work_safety",
    lines=LINES,
    label=_("Hazard ledger"),
    about=_(
        "Each hazard with the four who answer for it, the day by which it is repaired, and the re-check."
    ),
    title="place",
    number_label=_("Number of the hazard"),
    columns=(
        text("place", _("Place and hazard")),
        choice(
            "grade",
            _("Grade"),
            (("general", _("General")), ("major", _("Major"))),
            in_list=True,
        ),
        day("found_on", _("Found on"), in_list=True),
        text("general_duty", _("Answers for overall supervision")),
        text("direct_duty", _("Answers for direct supervision")),
        text("local_duty", _("Answers for the locality")),
        text("enterprise_duty", _("Answers for the enterprise")),
        day("due_on", _("To be repaired by"), in_list=True),
        day("extended_to", _("Extended to"), is_required=False, in_list=True),
        day("repaired_on", _("Repaired on"), is_required=False, in_list=True),
        day("rechecked_on", _("Re-checked on"), is_required=False),
    ),
    alarms=(
        Alarm("overdue", _("Repair overdue"), _("To be repaired by %(due)s and not repaired.")),
        Alarm(
            "overdue_twice",
            _("Overdue twice: accountability proposed"),
            _("Due on %(due)s, extended to %(extended)s, and still not repaired by %(until)s."),
            is_once=True,
            for_commission=True,
        ),
        Alarm(
            "not_rechecked",
            _("Repaired but not re-checked"),
            _("Said to be repaired on %(repaired)s; nobody has re-checked it."),
        ),
    ),
    figures=(Figure("share", "grade", _("Major hazards"), among=("major",)),),
    follow_up=FollowUp(_("Enter the repair or the re-check"), ("extended_to", "repaired_on", "rechecked_on")),
    limits=("hazard_superior_days", "hazard_commission_days", "recheck_days"),
    source="M31-M33",
)

JOINT_ACTIONS = Register(
    name="joint-actions",
    sector="work_safety",
    lines=LINES,
    label=_("Joint actions"),
    about=_("An action of several units counts once, not once for each of them."),
    title="subject",
    group=("held_on", "place"),
    columns=(
        text("subject", _("Action")),
        day("held_on", pgettext_lazy("action", "Held on"), in_list=True),
        text("place", _("Place"), in_list=True),
        Column(
            "units",
            Kind.NAMES,
            _("Units that took part"),
            in_list=True,
            hint=_("With a semicolon between them."),
        ),
        number("sites", _("Sites inspected"), in_list=True),
        number("hazards", _("Hazards found")),
        money("fined", _("Fined"), is_required=False),
    ),
    alarms=(
        Alarm(
            "entered_twice",
            _("Entered twice"),
            _("An action on %(held)s at the same place is entered once more: it counts once."),
        ),
    ),
    figures=(
        Figure("distinct", "group", _("Actions, each counted once")),
        Figure("sum", "sites", _("Sites inspected")),
    ),
    source="M34",
)

REGISTERS = (HAZARDS, JOINT_ACTIONS)
