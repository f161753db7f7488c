"""Template tags for the look: icons, badges that repeat, and grouped digits."""

from functools import lru_cache

from django import template
from django.forms.utils import flatatt
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

register = template.Library()
UNIT = "organizations.Unit"


@register.simple_tag
def icon(name, css_class="", label=""):
    """Draw an icon of static/img/icons.svg; with a label it is read aloud, without one it is decoration."""
    return _icon(name, css_class, str(label))


@lru_cache(maxsize=512)
def _icon(name, css_class, label):
    spoken = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    return format_html(
        '<svg class="{}"{}><use href="{}#{}"></use></svg>',
        f"icon {css_class}".strip(),
        flatatt(spoken),
        static("img/icons.svg"),
        name,
    )


@register.filter
def in_fours(digits):
    """Cut a receipt code into groups of four: "1234567890123456" -> ["1234", "5678", "9012", "3456"]."""
    return [digits[start : start + 4] for start in range(0, len(digits), 4)]


@register.filter
def as_dialled(number):
    """Cut a mobile number as it is read out, 3-4-4; any other number stays whole: "13800138000" -> ["138", "0013", "8000"]."""
    return [number[:3], number[3:7], number[7:]] if len(number) == 11 and number[0] == "1" else [number]


@register.simple_tag
def component(name, **given):
    """Draw a component from the given values alone; the same values are drawn only once.

    For badges that stand in every row, {% component "components/light.html" light=row.light text=row.days %}, and for what
    stands alike on many pages. Values are compared, so they have to be hashable.
    """
    values = tuple((key, _plain(value)) for key, value in given.items())
    return _drawn(name, get_language(), values)


@register.simple_block_tag
def wide_table(content, label, keys=False, css_class=""):
    """Put a table into its own frame: where it is wider than the page, it alone moves sideways, by finger and by keyboard.

    {% wide_table _("Rounds") keys=True %}<table …>{% endwide_table %}; ``label`` is read aloud. ``keys``: j and k go through its
    rows. On a phone a ``table-cards`` within it becomes one card per row.
    """
    return format_html(
        '<div class="{}" tabindex="0" role="region" aria-label="{}"{}>{}</div>',
        f"table-responsive {css_class}".strip(),
        label,
        flatatt({"data-keys": bool(keys)}),
        content,
    )


@register.simple_tag(takes_context=True)
def named(context, value):
    """A unit as a link to its page for whoever watches over units (``oversees`` in the context); anything else as it is."""
    kind = getattr(value, "_meta", None)
    if kind is None or kind.label != UNIT or not context.get("oversees"):
        return value
    return format_html(
        '<a class="unit-link" href="{}">{}</a>', reverse("admin:unit-page", args=[value.pk]), value
    )


def _plain(value):
    """Text without a mark as safe: the marked twin of a text must not be drawn in its place. Lists as something to compare."""
    if isinstance(value, list | tuple):
        return tuple(value)
    return str.__str__(str(value)) if isinstance(value, str | Promise) else value


@lru_cache(maxsize=1024)
def _drawn(name, language, values):
    """The language is part of the key because components translate their own words."""
    return mark_safe(get_template(name).render(dict(values)))
