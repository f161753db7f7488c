"""Addresses of many pages of one kind: the address of each row of a list."""

from collections.abc import Callable
from functools import cache

from django.urls import reverse


@cache
def address_by_number(page: str) -> Callable[[int], str]:
    """How to write the address of a page that has one number in it; the resolver is asked once for each process.

    Raises NoReverseMatch for a page whose address has another number of parts.
    """
    before, after = reverse(page, args=[0]).split("0")
    return lambda number: f"{before}{number}{after}"
