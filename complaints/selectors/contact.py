"""How citizens reach the commission without internet (R13), as the installation's settings say."""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _


class Contact(NamedTuple):
    """Phone numbers of the commission and the government, an address or "", and the hours of a working day."""

    phone: str
    government_phone: str
    address: str
    hours: str


def contact() -> Contact:
    """The ways in words; the hours are one text, e.g. ``9:00–12:00, 14:00–17:00``."""
    return Contact(
        phone=settings.COMMISSION_PHONE,
        government_phone=settings.GOVERNMENT_PHONE,
        address=settings.COMMISSION_ADDRESS,
        hours=_(", ").join(settings.COMMISSION_HOURS),
    )
