"""Alarms in words."""

from django.utils.translation import gettext as _

from evaluations.choices import Grade, VisitAlarmKind
from evaluations.models import VisitAlarm, VisitVote

MOST_VOTES = 200


def alarm_words(alarm: VisitAlarm) -> str:
    """What was found, in the language of whoever reads it; never whose number it was."""
    sentences = {
        VisitAlarmKind.STAFF_PHONE: _(
            "%(visits)s visits of the last 30 days were recorded with a number of staff."
        ),
        VisitAlarmKind.ONE_NUMBER: _("%(visits)s visits of the last 30 days were recorded with one number."),
        VisitAlarmKind.BURST: _("%(votes)s ratings “%(grade)s” came within minutes, far more than usual."),
        VisitAlarmKind.SAME_SECOND: _("%(votes)s ratings “%(grade)s” came in the same second."),
        VisitAlarmKind.WITHHELD: _("%(visits)s visits were recorded in a week; usual are %(usual)s."),
        VisitAlarmKind.RESPONSE: _(
            "%(response)s of 100 who were asked have replied; of all others %(others)s."
        ),
        VisitAlarmKind.PRESSURE_WORDS: _("A rating speaks of pressure or gifts."),
        VisitAlarmKind.PRESSURE: _("A visitor has replied with 9: he was pressed to praise."),
    }
    figures = dict(alarm.figures)
    if "grade" in figures:
        figures["grade"] = Grade(figures["grade"]).label
    return sentences[alarm.kind] % figures


def vote_lines(alarm: VisitAlarm) -> list[VisitVote]:
    """The ratings that it is about, as they came; not who has given them."""
    return list(alarm.votes.order_by("voted_at", "pk")[:MOST_VOTES])
