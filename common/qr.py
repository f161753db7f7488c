"""A text as a picture for the camera of a phone."""

import segno
from django.utils.safestring import SafeString, mark_safe

MODULE_PIXELS, QUIET_ZONE = 4, 2


def qr_picture(*parts: str) -> SafeString:
    """An SVG to be set into a page; of a text in parts each is written in as few bits as its letters need (ISO/IEC 18004)."""
    picture = segno.make(parts, error="m", micro=False)
    return mark_safe(picture.svg_inline(scale=MODULE_PIXELS, border=QUIET_ZONE))
