"""One search for all that the console knows: cases, orders, leads, units, officials and users, each as far as one sees."""

from dataclasses import dataclass, field

from django.db.models import Q

from accounts.models import User
from cases.models import Case
from cases.search import is_too_short, search_cases
from organizations.models import Person, Unit
from organizations.selectors import search_units, simplified
from supervision.models import Accountability, Lead, Order
from supervision.selectors.finding import files_holding, leads_holding, orders_holding
from supervision.selectors.leads import leads_for

# So many of each kind are shown; one more is read to know whether there are others.
SHOWN = 8
LONGEST = 60


@dataclass(frozen=True)
class Found:
    """What fits the words, kind by kind, one more than is shown at most."""

    cases: list[Case] = field(default_factory=list)
    orders: list[Order] = field(default_factory=list)
    leads: list[Lead] = field(default_factory=list)
    files: list[Accountability] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    persons: list[Person] = field(default_factory=list)
    users: list[User] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(vars(self).values())


def find(user, words: str, *, with_cases: bool, with_users: bool) -> Found:
    """What the user may see that fits: a number, or words in either kind of characters, pinyin or English.

    ``with_cases``: whether he reads cases and what belongs to them; ``with_users``: whether he knows who signs in. Words too
    short to look for find nothing.
    """
    words = words.replace("\0", "").strip()[:LONGEST]
    if is_too_short(words):
        return Found()
    return Found(
        **(_of_cases(user, words) if with_cases else {}),
        units=search_units(words, limit=SHOWN + 1),
        persons=_persons(words),
        users=_users(words) if with_users else [],
    )


def _of_cases(user, words: str) -> dict:
    cases = search_cases(Case.objects.visible_to(user).for_list(), words)
    orders = Order.objects.visible_to(user).with_parties().filter(orders_holding(words))
    files = files_holding(Accountability.objects.visible_to(user).for_list(), words)
    return {
        "cases": list(cases.order_by("-id")[: SHOWN + 1]),
        "orders": list(orders.order_by("-issued_at", "-id")[: SHOWN + 1]),
        "leads": list(leads_holding(leads_for(user), words).order_by("-last_found_at", "-id")[: SHOWN + 1]),
        "files": list(files.order_by("-id")[: SHOWN + 1]),
    }


def _persons(words: str) -> list[Person]:
    named = Q(name__icontains=simplified(words)) | Q(name_en__icontains=words)
    return list(Person.objects.filter(named).order_by("code")[: SHOWN + 1])


def _users(words: str) -> list[User]:
    named = Q(username__icontains=words) | Q(full_name__icontains=words)
    return list(User.objects.filter(named).order_by("username")[: SHOWN + 1])
