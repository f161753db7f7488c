"""What stands at the live desk and on the host's screen."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import ngettext

from cases.choices import Channel
from cases.models import Case
from cases.search import fold
from cases.selectors.likeness import likeness, pieces_of
from cases.selectors.register import areas, office_calendar
from cases.selectors.rows import place_of
from hotline.choices import QuestionStage
from hotline.models import Question, Session
from hotline.rules import LIKE_ENOUGH, PROMISE_DAYS
from hotline.selectors.studio import barred_questions

SHOWN_ALIKE, SHOWN_NEXT, SHOWN_TO_TAKE = 5, 3, 20
# What came in by another way shortly before the broadcast may be meant for it.
TAKEN_FROM = timedelta(days=2)
LANES_TO_TAKE = (Channel.SMS, Channel.PHONE, Channel.WEB, Channel.EMAIL)


@dataclass(frozen=True)
class QueueLine:
    """One question as the desk sees it."""

    question: Question
    is_barred: bool
    followers: int

    @property
    def is_cleared(self) -> bool:
        """Whether it can be put on the air."""
        return bool(self.question.air_text) and not self.is_barred

    @property
    def words(self) -> str:
        """What the line says."""
        return self.question.air_text or self.question.text


@dataclass(frozen=True)
class Queue:
    """The whole desk: what is on the air, what waits, what is settled."""

    asked: QueueLine | None
    waiting: list[QueueLine]
    settled: list[QueueLine]

    @property
    def ready(self) -> list[QueueLine]:
        """What waits and may come on the air."""
        return [line for line in self.waiting if line.is_cleared]


@dataclass(frozen=True)
class Spoken:
    """What may be said of a question: the words, the place, by which outlet it came; nothing of who asks."""

    words: str
    place: str
    outlet: str


@dataclass(frozen=True)
class StudioScreen:
    """The host's screen: the question on the air, the next ones, and how many wait."""

    asked: Spoken | None
    following: list[Spoken]
    ready: int
    waiting: int


def queue_of(session: Session, user, *, on: date) -> Queue:
    """Every question of the session that the user sees, with its case."""
    found = list(
        Question.objects.visible_to(user)
        .filter(session=session)
        .select_related("case", "merged_into")
        .in_line()
    )
    barred = barred_questions(session, found, on=on)
    followers: dict[int, int] = {}
    for question in found:
        if question.merged_into_id:
            followers[question.merged_into_id] = followers.get(question.merged_into_id, 0) + 1
    lines = [QueueLine(one, one.pk in barred, followers.get(one.pk, 0)) for one in found]
    return Queue(
        asked=next((line for line in lines if line.question.stage == QuestionStage.ASKED), None),
        waiting=[line for line in lines if line.question.stage == QuestionStage.WAITING],
        settled=sorted(
            (line for line in lines if line.question.is_settled),
            key=lambda line: line.question.settled_at,
            reverse=True,
        ),
    )


def screen_of(session: Session, user, *, on: date) -> StudioScreen:
    """What the host sees: only what was cleared and complains of nobody in the studio (R2), in the words for the air."""
    queue = queue_of(session, user, on=on)
    asked = queue.asked if queue.asked and not queue.asked.is_barred else None
    return StudioScreen(
        asked=asked and spoken(asked.question),
        following=[spoken(line.question) for line in queue.ready[:SHOWN_NEXT]],
        ready=len(queue.ready),
        waiting=len([line for line in queue.waiting if not line.is_barred]),
    )


def spoken(question: Question) -> Spoken:
    """A question as it may be said aloud."""
    area = areas().get(question.case.area_id) if question.case_id else None
    return Spoken(
        words=question.air_text,
        place=place_of(area) if area else "",
        outlet=question.get_outlet_display(),
    )


def alike(line: QueueLine, queue: Queue) -> list[QueueLine]:
    """Questions of the session that may ask the same, the likest first (M70)."""
    own = pieces_of(fold(line.question.text))
    others = [other for other in (queue.asked, *queue.waiting, *queue.settled) if other is not None]
    fitting = [
        other
        for other in others
        if other.question.pk != line.question.pk and other.question.stage != QuestionStage.MERGED
    ]
    scored = [(likeness(own, pieces_of(fold(other.question.text))), other) for other in fitting]
    found = sorted((pair for pair in scored if pair[0] >= LIKE_ENOUGH), key=lambda pair: -pair[0])
    return [other for _score, other in found[:SHOWN_ALIKE]]


def cases_to_take(session: Session, user) -> list[Case]:
    """What came in by the other lanes since shortly before the broadcast and isn't in the queue yet."""
    since = (session.began_at or session.starts_at) - TAKEN_FROM
    fresh = Case.objects.visible_to(user).filter(
        channel__in=LANES_TO_TAKE, received_at__gte=since, handed_up_from=""
    )
    return list(fresh.exclude(hotline_questions__session=session).for_list().order_by("-pk")[:SHOWN_TO_TAKE])


def promise_days(*, today: date) -> list[tuple[date, str]]:
    """The days that are offered for a promise, with how far away they are."""
    calendar = office_calendar()
    days = [(calendar.add_workdays(today, number), number) for number in PROMISE_DAYS]
    return [(day, f"{date_format(day, 'DATE_FORMAT')} · {_workdays(number)}") for day, number in days]


def _workdays(number: int) -> str:
    return ngettext("%(number)d working day", "%(number)d working days", number) % {"number": number}
