"""The first page of the console for the three administrators: what is theirs to look after; no word of a case."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Duty
from accounts.permissions import can_manage_users, can_read_logs, can_run_system
from accounts.selectors import resets_to_show, users_without_factor
from audit.choices import CheckState
from audit.permissions import can_see_chain
from audit.selectors import latest_verifications
from campaign.console.lines import Card, Line
from cases.models import DayDecision
from common.paging import counts_up_to
from dashboard.selectors.area_today import COUNTED_AT_MOST
from notices.selectors import dead_letters_of

TONES = {CheckState.BROKEN: "red", CheckState.SOUND: "green"}


def upkeep(user) -> list[Card]:
    """What each of the three looks after, with how much of it waits."""
    cards = []
    if can_run_system(user):
        cards.append(Card(_("Running the system"), _system(user)))
    if can_manage_users(user):
        cards.append(Card(_("Letting people in"), _people()))
    if can_read_logs(user):
        cards.append(Card(_("Looking over the logs"), _logs()))
    if can_see_chain(user):
        cards.append(Card(_("State of the audit chain"), [_chain()]))
    return cards


def _counted(*querysets) -> list[int]:
    return counts_up_to((queryset, COUNTED_AT_MOST + 1) for queryset in querysets)


def _system(user) -> list[Line]:
    dead, days = _counted(dead_letters_of(user), DayDecision.objects.filter(applied_at=None))
    return [
        Line(_("undelivered notices"), reverse("notices:dead-letters"), dead, "red" if dead else ""),
        Line(
            _("entered days whose dates are still worked out anew"),
            f"{reverse('admin:cases_daydecision_changelist')}?applied=0",
            days,
        ),
        Line(_("Words of notices"), reverse("admin:notices_template_changelist")),
        Line(_("Ways of notices"), reverse("admin:notices_route_changelist")),
        Line(_("Enter days that are worked or free"), reverse("admin:cases_daydecision_add")),
    ]


def _people() -> list[Line]:
    today = timezone.localdate()
    without, resets, ending = _counted(
        users_without_factor(on=today),
        resets_to_show().filter(decision=""),
        Duty.objects.ending_soon(on=today),
    )
    users, duties = reverse("admin:accounts_user_changelist"), reverse("admin:accounts_duty_changelist")
    return [
        Line(_("lost second factors that wait for a decision"), reverse("accounts:factor-resets"), resets),
        Line(
            _("users without the second factor that they need"),
            f"{users}?factor=missing",
            without,
            "yellow" if without else "",
        ),
        Line(_("duties that end within 30 days"), f"{duties}?valid=soon", ending),
        Line(_("Enter a user"), reverse("admin:accounts_user_add")),
        Line(_("Give a duty"), reverse("admin:accounts_duty_add")),
        Line(_("Enter a tie"), reverse("admin:accounts_tie_add")),
    ]


def _logs() -> list[Line]:
    readings, changes = (
        reverse("admin:audit_reading_changelist"),
        reverse("admin:audit_auditentry_changelist"),
    )
    return [
        Line(_("What was read today"), f"{readings}?day=today"),
        Line(_("Identities that were opened in the last 30 days"), f"{readings}?kind=identity&day=month"),
        Line(_("Case files that were taken out in the last 30 days"), f"{readings}?kind=bundle&day=month"),
        Line(_("What was changed today"), f"{changes}?day=today"),
        Line(_("Who has which duty"), reverse("admin:accounts_duty_changelist")),
    ]


def _chain() -> Line:
    """How the last verification ended."""
    checks = latest_verifications()
    over = next((check for check in checks if check.is_over), None)
    url = reverse("admin:audit_verification_changelist")
    if over is None:
        return Line(_("The chain has never been verified."), url, tone="yellow")
    day = timezone.localtime(over.finished_at).strftime("%Y-%m-%d %H:%M")
    return Line(over.get_state_display(), url, tone=TONES.get(over.state, ""), note=day)
