"""Forms that look alike everywhere: the error beside its field and in a summary on top, and nothing typed is lost.

Only forms built on these classes change; the admin keeps its own look. Hand-laid pages render
`{{ form.subject.as_field_group }}` after `{% include "components/forms/error_summary.html" %}`.
"""

from collections.abc import Mapping
from itertools import zip_longest
from types import MappingProxyType

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.template.loader import get_template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """A day, chosen in the browser's calendar. A browser knows days as 2014-03-05 alone, whatever the language of the page."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day, chosen in the browser's calendar."""

    widget = DayInput


class RadioCards(forms.RadioSelect):
    """Radio buttons as large cards to touch, each with an explanation from hints={value: text}."""

    def __init__(self, attrs=None, choices=(), hints=None):
        super().__init__(attrs, choices)
        self.hints = hints or {}

    def create_option(self, name, value, *args, **kwargs):
        """Add the explanation to what the template of the card gets."""
        option = super().create_option(name, value, *args, **kwargs)
        return option | {"hint": self.hints.get(value, "")}


class HouseBoundField(forms.BoundField):
    """A field that knows how it is laid out and gives its control the classes of the style sheet."""

    @property
    def layout(self):
        """One of input, checkbox, options (a list to choose from), cards."""
        widget = self.field.widget
        if isinstance(widget, RadioCards):
            return "cards"
        if isinstance(widget, forms.RadioSelect):
            return "options"
        return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"

    @property
    def anchor(self):
        """The id of the first control, for the links of the error summary."""
        return self.id_for_label or f"{self.auto_id}_0"

    @property
    def is_question(self):
        """Whether the name ends with a question mark, after which no colon can follow."""
        return str(self.label).endswith(("?", "？"))

    @property
    def is_single_choice(self):
        """Whether this is a group of radio buttons."""
        return self.layout in ("options", "cards") and not self.field.widget.allow_multiple_selected

    @property
    def counts_down(self):
        """Whether a text area shows how much may still be written."""
        return isinstance(self.field.widget, forms.Textarea) and "maxlength" in self.field.widget.attrs

    def build_widget_attrs(self, attrs, widget=None):
        """Add the classes; options are marked as wrong on their fieldset, because radio buttons can't be."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return attrs
        css_class = _control_class(widget)
        if self.errors:
            css_class += " is-invalid"
        attrs["class"] = f"{widget.attrs.get('class', '')} {css_class}".strip()
        if isinstance(widget, forms.RadioSelect):
            attrs.pop("aria-invalid", None)
        return attrs


def _control_class(widget):
    if isinstance(widget, (forms.CheckboxInput, forms.RadioSelect)):
        return "form-check-input"
    return "form-select" if isinstance(widget, forms.Select) else "form-control"


# Django's templates of controls that are one tag without content.
PLAIN_INPUTS = frozenset(
    f"django/forms/widgets/{kind}.html" for kind in ("text", "search", "number", "date", "hidden")
)


SELECT = "django/forms/widgets/select.html"


class HouseRenderer(DjangoTemplates):
    """Our templates for forms and fields, Django's own for the controls inside them.

    Plain inputs and lists of options are written without templates: Django draws three, one in the other, for each input and
    two for each option, and the filters of the list of cases have thirty inputs.
    """

    form_template_name = "components/forms/form.html"
    field_template_name = "components/forms/field.html"
    bound_field_class = HouseBoundField

    def render(self, template_name, context, request=None):
        """The form, field or control as HTML."""
        if template_name in PLAIN_INPUTS:
            return _plain_input(**context["widget"])
        if template_name == SELECT:
            return _select(**context["widget"])
        return super().render(template_name, context, request)

    def get_template(self, template_name):
        """Look for our components among the project's templates."""
        if template_name.startswith("components/"):
            return get_template(template_name)
        return super().get_template(template_name)


def _plain_input(*, type, name, value, attrs, **_rest):
    """One tag; ``attrs`` that are False or None stay away."""
    content = "" if value is None else format_html(' value="{}"', value)
    return format_html('<input type="{}" name="{}"{}{}>', type, name, content, flatatt(attrs))


def _select(*, name, attrs, optgroups, **_rest):
    groups = [(_options(label, options),) for label, options, _place in optgroups]
    return format_html(
        '<select name="{}"{}>{}</select>', name, flatatt(attrs), format_html_join("", "{}", groups)
    )


def _options(group, options):
    """The options of a group, or those that belong to none."""
    rows = [(option["value"], flatatt(option["attrs"]), option["label"]) for option in options]
    drawn = format_html_join("", '<option value="{}"{}>{}</option>', rows)
    return format_html('<optgroup label="{}">{}</optgroup>', group, drawn) if group else drawn


# Where a form asks why, under one of these names, it is there that a missing reason is said.
WHY = ("note", "reason")
DASHES = "---------"


class HouseLook:
    """Mixin that gives any Django form the look of the house.

    ``field_of_refusal`` names the field for each word with which a service may refuse what the form holds.
    """

    # One for all forms: each renderer reads and compiles Django's templates of controls anew.
    default_renderer = HouseRenderer()
    field_of_refusal: Mapping[str, str] = MappingProxyType({})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django's dashes say nothing to whoever has the page read aloud.
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = _("Please choose") if field.required else "—"

    def add_refusal(self, refusal) -> None:
        """Say what a service has refused, beside the field that it is about or else above the form; nothing typed is lost.

        ``refusal`` has ``reasons`` (words) and ``sentences`` in the same order; sentences beyond them are about the whole.
        """
        for reason, sentence in zip_longest(refusal.reasons, refusal.sentences):
            self.add_error(self._field_of(reason), sentence)

    def _field_of(self, reason: str | None) -> str | None:
        wanted = WHY if reason == "note_missing" else (self.field_of_refusal.get(reason),)
        return next((name for name in wanted if name in self.fields), None)


class HouseForm(HouseLook, forms.Form):
    """A form with the look of the house."""

    def drawn_fields(self):
        """The fields one after the other as HTML, at the end those that nobody sees."""
        seen = [(field.as_field_group(),) for field in self.visible_fields()]
        return format_html_join("\n", "{}", [*seen, *((field,) for field in self.hidden_fields())])


class HouseModelForm(HouseLook, forms.ModelForm):
    """A model form with the look of the house."""
