"""The file of a case, taken out as PDF and as one zip: what each reader gets, and the line that stays in the trail."""

import hashlib
import io
import json
import tracemalloc
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone

from accounts.tests.factories import make_user
from cases.choices import MessageKind, Party
from cases.models import CaseEvent
from cases.services import add_evidence, bundle, take_case_file, write_as_citizen, write_note
from cases.services.bundling import name_of
from cases.tests.factories import ANSWER, STORY, make_case, unit, walk
from common.pdf import shown
from common.tests.browsing import browse_as, main_of
from files.models import StoredFile
from files.tests.factories import kept

pytestmark = pytest.mark.django_db
RARE = "𠮷某某反映：㙍村的补偿款没有发。"
REVENGE = "昨晚有人到我家威胁。"


@pytest.fixture
def at():
    """Yesterday, so that nothing is late."""
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def helper(db):
    """Handles cases for the environment bureau of Tianhe, which helps."""
    return make_user("helper", "handler", "440106-environment")


@pytest.fixture
def case(at, city_clerk, county_handler):
    """Answered, with a picture, a report of revenge, an internal note, and a part that was asked."""
    case = make_case(at=at, story=RARE + STORY, name="林秀英", phone="13800138000")
    steps = [("assign", city_clerk), ("sign_for", county_handler), ("ask_part", county_handler)]
    case = walk(case, steps, at=at, unit=unit("440106-land"), co_handlers=[unit("440106-environment")])
    add_evidence(case_id=case.pk, files=[kept("现场.jpg")], actor=Party.CITIZEN, at=at)
    write_as_citizen(case_id=case.pk, text=REVENGE, at=at, kind=MessageKind.REVENGE)
    write_note(case_id=case.pk, text="内部研判。", circle="commission", actor=county_handler, at=at)
    return walk(case, [("answer", county_handler)], at=at)


def take(user, case, form="pdf", **options):
    data = {"form": form} | ({"with_originals": "on"} if options.get("originals") else {})
    return browse_as(user).post(f"/staff/cases/{case.pk}/bundle/", data)


def words_in(pdf: bytes) -> str:
    """What the pages say, in one line, as a reader of the PDF would copy it."""
    pages = pypdfium2.PdfDocument(pdf)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)


