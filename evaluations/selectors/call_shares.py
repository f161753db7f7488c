"""How many of a hundred answers are called, and since when."""

from datetime import date

from evaluations.models import CallShare
from evaluations.rules.call_backs import ShareRule


def shares_in_force(on: date) -> list[CallShare]:
    """For each sector and channel that a rule was ever set for, the version that holds on that day."""
    versions = CallShare.objects.filter(effective_on__lte=on).select_related("sector", "set_by")
    latest: dict[tuple, CallShare] = {}
    for version in versions.order_by("effective_on", "pk"):
        latest[(version.sector_id, version.channel)] = version
    return sorted(latest.values(), key=lambda one: (one.sector_id or 0, one.channel))


def shares_on(on: date) -> list[ShareRule]:
    """The same as rules."""
    return [
        ShareRule(share=one.share, sector_id=one.sector_id, channel=one.channel)
        for one in shares_in_force(on)
    ]


def share_versions() -> list[CallShare]:
    """Every version, the latest first."""
    return list(CallShare.objects.select_related("sector", "set_by"))
