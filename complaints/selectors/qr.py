"""The receipt code as a picture to photograph."""

from django.utils.safestring import SafeString

from common.qr import qr_picture


def qr_of(address: str, code: str) -> SafeString:
    """An SVG that leads to the tracking page with the code behind the ``#``, which browsers never send to a server.

    Digits by themselves need less than half the bits: the picture becomes coarser, and so easier to read and to draw.
    """
    return qr_picture(f"{address}#", code)
