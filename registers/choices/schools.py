"""Education: schools whose fees are watched, the page that each school has to have, and who is to pass an inspection."""

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

LINES = (Line.EDUCATION,)
# The watch list and the acceptance list are compared by area.
FEES = "fees"
# By which cases a record is marked: complaints about fees that are still open (selectors/marks.py).
FEE_CASES = "fee_cases"

FEE_WATCH = Register(
    name="fee-watch",
    sector="education",
    lines=LINES,
    label=_("Watch list of school fees"),
    about=_("Schools on the list are sampled in every period; what was charged too much is given back."),
    title="school",
    number_label=_("Number of the school"),
    family=FEES,
    group=("area",),
    columns=(
        text("school", _("School"), is_public=True),
        yesno("is_watched", _("On the watch list"), in_list=True),
        day("since", _("On the list since"), is_required=False),
        choice(
            "period",
            _("Sampled every"),
            (("month", _("Month")), ("quarter", _("Quarter")), ("term", pgettext_lazy("school", "Term"))),
            in_list=True,
            is_public=True,
        ),
        day("sampled_on", _("Last sampled on"), is_required=False, in_list=True, is_public=True),
        number("items", _("Items checked"), is_required=False, is_public=True),
        number("items_over", _("Items above the standard"), is_required=False, in_list=True, is_public=True),
        money("refund", _("To be given back"), is_required=False, is_public=True),
        day("refunded_on", _("Given back on"), is_required=False, is_public=True),
    ),
    alarms=(
        Alarm(
            "no_sample",
            _("No sample in the period"),
            _("On the watch list; the last sample was due by %(due)s."),
        ),
        Alarm(
            "overcharged",
            _("Charged too much"),
            _("The sample of %(sampled)s found %(items)d items above the standard; nothing was given back."),
        ),
    ),
    figures=(
        Figure("share", "is_watched", _("On the watch list"), among=("true",)),
        Figure("sum", "refund", _("To be given back")),
    ),
    follow_up=FollowUp(_("Enter a sample"), ("sampled_on", "items", "items_over", "refund", "refunded_on")),
    is_public=True,
    limits=("sample_month_days", "sample_quarter_days", "sample_term_days"),
    source="M48",
)

SCHOOL_PAGES = Register(
    name="school-pages",
    sector="education",
    lines=LINES,
    label=_("School pages"),
    about=_(
        "Every school has a page with its fees and a way to complain. A page that doesn't answer counts as missing."
    ),
    title="school",
    number_label=_("Number of the school"),
    columns=(
        text("school", _("School"), is_public=True),
        Column("link", Kind.LINK, _("Address of the page"), is_required=False, is_public=True),
        day("checked_on", _("Checked on"), is_required=False, in_list=True, is_public=True),
        yesno("answers", _("The page answers"), is_required=False, in_list=True, is_public=True),
        yesno("shows_fees", _("Shows the fees"), is_required=False, in_list=True, is_public=True),
        yesno("takes_complaints", _("Leads to complaints"), is_required=False, in_list=True, is_public=True),
    ),
    alarms=(
        Alarm("no_page", _("No page"), _("The school has no page that answers.")),
        Alarm(
            "incomplete",
            _("Page incomplete"),
            _("Checked on %(checked)s: the fees or the way to complain are missing."),
        ),
        Alarm("not_checked", _("Not checked"), _("The page hasn't been checked since %(checked)s.")),
    ),
    figures=(Figure("share", "answers", _("Schools with a page"), among=("true",)),),
    follow_up=FollowUp(
        _("Enter a check"), ("link", "checked_on", "answers", "shows_fees", "takes_complaints")
    ),
    is_public=True,
    limits=("page_check_days",),
    source="M47",
)

ACCEPTANCE = Register(
    name="acceptance",
    sector="education",
    lines=LINES,
    label=_("Acceptance list"),
    about=_(
        "Counties, towns and schools that are to pass an inspection for advanced education; open complaints about fees mark them."
    ),
    title="candidate",
    number_label=_("Number of the application"),
    family=FEES,
    group=("area",),
    marks=FEE_CASES,
    columns=(
        text("candidate", _("To be inspected"), is_public=True),
        choice(
            "honour",
            _("Inspected for"),
            (
                ("county", _("County strong in education")),
                ("town", _("Town strong in education")),
                ("advanced", _("County advanced in modernising education")),
                ("school", _("Model school")),
            ),
            in_list=True,
            is_public=True,
        ),
        day("applied_on", _("Applied on"), in_list=True, is_public=True),
        choice(
            "result",
            pgettext_lazy("acceptance", "Result"),
            (("passed", _("Passed")), ("failed", _("Not passed"))),
            is_required=False,
            in_list=True,
            is_public=True,
            is_from_above=True,
            hint=_("Entered by the department above the unit."),
        ),
        day("decided_on", _("Decided on"), is_required=False, is_public=True, is_from_above=True),
    ),
    alarms=(
        Alarm(
            "unreturned",
            _("Fees not given back"),
            _(
                "On the watch list %(schools)d schools of the area have charged too much and given nothing back."
            ),
        ),
    ),
    figures=(Figure("share", "result", _("Passed"), among=("passed",)),),
    follow_up=FollowUp(_("Enter the result"), ("result", "decided_on")),
    is_public=True,
    source="M45",
)

REGISTERS = (FEE_WATCH, SCHOOL_PAGES, ACCEPTANCE)
