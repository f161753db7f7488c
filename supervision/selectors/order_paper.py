"""An order as an official document: the words of each part. It is always in Chinese, whatever language the reader has chosen."""

from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.choices import SupervisionGround
from common.blocks import Document
from supervision.choices import OrderLevel
from supervision.models import Order, OrderClock
from supervision.selectors.leaders import commission_over
from supervision.selectors.orders import TRIGGER_BASES

LANGUAGE = "zh-hans"
COLOURS = {
    OrderLevel.BLUE: (22, 93, 178),
    OrderLevel.ORANGE: (224, 122, 12),
    OrderLevel.RED: (200, 16, 16),
}
NUMERALS = "一二三四五六七八九十"


def paper_of(order: Order) -> Document:
    """What ``common.official`` draws."""
    with translation.override(LANGUAGE):
        issuer = order.issuer.label
        above = commission_over(order.issuer)
        day = _day(order.issued_at)
        return Document(
            mark=str(OrderLevel(order.level).label),
            mark_colour=COLOURS[OrderLevel(order.level)],
            head=_("%(commission)s supervision order") % {"commission": issuer},
            number=order.number,
            title=_("Order to act on “%(subject)s”") % {"subject": order.subject},
            addressee=_("%(unit)s:") % {"unit": order.addressee.label},
            paragraphs=tuple(_paragraphs(order)),
            signature=issuer,
            date=day,
            copies=_("Copy: %(unit)s.") % {"unit": above.label} if above else "",
            printed=(issuer, _("Printed on %(day)s") % {"day": day}),
        )


def _paragraphs(order: Order) -> list[str]:
    values = {
        "occasion": SupervisionGround(order.trigger).label,
        "basis": TRIGGER_BASES[SupervisionGround(order.trigger)].label,
    }
    opening = [_("Occasion of this order: %(occasion)s (basis: %(basis)s).") % values, order.reason]
    if order.case_id:
        opening.append(_("It concerns case %(number)s.") % {"number": order.case.number})
    if order.about_id:
        opening.append(_("It concerns the supervision of %(unit)s.") % {"unit": order.about.label})
    if order.renews_id:
        earlier = {"number": order.renews.number, "day": _day(order.renews.issued_at)}
        opening.append(
            _("What order %(number)s of %(day)s demanded was not done; it is ordered again herewith.")
            % earlier
        )
    demands = [
        f"{NUMERALS[row.position - 1]}、{row.text}" if row.position <= len(NUMERALS) else row.text
        for row in order.demands.all()
    ]
    return [*opening, _("You are ordered as follows:"), *demands, _closing(order)]


def _closing(order: Order) -> str:
    first = OrderClock.objects.filter(order=order).order_by("pk").first()
    values = {
        "leader": order.leader.label,
        "post": order.post.label,
        "day": written(first.due_on),
    }
    return (
        _(
            "%(leader)s (%(post)s) is asked to see to it and to reply to each demand in writing by %(day)s. For what isn't "
            "followed the reasons are to be given."
        )
        % values
    )


def _day(moment) -> str:
    return written(timezone.localdate(moment))


def written(day: date) -> str:
    """A day as documents write it: in Arabic digits, no leading zero (GB/T 9704-2012)."""
    words = {"year": day.year, "month": day.month, "day": day.day}
    return pgettext("paper", "%(year)s-%(month)s-%(day)s") % words
