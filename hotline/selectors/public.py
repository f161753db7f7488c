"""The programme for everybody: the schedule, the live page, the replay; only the words for the air, never those of a caller."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.selectors.register import areas
from cases.selectors.rows import place_of
from common.ics import Entry, calendar_text
from common.numbering import CHINA
from hotline.choices import Outlet, QuestionStage, SessionStage
from hotline.models import Edition, Question, Session, SessionUpdate
from hotline.selectors.overview import newest_guests
from hotline.selectors.promises import PromiseLine, promises_of

SHOWN_PAST, SHOWN_AHEAD = 20, 50
PRODUCER = "guangdong-hotline"
# A calendar shows what is to come and what has just been.
IN_CALENDAR = timedelta(days=60)


@dataclass(frozen=True)
class AiredLine:
    """One question that everybody has heard, with what was said, and what became of a promise."""

    question: Question
    place: str
    promise: PromiseLine | None


@dataclass(frozen=True)
class SessionPageData:
    """What the page of a session shows to everybody."""

    session: Session
    guest: object
    asked: AiredLine | None
    lines: list[AiredLine]
    updates: QuerySet[SessionUpdate]
    edition: Edition | None
    counts: list[tuple[str, int]]
    promises: list[PromiseLine]


def announced(*, area_code: str = "") -> QuerySet[Session]:
    """What everybody may know of; ``area_code`` begins with the digits of one province, city or county."""
    found = Session.objects.announced().with_places()
    return found.filter(organiser__area__code=area_code) if area_code else found


def schedule(found: QuerySet[Session]) -> dict[str, list[Session]]:
    """What is on the air, what comes, and what was."""
    live = found.filter(stage=SessionStage.ON_AIR).order_by("starts_at")
    ahead = found.ahead().order_by("starts_at")[:SHOWN_AHEAD]
    past = found.filter(stage__in=(SessionStage.OFF_AIR, SessionStage.CLOSED, SessionStage.CANCELLED))
    return {
        "live": list(live),
        "ahead": list(ahead),
        "past": list(past.order_by("-starts_at")[:SHOWN_PAST]),
    }


def sessions_by_day(found: QuerySet[Session], weeks: list[list[date]]) -> list[list[dict]]:
    """A month of sessions, day by day."""
    first, last = weeks[0][0], weeks[-1][-1]
    rows = found.filter(starts_at__date__range=(first, last)).order_by("starts_at")
    by_day: dict[date, list[Session]] = {}
    for session in rows:
        by_day.setdefault(session.starts_at.astimezone(CHINA).date(), []).append(session)
    return [[{"day": day, "sessions": by_day.get(day, [])} for day in week] for week in weeks]


def page_of(session: Session, *, today: date) -> SessionPageData:
    """The live or replay page."""
    promises = promises_of([session], today=today)
    by_question = {line.question.pk: line for line in promises}
    rows = session.questions.aired().select_related("case").order_by("-asked_at")
    lines = [_aired(question, by_question) for question in rows]
    shown = {line.question.pk for line in lines}
    return SessionPageData(
        session=session,
        guest=newest_guests([session]).get(session.pk),
        asked=next((line for line in lines if line.question.stage == QuestionStage.ASKED), None),
        lines=[line for line in lines if line.question.stage != QuestionStage.ASKED],
        updates=session.updates.all(),
        edition=_published_edition(session),
        counts=_counts(session),
        promises=[line for line in promises if line.question.pk in shown],
    )


def calendar_of(found: Iterable[Session], *, at: datetime) -> bytes:
    """The schedule for calendar programs."""
    entries = [
        Entry(
            uid=f"hotline-{session.pk}@{PRODUCER}",
            day=session.starts_at.astimezone(CHINA).date(),
            title=f"{session.starts_at.astimezone(CHINA):%H:%M} {session.unit} · {session.topic}",
            url=settings.SITE_ADDRESS + reverse("hotline:public-session", args=[session.pk]),
            changed_at=at.replace(minute=0, second=0, microsecond=0),
            sequence=0,
        )
        for session in found
    ]
    return calendar_text(entries, name=_("Hotline programme"), producer=PRODUCER)


def in_calendar(found: QuerySet[Session], *, at: datetime) -> QuerySet[Session]:
    """The sessions that a calendar shows."""
    near = found.filter(starts_at__gte=at - IN_CALENDAR).exclude(stage=SessionStage.CANCELLED)
    return near.order_by("starts_at")


def _aired(question: Question, promises: dict[int, PromiseLine]) -> AiredLine:
    area = areas().get(question.case.area_id)
    return AiredLine(question, place_of(area) if area else "", promises.get(question.pk))


def _published_edition(session: Session) -> Edition | None:
    return Edition.objects.filter(session=session).exclude(published_at=None).first()


def _counts(session: Session) -> list[tuple[str, int]]:
    """How many questions came by each outlet."""
    rows = list(session.questions.order_by().values_list("outlet", flat=True))
    return [(str(outlet.label), rows.count(outlet)) for outlet in Outlet if outlet in session.outlets]
