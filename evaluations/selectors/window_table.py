"""The figures of the windows as a table for spreadsheet programs."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluations.choices import Grade
from evaluations.selectors.visits import WindowLine


def table_rows(lines: Iterable[WindowLine]) -> Iterator[list]:
    """A heading and one row for each window; of those that too few have rated no grade and no score."""
    yield [
        _("Code"),
        _("Service window"),
        _("Visits recorded"),
        _("Invited"),
        _("Of these replied"),
        _("Response rate (%)"),
        *(str(grade.label) for grade in Grade),
        _("Left out by decision"),
        _("Score (%)"),
        _("Lower end (%)"),
        _("Upper end (%)"),
    ]
    for line in lines:
        head = [line.unit.code, str(line.unit), line.visits, line.invited]
        if not line.is_shown:
            yield [*head, *[pgettext("window", "too few")] * 9]
            continue
        low, high = line.interval
        yield [
            *head,
            line.replied,
            _decimal(line.response),
            line.satisfied,
            line.mostly,
            line.dissatisfied,
            line.excluded,
            _decimal(line.score),
            _decimal(low),
            _decimal(high),
        ]


def _decimal(number: float | None) -> str:
    return "" if number is None else f"{number:.1f}"
