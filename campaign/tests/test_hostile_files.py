"""F11: files that mean harm. None is served inline, none ends a request, each is refused or harmless as written."""

import io
import logging

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from cases.choices import Party
from cases.models import Attachment
from cases.services import add_evidence
from cases.tests.factories import make_case
from common.tests.browsing import browse_as
from files.choices import Fault
from files.rules import BadFile, clean_name
from files.services import KeptFile, keep_file
from files.tests.hostile import BYTES, COPY, HOSTILE, SCRIPT

pytestmark = pytest.mark.django_db
IDS = [f"{hostile.what} ({clean_name(hostile.name)[:30]})" for hostile in HOSTILE]


def test_the_set_is_large_enough():
    assert len(HOSTILE) >= 80
    assert {hostile.becomes for hostile in HOSTILE} - {COPY, BYTES} <= set(Fault)


@pytest.mark.parametrize("hostile", HOSTILE, ids=IDS)
def test_a_hostile_file_is_refused_or_made_harmless(hostile, now, city_clerk, caplog):
    caplog.set_level(logging.DEBUG)
    upload = SimpleUploadedFile("x", hostile.make())
    # Past Django's own cleaning, which another way in may lack.
    upload._name = hostile.name
    kept = take(upload)
    if not isinstance(kept, KeptFile):
        assert kept == hostile.becomes
        return
    case = make_case(at=now)
    add_evidence(case_id=case.pk, files=[kept], actor=Party.CITIZEN, at=now)
    answer = browse_as(city_clerk).get(
        reverse("cases:case-file", args=[case.pk, Attachment.objects.get().file_id])
    )
    assert_harmless(answer, hostile)
    assert kept.name not in caplog.text


def take(upload) -> KeptFile | str:
    """The file, or why it is refused."""
    try:
        return keep_file(upload=upload)
    except BadFile as problem:
        return problem.fault


def assert_harmless(answer, hostile):
    """A download of unnamed bytes under a decent name; of a picture only the copy."""
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert not set(answer["Content-Disposition"]) & set("\r\n\0\u202e<>")
    if hostile.becomes == BYTES:
        assert answer.content == hostile.make()
        return
    assert hostile.becomes == COPY
    with Image.open(io.BytesIO(answer.content)) as shown:
        assert shown.format == "JPEG"
        assert max(shown.size) <= 2400
    assert SCRIPT not in answer.content
    assert b"<?php" not in answer.content
    assert not answer.content.rstrip(b"\0").endswith(b"</html>")
