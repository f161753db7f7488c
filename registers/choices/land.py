"""Land and housing: projects of expropriation, what each household gets, and what was put up for everybody to read."""

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
    yesno,
)
from registers.choices.words import Kind

LINES = (Line.LAND, Line.HOUSING)
NOTICE_KINDS = (
    ("plan", _("Expropriation plan")),
    ("compensation", _("Compensation and resettlement plan")),
    ("households", _("Result for each household")),
)

PROJECTS = Register(
    name="projects",
    sector="land_housing",
    lines=LINES,
    label=_("Expropriation projects"),
    about=_("Each project with its approval; what has to be displayed and paid is measured by it."),
    title="name",
    number_label=_("Number of the project"),
    family="project",
    group=("number",),
    columns=(
        text("name", _("Project"), is_public=True),
        text("basis", _("Number of the approval"), is_public=True),
        day("approved_on", _("Compensation plan approved on"), in_list=True, is_public=True),
        number("households", _("Households"), in_list=True, is_public=True),
        money("payable", _("Payable together"), in_list=True, is_public=True),
    ),
    alarms=(
        Alarm(
            "undisclosed",
            _("Not displayed"),
            _("Approved on %(approved)s; %(missing)d of the three notices are not marked as met."),
        ),
        Alarm(
            "ledger_gap",
            _("Households missing in the ledger"),
            _("The project has %(households)d households, the compensation ledger %(ledger)d."),
        ),
    ),
    figures=(
        Figure("sum", "households", _("Households")),
        Figure("sum", "payable", _("Payable together")),
    ),
    is_public=True,
    limits=("disclosure_days", "compensation_months"),
    source="M12",
)

COMPENSATION = Register(
    name="compensation",
    sector="land_housing",
    lines=LINES,
    label=_("Compensation ledger"),
    about=_("What each household is to get and has got. Households have a number here, never a name."),
    title="household",
    number_label=_("Number in the ledger"),
    family="project",
    group=("project",),
    columns=(
        Column(
            "household",
            Kind.CODE,
            _("Household number"),
            is_public=True,
            is_masked=True,
            hint=_("The number in the village's list: no name and no identity card number."),
        ),
        Column("project", Kind.CODE, _("Number of the project"), in_list=True, is_public=True),
        day("approved_on", _("Compensation plan approved on"), is_public=True),
        money("payable", _("Payable"), in_list=True, is_public=True),
        money("paid", _("Paid"), in_list=True, is_public=True),
        day("paid_on", _("Last paid on"), is_required=False, in_list=True, is_public=True),
    ),
    alarms=(
        Alarm(
            "late",
            _("Compensation late"),
            _("Due on %(due)s; %(paid)s of %(payable)s yuan were paid in time."),
        ),
        Alarm(
            "short",
            _("Compensation short"),
            _("Due on %(due)s; %(missing)s of %(payable)s yuan are still missing."),
        ),
    ),
    figures=(
        Figure("sum", "payable", _("Payable together")),
        Figure("sum", "paid", _("Paid together")),
    ),
    follow_up=FollowUp(_("Enter a payment"), ("paid", "paid_on")),
    is_public=True,
    limits=("compensation_months",),
    source="M13",
)

NOTICES = Register(
    name="land-notices",
    sector="land_housing",
    lines=LINES,
    label=_("Notices about expropriation"),
    about=_(
        "The plan, the compensation and the result for each household have to hang out long enough for everybody to read."
    ),
    title="title",
    number_label=_("Number of the notice"),
    family="project",
    group=("project",),
    columns=(
        text("title", pgettext_lazy("land", "Notice"), is_public=True),
        Column("project", Kind.CODE, _("Number of the project"), in_list=True, is_public=True),
        choice("kind", _("What is displayed"), NOTICE_KINDS, in_list=True, is_public=True),
        text("place", _("Where it hangs"), is_public=True),
        Column("link", Kind.LINK, _("Address on the web"), is_required=False, is_public=True),
        day("posted_on", _("Put up on"), in_list=True, is_public=True),
        day("removed_on", _("Taken down on"), is_required=False, in_list=True, is_public=True),
        yesno("is_met", _("Requirement met"), in_list=True, is_public=True),
    ),
    alarms=(
        Alarm(
            "short_notice",
            _("Displayed too briefly"),
            _("Put up on %(posted)s and taken down on %(removed)s: %(days)d days instead of %(least)d."),
        ),
        Alarm(
            "not_marked",
            _("Long enough but not checked"),
            _("It has hung since %(posted)s; nobody has said whether the requirement is met."),
        ),
    ),
    figures=(Figure("share", "is_met", _("Requirement met"), among=("true",)),),
    follow_up=FollowUp(_("Enter how the display ended"), ("removed_on", "is_met")),
    is_public=True,
    limits=("notice_days",),
    source="M14",
)

REGISTERS = (PROJECTS, COMPENSATION, NOTICES)
