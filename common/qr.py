"""A text as a picture for the camera of a phone."""

import segno
from django.utils.safestring import SafeString, mark_safe

MODULE_PIXELS, QUIET_ZONE = 4, 2


def qr_picture(text: str) -> SafeString:
    """An SVG to be set into a page."""
    picture = segno.make(text, error="m", micro=False)
    return mark_safe(picture.svg_inline(scale=MODULE_PIXELS, border=QUIET_ZONE))
