"""Drawing who is asked, out of the units' hands; inviting; and forgetting the numbers.

The draw is by a keyed digest: whoever doesn't hold the key can't tell which business number will be drawn, and whoever holds it
can show afterwards that nobody had a hand in it.
"""

from datetime import date, datetime, time, timedelta

from django.db import connection, transaction
from django.db.models import Q

from accounts.models import User
from accounts.services import mark_of, open_text
from common.numbering import CHINA
from complaints.rules import clean_phone
from evaluations.choices import InvitationState, VisitState
from evaluations.models import Invitation, RatingOptOut, StaffPhone, Visit, VisitDraw
from evaluations.rules.samples import wanted
from evaluations.selectors.windows import limits_on
from evaluations.services.visit_records import bound_to
from notices.choices import Channel, Wording
from notices.services import answer_sender, sendable_from
from organizations.models import Unit

LOCK = 0x56495349
# In the morning, when those of the day before are all recorded and nobody is woken.
FROM_HOUR = 9
# So long the alarms look back for one number on many visits.
COUNTED_DAYS = 30


def draw_due(*, at: datetime) -> int:
    """Draw among the visits of the days before, for each unit once a day; returns how many were invited.

    Any number of beats may come at once: the draw of a unit and day is one row, and all draws wait for one another, so that no
    number is asked by two windows at a time.
    """
    local = at.astimezone(CHINA)
    if local.hour < FROM_HOUR:
        return 0
    begun = datetime.combine(local.date(), time(), tzinfo=CHINA)
    waiting = Visit.objects.filter(state=VisitState.WAITING, visited_at__lt=begun).order_by()
    drawn = VisitDraw.objects.filter(on=local.date()).values("unit")
    units = Unit.objects.filter(pk__in=waiting.values("unit")).exclude(pk__in=drawn).order_by("pk")
    return sum(draw_unit(unit=unit, on=local.date(), at=at) for unit in units)


@transaction.atomic
def draw_unit(*, unit: Unit, on: date, at: datetime) -> int:
    """Draw among the waiting visits of one unit and invite; returns how many, 0 where that was done today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if VisitDraw.objects.filter(unit=unit, on=on).exists():
        return 0
    limits = limits_on(on, unit_id=unit.pk)
    begun = datetime.combine(on, time(), tzinfo=CHINA)
    waiting = list(
        Visit.objects.select_for_update().filter(unit=unit, state=VisitState.WAITING, visited_at__lt=begun)
    )
    oldest = begun - timedelta(days=limits["oldest_days"])
    old = [visit for visit in waiting if visit.visited_at < oldest]
    free, barred = _sorted_out([visit for visit in waiting if visit.visited_at >= oldest], limits, at=at)
    free.sort(key=lambda visit: mark_of(f"draw\n{unit.pk}\n{on}\n{visit.number}"))
    number = wanted(len(free), share=limits["share"], least=limits["least"])
    VisitDraw.objects.create(
        unit=unit, on=on, waiting=len(waiting), barred=len(barred), drawn=number, limits=limits, at=at
    )
    _invite(free[:number], hours=limits["hours"], at=at)
    for state, visits in (
        (VisitState.INVITED, free[:number]),
        (VisitState.NOT_DRAWN, free[number:]),
        (VisitState.BARRED, barred),
        (VisitState.TOO_OLD, old),
    ):
        Visit.objects.filter(pk__in=[visit.pk for visit in visits]).update(state=state, phone_box="")
    return number


def expire_invitations(*, at: datetime) -> int:
    """Close the invitations whose time is over; returns how many."""
    return Invitation.objects.filter(state=InvitationState.OPEN, expires_at__lte=at).update(
        state=InvitationState.EXPIRED
    )


def forget_marks(*, at: datetime) -> int:
    """Forget by which number a visit was made as soon as no rule asks any more; returns how many visits that were."""
    rest = timedelta(days=max(limits_on(at.astimezone(CHINA).date())["rest_days"], COUNTED_DAYS))
    closed = ~Q(state=InvitationState.OPEN)
    Invitation.objects.filter(closed, invited_at__lt=at - rest).exclude(phone_mark="").update(phone_mark="")
    old = Visit.objects.filter(recorded_at__lt=at - rest).exclude(state=VisitState.WAITING)
    return old.exclude(phone_mark="").update(phone_mark="")


def staff_marks(unit: Unit) -> set[str]:
    """The marks of the numbers of those who work there: of its users, and those that the commission has entered."""
    users = User.objects.filter(duties__unit=unit).exclude(phone="").values_list("phone", flat=True)
    entered = StaffPhone.objects.filter(unit=unit).values_list("phone_mark", flat=True)
    return {*entered, *(mark_of(clean_phone(phone) or phone) for phone in users)}


def _sorted_out(
    visits: list[Visit], limits: dict[str, int], *, at: datetime
) -> tuple[list[Visit], list[Visit]]:
    """Those who may be asked, and those who mayn't: staff, whoever has refused, whoever was asked lately or stands there twice."""
    if not visits:
        return [], []
    marks = {visit.phone_mark for visit in visits}
    lately = Invitation.objects.filter(phone_mark__in=marks).filter(
        Q(invited_at__gt=at - timedelta(days=limits["rest_days"])) | Q(state=InvitationState.OPEN)
    )
    shut = {
        *staff_marks(visits[0].unit),
        *RatingOptOut.objects.filter(phone_mark__in=marks).values_list("phone_mark", flat=True),
        *lately.values_list("phone_mark", flat=True),
    }
    free, barred = [], []
    for visit in visits:
        (barred if visit.phone_mark in shut else free).append(visit)
        shut.add(visit.phone_mark)
    return free, barred


def _invite(visits: list[Visit], *, hours: int, at: datetime) -> None:
    """Write the invitations and put them into the outbox; the number goes there, sealed, and is forgotten when it has left."""
    sent_from = sendable_from(at, Channel.SMS, Wording.VISIT_ASKED)
    expires_at = sent_from + timedelta(hours=hours)
    for visit in visits:
        invitation = Invitation.objects.create(
            visit=visit, phone_mark=visit.phone_mark, invited_at=at, expires_at=expires_at
        )
        answer_sender(
            channel=Channel.SMS,
            wording=Wording.VISIT_ASKED,
            sealed={
                "to": open_text(visit.phone_box, bound_to=bound_to(visit.unit_id, visit.number)),
                "unit": visit.unit.name,
                "date": f"{expires_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
            },
            about=f"invitation:{invitation.pk}",
            at=at,
        )
