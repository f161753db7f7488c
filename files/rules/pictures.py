"""The copy of a picture that people see: the pixels and nothing else."""

import io

from PIL import Image, ImageOps

from files.choices import Fault
from files.rules.faults import BadFile

# Camera phones make up to 50 million pixels in their usual mode; decoded that is 200 MB at most.
PIXELS_MOST = 50_000_000
# Enough to read a photographed page of A4; pixels.
LONGEST_SIDE = 2400
QUALITY = 88
# Pillow tries these decoders and no other, whatever the content pretends to be.
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "BMP")
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def shown_copy(data: bytes) -> bytes:
    """The picture anew as JPEG, upright, at most 2400 pixels wide and high, on white where it was transparent.

    Place, time, camera, thumbnails, colour profiles, comments and whatever hides behind the picture stay behind; of a
    moving picture the first frame is shown. Raises BadFile for too many pixels and for what can't be decoded.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > PIXELS_MOST:
                raise BadFile(Fault.TOO_MANY_PIXELS)
            return _redrawn(picture)
    except BadFile:
        raise
    except _BOMBS as problem:
        raise BadFile(Fault.TOO_MANY_PIXELS) from problem
    except (
        Exception
    ) as problem:  # a decoder may stumble over foreign data in any way; none may end the request
        raise BadFile(Fault.DAMAGED) from problem


def _redrawn(picture: Image.Image) -> bytes:
    # A JPEG is decoded at a half, a quarter or an eighth, so that a large one costs little memory.
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # A new canvas, because a picture carries its remarks along in ways that saving knows of.
    canvas = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        canvas.paste(upright, mask=upright)
    else:
        canvas.paste(upright.convert("RGB"))
    drawn = io.BytesIO()
    canvas.save(drawn, "JPEG", quality=QUALITY, optimize=True)
    return drawn.getvalue()
