"""What stands on the page of a case in the console beside its columns: why each date, what hangs on it, who has read it."""

from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from audit.models import Reading
from audit.permissions import can_read_log
from cases.admin.looks import LIGHT_TONES
from cases.choices import Light
from cases.models import Case
from cases.permissions import can_decide_on_recusal, can_read_of_revenge
from cases.selectors.clock_rows import clock_rows
from cases.signals import case_studied

READINGS_SHOWN = 15


def study_of(case: Case, user, *, at: datetime) -> dict:
    """Clocks with their reasons, what other apps add, who keeps away, and who has read the case, as far as the user may know."""
    answers = case_studied.send(sender=Case, case=case, user=user)
    return {
        "clocks": [
            row | {"tone": LIGHT_TONES[Light(row["light"])]}
            for row in clock_rows(case, list(case.clocks.all()), at=at)
        ],
        "cards": [card for _receiver, cards in answers for card in cards or ()],
        "recusals": _recusals(case, user),
        "staff_url": reverse("cases:case-detail", args=[case.pk]),
        **_readings(case, user),
    }


def _recusals(case: Case, user) -> list[dict]:
    """Demands that somebody keeps away, with the way to the decision for whoever makes it."""
    if not can_read_of_revenge(user, case):
        return []
    url = reverse("cases:case-recusal", args=[case.pk])
    return [
        {
            "at": recusal.asked_at,
            "state": recusal.get_decision_display() or _("waits for a decision"),
            "about": str(recusal.about or ""),
            "url": url if can_decide_on_recusal(user, case, recusal) else "",
        }
        for recusal in case.recusals.select_related("about")
    ]


def _readings(case: Case, user) -> dict:
    """Who has read it lately, for those who read the log; None for everybody else."""
    if not can_read_log(user):
        return {"readings": None}
    rows = Reading.objects.visible_to(user).filter(case_id=case.pk).select_related("reader").order_by("-id")
    log = reverse("admin:audit_reading_changelist")
    return {
        "readings": [
            {"at": timezone.localtime(row.at), "reader": str(row.reader), "kind": row.get_kind_display()}
            for row in rows[:READINGS_SHOWN]
        ],
        "readings_url": f"{log}?{urlencode({'q': case.number})}",
    }
