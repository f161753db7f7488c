"""Reply templates: keeping one, and putting one into a text that is being written."""

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cases.choices import TemplateBlank, TemplatePurpose, TemplateReach
from cases.models import ReplyTemplate
from cases.rules.templates import blanks_left, unknown_blanks
from common.forms import HouseForm
from organizations.models import Unit

TEMPLATE_LONGEST = 1500


class TakesTemplates:
    """A form with a text into which reply templates can be put.

    ``template_field`` is that text; of ``purposes`` are the templates that are offered. What was filled in before the
    text is sent stays a blank, and a text with such a blank isn't sent.
    """

    template_field: ClassVar[str] = "note"
    purposes: ClassVar[tuple[str, ...]] = ()
    # The rows below the form; None as long as nobody wants to see them.
    templates: list[ReplyTemplate] | None = None

    @property
    def template_target(self) -> str:
        """The id of the text on the page."""
        return self[self.template_field].auto_id

    def clean(self):
        """No blank of a template may be left in any text."""
        data = super().clean()
        for name, text in list(self.cleaned_data.items()):
            if isinstance(text, str) and (left := blanks_left(text, TemplateBlank.values)):
                named = ", ".join(f"{{{blank}}}" for blank in left)
                words = ngettext(
                    "Please fill in this blank first: %(blanks)s",
                    "Please fill in these blanks first: %(blanks)s",
                    len(left),
                )
                self.add_error(name, words % {"blanks": named})
        return data


class TemplateForm(HouseForm):
    """One reply template."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=ReplyTemplate._meta.get_field("title").max_length
    )
    purpose = forms.ChoiceField(
        label=gettext_lazy("What for"), choices=TemplatePurpose.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=TEMPLATE_LONGEST,
        help_text=gettext_lazy(
            "Blanks in braces are filled by the case. Leave ____ where whoever uses it has to write something. Name nobody."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Whose it is"), empty_label=None, widget=forms.RadioSelect
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("Who finds it"),
        choices=[choice for choice in TemplateReach.choices if choice[0] != TemplateReach.EVERYBODY],
        initial=TemplateReach.UNIT,
        help_text=gettext_lazy("Only a commission can offer a template to all units of its area."),
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units).order_by("code")
        self.fields["unit"].label_from_instance = lambda unit: unit.label
        if len(units) == 1:
            self.fields["unit"].initial = next(iter(units))

    def clean_text(self) -> str:
        """Only blanks that are known; each other one is named."""
        text = self.cleaned_data["text"]
        if unknown := unknown_blanks(text, TemplateBlank.values):
            named = ", ".join(f"{{{name}}}" if name not in ("{", "}") else name for name in unknown)
            raise ValidationError(_("No such blank: %(blanks)s") % {"blanks": named})
        return text
