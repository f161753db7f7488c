"""What everybody reads: updates while a session is on the air, and the feedback edition a week after it."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from common.numbering import CHINA
from hotline.choices import ON_OR_PAST, SessionRefusal
from hotline.deadlines import FEEDBACK_AFTER
from hotline.models import Edition, EditionLine, Session, SessionUpdate
from hotline.permissions import can_publish_edition, can_run_desk
from hotline.selectors.promises import promises_of
from hotline.selectors.sessions import counts_of
from hotline.selectors.studio import must_not_be_said
from hotline.services.sessions import SessionRefused, lock_session
from hotline.services.tell import tell_of_edition

BATCH = 50
# What is drafted is in the language of the office, whoever's beat it was.
OFFICIAL_LANGUAGE = "zh-hans"


@transaction.atomic
def add_update(*, session_id: int, text: str, actor: User, at) -> SessionUpdate:
    """Write a line on the live page. Raises SessionRefused, also when it says what must not be public."""
    session = lock_session(session_id, actor)
    words = text.strip()
    reasons = [] if can_run_desk(actor, session) else [SessionRefusal.NOT_YOUR_MOVE]
    reasons += [] if session.stage in ON_OR_PAST else [SessionRefusal.WRONG_STAGE]
    _refuse(reasons, words)
    return SessionUpdate.objects.create(session=session, text=words, at=at, actor=actor)


@transaction.atomic
def draft_due_editions(*, at) -> int:
    """Draft the feedback edition of every session that went off the air a week ago; exactly one each, however often asked.

    A session that another worker looks at is left to it. Returns how many were drafted.
    """
    due = Session.objects.wound_up().filter(ended_at__lte=at - FEEDBACK_AFTER, edition=None)
    sessions = list(due.with_places().select_for_update(of=("self",), skip_locked=True)[:BATCH])
    drafted = 0
    for session in sessions:
        edition, is_new = Edition.objects.get_or_create(
            session=session, defaults={"drafted_at": at, "text": _introduction(session)}
        )
        if is_new:
            tell_of_edition(edition, at=at)
            drafted += 1
    return drafted


@transaction.atomic
def publish_edition(*, session_id: int, text: str, actor: User, at) -> Edition:
    """Publish the edition with every promise as it stands today. Raises SessionRefused."""
    session = lock_session(session_id, actor)
    edition = Edition.objects.select_for_update().get(session=session)
    words = text.strip()
    reasons = [] if can_publish_edition(actor, session) else [SessionRefusal.NOT_YOUR_MOVE]
    reasons += [SessionRefusal.PUBLISHED_ALREADY] if edition.published_at else []
    _refuse(reasons, words)
    edition.text, edition.published_at, edition.published_by = words, at, actor
    edition.save(update_fields=["text", "published_at", "published_by"])
    promises = promises_of([session], today=at.astimezone(CHINA).date())
    EditionLine.objects.bulk_create(
        EditionLine(edition=edition, question=promise.question, state=promise.state) for promise in promises
    )
    return edition


def _refuse(reasons: list[str], words: str) -> None:
    """Raise SessionRefused for these reasons, and for words that everybody would read and must not."""
    leaks = must_not_be_said(words, None)
    reasons += [] if words else [SessionRefusal.TEXT_MISSING]
    reasons += [SessionRefusal.LEAKS] if leaks else []
    if reasons:
        raise SessionRefused(reasons, about={SessionRefusal.LEAKS: leaks})


def _introduction(session: Session) -> str:
    """The first words of an edition, from its numbers; whoever publishes it writes on."""
    counts = counts_of(session)
    with translation.override(OFFICIAL_LANGUAGE):
        return _(
            "On %(date)s %(unit)s was on the line about %(topic)s. %(all)d questions came in: %(answered)d were answered on "
            "the air, %(promised)d promises were made, %(passed)d were passed on. What became of the promises is told here."
        ) % {
            "date": timezone.localdate(session.began_at).isoformat(),
            "unit": session.unit.name,
            "topic": session.topic,
            "all": counts["all"],
            "answered": counts["answered"],
            "promised": counts["promised"],
            "passed": counts["passed_on"],
        }
