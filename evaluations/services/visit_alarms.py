"""Looking for what is wrong among visits and votes, and deciding about it; nothing of this ever reaches the unit."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, time, timedelta

from django.db import transaction

from accounts.models import User
from common.numbering import CHINA
from evaluations.choices import InvitationState, VisitAlarmKind, VisitAlarmState, VisitRefusal
from evaluations.models import Invitation, Visit, VisitAlarm, VisitAlarmReturn, VisitVote
from evaluations.models.window_alarms import DECIDED
from evaluations.rules import suspicion
from evaluations.selectors.windows import limits_on, service_windows
from evaluations.services.visit_draws import COUNTED_DAYS, staff_marks
from evaluations.services.window_tell import tell_of_return, tell_of_window_alarm
from evaluations.services.windows import WindowRefused
from organizations.models import Unit

# Votes of the last two days are looked at for bursts; what is usual is counted over all of the days.
FRESH = timedelta(days=2)
# Of the visits that an alarm counts the key of the latest. It stands beside the figures and in no sentence.
NEWEST = "newest"
OPEN_AGAIN = (VisitAlarmState.OPEN, None, None, "")


@transaction.atomic
def raise_alarm(
    *,
    kind: str,
    unit: Unit,
    key: str,
    at: datetime,
    figures: dict | None = None,
    words: str = "",
    votes: Collection[int] = (),
    newest: int | None = None,
) -> VisitAlarm:
    """Raise an alarm, once, and tell those who supervise the window; one that nobody has decided on yet follows what has come since.

    ``newest``: the latest of the visits that it counts, by its key. One that was dismissed comes back, and is told again,
    with evidence that whoever dismissed it didn't have: a rating that isn't among its own, a visit recorded after those.
    """
    figures = (figures or {}) | ({NEWEST: newest} if newest else {})
    alarm, is_new = VisitAlarm.objects.select_for_update(of=("self",)).get_or_create(
        kind=kind, unit=unit, key=key, defaults={"figures": figures, "words": words, "found_at": at}
    )
    dismissed_by = alarm.decided_by if alarm.state == VisitAlarmState.DISMISSED else None
    if alarm.state == VisitAlarmState.UPHELD or (
        dismissed_by and not _note_return(alarm, newest, votes, at=at)
    ):
        return alarm
    if dismissed_by or (not is_new and (alarm.figures, alarm.words) != (figures, words)):
        alarm.figures, alarm.words = figures, words
        if dismissed_by:
            alarm.state, alarm.decided_by, alarm.decided_at, alarm.reason = OPEN_AGAIN
        alarm.save(update_fields=["figures", "words", "state", "decided_by", "decided_at", "reason"])
    if votes:
        alarm.votes.add(*votes)
    if is_new:
        tell_of_window_alarm(alarm, at=at)
    elif dismissed_by:
        tell_of_return(alarm, dismissed_by, at=at)
    return alarm


def _note_return(alarm: VisitAlarm, newest: int | None, votes: Collection[int], *, at: datetime) -> bool:
    """Whether there is news for a dismissed alarm; then what the dismissal was about and what is new is written down, before
    the alarm forgets it."""
    new_votes, has_new_visit = news = _news_for(alarm, newest, votes)
    if not any(news):
        return False
    recorded_at = Visit.objects.values_list("recorded_at", flat=True)
    VisitAlarmReturn.objects.create(
        alarm=alarm,
        dismissed_by=alarm.decided_by,
        dismissed_at=alarm.decided_at,
        reason=alarm.reason,
        figures=alarm.figures,
        returned_at=at,
        votes=new_votes,
        visit_recorded_at=recorded_at.get(pk=newest) if has_new_visit else None,
    )
    return True


def _news_for(alarm: VisitAlarm, newest: int | None, votes: Collection[int]) -> tuple[list[int], bool]:
    """The ratings that aren't among the alarm's, and whether a visit was recorded after those that it counts."""
    new_votes = set(votes).difference(alarm.votes.values_list("pk", flat=True))
    return sorted(new_votes), (newest or 0) > alarm.figures.get(NEWEST, 0)


def look_for_alarms(*, at: datetime) -> None:
    """Look through the visits and votes of every window on the list; what was found before is not found again."""
    today = at.astimezone(CHINA).date()
    since = at - timedelta(days=COUNTED_DAYS)
    units = service_windows(on=today)
    votes: dict[int, list] = defaultdict(list)
    rows = VisitVote.objects.filter(voted_at__gte=since).order_by()
    for pk, grade, voted_at, unit in rows.values_list("pk", "grade", "voted_at", "invitation__visit__unit"):
        votes[unit].append((pk, grade, voted_at))
    for unit in units:
        limits = limits_on(today, unit_id=unit.pk)
        _look_at_votes(unit, votes[unit.pk], limits, at=at)
        _look_at_numbers(unit, limits, since=since, at=at)
        _look_at_weeks(unit, limits, at=at)
    _look_at_response(units, since=since, at=at)


def take_up_alarm(*, alarm_id: int, actor: User) -> VisitAlarm:
    """Say that somebody looks into it; raises ``VisitAlarm.DoesNotExist`` for whoever doesn't see it, and WindowRefused."""
    with transaction.atomic():
        alarm = _locked(alarm_id, actor)
        if alarm.state != VisitAlarmState.OPEN:
            raise WindowRefused([VisitRefusal.WRONG_STATE])
        alarm.state, alarm.decided_by = VisitAlarmState.TAKEN_UP, actor
        alarm.save(update_fields=["state", "decided_by"])
    return alarm


