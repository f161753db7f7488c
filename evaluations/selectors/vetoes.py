"""Vetoes that the product knows of by itself. What stands above this app registers its source when the house is put together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class VetoSource:
    """One source: its name in the tables, the kind of veto, and a function that gives the reasons for each unit in these days."""

    name: str
    kind: str
    known: Callable[..., dict[int, list[str]]]


VETO_SOURCES: dict[str, VetoSource] = {}


def register_veto_source(source: VetoSource) -> None:
    """Let a source say which units are out of the ranking."""
    VETO_SOURCES[source.name] = source


def known_vetoes(*, begin: date, end: date) -> list[tuple[VetoSource, int, str]]:
    """Every known veto of these days: its source, the unit, and the reason in words that may be published."""
    return [
        (source, unit, reason)
        for source in VETO_SOURCES.values()
        for unit, reasons in source.known(begin=begin, end=end).items()
        for reason in reasons
    ]
