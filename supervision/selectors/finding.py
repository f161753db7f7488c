"""Orders, leads and files of the ledger by what somebody types: a number, a unit, a person, or words."""

import re
import unicodedata

from django.db.models import Q, QuerySet

from organizations.selectors import search_units, simplified
from supervision.models import Accountability, Lead

UNITS_AT_MOST = 200
# 穗纪督〔2026〕12号, with any kind of bracket or none of the words around it.
_DOCUMENT = re.compile(r"^([^\d〔\[(【]*)[〔\[(【]?(20\d\d)[〕\])】](\d{1,6})号?$")
_LEAD = re.compile(r"^(?:\D*)20\d\d-(\d{1,9})$")
_FILE = re.compile(r"^20\d\d-R(\d{1,9})$", re.IGNORECASE)


def orders_holding(words: str) -> Q:
    """Orders of this number, or with these words in their subject, or to or from a unit of this name."""
    if number := _DOCUMENT.match(unicodedata.normalize("NFKC", words).replace(" ", "")):
        word, year, serial = number.groups()
        return Q(year=int(year), serial=int(serial), word__contains=simplified(word))
    units = [unit.pk for unit in search_units(words, limit=UNITS_AT_MOST)]
    found = Q(subject__icontains=simplified(words)) | Q(addressee__in=units) | Q(issuer__in=units)
    return found | Q(serial=int(words)) if words.isdecimal() and len(words) < 7 else found


def leads_holding(leads: QuerySet[Lead], words: str) -> QuerySet[Lead]:
    """Those of the leads with this number, or about a unit of this name."""
    if number := _LEAD.match(unicodedata.normalize("NFKC", words).strip()):
        return leads.filter(pk=int(number[1]))
    return leads.filter(unit__in=[unit.pk for unit in search_units(words, limit=UNITS_AT_MOST)])


def files_holding(files: QuerySet[Accountability], words: str) -> QuerySet[Accountability]:
    """Those of the ledger's files with this number, or on a person of this name or post."""
    if number := _FILE.match(unicodedata.normalize("NFKC", words).strip()):
        return files.filter(pk=int(number[1]))
    word = simplified(words)
    return files.filter(Q(name__icontains=word) | Q(post_name__icontains=word))
