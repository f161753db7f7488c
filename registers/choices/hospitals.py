"""Health: which drugs hospitals use and what they pay, clean hospitals, and what hospitals display."""

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

LINES = (Line.HEALTH,)
LEVELS = (("1", _("First level")), ("2", _("Second level")), ("3", _("Third level")))

DRUG_USE = Register(
    name="drug-use",
    sector="health",
    lines=LINES,
    label=_("Use of drugs"),
    about=_(
        "Each month, what hospitals of the second level and above use of a drug; who stands far out is asked why."
    ),
    title="hospital",
    group=("drug", "month"),
    columns=(
        text("hospital", _("Hospital")),
        choice("level", _("Level of the hospital"), LEVELS, in_list=True),
        Column("month", Kind.MONTH, _("Month"), in_list=True),
        text("drug", _("Drug"), in_list=True),
        number("rank", _("Rank in the hospital"), in_list=True),
        number("doses", _("Daily doses per 100 bed days"), in_list=True),
        money("amount", _("Amount"), is_required=False),
    ),
    alarms=(
        Alarm(
            "outlier",
            _("Far from the others"),
            _("%(doses)d daily doses per 100 bed days; half of %(peers)d hospitals use %(median)d or less."),
        ),
    ),
    figures=(Figure("distinct", "hospital", _("Hospitals that reported")),),
    limits=("outlier_spread", "outlier_peers"),
    source="M52",
)

DRUG_PRICES = Register(
    name="drug-prices",
    sector="health",
    lines=LINES,
    label=_("Prices of drugs"),
    about=_("What hospitals paid, beside the price of the central procurement."),
    title="drug",
    columns=(
        text("drug", _("Drug")),
        text("hospital", _("Hospital"), in_list=True),
        text("contract", _("Number of the award")),
        money("awarded", _("Awarded price"), in_list=True),
        money("paid", _("Price paid"), in_list=True),
        day("bought_on", _("Bought on"), in_list=True),
    ),
    alarms=(
        Alarm(
            "above_award",
            _("Above the awarded price"),
            _("%(paid)s yuan were paid; the awarded price is %(awarded)s yuan."),
        ),
    ),
    source="M51",
)

CLEAN_HOSPITALS = Register(
    name="clean-hospitals",
    sector="health",
    lines=LINES,
    label=_("Clean hospitals"),
    about=_("Hospitals named clean by their score. A proved case takes the name away."),
    title="hospital",
    columns=(
        text("hospital", _("Hospital"), is_public=True),
        choice("level", _("Level of the hospital"), LEVELS, in_list=True, is_public=True),
        number("score", _("Score (0 to 100)"), in_list=True, is_public=True),
        day("named_on", _("Named on"), in_list=True, is_public=True),
        day("revoked_on", _("Revoked on"), is_required=False, in_list=True, is_public=True, is_system=True),
    ),
    alarms=(
        Alarm(
            "revoked", _("Name revoked"), _("Named on %(named)s, revoked on %(revoked)s after a proved case.")
        ),
    ),
    figures=(Figure("distinct", "hospital", _("Hospitals in the programme")),),
    is_public=True,
    limits=("clean_score",),
    source="M53",
)

OPENNESS = Register(
    name="hospital-openness",
    sector="health",
    lines=LINES,
    label=_("What hospitals display"),
    about=_("A checklist for each hospital: what has to be displayed, and whether it is."),
    title="hospital",
    columns=(
        text("hospital", _("Hospital"), is_public=True),
        choice("level", _("Level of the hospital"), LEVELS, is_public=True),
        day("checked_on", _("Checked on"), in_list=True, is_public=True),
        yesno("prices", _("Prices of services"), in_list=True, is_public=True),
        yesno("drugs", _("Prices of drugs"), in_list=True, is_public=True),
        yesno("bills", _("Itemised bills"), in_list=True, is_public=True),
        yesno("procurement", _("Procurement and tenders"), in_list=True, is_public=True),
        yesno("staff", _("Appointments and promotions"), is_public=True),
        yesno("complaints", _("Way to complain"), in_list=True, is_public=True),
    ),
    alarms=(
        Alarm(
            "gaps",
            _("Not all displayed"),
            _("Checked on %(checked)s: %(missing)d of %(all)d points aren't displayed."),
        ),
        Alarm("not_checked", _("Not checked"), _("The list hasn't been checked since %(checked)s.")),
    ),
    figures=(
        Figure("share", "prices", _("Prices of services"), among=("true",)),
        Figure("share", "complaints", _("Way to complain"), among=("true",)),
    ),
    follow_up=FollowUp(
        _("Enter a check"),
        ("checked_on", "prices", "drugs", "bills", "procurement", "staff", "complaints"),
    ),
    is_public=True,
    limits=("openness_check_days",),
    source="M54",
)

REGISTERS = (DRUG_USE, DRUG_PRICES, CLEAN_HOSPITALS, OPENNESS)
