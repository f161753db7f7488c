"""What somebody keeps for the list of cases: filters under a name, columns, and where the list begins."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import User
from cases.models import ListChoice, SavedFilter
from organizations.models import Unit

# More than fit beside one another; each is counted at every look at the list.
MOST_FILTERS = 20


class FilterRefused(Exception):
    """The filter can't be kept; ``reason`` is ``name_taken`` or ``too_many``."""

    def __init__(self, reason: str):
        self.reason = reason
        super().__init__(reason)


@transaction.atomic
def save_filter(*, actor: User, name: str, query: str, unit: Unit | None, at) -> SavedFilter:
    """Keep a filter under a name, behind the others; raises FilterRefused."""
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=actor.pk)
    own = SavedFilter.objects.filter(owner=actor)
    if own.count() >= MOST_FILTERS:
        raise FilterRefused("too_many")
    last = own.aggregate(last=Max("position"))["last"]
    saved = SavedFilter(
        owner=actor, name=name, query=query, unit=unit, position=0 if last is None else last + 1, saved_at=at
    )
    return _written(saved)


def change_filter(*, saved: SavedFilter, name: str, unit: Unit | None) -> SavedFilter:
    """Call a filter otherwise, or share it with another unit or with nobody; raises FilterRefused."""
    saved.name, saved.unit = name, unit
    return _written(saved)


def delete_filter(*, saved: SavedFilter) -> None:
    """Forget a filter, also for those that it is shared with; whoever began with it begins with what waits."""
    saved.delete()


@transaction.atomic
def shift_filter(*, saved: SavedFilter, by: int) -> None:
    """Move a filter up (by -1) or down (by 1) among those of its owner."""
    own = list(
        SavedFilter.objects.select_for_update().filter(owner=saved.owner_id).order_by("position", "pk")
    )
    at = next(place for place, one in enumerate(own) if one.pk == saved.pk)
    to = min(max(at + by, 0), len(own) - 1)
    own.insert(to, own.pop(at))
    for place, one in enumerate(own):
        one.position = place
    SavedFilter.objects.bulk_update(own, ["position"])


def begin_with(*, actor: User, saved: SavedFilter | None) -> None:
    """Let the list begin with a filter that the actor may use; None: with what waits for him."""
    ListChoice.objects.update_or_create(user=actor, defaults={"start": saved})


def choose_columns(*, actor: User, columns: Sequence[str]) -> None:
    """Keep which columns the list shows and in which order; none: the usual ones."""
    ListChoice.objects.update_or_create(user=actor, defaults={"columns": ",".join(columns)})


def _written(saved: SavedFilter) -> SavedFilter:
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError as problem:
        raise FilterRefused("name_taken") from problem
    return saved
