"""Files from citizens: with the complaint, in advance, and later on the tracking page."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.models import Attachment, Case
from cases.tests.factories import make_case
from complaints.permissions import grant_pass
from complaints.services import issue_receipt
from complaints.tests.factories import code_on, filled_in, text_of
from files.models import StoredFile
from files.services import open_original
from files.tests.factories import picture, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    """A citizen who reads English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def case(now):
    return make_case(at=now)


def ticked(answer) -> list[str]:
    """The passes of the files that a form brings along."""
    return re.findall(r'name="kept" value="([^"]+)"', answer.content.decode())


def test_files_come_with_the_complaint(client):
    files = [upload("征地现场.jpg"), upload("说明.txt", "补偿清单".encode())]
    assert code_on(client.post("/complain/", filled_in() | {"files": files}))
    rows = Attachment.objects.all()
    assert [row.file.name for row in rows] == ["征地现场.jpg", "说明.txt"]
    assert {row.party for row in rows} == {"citizen"}
    assert open_original(rows[1].file) == "补偿清单".encode()


def test_a_complaint_needs_no_file(client):
    assert code_on(client.post("/complain/", filled_in()))
    assert not StoredFile.objects.exists()


def test_the_limits_stand_beside_the_field(client):
    page = text_of(client.get("/complain/"))
    assert "At most 9 files, 20.0\xa0MB each and 60.0\xa0MB together" in page


def test_a_bad_file_is_named_with_its_reason_and_the_good_one_is_kept(client):
    files = [upload("good.jpg"), upload("virus.exe", b"MZ")]
    story = "这是一个足够长的故事，讲的是村里的事情。"
    answer = client.post("/complain/", filled_in(story=story) | {"files": files})
    page = text_of(answer)
    assert "virus.exe: Files of this kind can't be taken in" in page
    assert story in page
    assert not Case.objects.exists()
    (kept,) = ticked(answer)
    assert "good.jpg (" in page
    assert code_on(client.post("/complain/", filled_in(story=story) | {"kept": [kept]}))
    assert Attachment.objects.get().file.name == "good.jpg"


def test_files_are_kept_when_something_else_is_missing(client):
    answer = client.post("/complain/", filled_in(story="") | {"files": [upload("a.jpg")]})
    assert len(ticked(answer)) == 1


def test_a_file_can_be_left_out_again(client):
    answer = client.post("/complain/", filled_in(story="") | {"files": [upload("a.jpg")]})
    assert ticked(answer)
    assert code_on(client.post("/complain/", filled_in()))
    assert not Attachment.objects.exists()


def test_a_file_that_is_too_large_is_refused_by_its_name_and_nothing_else_is_lost(client, settings):
    settings.EVIDENCE_FILE_BYTES = 5_000
    files = [upload("large.txt", b"x" * 200_000), upload("small.txt", b"x")]
    answer = client.post("/complain/", filled_in() | {"files": files})
    assert "large.txt: The file is too large." in text_of(answer)
    assert len(ticked(answer)) == 1


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [("EVIDENCE_FILES", 1, "more than 1 files"), ("EVIDENCE_TOTAL_BYTES", 10_000, "larger than")],
)
def test_too_much_at_once_is_refused_as_a_whole(client, settings, setting, value, said):
    setattr(settings, setting, value)
    files = [upload("a.txt", b"a" * 6_000), upload("b.txt", b"b" * 6_000)]
    assert said in text_of(client.post("/complain/", filled_in() | {"files": files}))
    assert not Case.objects.exists()


def test_a_complaint_sent_twice_has_its_files_once(client):
    form = filled_in()
    for _ in range(2):
        assert code_on(client.post("/complain/", form | {"files": [upload("a.jpg")]}))
    assert Case.objects.count() == Attachment.objects.count() == 1


