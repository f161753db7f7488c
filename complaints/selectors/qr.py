"""The receipt code as a picture to photograph."""

import segno
from django.utils.safestring import SafeString, mark_safe

MODULE_PIXELS, QUIET_ZONE = 4, 2


def qr_of(address: str, code: str) -> SafeString:
    """An SVG that leads to the tracking page with the code behind the ``#``, which browsers never send to a server."""
    picture = segno.make(f"{address}#{code}", error="m", micro=False)
    return mark_safe(picture.svg_inline(scale=MODULE_PIXELS, border=QUIET_ZONE))
