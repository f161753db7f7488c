"""Who is called back, how often it is tried, and what the figures are worth: pure.

Nothing here is law: the numbers are settings of the house after what the 12345 lines of other places do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

# An answer is asked about while its citizen still remembers it.
CALLED_WITHIN = timedelta(days=30)
# Without a rule of the commission everybody is called (M65: all, or a sample by rule).
EVERYBODY = 100
MOST_ATTEMPTS = 3
# These count as attempts that failed; a call that the citizen has put off isn't one.
FAILED = ("no_answer", "busy")
# Whoever isn't at home in the morning may be in the afternoon, and on another day.
NEXT_TRY_AFTER = timedelta(hours=4)
CALLING_FROM, CALLING_UNTIL = time(9), time(20)
LATER_AT_MOST = timedelta(days=7)
# So long a call-back stays in the hands of whoever took it.
CLAIM_LASTS = timedelta(minutes=20)
# More numbers than anybody can call in an hour are looked at for another reason.
NUMBERS_AN_HOUR = 60
# With fewer a share would say little and might tell who said it.
FEW = 10


@dataclass(frozen=True)
class ShareRule:
    """Of a hundred answers so many are called; for one sector, one channel, both, or all where neither is named."""

    share: int
    sector_id: int | None = None
    channel: str = ""

    def fits(self, *, sector_id: int | None, channel: str) -> bool:
        """Whether the rule speaks of such a case."""
        return self.sector_id in (None, sector_id) and self.channel in ("", channel)


def share_for(rules: Iterable[ShareRule], *, sector_id: int | None, channel: str) -> int:
    """How many of a hundred are called: of the rules that fit, the one that draws most; everybody where none does."""
    return max(
        (rule.share for rule in rules if rule.fits(sector_id=sector_id, channel=channel)), default=EVERYBODY
    )


def ticket_of(mark: str) -> int:
    """A number from 0 to 99, drawn by the keyed digest of an answer: the same whenever and by whomever it is drawn again."""
    return int(mark, 16) % 100


def is_drawn(*, ticket: int, share: int) -> bool:
    """Whether the ticket lies below the share."""
    return ticket < share


def next_try_at(*, failed: int, at: datetime, tz: tzinfo) -> datetime:
    """When it is tried again after so many failed attempts: some hours later, after that on the next day, within calling hours."""
    local = at.astimezone(tz)
    if failed >= MOST_ATTEMPTS - 1:
        return datetime.combine(local.date() + timedelta(days=1), CALLING_FROM, tzinfo=tz)
    then = local + NEXT_TRY_AFTER
    if then.date() > local.date() or then.time() > CALLING_UNTIL:
        return datetime.combine(local.date() + timedelta(days=1), CALLING_FROM, tzinfo=tz)
    return max(then, datetime.combine(then.date(), CALLING_FROM, tzinfo=tz))


def is_fit_for_later(later_at: datetime | None, *, at: datetime) -> bool:
    """Whether the time that a citizen named lies ahead, and not too far."""
    return later_at is not None and at < later_at <= at + LATER_AT_MOST


@dataclass(frozen=True)
class Rates:
    """What valid call-backs say of a unit; ``valid`` is the n of all three.

    满意率: satisfied and mostly satisfied of all valid ones · 解决率: "it is settled" of all valid ones · 响应率: those whom the unit
    got in touch with of all valid ones. Nobody who wasn't reached is in any of them: silence is no praise.
    """

    valid: int
    pleased: int
    solved: int
    contacted: int

    @property
    def shares(self) -> Mapping[str, int | None]:
        """Each rate in percent; None with fewer than ten."""
        counts = {"pleased": self.pleased, "solved": self.solved, "contacted": self.contacted}
        return {
            name: round(100 * number / self.valid) if self.valid >= FEW else None
            for name, number in counts.items()
        }