def test_a_file_that_only_came_with_the_repetition_is_not_lost(client):
    form = filled_in()
    client.post("/complain/", form | {"files": [upload("a.jpg")]})
    client.post("/complain/", form | {"files": [upload("a.jpg"), upload("b.txt", b"b")]})
    assert [row.file.name for row in Attachment.objects.all()] == ["a.jpg", "b.txt"]


def test_a_file_sent_in_advance_comes_with_the_form_once(client):
    sent = client.post("/files/", {"file": upload("a.jpg")})
    file_pass = sent.json()["pass"]
    assert sent.json()["label"].startswith("a.jpg (")
    form = filled_in(kept=file_pass)
    assert code_on(client.post("/complain/", form))
    assert code_on(client.post("/complain/", form)), "the same sending once more"
    other = client.post("/complain/", filled_in(kept=file_pass))
    assert "sent with another complaint" in text_of(other)
    assert Attachment.objects.count() == 1


def test_a_bad_file_sent_in_advance_is_refused_with_its_reason(client):
    answer = client.post("/files/", {"file": upload("a.jpg", b"<html>")})
    assert answer.json() == {"error": "a.jpg: The content isn't what the end of the name says."}


def test_a_flood_of_files_is_slowed_down(client, settings):
    settings.FILES_PER_CLIENT = 1
    client.post("/files/", {"file": upload("a.jpg")}, REMOTE_ADDR="203.0.113.7")
    answer = client.post("/files/", {"file": upload("a.jpg")}, REMOTE_ADDR="203.0.113.7")
    assert answer.status_code == 429


def test_a_pass_that_is_not_ours_is_asked_for_again(client):
    assert "no longer kept" in text_of(client.post("/complain/", filled_in(kept="made up")))


def test_evidence_is_added_later_and_stands_on_the_page(client, case):
    form = {"tracking_pass": grant_pass(case), "files": [upload("收据.jpg")]}
    page = text_of(client.post("/track/files/", form))
    assert "1 file was added." in page
    assert "收据.jpg" in page
    assert "not scanned for viruses" in page
    assert Attachment.objects.get().case == case


def test_nothing_chosen_is_said(client, case):
    page = text_of(client.post("/track/files/", {"tracking_pass": grant_pass(case)}))
    assert "Please choose a file." in page


def test_with_a_bad_file_among_them_nothing_is_added_yet(client, case):
    files = [upload("a.jpg"), upload("b.svg", b"<svg/>")]
    answer = client.post("/track/files/", {"tracking_pass": grant_pass(case), "files": files})
    assert "b.svg: " in text_of(answer)
    assert len(ticked(answer)) == 1
    assert not Attachment.objects.exists()


def test_a_page_opened_long_ago_asks_for_the_code_and_keeps_the_files(client, case, now):
    code = issue_receipt(case=case, at=now)
    asked = client.post("/track/files/", {"tracking_pass": "old", "files": [upload("a.jpg")]})
    assert "Receipt code" in text_of(asked)
    (kept,) = ticked(asked)
    client.post("/track/files/", {"tracking_pass": "old", "code": code, "kept": kept})
    assert Attachment.objects.get().case == case


def test_a_wrong_code_adds_nothing(client, case):
    form = {"tracking_pass": "", "code": "1" * 16, "files": [upload("a.jpg")]}
    client.post("/track/files/", form)
    assert not Attachment.objects.exists()


def test_what_the_sender_claims_of_a_file_is_not_believed(client):
    liar = SimpleUploadedFile("a.jpg", b"<html><script>", content_type="image/jpeg")
    assert "isn't what the end of the name says" in text_of(
        client.post("/complain/", filled_in() | {"files": [liar]})
    )


def test_no_file_name_stands_in_a_log(client, caplog):
    caplog.set_level("DEBUG")
    client.post("/complain/", filled_in() | {"files": [upload("张三.exe", b"MZ"), upload("李四.jpg")]})
    client.post("/files/", {"file": upload("王五.jpg", picture()[:50])})
    assert [name for name in ("张三", "李四", "王五") if name in caplog.text] == []
