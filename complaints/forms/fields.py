"""Fields that several forms of citizens and of the desk have."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.selectors.register import sectors
from complaints.choices import SECRECY_REFUSED
from complaints.rules import bears_secrecy_mark


def sector_choices() -> list[tuple[str, str]]:
    """The eight sectors, and leaving it to us."""
    return [("", _("Find it out for me")), *((sector.code, sector.label) for sector in sectors().values())]


class LongTextField(forms.CharField):
    """A long text, counted as browsers count it: a line break is one character. No state secret is taken in."""

    def to_python(self, value):
        """The text with plain line breaks."""
        return super().to_python(value).replace("\r\n", "\n").strip()

    def validate(self, value):
        """What bears a mark of secrecy isn't taken in, whoever sends it."""
        super().validate(value)
        if bears_secrecy_mark(value):
            raise forms.ValidationError(SECRECY_REFUSED, code="secret")


class CityField(forms.CharField):
    """Shown as required, though a county alone says enough; ``ComplaintForm.clean`` asks for one of the two."""

    widget = forms.Select

    def validate(self, value):
        """Nothing to say here."""
