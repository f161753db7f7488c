"""The files of a case: who adds them, who gets which copy, and what the trail keeps."""

import pytest
from django.db import DatabaseError, transaction
from PIL import Image

from accounts.models import Tie
from cases.choices import EventName, Party
from cases.models import Attachment, Case
from cases.services import (
    FileTaken,
    MoveRefused,
    TooManyFiles,
    add_evidence,
    name_accused,
    open_original,
)
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, words_of
from files.choices import Fault, State
from files.models import StoredFile
from files.tests.factories import kept, picture
from notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(now, city_clerk, county_handler):
    """A case that a unit is handling."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    return walk(make_case(at=now), steps, at=now, unit=unit("440106-land"))


def camera_picture() -> bytes:
    """A photo with the maker of the camera in it."""
    exif = Image.Exif()
    exif[0x010F] = "SpyPhone"
    return picture(exif=exif)


@pytest.fixture
def photo(case, now):
    """A photo that the citizen added."""
    files = [kept("张三家.jpg", camera_picture())]
    return add_evidence(case_id=case.pk, files=files, actor=Party.CITIZEN, at=now)[0]


def address(photo, part=""):
    return f"/staff/cases/{photo.case_id}/files/{photo.file_id}/{part}"


def test_the_handler_downloads_the_copy_and_the_commission_alone_the_original(
    photo, county_handler, city_inspector, city_clerk
):
    copy = browse_as(county_handler).get(address(photo))
    assert copy.status_code == 200
    assert b"SpyPhone" not in copy.content
    for user in (county_handler, city_clerk):
        assert browse_as(user).post(address(photo, "original/")).status_code == 404
    original = browse_as(city_inspector).post(address(photo, "original/"))
    assert b"SpyPhone" in original.content
    assert original["Content-Disposition"].startswith("attachment;")


def test_opening_an_original_is_written_into_the_trail_without_its_name(photo, now, city_inspector):
    open_original(case_id=photo.case_id, file_id=photo.file_id, actor=city_inspector, at=now)
    event = photo.case.events.get(name=EventName.ORIGINAL_OPENED)
    assert event.actor == city_inspector
    assert event.details == {"file": str(photo.file_id)}
    assert not photo.case.events.filter(details__icontains="张三").exists()


def test_an_original_is_not_opened_by_looking_at_an_address(photo, city_inspector):
    assert browse_as(city_inspector).get(address(photo, "original/")).status_code == 405


def test_whoever_may_not_see_the_case_gets_no_file(photo, other_city_clerk, system_admin, nobody):
    assert browse_as(other_city_clerk).get(address(photo)).status_code == 404
    assert browse_as(system_admin).get(address(photo)).status_code == 403
    assert browse_as(nobody).get(address(photo)).status_code == 403


def test_once_the_unit_is_accused_its_people_get_no_file_any_more(photo, now, city_inspector, county_handler):
    name_accused(case_id=photo.case_id, unit=unit("440106-land"), actor=city_inspector, at=now)
    assert browse_as(county_handler).get(address(photo)).status_code == 404


def test_a_file_is_not_found_under_another_case(photo, now, city_clerk):
    other = make_case(at=now)
    assert browse_as(city_clerk).get(f"/staff/cases/{other.pk}/files/{photo.file_id}/").status_code == 404


def test_a_file_that_waits_for_the_scan_is_shown_to_nobody(
    case, now, settings, county_handler, city_inspector
):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    (photo,) = add_evidence(case_id=case.pk, files=[kept("照片.jpg")], actor=Party.CITIZEN, at=now)
    for user in (county_handler, city_inspector):
        page = words_of(browse_as(user).get(f"/staff/cases/{case.pk}/"))
        assert "照片" not in page
        assert "1 file waits for the virus scan" in page
        assert browse_as(user).get(address(photo)).status_code == 404
    assert browse_as(city_inspector).post(address(photo, "original/")).status_code == 404


def test_a_file_that_the_scan_refused_stays_sealed(case, now, settings, city_inspector):
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    (photo,) = add_evidence(case_id=case.pk, files=[kept()], actor=Party.CITIZEN, at=now)
    StoredFile.objects.update(state=State.REFUSED, fault=Fault.VIRUS, scanned_at=now)
    assert browse_as(city_inspector).get(address(photo)).status_code == 404
    assert "1 file was refused" in words_of(browse_as(city_inspector).get(f"/staff/cases/{case.pk}/"))


def test_the_page_says_when_nothing_was_scanned(photo, county_handler, city_inspector):
    page = words_of(browse_as(county_handler).get(f"/staff/cases/{photo.case_id}/"))
    assert "张三家.jpg" in page
    assert "Not scanned for viruses" in page
    assert "Open the sealed original" not in page
    assert "Open the sealed original" in words_of(
        browse_as(city_inspector).get(f"/staff/cases/{photo.case_id}/")
    )


def test_whoever_has_the_case_is_told_and_nobody_of_the_accused_side(photo, county_handler, now, city_clerk):
    told = Notice.objects.filter(wording="evidence_added")
    assert set(told.values_list("user__username", flat=True)) == {county_handler.username}
    assert not told.filter(context__icontains="张三").exists()
    told.delete()
    accusing = make_case(at=now, accused=[unit("440106-land")])
    Tie.objects.create(user=city_clerk, unit=unit("440106-land"), relation="kin")
    add_evidence(case_id=accusing.pk, files=[kept(data=picture(colour="red"))], actor=Party.CITIZEN, at=now)
    assert not told.filter(user=city_clerk).exists()


def test_the_trail_says_how_many_files_came_and_from_whom(photo):
    event = photo.case.events.get(name=EventName.EVIDENCE_ADDED)
    assert (event.party, event.actor, event.details) == (Party.CITIZEN, None, {"files": 1})


def test_sending_the_same_again_changes_nothing(photo, now):
    again = kept("另一个名字.jpg", camera_picture())
    assert add_evidence(case_id=photo.case_id, files=[again, again], actor=Party.CITIZEN, at=now) == []
    assert Attachment.objects.count() == 1
    assert Notice.objects.filter(wording="evidence_added").values("user").distinct().count() == 1


def test_a_file_belongs_to_one_case(case, now):
    file = kept()
    add_evidence(case_id=case.pk, files=[file], actor=Party.CITIZEN, at=now)
    with pytest.raises(FileTaken):
        add_evidence(case_id=make_case(at=now).pk, files=[file], actor=Party.CITIZEN, at=now)


def test_a_case_has_only_so_many_files(case, now, settings):
    settings.EVIDENCE_CASE_FILES = 1
    files = [kept("a.txt", b"a"), kept("b.txt", b"b")]
    with pytest.raises(TooManyFiles):
        add_evidence(case_id=case.pk, files=files, actor=Party.CITIZEN, at=now)
    assert not StoredFile.objects.exists()


def test_to_a_refused_complaint_nothing_is_added(now, city_clerk):
    case = walk(make_case(at=now), [("decline", city_clerk)], at=now)
    with pytest.raises(MoveRefused):
        add_evidence(case_id=case.pk, files=[kept()], actor=Party.CITIZEN, at=now)


def test_the_handler_adds_a_letter_of_his_own_and_a_stranger_does_not(
    case, now, county_handler, other_city_clerk, city_clerk
):
    (letter,) = add_evidence(case_id=case.pk, files=[kept()], actor=county_handler, at=now)
    assert (letter.party, letter.added_by) == (Party.UNIT, county_handler)
    with pytest.raises(Case.DoesNotExist):
        add_evidence(case_id=case.pk, files=[kept()], actor=other_city_clerk, at=now)
    with pytest.raises(MoveRefused):
        add_evidence(case_id=case.pk, files=[kept()], actor=city_clerk, at=now)


def test_evidence_is_neither_taken_away_nor_moved_to_another_case(photo, now):
    other = make_case(at=now)
    for change in (photo.delete, lambda: Attachment.objects.update(case=other)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
