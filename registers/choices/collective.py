"""Agriculture: what a village owns together, and the deals about it on the town's trading platform (M26)."""

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
# The nine cities of the Pearl River Delta, by the beginnings of their codes: Guangzhou, Shenzhen, Zhuhai, Foshan, Jiangmen,
# Zhaoqing, Huizhou, Dongguan, Zhongshan (Outline of the plan for the reform and development of the delta, 2008).
DELTA = ("4401", "4403", "4404", "4406", "4407", "4412", "4413", "4419", "4420")
FAMILY = "collective"

COLLECTIVE_ASSETS = Register(
    name="collective-assets",
    sector="agriculture",
    lines=LINES,
    label=_("Collective funds, assets and resources"),
    about=_("What a village owns together, counted every year and displayed every quarter."),
    title="asset",
    number_label=_("Number of the asset"),
    family=FAMILY,
    group=("area", "number"),
    required_in=DELTA,
    columns=(
        text("village", _("Village"), in_list=True, is_public=True),
        text("asset", _("Asset"), is_public=True),
        choice(
            "kind",
            _("Kind"),
            (("funds", _("Funds")), ("asset", _("Asset")), ("resource", _("Resource"))),
            in_list=True,
            is_public=True,
        ),
        money("value", _("Value in the books"), in_list=True, is_public=True),
        choice(
            "use",
            _("Use"),
            (("own", _("Used by the village")), ("let", _("Let")), ("idle", _("Unused"))),
            in_list=True,
            is_public=True,
        ),
        day("counted_on", _("Counted on"), is_public=True),
        day("disclosed_on", _("Last displayed on"), is_required=False, is_public=True),
    ),
    alarms=(
        Alarm("not_counted", _("Not counted"), _("Counted on %(counted)s and not since.")),
        Alarm("undisclosed", _("Not displayed"), _("Not displayed since %(last)s.")),
        Alarm(
            "let_off_books",
            _("Let without a deal"),
            _("It is let, and no deal about it stands in the register of deals."),
        ),
    ),
    figures=(Figure("sum", "value", _("Value in the books")),),
    follow_up=FollowUp(_("Enter a count or a display"), ("value", "use", "counted_on", "disclosed_on")),
    is_public=True,
    limits=("asset_count_days", "asset_disclosure_days"),
    source="M26",
)

COLLECTIVE_DEALS = Register(
    name="collective-deals",
    sector="agriculture",
    lines=LINES,
    label=_("Deals about collective property"),
    about=_(
        "Each lease, sale or contract about collective property, whether it went over the town's trading platform and was displayed."
    ),
    title="subject",
    number_label=_("Number of the deal"),
    family=FAMILY,
    group=("area", "asset"),
    required_in=DELTA,
    columns=(
        text("village", _("Village"), in_list=True, is_public=True),
        text("subject", _("Subject of the deal"), is_public=True),
        Column("asset", Kind.CODE, _("Number of the asset"), is_public=True),
        choice(
            "kind",
            _("Kind"),
            (("lease", _("Lease")), ("sale", _("Sale")), ("contract", _("Contract"))),
            in_list=True,
            is_public=True,
        ),
        money("reserve", _("Reserve price"), is_public=True),
        money("price", _("Price agreed"), in_list=True, is_public=True),
        number("bidders", _("Bidders"), is_required=False, is_public=True),
        day("closed_on", _("Closed on"), in_list=True, is_public=True),
        yesno("on_platform", _("On the town's trading platform"), in_list=True, is_public=True),
        day("disclosed_on", _("Displayed on"), is_required=False, is_public=True),
    ),
    alarms=(
        Alarm(
            "off_platform",
            _("Past the trading platform"),
            _("Closed on %(closed)s for %(price)s yuan, not on the town's trading platform."),
        ),
        Alarm(
            "below_reserve",
            _("Below the reserve price"),
            _("Closed for %(price)s yuan; the reserve price was %(reserve)s yuan."),
        ),
        Alarm("undisclosed", _("Not displayed"), _("Closed on %(closed)s and not displayed since.")),
        Alarm(
            "unknown_asset",
            _("Asset in no register"),
            _("The asset of this deal stands in no register of assets."),
        ),
    ),
    figures=(
        Figure("share", "on_platform", _("On the town's trading platform"), among=("true",)),
        Figure("sum", "price", _("Price agreed")),
    ),
    follow_up=FollowUp(_("Enter the display"), ("disclosed_on",)),
    is_public=True,
    limits=("deal_disclosure_days",),
    source="M26",
)

REGISTERS = (COLLECTIVE_ASSETS, COLLECTIVE_DEALS)
