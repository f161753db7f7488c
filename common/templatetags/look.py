"""Template tags for the look: icons and grouped digits."""

from django import template
from django.forms.utils import flatatt
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def icon(name, css_class="", label=""):
    """Draw an icon of static/img/icons.svg; with a label it is read aloud, without one it is decoration."""
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
