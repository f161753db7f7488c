"""Addresses that a page needs many times over: of each row of a list, of the same list with another question.

They are the same as long as a process lives, and Django's resolver takes a tenth of a millisecond for each.
"""

from collections.abc import Callable
from functools import cache

from django.urls import reverse


@cache
def address(page: str) -> str:
    """The address of a page without numbers or words in it. Raises NoReverseMatch where there is no such page."""
    return reverse(page)


@cache
def address_by_number(page: str) -> Callable[[int], str]:
    """How to write the address of a page that has one number in it.

    Raises NoReverseMatch for a page whose address has another number of parts.
    """
    before, after = reverse(page, args=[0]).split("0")
    return lambda number: f"{before}{number}{after}"