def decide_alarm(*, alarm_id: int, decision: str, reason: str, actor: User, at: datetime) -> VisitAlarm:
    """Dismiss an alarm, or say that it is borne out: then its votes are kept and no longer counted.

    A decision can be put right by the other one, with a reason of its own; the audit keeps both. Raises
    ``VisitAlarm.DoesNotExist`` for whoever doesn't see it, and WindowRefused.
    """
    with transaction.atomic():
        alarm = _locked(alarm_id, actor)
        if decision not in DECIDED or alarm.state == decision:
            raise WindowRefused([VisitRefusal.WRONG_STATE])
        if not reason.strip():
            raise WindowRefused([VisitRefusal.NOTE_MISSING])
        alarm.state, alarm.reason = decision, reason.strip()
        alarm.decided_by, alarm.decided_at = actor, at
        alarm.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    return alarm


def _locked(alarm_id: int, actor: User) -> VisitAlarm:
    visible = VisitAlarm.objects.visible_to(actor).order_by().values("pk")
    return VisitAlarm.objects.select_for_update().get(pk=alarm_id, pk__in=visible)


def _look_at_votes(unit: Unit, votes: list, limits: dict[str, int], *, at: datetime) -> None:
    fresh = {pk for pk, _grade, voted_at in votes if voted_at >= at - FRESH}
    grades = {pk: grade for pk, grade, _voted_at in votes}
    found = suspicion.bursts(
        votes,
        least=limits["burst_votes"],
        minutes=limits["burst_minutes"],
        times=limits["burst_times"],
        days=COUNTED_DAYS,
    )
    seconds = suspicion.same_second(votes, least=limits["same_second"])
    for kind, groups in ((VisitAlarmKind.BURST, found), (VisitAlarmKind.SAME_SECOND, seconds)):
        for group in groups:
            if fresh.issuperset(group):
                figures = {"votes": len(group), "grade": grades[group[0]]}
                raise_alarm(kind=kind, unit=unit, key=str(group[0]), figures=figures, votes=group, at=at)


def _look_at_numbers(unit: Unit, limits: dict[str, int], *, since: datetime, at: datetime) -> None:
    month = f"{at.astimezone(CHINA):%Y-%m}"
    rows = Visit.objects.filter(unit=unit, recorded_at__gte=since).exclude(phone_mark="").order_by()
    recorded: dict[str, list[int]] = defaultdict(list)
    for pk, mark in rows.values_list("pk", "phone_mark"):
        recorded[mark].append(pk)
    staff = recorded.keys() & staff_marks(unit)
    if staff:
        own = [pk for mark in staff for pk in recorded[mark]]
        _raise_about_numbers(VisitAlarmKind.STAFF_PHONE, unit, month, "", staff, own, at=at)
    others = {mark: visits for mark, visits in recorded.items() if mark not in staff}
    for mark in suspicion.repeated(others, least=limits["repeat_records"]):
        _raise_about_numbers(VisitAlarmKind.ONE_NUMBER, unit, month, f":{mark}", {mark}, others[mark], at=at)


