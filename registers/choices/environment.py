"""Environment: the six action plans, and local rules against the law."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from organizations.choices import Line
from registers.choices.shape import Alarm, Figure, FollowUp, Register, choice, day, number, text

LINES = (Line.ENVIRONMENT,)
PLANS = (
    ("air", _("Clean air")),
    ("water", _("Clearer waters of southern Guangdong")),
    ("metals", _("Heavy metals")),
    ("villages", _("Rural environment")),
    ("waste", _("Solid waste")),
    ("thunder", _("Thunder: enforcement")),
)

ACTION_PLANS = Register(
    name="action-plans",
    sector="environment",
    lines=LINES,
    label=_("Six action plans"),
    about=_("How far each of the six action plans under the plan of the sector has come."),
    title="plan",
    group=("area", "plan"),
    columns=(
        choice("plan", _("Action plan"), PLANS),
        text("aim", _("What it is to achieve")),
        day("due_on", _("Due on"), in_list=True),
        number("progress", _("Progress (%)"), in_list=True),
        day("reported_on", _("Last reported on"), in_list=True),
        text("document", _("Evidence"), is_required=False),
    ),
    alarms=(
        Alarm("behind", _("Behind"), _("Due on %(due)s; progress is %(progress)d percent.")),
        Alarm("silent", _("No report"), _("Last reported on %(reported)s.")),
    ),
    figures=(Figure("distinct", "plan", _("Plans present"), of=len(PLANS)),),
    follow_up=FollowUp(_("Report progress"), ("progress", "reported_on", "document")),
    limits=("report_days",),
    source="M40",
)

LOCAL_RULES = Register(
    name="local-rules",
    sector="environment",
    lines=LINES,
    label=_("Local rules against the law"),
    about=_("Documents that were reviewed: what protects polluters or bars inspections is abolished."),
    title="title",
    number_label=_("Number of the document"),
    columns=(
        text("title", _("Document")),
        text("issuer", _("Issued by"), in_list=True),
        day("issued_on", pgettext_lazy("document", "Issued on")),
        day("reviewed_on", _("Reviewed on"), in_list=True),
        choice(
            "result",
            _("Result of the review"),
            (
                ("lawful", _("Lawful")),
                ("contrary", _("Contrary to the law")),
                ("obstructs", _("Obstructs enforcement")),
                ("connives", _("Connives at pollution")),
            ),
            in_list=True,
        ),
        day("due_on", _("To be abolished by"), is_required=False, in_list=True),
        day("abolished_on", _("Abolished on"), is_required=False, in_list=True),
    ),
    alarms=(
        Alarm(
            "in_force",
            _("Still in force"),
            _("Reviewed on %(reviewed)s, to be abolished by %(due)s, and still in force."),
        ),
    ),
    figures=(Figure("share", "result", _("Found lawful"), among=("lawful",)),),
    follow_up=FollowUp(_("Enter that it was abolished"), ("abolished_on",)),
    limits=("abolish_days",),
    source="M42",
)

REGISTERS = (ACTION_PLANS, LOCAL_RULES)
