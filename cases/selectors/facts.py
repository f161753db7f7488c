"""The columns of a case in words, as its page and its file tell them."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.choices import Party
from cases.lifecycle import UNIT_STAGES
from cases.models import Case
from cases.selectors.rows import place_of
from organizations.models import Unit


def is_assigned(case: Case) -> bool:
    """Whether a unit has the case; only then can there be co-handlers."""
    return case.stage in UNIT_STAGES


def facts_of(case: Case, helpers: list[Unit]) -> list[dict]:
    """The columns of the case in words."""
    place = " · ".join(str(part) for part in (case.city, case.area if case.area != case.city else "") if part)
    facts = [
        (_("Place"), " · ".join(part for part in (place, case.place_text) if part)),
        (_("Sector"), case.sector or _("Outside the eight sectors")),
        (_("Came in by"), case.get_channel_display()),
        (pgettext("moment", "Received"), timezone.localtime(case.received_at).strftime("%Y-%m-%d %H:%M")),
        (_("Intake desk"), case.desk),
    ]
    if case.window:
        facts.insert(3, (_("Window"), case.get_window_display()))
    if case.responsible:
        facts.append((_("Responsible unit"), case.responsible))
    if helpers:
        facts.append((_("Co-handling units"), _(", ").join(str(unit) for unit in helpers)))
    if case.reviewer:
        facts.append((_("Reviewing body"), case.reviewer))
    if case.submitted_by:
        facts.insert(3, (Party.SUBMITTER.label, case.submitted_by))
    if case.escalated_to:
        facts.append((_("Escalated to"), case.escalated_to))
    return [{"label": label, "value": value} for label, value in facts]


def facts_for_helper(case: Case) -> list[dict]:
    """What a co-handler learns of a case whatever it is asked."""
    facts = [
        (_("Place"), place_of(case.area)),
        (_("Sector"), case.sector or _("Outside the eight sectors")),
        (_("Responsible unit"), case.responsible),
    ]
    return [{"label": label, "value": value} for label, value in facts]