def _raise_about_numbers(
    kind: str, unit: Unit, month: str, whose: str, marks: set[str], visits: list[int], *, at: datetime
) -> None:
    """Raise an alarm about these visits with these numbers; a new month alone is no new evidence.

    What comes after one was borne out is looked into anew, as an alarm of its own: until then it counts. ``whose``: how the keys
    of the alarms about the same numbers end in every month.
    """
    about = VisitAlarm.objects.filter(kind=kind, unit=unit, key__endswith=whose).order_by("-pk")
    borne_out = list(about.filter(state=VisitAlarmState.UPHELD).prefetch_related("votes"))
    settled = {vote.pk for alarm in borne_out for vote in alarm.votes.all()}
    votes, newest, last = (
        [pk for pk in _votes_of(unit, marks) if pk not in settled],
        max(visits),
        about.first(),
    )
    if last is not None and not any(_news_for(last, newest, votes)):
        return
    is_further = any(alarm.key == f"{month}{whose}" for alarm in borne_out)
    seen = max((alarm.figures.get(NEWEST, 0) for alarm in borne_out), default=0)
    raise_alarm(
        kind=kind,
        unit=unit,
        key=f"{month}.{len(borne_out)}{whose}" if is_further else f"{month}{whose}",
        figures={"visits": len([pk for pk in visits if pk > seen] or visits)},
        votes=votes,
        newest=newest,
        at=at,
    )


def _votes_of(unit: Unit, marks: set[str]) -> list[int]:
    votes = VisitVote.objects.filter(invitation__visit__unit=unit, invitation__phone_mark__in=marks)
    return list(votes.values_list("pk", flat=True))


def _look_at_weeks(unit: Unit, limits: dict[str, int], *, at: datetime) -> None:
    """Compare the last whole week with those before: a window that hands in only some of its visits chooses who is asked."""
    today = at.astimezone(CHINA).date()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), tzinfo=CHINA)
    begins = [monday - timedelta(weeks=back) for back in range(suspicion.USUAL_WEEKS + 1, 0, -1)]
    moments = Visit.objects.filter(unit=unit, visited_at__gte=begins[0], visited_at__lt=monday).order_by()
    weeks = [0] * len(begins)
    for moment in moments.values_list("visited_at", flat=True):
        weeks[(moment - begins[0]).days // 7] += 1
    if suspicion.is_withheld(weeks, percent=limits["withheld_percent"]):
        usual = round(sum(weeks[:-1]) / suspicion.USUAL_WEEKS)
        key = f"{begins[-1].date()}"
        figures = {"visits": weeks[-1], "usual": usual}
        raise_alarm(kind=VisitAlarmKind.WITHHELD, unit=unit, key=key, figures=figures, at=at)


def _look_at_response(units: Iterable[Unit], *, since: datetime, at: datetime) -> None:
    """Compare the share of those who answer with that of all other windows; only invitations whose time is over say something."""
    least = limits_on(at.astimezone(CHINA).date())["minimum_sample"]
    asked: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    rows = Invitation.objects.filter(invited_at__gte=since, expires_at__lte=at).order_by()
    for unit, state in rows.values_list("visit__unit", "state"):
        asked[unit][0] += 1
        asked[unit][1] += state == InvitationState.VOTED
    invited, replied = (sum(numbers[place] for numbers in asked.values()) for place in (0, 1))
    for unit in units:
        own_invited, own_replied = asked[unit.pk]
        others = {"others_replied": replied - own_replied, "others_invited": invited - own_invited}
        if suspicion.is_far(own_replied, own_invited, least=least, **others):
            figures = {
                "response": round(100 * own_replied / own_invited),
                "others": round(100 * others["others_replied"] / others["others_invited"]),
            }
            key = f"{at.astimezone(CHINA):%Y-%m}"
            raise_alarm(kind=VisitAlarmKind.RESPONSE, unit=unit, key=key, figures=figures, at=at)
