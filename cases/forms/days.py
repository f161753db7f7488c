"""Entering days that are worked or free: one day, several in a row, or a file with a line for each."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminSingleDateWidget

from cases.choices import DayKept
from cases.models import DayDecision
from cases.services import FIRST_DAY, LAST_DAY

MOST_DAYS = 400
MOST_BYTES = 100_000
# What a line may say of its day, in the words of the notices too.
WORDS = {
    "worked": DayKept.WORKED,
    "1": DayKept.WORKED,
    "上班": DayKept.WORKED,
    "free": DayKept.FREE,
    "0": DayKept.FREE,
    "放假": DayKept.FREE,
    "休息": DayKept.FREE,
    "as_published": DayKept.AS_PUBLISHED,
    "按公布": DayKept.AS_PUBLISHED,
}


class DayForm(forms.ModelForm):
    """What days are, and by which notice; ``days`` holds them once the form is valid."""

    until = forms.DateField(
        label=_("until (several days in a row)"), required=False, widget=UnfoldAdminSingleDateWidget
    )
    file = forms.FileField(
        label=_("or a CSV file"),
        required=False,
        widget=UnfoldAdminFileFieldWidget,
        help_text=_(
            "A line for each day: the date, then worked, free or as_published; 上班 and 放假 will do too."
        ),
    )

    class Meta:
        model = DayDecision
        fields = ("day", "until", "kept", "file", "source")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            return  # an entry that is only read
        for name in ("day", "kept"):
            self.fields[name].required = False
        self.fields["source"].help_text = _(
            "For example the number of the State Council's notice. Everybody reads it who asks why a date is what it is."
        )

    def clean(self):
        """Either days typed in, or a file."""
        given = super().clean()
        self.days: dict[date, str] = {}
        if self.errors:
            return given
        first, file = given.get("day"), given.get("file")
        if bool(first) == bool(file):
            raise forms.ValidationError(_("Please enter a day, or choose a file; not both."))
        self.days = (
            _of_file(file) if file else self._typed(first, given.get("until") or first, given.get("kept"))
        )
        if far := [day for day in self.days if not FIRST_DAY <= day <= LAST_DAY]:
            names = {"day": far[0], "first": FIRST_DAY.year, "last": LAST_DAY.year}
            self.days = {}
            raise forms.ValidationError(
                _("%(day)s is too far off: days from %(first)s to %(last)s can be entered.") % names
            )
        given["day"], given["kept"] = next(iter(self.days.items()))
        return given

    def _typed(self, first: date, last: date, kept: str | None) -> dict[date, str]:
        if not kept:
            raise forms.ValidationError({"kept": _("Please say what the day is.")})
        if not 0 <= (last - first).days < MOST_DAYS:
            raise forms.ValidationError(
                {"until": _("The last day comes before the first, or is too far off.")}
            )
        return {first + timedelta(days=step): kept for step in range((last - first).days + 1)}


def _of_file(file) -> dict[date, str]:
    """The days of a CSV file; a heading is passed over, and the first wrong line is named."""
    if file.size > MOST_BYTES:
        raise forms.ValidationError({"file": _("The file is too large.")})
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise forms.ValidationError({"file": _("Please save the file as CSV in UTF-8.")}) from problem
    days: dict[date, str] = {}
    for number, cells in enumerate(_lines_of(text), 1):
        if not any(cell.strip() for cell in cells):
            continue
        day, kept = _day_of(cells[0]), WORDS.get(cells[1].strip()) if len(cells) > 1 else None
        if number == 1 and day is None:
            continue
        if day is None or kept is None or days.get(day, kept) != kept:
            raise forms.ValidationError(
                {
                    "file": _("Line %(number)s isn't understood: %(line)s")
                    % {"number": number, "line": ",".join(cells)}
                }
            )
        days[day] = kept
    if not 0 < len(days) <= MOST_DAYS:
        raise forms.ValidationError({"file": _("The file names no day, or too many.")})
    return days


def _lines_of(text: str) -> Iterator[list[str]]:
    """The lines of a CSV file, whatever ends them."""
    try:
        yield from csv.reader(StringIO(text, newline=""))
    except csv.Error as problem:
        raise forms.ValidationError({"file": _("Please save the file as CSV in UTF-8.")}) from problem


def _day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return None