def unpacked(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


@pytest.mark.parametrize(
    ("name", "reads", "does_not_read"),
    [
        (
            "county_handler",
            (RARE, ANSWER["facts"], "现场.jpg"),
            (REVENGE, "林秀英", "13800138000", "内部研判"),
        ),
        ("city_inspector", (RARE, ANSWER["facts"], REVENGE), ("林秀英", "13800138000", "内部研判")),
        ("helper", ("按规定办理", RARE), (ANSWER["facts"], REVENGE, "林秀英", "内部研判", "现场.jpg")),
    ],
)
def test_the_pdf_holds_what_its_reader_reads_on_the_page_and_no_more(
    request, case, name, reads, does_not_read
):
    response = take(request.getfixturevalue(name), case)
    assert response["Content-Disposition"] == f'attachment; filename="case-{case.number}.pdf"'
    words = words_in(response.content)
    for text in reads:
        assert text in words, text
    for text in does_not_read:
        assert text not in words, text
    # The reader of the test leaves the low line out where the words stand aslant.
    watermark = f"{name}·{timezone.localdate().isoformat()}".replace("_", "")
    assert watermark in words.replace("_", "")


def test_nothing_of_a_long_text_is_cut_and_every_page_says_which_it_is(at, city_clerk):
    long_line = "长" * 900 + "x" * 300
    case = make_case(at=at, story=f"{RARE}\n\n{long_line}\n尾声：{'段落。' * 900}完毕")
    words = words_in(take(city_clerk, case).content)
    pages = len(pypdfium2.PdfDocument(take(city_clerk, case).content))
    assert words.count("长") >= 900
    assert words.count("x") >= 300
    assert "完毕" in words
    assert f"Page{pages}of{pages}" in words


def test_what_the_typeface_lacks_is_written_by_its_code_point():
    assert shown("𠮷㐂㙍、國臺") == "𠮷㐂㙍、國臺"
    assert shown("好😀\u202etxt") == "好[U+1F600]txt"


def test_the_zip_holds_the_pdf_the_made_safe_copies_the_trail_and_hashes_that_fit(case, county_handler):
    packed = unpacked(take(county_handler, case, "zip"))
    assert packed.testzip() is None
    names = {f"{case.number}.pdf", "case.json", "evidence/01-现场.jpg", "SHA256SUMS"}
    assert set(packed.namelist()) == names
    sums = dict(reversed(line.split("  ")) for line in packed.read("SHA256SUMS").decode().splitlines())
    assert set(sums) == names - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256(packed.read(name)).hexdigest() == digest
    data = json.loads(packed.read("case.json"))
    assert [event["move"] for event in data["trail"] if event["move"]][:2] == ["assign", "sign_for"]
    assert data["evidence"][0]["sha256_of_original"] == case.attachments.get().file.sha256
    assert REVENGE not in packed.read("case.json").decode()
    assert b"GPS" not in packed.read("evidence/01-现场.jpg")


def test_a_co_handler_gets_its_part_in_the_zip_too(case, helper):
    packed = unpacked(take(helper, case, "zip"))
    assert set(packed.namelist()) == {f"{case.number}.pdf", "case.json", "SHA256SUMS"}
    data = json.loads(packed.read("case.json"))
    assert (data["trail"], data["evidence"]) == ([], [])


def test_originals_are_for_the_commission_alone_and_each_is_written_into_the_trail(
    case, city_inspector, county_handler
):
    assert take(county_handler, case, "zip", originals=True).status_code == 404
    packed = unpacked(take(city_inspector, case, "zip", originals=True))
    original = packed.read("originals/01-现场.jpg")
    assert hashlib.sha256(original).hexdigest() == case.attachments.get().file.sha256
    assert CaseEvent.objects.filter(name="case.original_opened", actor=city_inspector).count() == 1


def test_the_trail_says_to_desk_and_commission_who_took_the_file_out(case, county_handler, city_inspector):
    take(county_handler, case)
    event = CaseEvent.objects.get(name="case.file_taken")
    assert (event.actor, event.unit, event.details) == (county_handler, unit("440106-land"), {"form": "pdf"})
    address = f"/staff/cases/{case.pk}/"
    assert "Case file taken out" in main_of(browse_as(city_inspector).get(address))
    assert "Case file taken out" not in main_of(browse_as(county_handler).get(address))


def test_looking_at_the_page_takes_nothing_out_and_nonsense_is_refused(case, county_handler):
    assert "Take the zip out" in main_of(browse_as(county_handler).get(f"/staff/cases/{case.pk}/bundle/"))
    assert take(county_handler, case, "exe").status_code == 404
    assert not CaseEvent.objects.filter(name="case.file_taken").exists()


def test_whoever_may_not_know_of_the_case_gets_nothing(case, other_city_clerk):
    assert take(other_city_clerk, case).status_code == 404


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x\\..\\a.txt", "gpj\u202etxt.exe", "con.txt", "", "a/b"]
)
def test_no_name_leaves_the_folder_or_turns_the_text_around(case, name):
    row = case.attachments.get()
    row.file = StoredFile(id=row.file_id, name=name, kind="text")
    safe = name_of(row)
    assert safe
    assert not set(safe) & set('/\\:\u202e"<>|?*')
    assert not safe.startswith((".", "con."))


def test_however_many_files_there_are_one_at_a_time_is_in_memory(at, case, county_handler, monkeypatch):
    size = 4_000_000
    monkeypatch.setattr("cases.services.bundling.open_shown", lambda file: bytes(size))
    taken = take_case_file(case_id=case.pk, form="zip", actor=county_handler, at=at)
    many = type(taken)(**vars(taken) | {"contents": type(taken.contents)((), taken.contents.files * 20)})
    tracemalloc.start()
    sent = sum(len(piece) for piece in bundle(many))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent > 20 * size
    assert most < 4 * size
