"""Agriculture: what households claim of subsidies, who checked and approved it, and whether it reached them (M19)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.choices import Line
from registers.choices.shape import Alarm, Column, Figure, FollowUp, Register, choice, day, money, text
from registers.choices.words import Kind

PROGRAMMES = (
    ("grain", _("Direct payment to grain growers")),
    ("seed", _("Improved seed")),
    ("inputs", _("Farm inputs")),
    ("machinery", _("Farm machinery")),
    ("other", _("Another subsidy")),
)
HOLDERS = (
    ("household", _("The household itself")),
    ("village", _("The village or its officials")),
    ("town", _("The town")),
    ("bank", _("The bank or credit co-operative")),
)

SUBSIDY_CLAIMS = Register(
    name="subsidy-claims",
    sector="agriculture",
    lines=(Line.AGRICULTURE,),
    label=_("Claims for farm subsidies"),
    about=_(
        "What is claimed is found on the spot, checked and approved by different hands, and paid to the household."
    ),
    title="programme",
    number_label=_("Number of the claim"),
    group=("area", "programme", "year", "household"),
    columns=(
        choice("programme", _("Subsidy"), PROGRAMMES),
        Column("year", Kind.CODE, _("Year of the subsidy")),
        Column("household", Kind.CODE, _("Household number"), in_list=True),
        text("village", _("Village"), in_list=True),
        money("claimed", _("Claimed (mu or pieces)"), in_list=True),
        money("measured", _("Found on the spot (mu or pieces)"), in_list=True),
        text("claimed_by", _("Handed in by (post)")),
        text("checked_by", _("Checked by (post)"), is_required=False),
        day("checked_on", _("Checked on"), is_required=False),
        text("approved_by", _("Approved by (post)"), is_required=False),
        day("approved_on", _("Approved on"), is_required=False),
        money("payable", pgettext_lazy("subsidy", "Granted"), is_required=False, in_list=True),
        money("paid", _("Paid into the passbook"), is_required=False, in_list=True),
        day("paid_on", _("Paid on"), is_required=False),
        choice("passbook", _("Who holds the passbook"), HOLDERS, is_required=False),
    ),
    alarms=(
        Alarm(
            "false_claim",
            _("False claim"),
            _("The household's claims of the year come to %(claimed)s; %(measured)s were found on the spot."),
        ),
        Alarm(
            "collusion",
            _("Collusive approval"),
            _(
                "Approved on %(approved)s by %(hands)d pairs of hands instead of three, or before anybody had checked."
            ),
        ),
        Alarm(
            "withheld",
            _("Passbook or money withheld"),
            _("Granted %(granted)s yuan, paid %(paid)s, or the passbook lies with somebody else."),
        ),
    ),
    figures=(
        Figure("sum", "payable", pgettext_lazy("subsidy", "Granted")),
        Figure("sum", "paid", _("Paid into the passbook")),
    ),
    follow_up=FollowUp(
        _("Enter the check, the approval or the payment"),
        (
            "measured",
            "checked_by",
            "checked_on",
            "approved_by",
            "approved_on",
            "payable",
            "paid",
            "paid_on",
            "passbook",
        ),
    ),
    limits=("subsidy_payment_days",),
    source="M19",
)

REGISTERS = (SUBSIDY_CLAIMS,)
