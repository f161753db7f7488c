"""Nothing of whoever complained leaves the house: a thousand drawn cases, in words, file names, metadata and pages (F19)."""

import io
import random
import zipfile
from datetime import timedelta
from unittest.mock import Mock

import pypdfium2
import pytest
from django.test import Client
from docx import Document as WordFile
from hypothesis import settings as drawn

from bulletins import services
from bulletins.models import Edition
from bulletins.selectors.checking import checked_places, leaks_of
from bulletins.selectors.paper import facts_of, file_name, paper_of, press_of
from bulletins.services import EditionLeaks, EditionWords, PassageWords
from bulletins.tests.factories import (
    HEADING,
    edition_of,
    make_bulletin,
    make_desk,
    put_forward,
    release,
    settled_case,
)
from cases.selectors import leaks
from cases.selectors.leaks import hide_marked, leaks_among, mark_all
from common.official import official_pdf
from common.pdf import booklet
from common.word import official_docx

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英辉玲桃红春兰海燕金凤玉"
STREETS = ("东风东路", "中山五路", "解放北路", "江南大道", "文明路", "小北街", "龙津巷")
PLAIN = (
    "经查，该单位工作人员在办理过程中未按规定时限办结，且多次推诿。",
    "该所负责人对下属监督不力，致使问题长期得不到解决，造成不良影响。",
    "上述问题反映出少数干部宗旨意识淡薄，作风不实。",
)


class Citizen:
    """Somebody who complained, with everything that could point at him; drawn."""

    def __init__(self, chance: random.Random):
        draw = chance.choice
        self.name = draw(SURNAMES) + draw(GIVEN) + draw(("", draw(GIVEN)))
        self.phone = "1" + draw("3456789") + "".join(draw("0123456789") for _ in range(9))
        born = f"19{chance.randint(50, 99)}{chance.randint(1, 12):02d}{chance.randint(1, 28):02d}"
        self.identity = (
            f"4401{chance.randint(3, 18):02d}{born}{chance.randint(100, 999)}{draw('0123456789X')}"
        )
        self.receipt = "".join(draw("0123456789") for _ in range(16))
        self.address = (
            f"{draw(STREETS)}{chance.randint(1, 400)}号{chance.randint(1, 30)}栋{chance.randint(101, 3299)}室"
        )
        self.mail = f"user{chance.randint(1000, 9999)}@example.com"

    def told(self, chance: random.Random) -> tuple[str, str]:
        """One of his secrets in one of the disguises that people use: the secret, and how it is written."""
        grouped = " ".join(self.receipt[at : at + 4] for at in range(0, 16, 4))
        spaced = f"{self.phone[:3]}-{self.phone[3:7]}-{self.phone[7:]}"
        wide = self.phone.translate({ord(str(digit)): 0xFF10 + digit for digit in range(10)})
        chinese = "".join("零一二三四五六七八九"[int(sign)] for sign in self.phone)
        return chance.choice(
            (
                (self.name, self.name),
                (self.name, " ".join(self.name)),
                (self.phone, self.phone),
                (self.phone, spaced),
                (self.phone, wide),
                (self.phone, chinese),
                (self.identity, self.identity),
                (self.receipt, self.receipt),
                (self.receipt, grouped),
                (self.address, self.address),
                (self.mail, self.mail),
            )
        )

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must be found nowhere."""
        return (self.name, self.phone, self.identity, self.receipt, self.address, self.mail)


class _Case:
    """What the check asks of a case, without the database: a thousand of them are drawn in seconds."""

    def __init__(self, citizen: Citizen, story: str):
        self.identity = Mock()
        self.citizen, self.story, self.place_text, self.city, self.area = (
            citizen,
            story,
            citizen.address,
            None,
            "天河区",
        )
        self.answer = None
        self.accused = Mock()
        self.accused.select_related = lambda *names: []


@pytest.fixture
def open_seals(monkeypatch):
    """The drawn citizens' seals are opened without keys."""
    now = {}
    monkeypatch.setattr(leaks, "open_name", lambda identity: now["citizen"].name)
    monkeypatch.setattr(leaks, "open_phone", lambda identity: now["citizen"].phone)
    monkeypatch.setattr(leaks, "open_representatives", lambda identity: ())
    return now


def test_every_drawn_secret_is_found_wherever_it_stands_and_gone_once_it_is_marked(open_seals):
    chance = random.Random(2014)
    missed, kept = [], []
    # Twenty in the suite, a thousand with `make leaks`.
    for _number in range(drawn().max_examples):
        citizen = Citizen(chance)
        open_seals["citizen"] = citizen
        secret, written = citizen.told(chance)
        before, after = chance.choice(PLAIN), chance.choice(PLAIN)
        text = f"{before}{chance.choice(('群众', '投诉人', ''))}{written}{chance.choice(('反映', '，', '。'))}{after}"
        case = _Case(citizen, story=f"我叫{citizen.name}，家住{citizen.address}，电话{citizen.phone}。")
        found = leaks_among(text, cases=[case], named=())
        begins = text.index(written)
        covered = set()
        for one in found:
            covered |= set(range(one.begins, one.ends))
        # Of an address its number is what points at somebody; the street alone is no secret.
        needed = range(begins, begins + len(written))
        if not covered & set(needed):
            missed.append(written)
        hidden = hide_marked(mark_all(text, found))
        if written in hidden or (secret in hidden) or leaks_among(hidden, cases=[case], named=()):
            kept.append((written, hidden))
    assert (missed, kept) == ([], [])


