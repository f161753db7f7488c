"""Large files of the list: written by a worker, for their owner alone, gone after a day."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from openpyxl import load_workbook

from cases.choices import ExportState
from cases.models import ExportJob
from cases.selectors.columns import COLUMNS
from cases.services import exporting, name_accused, sweep_exports, write_next_export
from cases.tasks import write_exports
from cases.tests.factories import make_case, unit, walk
from cases.views import export
from common.tests.browsing import browse_as, words_of

pytestmark = pytest.mark.django_db
ADDRESS = "/staff/cases/export/"


@pytest.fixture(autouse=True)
def _everything_is_large(monkeypatch):
    monkeypatch.setattr(export, "AT_ONCE", 0)


def ask(client, query="tab=all&format=csv"):
    answer = client.get(f"{ADDRESS}?{query}")
    assert answer.status_code == 302, answer
    return answer.url


def downloaded(client, page):
    return b"".join(client.get(f"{page}file/").streaming_content)


def test_a_large_file_is_written_in_the_background_and_downloaded(city_clerk):
    case = make_case(at=timezone.now(), subject="=1+1")
    client = browse_as(city_clerk)
    page = ask(client, "tab=all&stage=received&received_from=2013-01-01&format=csv")
    assert "The file is being written." in words_of(client.get(page))
    write_exports()
    assert "The file is ready." in words_of(client.get(page))
    (row,) = csv.DictReader(StringIO(downloaded(client, page).decode().removeprefix("\ufeff"), newline=""))
    assert row["Number"] == case.number
    assert row["Subject"] == "'=1+1"
    assert list(row) == [str(column.label) for column in COLUMNS]


def test_the_file_has_the_columns_that_the_list_shows(city_clerk):
    make_case(at=timezone.now())
    client = browse_as(city_clerk)
    client.post("/staff/cases/columns/", {"column": ["number", "subject", "people"]})
    page = ask(client, "tab=all&format=xlsx&columns=chosen")
    write_exports()
    sheet = load_workbook(BytesIO(downloaded(client, page))).active
    assert [cell.value for cell in sheet[1]] == ["Number", "Subject", "People"]


def test_nobody_but_its_owner_finds_the_file(city_clerk, city_inspector):
    make_case(at=timezone.now())
    page = ask(browse_as(city_clerk))
    write_exports()
    for address in (page, f"{page}file/"):
        assert browse_as(city_inspector).get(address).status_code == 404


def test_who_is_accused_meanwhile_does_not_get_the_file_any_more(city_clerk, county_handler, county_leader):
    at = timezone.now()
    land = unit("440106-land")
    case, other = [walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land) for _ in range(2)]
    client = browse_as(county_handler)
    page = ask(client)
    write_exports()
    name_accused(case_id=other.pk, actor=city_clerk, at=at, unit=unit("440106-education"))
    assert case.number in downloaded(client, page).decode()
    name_accused(case_id=case.pk, actor=city_clerk, at=at, unit=land)
    assert "a case has left your sight" in words_of(client.get(page))
    assert client.get(f"{page}file/").status_code == 302


def test_who_is_accused_before_it_is_written_is_not_in_it(city_clerk, county_handler):
    at = timezone.now()
    land = unit("440106-land")
    case = walk(make_case(at=at), [("assign", city_clerk)], at=at, unit=land)
    page = ask(browse_as(county_handler))
    name_accused(case_id=case.pk, actor=city_clerk, at=at, unit=land)
    write_exports()
    assert case.number not in downloaded(browse_as(county_handler), page).decode()


def test_a_file_is_gone_after_a_day(city_clerk):
    make_case(at=timezone.now())
    client = browse_as(city_clerk)
    page = ask(client)
    write_exports()
    path = ExportJob.objects.get().file
    assert default_storage.exists(path)
    later = timezone.now() + timedelta(hours=25)
    sweep_exports(at=later)
    assert not default_storage.exists(path)
    assert client.get(page).status_code == 404


def test_what_lies_in_the_folder_without_a_row_goes_too(city_clerk):
    path = default_storage.save("exports/lost.csv", ContentFile(b"x"))
    sweep_exports(at=timezone.now())
    assert default_storage.exists(path)
    sweep_exports(at=timezone.now() + timedelta(days=2))
    assert not default_storage.exists(path)


def test_a_worker_that_falls_silent_is_relieved_and_after_three_times_it_is_given_up(city_clerk):
    make_case(at=timezone.now())
    ask(browse_as(city_clerk))
    at = timezone.now()
    for attempt in (1, 2, 3):
        job = exporting._take_up(at=at)
        assert (job.state, job.attempts) == (ExportState.RUNNING, attempt)
        assert exporting._take_up(at=at + timedelta(seconds=60)) is None
        at += timedelta(minutes=5)
    assert exporting._take_up(at=at) is None
    assert ExportJob.objects.get().state == ExportState.FAILED


def test_a_worker_that_was_relieved_leaves_the_file_to_the_other(city_clerk, monkeypatch):
    monkeypatch.setattr(exporting, "CHUNK", 1)
    for _ in range(3):
        make_case(at=timezone.now())
    ask(browse_as(city_clerk))
    first = exporting._take_up(at=timezone.now())
    second = exporting._take_up(at=timezone.now() + timedelta(minutes=5))
    with pytest.raises(exporting.TakenOver):
        exporting._write(first, now=timezone.now)
    exporting._write(second, now=timezone.now)
    assert ExportJob.objects.get().state == ExportState.DONE


def test_a_fault_is_told_and_the_next_file_is_written(city_clerk, monkeypatch, caplog):
    make_case(at=timezone.now())
    client = browse_as(city_clerk)
    page, following = ask(client), ask(client)

    def fault(*args, **kwargs):
        raise RuntimeError("no space left")

    with monkeypatch.context() as broken:
        broken.setattr(exporting, "_fill", fault)
        assert write_next_export(now=timezone.now)
    assert "could not be written" in words_of(client.get(page))
    assert write_next_export(now=timezone.now)
    assert "The file is ready." in words_of(client.get(following))
    assert "could not be written" in caplog.text


def test_nobody_keeps_all_the_others_waiting(city_clerk):
    make_case(at=timezone.now())
    client = browse_as(city_clerk)
    for _ in range(3):
        ask(client)
    answer = client.get(f"{ADDRESS}?tab=all", follow=True)
    assert "Your other files aren't ready yet" in words_of(answer)
