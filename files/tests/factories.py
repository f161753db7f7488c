"""Files for tests, made here byte by byte."""

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from files.services import KeptFile, keep_file

TYPES = b'<?xml version="1.0"?><Types><Default Extension="xml" ContentType="application/xml"/></Types>'
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30), colour: str = "teal", **saving) -> bytes:
    """A picture of one colour."""
    drawn = io.BytesIO()
    Image.new("RGB", size, colour).save(drawn, form, **saving)
    return drawn.getvalue()


def archive(parts: dict[str, bytes], *, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", packing) as made:
        for name, content in parts.items():
            # A fixed time: the same parts give the same bytes, whenever they are packed.
            made.writestr(zipfile.ZipInfo(name, (2014, 1, 1, 0, 0, 0)), content, compress_type=packing)
    return packed.getvalue()


def document(kind: str = "docx", **more: bytes) -> bytes:
    """An Office document with more parts, named with __ for / and _dot_ for a dot."""
    folder = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}[kind]
    parts = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return archive({"[Content_Types].xml": TYPES, "_rels/.rels": b"<x/>", folder: b"<x/>"} | parts)


def upload(name: str, data: bytes | None = None) -> SimpleUploadedFile:
    """A file as a form brings it."""
    return SimpleUploadedFile(name, picture() if data is None else data)


def kept(name: str = "photo.jpg", data: bytes | None = None) -> KeptFile:
    """A file that was taken in and has no row yet."""
    return keep_file(upload=upload(name, data))
