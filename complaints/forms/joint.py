"""Several people who complain together, and those who speak for them."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import MOST_REPRESENTATIVES
from accounts.services import Contact
from complaints.rules import MOST_PEOPLE, NAME_LONGEST, PHONE_LONGEST, clean_phone

LINES_LONGEST = (NAME_LONGEST + PHONE_LONGEST + len("： \n")) * MOST_REPRESENTATIVES * 2
# The number in a line, with gaps and an extension; what stands before and behind it is the name.
_NUMBER = re.compile(r"[+(]?\d[\d\s()./_+–—-]*(?:(?:转|ext|x|#)\s*\d+)?", re.IGNORECASE)
_BETWEEN = " \t,、:;，：；.·-–—()"


class JointForm(forms.Form):
    """How many complain together; when they leave names, up to five who speak for all.

    Regulations on Letters and Visits (2005), art. 18; Regulations on Petition Work (2022), art. 20.
    """

    people = forms.IntegerField(
        label=gettext_lazy("How many people complain together?"),
        help_text=gettext_lazy("With you. Leave 1 if you complain alone."),
        required=False,
        initial=1,
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "data-no-draft": ""}),
    )
    representatives = forms.CharField(
        label=gettext_lazy("Who speaks for all"),
        help_text=gettext_lazy(
            "One a line: name and phone number. At most five; yourself too, if you are one of them. They are encrypted like your name."
        ),
        required=False,
        max_length=LINES_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "data-no-draft": ""}),
    )

    def clean_people(self) -> int:
        """Somebody alone, unless said otherwise."""
        return self.cleaned_data["people"] or 1

    def check_joint(self, data: dict, *, leaves_name: bool) -> None:
        """Put the representatives in the place of their lines; who stays anonymous names none, whatever was typed."""
        typed = data.get("representatives", "")
        data["representatives"] = ()
        if not leaves_name or not typed:
            return
        lines = [(number, line) for number, line in enumerate(typed.splitlines(), 1) if line.strip()]
        try:
            found = tuple(_contact(line, number) for number, line in lines)
        except forms.ValidationError as error:
            self.add_error("representatives", error)
            return
        if len(found) > MOST_REPRESENTATIVES:
            self.add_error("representatives", _("At most five representatives."))
        elif data.get("people") == 1:
            self.add_error("people", _("Please enter how many you are, since there are representatives."))
        elif len(found) > data.get("people", MOST_PEOPLE):
            self.add_error("representatives", _("These are more representatives than people."))
        else:
            data["representatives"] = found


def _contact(line: str, number: int) -> Contact:
    """The name and the number of a line, whichever comes first."""
    plain = unicodedata.normalize("NFKC", line)
    found = _NUMBER.search(plain)
    name = (
        " ".join(
            part.strip(_BETWEEN)
            for part in (plain[: found.start()], plain[found.end() :])
            if part.strip(_BETWEEN)
        )
        if found
        else ""
    )
    phone = clean_phone(found[0]) if found else None
    if phone is None or re.search(r"\d", name):
        raise forms.ValidationError(
            _("Line %(number)s: this doesn't look like a phone number.") % {"number": number}
        )
    if not name or len(name) > NAME_LONGEST:
        raise forms.ValidationError(
            _("Line %(number)s: please write the name and then the phone number.") % {"number": number}
        )
    return Contact(name=name, phone=phone)
