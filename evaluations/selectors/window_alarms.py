"""Alarms in words, and what was decided on them before."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluations.choices import Grade, VisitAlarmKind, VisitAlarmState
from evaluations.models import VisitAlarm, VisitAlarmReturn, VisitVote

MOST_VOTES = 200


def alarm_words(alarm: VisitAlarm, figures: dict | None = None) -> str:
    """What was found, in the language of whoever reads it; never whose number it was. ``figures``: other than those of today."""
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
    figures = dict(alarm.figures if figures is None else figures)
    if "grade" in figures:
        figures["grade"] = Grade(figures["grade"]).label
    return sentences[alarm.kind] % figures


def vote_lines(alarm: VisitAlarm) -> list[VisitVote]:
    """The ratings that it is about, as they came; not who has given them."""
    return list(alarm.votes.order_by("voted_at", "pk")[:MOST_VOTES])


def earlier_dismissals(alarm: VisitAlarm) -> list[dict]:
    """That it was dismissed and came back, each time newest first, as entries of a timeline: who had dismissed what, when and
    why, and which evidence was new."""
    entries = []
    for back in alarm.returns.select_related("dismissed_by"):
        entries += [
            {
                "at": back.returned_at,
                "title": _("Came back with new evidence"),
                "icon": "arrow-back-up",
                "text": _news_of(back),
            },
            {
                "at": back.dismissed_at,
                "title": VisitAlarmState.DISMISSED.label,
                "icon": "circle-x",
                "actor": str(back.dismissed_by),
                "text": _("Reason: %(reason)s (known then: %(found)s)")
                % {"reason": back.reason, "found": alarm_words(alarm, back.figures)},
            },
        ]
    return entries


def _news_of(back: VisitAlarmReturn) -> str:
    """The ratings that weren't among those dismissed, and the visit that was recorded after them."""
    news = []
    if number := len(back.votes):
        said = ngettext(
            "%(number)d rating that wasn't among those known.",
            "%(number)d ratings that weren't among those known.",
            number,
        )
        news.append(said % {"number": number})
    if back.visit_recorded_at:
        moment = f"{timezone.localtime(back.visit_recorded_at):%Y-%m-%d %H:%M}"
        news.append(_("A visit recorded at %(moment)s, after all those known.") % {"moment": moment})
    return " ".join(news)
