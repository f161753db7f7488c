"""A text as a picture for the camera of a phone."""

import segno
from django.utils.safestring import SafeString, mark_safe

MODULE_PIXELS, QUIET_ZONE = 4, 2
# Which of the eight masks is best takes four fifths of the time to find, and helps no reader that was tried (docs/performance.md).
MASK = 1


def qr_picture(*parts: str) -> SafeString:
    """An SVG to be set into a page; of a text in parts each is written in as few bits as its letters need (ISO/IEC 18004)."""
    picture = segno.make(parts, error="m", micro=False, mask=MASK)
    return mark_safe(picture.svg_inline(scale=MODULE_PIXELS, border=QUIET_ZONE))
