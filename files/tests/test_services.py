"""What becomes of a file: sealed, scanned, shown, swept."""

import io
import socket
import struct
import threading
import uuid
from datetime import timedelta

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.utils import timezone
from PIL import Image

from files.choices import Fault, State
from files.models import StoredFile
from files.rules import clean_name
from files.services import (
    ScanFailed,
    ScannerDown,
    file_of_pass,
    is_harmful,
    open_original,
    open_shown,
    record_files,
    scan_waiting_files,
    seal_keys_anew,
    sweep_files,
)
from files.storage import PrivateStorage
from files.tests.factories import EICAR, document, kept, picture

NEW_KEY = "newer:bmV3ZXItMzItYnl0ZXMtb25seS1mb3ItdGVzdHMhISE="


class FakeClamd:
    """Speaks clamd's INSTREAM over a real socket: finds EICAR, ends the line or says an error when told to."""

    def __init__(self, *, says: bytes | None = None, most: int = 25 * 1024 * 1024):
        self.says, self.most, self.seen = says, most, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                line, _ = self.listener.accept()
            except OSError:
                return
            with line:
                self._answer(line)

    def _answer(self, line):
        assert self._read(line, 10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!I", self._read(line, 4))[0]:
            data += self._read(line, length)
            if len(data) > self.most:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.seen.append(data)
        verdict = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in data else b"stream: OK\0"
        line.sendall(verdict if self.says is None else self.says)

    def _read(self, line, length):
        data = b""
        while len(data) < length:
            part = line.recv(length - len(data))
            if not part:
                raise ConnectionError
            data += part
        return data


@pytest.fixture
def clamd():
    """A scanner that works."""
    scanner = FakeClamd()
    yield scanner
    scanner.listener.close()


@pytest.fixture
def stored(db, now):
    """A file that has its row."""

    def store(name="photo.jpg", data=None):
        return record_files(files=[kept(name, data)], at=now)[0]

    return store


def camera_picture() -> bytes:
    """A photo with place, camera and thumbnail, lying on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SpyPhone"
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 7.0, 44.0), 3: "E", 4: (113.0, 15.0, 32.0)})
    return picture(size=(60, 30), exif=exif, comment=b"taken by Li Si", xmp=b"<x>Li Si</x>")


def test_place_camera_and_remarks_are_not_in_the_copy_that_others_see(stored):
    photo = camera_picture()
    assert b"SpyPhone" in photo
    shown = open_shown(stored(data=photo))
    with Image.open(io.BytesIO(shown)) as seen:
        assert dict(seen.getexif()) == {}
        assert seen.size == (30, 60), "upright"
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(seen.info)
    assert b"SpyPhone" not in shown
    assert b"Li Si" not in shown


def test_the_original_stays_byte_for_byte_with_its_hash(stored):
    photo = camera_picture()
    file = stored(data=photo)
    assert open_original(file) == photo
    assert file.size == len(photo)


def test_nothing_readable_lies_in_the_storage(stored):
    file = stored("信访材料.txt", "村里征地补偿款没有发".encode())
    box = default_storage.open(f"{file.pk.hex[:2]}/{file.pk.hex}.original").read()
    assert "征地".encode() not in box
    assert file.sha256 not in str(box)


def test_a_box_that_was_changed_or_exchanged_does_not_open(stored):
    one, other = stored(), stored("b.jpg", picture(colour="red"))
    one.pk = other.pk
    with pytest.raises(InvalidTag):
        open_original(one)


def test_a_picture_is_made_smaller_and_transparency_becomes_white(stored):
    drawn = io.BytesIO()
    Image.new("RGBA", (3000, 1000), (0, 0, 0, 0)).save(drawn, "PNG")
    with Image.open(io.BytesIO(open_shown(stored("a.png", drawn.getvalue())))) as seen:
        assert seen.size == (2400, 800)
        assert seen.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "BMP"])
def test_the_usual_pictures_come_in(stored, form):
    assert stored(f"a.{form.lower()}", picture(form)).state == State.CLEAN


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", document()),
        ("a.xlsx", document("xlsx")),
        ("a.pptx", document("pptx")),
        ("a.txt", "一份说明".encode("gb18030")),
        ("a.csv", "项目,金额\n".encode("utf-8-sig")),
        ("a.txt", "说明".encode("utf-16")),
        ("a.pdf", b"%PDF-1.7\n%%EOF"),
        ("a.mp3", b"ID3\x03\x00" + b"\x00" * 50),
        ("a.wav", b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 50),
        ("a.amr", b"#!AMR\n" + b"\x00" * 50),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 50),
        ("a.mov", b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  " + b"\x00" * 50),
        ("a.m4a", b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00M4A mp42isom" + b"\x00" * 50),
        ("a.3gp", b"\x00\x00\x00\x18ftyp3gp4\x00\x00\x00\x003gp4isom" + b"\x00" * 50),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    ],
)
def test_what_citizens_usually_have_comes_in(stored, name, data):
    file = stored(name, data)
    assert open_shown(file) == data


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("照片 1.JPG", "照片 1.jpg"),
        ("/etc/passwd", "passwd"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("NUL.txt", "_NUL.txt"),
        ("", "file"),
        (".jpg", "file.jpg"),
        ("报告.最终版", "报告.最终版"),
        ("a%00.jpg", "a_00.jpg"),
    ],
)
def test_names(name, clean):
    assert clean_name(name) == clean


def test_a_pass_brings_the_file_back_and_a_forged_one_does_not(db):
    file = kept()
    assert file_of_pass(file.file_pass) == file
    assert file_of_pass(file.file_pass[:-2] + "xx") is None


def test_a_row_can_neither_be_deleted_nor_changed_nor_turn_back(stored, now):
    file = stored()
    rows = StoredFile.objects.filter(pk=file.pk)
    for change in (
        rows.delete,
        lambda: rows.update(sha256="0" * 64),
        lambda: rows.update(state=State.WAITING),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# --- the scanner ---------------------------------------------------------------------------------------------------


def test_the_scanner_gets_the_file_whole_and_its_verdict_counts(clamd):
    large = b"x" * 150_000
    assert not is_harmful(large, address=clamd.address)
    assert is_harmful(large + EICAR, address=clamd.address)
    assert clamd.seen == [large, large + EICAR]


@pytest.mark.parametrize("says", [b"", b"stream: OK", b"stream: error ERROR\0", b"UNKNOWN COMMAND\0"])
def test_no_clear_verdict_is_no_all_clear(says):
    scanner = FakeClamd(says=says)
    with pytest.raises(ScanFailed):
        is_harmful(b"x", address=scanner.address)
    scanner.listener.close()


def test_a_file_beyond_the_scanners_limit_is_not_clean():
    scanner = FakeClamd(most=10)
    with pytest.raises(ScanFailed):
        is_harmful(b"x" * 500_000, address=scanner.address)
    scanner.listener.close()


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.ctl", "nonsense"])
def test_a_scanner_that_is_not_there_is_down(address):
    with pytest.raises(ScannerDown):
        is_harmful(b"x", address=address)


def test_with_a_scanner_a_file_waits_until_it_was_looked_at(stored, clamd, settings, now):
    settings.CLAMD_ADDRESS = clamd.address
    good, bad = stored(), stored("eicar.txt", EICAR)
    assert {good.state, bad.state} == {State.WAITING}
    assert scan_waiting_files(at=now) == 2
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.state, good.scanned_at) == (State.CLEAN, now)
    assert (bad.state, bad.fault) == (State.REFUSED, Fault.VIRUS)
    assert scan_waiting_files(at=now) == 0


def test_while_the_scanner_is_down_files_go_on_waiting(stored, settings, now, clamd):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    file = stored()
    assert scan_waiting_files(at=now) == 0
    file.refresh_from_db()
    assert (file.state, file.attempts) == (State.WAITING, 0)
    settings.CLAMD_ADDRESS = clamd.address
    assert scan_waiting_files(at=now) == 1


def test_a_file_that_cannot_be_scanned_waits_behind_the_others_and_its_name_is_in_no_log(
    stored, settings, now, caplog
):
    scanner = FakeClamd(most=1000)
    settings.CLAMD_ADDRESS = scanner.address
    stuck, small = stored("张三的证据.txt", b"x" * 200_000), stored("b.txt", b"x")
    assert scan_waiting_files(at=now) == 1
    stuck.refresh_from_db()
    small.refresh_from_db()
    assert (stuck.state, stuck.attempts, small.state) == (State.WAITING, 1, State.CLEAN)
    assert str(stuck.pk) in caplog.text
    assert "张三" not in caplog.text
    scanner.listener.close()


def test_without_a_scanner_a_file_is_clean_and_known_to_be_unscanned(stored):
    file = stored()
    assert (file.state, file.scanned_at) == (State.CLEAN, None)


# --- the storage ---------------------------------------------------------------------------------------------------


def test_what_nobody_claimed_for_a_day_is_swept_and_what_has_a_row_stays(stored):
    sweep_files(at=timezone.now() + timedelta(days=9))
    file, unclaimed = stored(), kept()
    soon, later = timezone.now() + timedelta(hours=1), timezone.now() + timedelta(days=2)
    assert sweep_files(at=soon).deleted == 0
    assert sweep_files(at=later).deleted == 2, "the original and the copy"
    assert not default_storage.exists(f"{unclaimed.id[:2]}/{uuid.UUID(unclaimed.id).hex}.original")
    assert open_original(file)


def test_a_file_that_is_missing_is_noticed(stored):
    file = stored()
    assert sweep_files(at=timezone.now()).missing == 0
    default_storage.delete(f"{file.pk.hex[:2]}/{file.pk.hex}.original")
    with pytest.raises(CommandError):
        call_command("sweep_files", stdout=io.StringIO())


def test_when_the_key_of_the_house_changes_files_still_open(stored, settings):
    file = stored()
    before = open_original(file)
    settings.IDENTITY_KEYS = [NEW_KEY, *settings.IDENTITY_KEYS]
    call_command("seal_files_anew", stdout=io.StringIO())
    settings.IDENTITY_KEYS = [NEW_KEY]
    file.refresh_from_db()
    assert open_original(file) == before
    assert seal_keys_anew() == 0


def test_in_the_private_folder_only_this_account_reads(tmp_path):
    storage = PrivateStorage(
        location=tmp_path / "files", file_permissions_mode=0o600, directory_permissions_mode=0o700
    )
    storage.save("ab/c.original", ContentFile(b"x"))
    assert (tmp_path / "files/ab/c.original").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "files/ab").stat().st_mode & 0o777 == 0o700