@pytest.mark.django_db
class TestWholeEditions:
    """The same on whole editions: refused with the secret, and without it nothing of it in any file, page or feed."""

    def test_it_is_refused_in_every_place_and_clean_in_every_file(self, now):
        desk, chance = make_desk(), random.Random(7)
        rounds = max(2, drawn().max_examples // 100)
        for _round in range(rounds):
            citizen = Citizen(chance)
            case = settled_case(
                desk,
                at=now,
                name=citizen.name,
                phone=citizen.phone,
                place_text=citizen.address,
                story=f"我叫{citizen.name}，家住{citizen.address}，电话{citizen.phone}，补偿款一直没有发到手里。",
            )
            bulletin = make_bulletin(desk, case, at=now)
            for form in ("internal", "public"):
                self._refused_everywhere(bulletin, form, citizen, chance, desk, now)
            for form in ("internal", "public"):
                out = release(bulletin, form, desk, at=now + timedelta(days=8), passed_at=now)
                for words in everything_of(out):
                    assert not [secret for secret in (*citizen.secrets, case.number) if secret in words]

    def _refused_everywhere(self, bulletin, form, citizen, chance, desk, now):
        edition = edition_of(bulletin, form)
        by = {"actor": desk.drafter, "at": now}
        passage, plain = edition.passages.get(), chance.choice(PLAIN)
        _secret, written = citizen.told(chance)
        for title, heading, text in ((written, "", ""), ("", written, ""), ("", "", written)):
            words = EditionWords(title=f"通报{title}", opening="现通报如下：", closing="引以为戒。")
            services.write_edition(edition_id=edition.pk, words=words, **by)
            said = PassageWords(heading=f"{HEADING}{heading}", text=f"{plain}{text}。")
            services.write_passage(passage_id=passage.pk, words=said, **by)
            found = leaks_of(edition_of(bulletin, form))
            assert found
            if title:
                # What stands in the title stands in the name of the file and in what the file says of itself.
                assert {"title", "file_name pdf", "metadata title"} <= set(found)
            with pytest.raises(EditionLeaks):
                put_forward(bulletin, form, desk, at=now)
            assert edition_of(bulletin, form).stage == "draft"
        if form == "public":
            # Marked, it is gone from what everybody reads.
            said = PassageWords(heading=HEADING, text=f"{plain}[[{written}]]。")
            services.write_passage(passage_id=passage.pk, words=said, **by)
        else:
            services.write_passage(
                passage_id=passage.pk, words=PassageWords(heading=HEADING, text=plain), **by
            )
        words = EditionWords(title="关于典型问题的通报", opening="现通报如下：", closing="引以为戒。")
        services.write_edition(edition_id=edition.pk, words=words, **by)
        assert leaks_of(edition_of(bulletin, form)) == {}


def everything_of(edition: Edition):
    """Every word that leaves the house with an edition: pages, feed, files, their names and what they say of themselves."""
    yield from checked_places(edition).values()
    yield file_name(edition, "pdf")
    if edition.is_internal:
        yield from words_of_pdf(official_pdf(paper_of(edition)))
        yield from words_of_docx(official_docx(paper_of(edition), created_at=edition.released_at))
        return
    yield from words_of_pdf(booklet(*press_of(edition)))
    browser = Client()
    for path in ("/bulletins/", f"/bulletins/{edition.slug}/", "/bulletins/feed.atom"):
        answer = browser.get(path)
        yield answer.content.decode()
        yield str(answer.headers)
    yield str(browser.get(f"/bulletins/{edition.slug}/press.pdf").headers)


def words_of_pdf(data: bytes):
    """The text of every page, and the metadata."""
    pdf = pypdfium2.PdfDocument(data)
    yield str(pdf.get_metadata_dict())
    for page in pdf:
        yield "".join(page.get_textpage().get_text_range().split())


def words_of_docx(data: bytes):
    """Every part of the package as it is stored."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            yield name
            if name.endswith((".xml", ".rels")):
                yield package.read(name).decode()


@pytest.mark.django_db
def test_the_files_say_of_themselves_their_title_and_whose_they_are_and_nothing_else(now):
    desk = make_desk()
    edition = release(make_bulletin(desk, settled_case(desk, at=now), at=now), "internal", desk, at=now)
    pdf = pypdfium2.PdfDocument(official_pdf(paper_of(edition))).get_metadata_dict(skip_empty=True)
    facts = facts_of(edition)
    assert (pdf["Title"], pdf["Author"]) == (facts["title"], facts["author"])
    assert set(pdf) <= {"Title", "Author", "Producer", "CreationDate"}
    word = WordFile(
        io.BytesIO(official_docx(paper_of(edition), created_at=edition.released_at))
    ).core_properties
    assert (word.title, word.author, word.last_modified_by) == (
        facts["title"],
        facts["author"],
        facts["author"],
    )
    assert (word.comments, word.keywords, word.subject) == ("", "", "")
    assert file_name(edition, "docx") == f"{facts['title']}.docx"


@pytest.mark.django_db
def test_whoever_was_held_to_account_is_named_to_the_public_only_where_the_passage_says_so(now):
    desk = make_desk()
    text = "该局干部[[张某]]收受礼金，受到党纪处分。张某已退还全部款项。"
    hidden = make_bulletin(desk, settled_case(desk, at=now), at=now, text=text, names_persons=False)
    # Marked in one place and in plain letters in the next: the name would be out.
    assert list(leaks_of(edition_of(hidden, "public"))) == ["text 1"]
    named = make_bulletin(desk, settled_case(desk, at=now), at=now, text=text, names_persons=True)
    assert leaks_of(edition_of(named, "public")) == {}
    assert leaks_of(edition_of(hidden, "internal")) == leaks_of(edition_of(named, "internal"))
