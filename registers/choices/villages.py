"""Agriculture: what villages raise together, what is charged to farmers, and what farmers bear in each county."""

from django.utils.translation import gettext_lazy as _

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
    yesno,
)
from registers.choices.words import Kind

LINES = (Line.AGRICULTURE,)
INDICATORS = (
    ("per_head", _("Burden per head (yuan)")),
    ("village_funds", _("Raised in villages per head (yuan)")),
    ("schooling", _("School costs per pupil (yuan)")),
    ("water", _("Irrigation per mu (yuan)")),
)

VILLAGE_PROJECTS = Register(
    name="village-projects",
    sector="agriculture",
    lines=LINES,
    label=_("Funds and labour raised by villages"),
    about=_("What a village raises needs a vote, stays below the cap and is displayed."),
    title="project",
    number_label=_("Number of the project"),
    columns=(
        text("village", _("Village"), in_list=True),
        text("project", _("Project")),
        day("voted_on", _("Voted on"), is_required=False, in_list=True),
        number("approval", _("Votes in favour (%)"), is_required=False),
        money("per_head", _("Raised per head"), in_list=True),
        money("cap", _("Cap per head"), in_list=True),
        money("grant", _("Matching grant"), is_required=False),
        day("raised_on", _("Raised on")),
        day("disclosed_on", _("Displayed on"), is_required=False),
    ),
    alarms=(
        Alarm(
            "no_vote", _("Raised without a vote"), _("Raised on %(raised)s without a vote by more than half.")
        ),
        Alarm(
            "over_cap",
            _("Above the cap"),
            _("%(per_head)s yuan per head were raised; the cap is %(cap)s yuan."),
        ),
        Alarm(
            "undisclosed",
            _("Not displayed"),
            _("Raised on %(raised)s and not displayed since."),
        ),
    ),
    figures=(Figure("sum", "grant", _("Matching grants")),),
    follow_up=FollowUp(_("Enter the vote or the display"), ("voted_on", "approval", "disclosed_on")),
    limits=("village_disclosure_days",),
    source="M23",
)

RURAL_FEES = Register(
    name="rural-fees",
    sector="agriculture",
    lines=LINES,
    label=_("Fees, fines and levies on farmers"),
    about=_("What is charged to farmers has to stand in the catalogue of fees."),
    title="item",
    columns=(
        text("item", _("Item")),
        choice(
            "kind",
            _("Kind"),
            (("fee", _("Fee")), ("fine", _("Fine")), ("levy", _("Levy"))),
            in_list=True,
        ),
        text("payers", _("Charged to whom")),
        money("amount", _("Amount"), in_list=True),
        day("charged_on", _("Charged since"), in_list=True),
        yesno("in_catalogue", _("In the catalogue"), in_list=True),
        text("basis", _("Basis"), is_required=False),
        day("stopped_on", _("Stopped on"), is_required=False),
    ),
    alarms=(
        Alarm(
            "not_in_catalogue",
            _("Not in the catalogue"),
            _("%(amount)s yuan are charged since %(charged)s and stand in no catalogue."),
        ),
    ),
    figures=(Figure("share", "in_catalogue", _("In the catalogue"), among=("true",)),),
    follow_up=FollowUp(_("Enter that it was stopped"), ("stopped_on",)),
    source="M22",
)

BURDENS = Register(
    name="burdens",
    sector="agriculture",
    lines=LINES,
    label=_("What farmers bear"),
    about=_("A series of figures for each county; a steep rise raises an alarm."),
    title="indicator",
    group=("area", "indicator"),
    columns=(
        choice("indicator", _("Indicator"), INDICATORS),
        Column("month", Kind.MONTH, _("Month"), in_list=True),
        money("value", _("Value"), in_list=True),
    ),
    alarms=(
        Alarm(
            "rise",
            _("Steep rise"),
            _("From %(before)s to %(value)s since %(month)s: up by %(percent)d percent."),
        ),
    ),
    limits=("burden_rise_percent",),
    source="M24",
)

REGISTERS = (VILLAGE_PROJECTS, RURAL_FEES, BURDENS)
