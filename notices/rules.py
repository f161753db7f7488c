"""When people may be disturbed: pure, the hours come from the settings."""

from datetime import datetime, time, timedelta

from common.numbering import CHINA
from notices.choices import Channel, Wording

# A life may hang on it, or somebody waits for the answer with the phone in hand.
AT_ONCE = frozenset(
    {
        Wording.CASE_URGENT,
        Wording.REVENGE_REPORTED,
        *(wording for wording in Wording if wording.startswith("reply_")),
    }
)


def send_from(at: datetime, *, channel: str, wording: str, quiet: tuple[int, int]) -> datetime:
    """The first moment from ``at`` on when this may be sent.

    ``quiet`` are two hours of the day in China, from and until, such as (21, 8); two equal ones mean none. Only text
    messages wait: an e-mail wakes nobody. The law sets no such hours.
    """
    begins, ends = quiet
    if channel != Channel.SMS or wording in AT_ONCE or begins == ends:
        return at
    local = at.astimezone(CHINA)
    is_quiet = begins <= local.hour < ends if begins < ends else not ends <= local.hour < begins
    if not is_quiet:
        return at
    day = local.date() + timedelta(days=1 if local.hour >= ends else 0)
    return datetime.combine(day, time(ends), tzinfo=CHINA)
