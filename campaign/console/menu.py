"""How the menu of the console is arranged: the pages of work first, then the registers by groups."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions import can_enter_console, can_oversee

# The pages of work: their words, the name of the address, the icon, and who may open them.
PAGES = (
    (_("Overview"), "index", "today", can_enter_console),
    (_("Late units"), "late-units", "schedule", can_oversee),
    (_("Search"), "find", "search", can_enter_console),
)

# The menu and the overview: each group with its models, their icons (names of Material Symbols) and what one finds there.
MENU = (
    (
        _("Work"),
        (
            ("cases.case", "folder_open", _("Every case you may read, with its clocks, answers and trail.")),
            ("cases.caseclock", "timer", _("Running clocks, the most overdue first.")),
            ("supervision.order", "flag", _("Supervision orders with their demands, replies and trail.")),
            ("sectors.planversion", "task", _("The plans of the sectors, with how far each item is.")),
            ("sectors.campaign", "campaign", _("The campaigns with their days and phases.")),
        ),
    ),
    (
        pgettext_lazy("menu", "What citizens say"),
        (
            ("evaluations.rating", "sentiment_satisfied", _("What citizens say of the answers they got.")),
            (
                "evaluations.callback",
                "call",
                _("Call-backs that wait, and which are late; no number stands here."),
            ),
            (
                "evaluations.visitalarm",
                "warning",
                _("What looks wrong among the ratings of the service windows."),
            ),
            (
                "evaluations.servicewindow",
                "storefront",
                _("The service windows, with how many visitors were asked and have answered."),
            ),
            (
                "evaluations.round",
                "how_to_vote",
                _("The rounds of the public appraisal, and how far each is."),
            ),
        ),
    ),
    (
        _("Register"),
        (
            ("organizations.area", "map", _("Cities and counties under their codes, former ones too.")),
            ("organizations.unit", "account_balance", _("Units, whom they answer to and who leads them.")),
            ("organizations.tenure", "badge", _("Who holds or held which leading post.")),
            ("organizations.person", "person_search", _("Officials and all their posts.")),
            (
                "organizations.sector",
                "category",
                _("The eight sectors and the lines of work that lead them."),
            ),
            (
                "cases.daydecision",
                "event",
                _("Working days and free days that were entered by hand, and by which notice."),
            ),
        ),
    ),
    (
        _("Accounts"),
        (
            ("accounts.user", "group", _("People and systems that sign in.")),
            ("accounts.duty", "assignment_ind", _("Who acts for which unit, in which role, and since when.")),
            ("accounts.tie", "link", _("What keeps somebody away from a unit or an official.")),
            ("knox.authtoken", "key", _("Tokens of municipal systems; a token is issued by a command.")),
        ),
    ),
    (
        _("Supervision"),
        (
            (
                "supervision.threshold",
                "radar",
                _("From which numbers on the detectors make a lead, since when and why."),
            ),
        ),
    ),
    (
        _("Audit"),
        (
            ("audit.reading", "visibility", _("Who has read which case, file or record.")),
            (
                "audit.auditentry",
                "history",
                _("What was changed of users, duties, the register and settings, and by whom."),
            ),
            ("audit.verification", "link", _("Whether the trail is as it was sealed.")),
        ),
    ),
    (
        _("Messages"),
        (
            ("notices.notice", "mail", _("How far messages have come; those given up can be tried again.")),
            ("notices.template", "edit_note", _("What messages say, in each language and channel.")),
            ("notices.route", "alt_route", _("Who is told of which step, by which channel.")),
        ),
    ),
)
