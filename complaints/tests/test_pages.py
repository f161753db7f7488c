"""The pages that only inform, and finding a unit while its name is typed."""

import pytest
from django.test import Client
from django.utils.translation import override

from cases.choices import LegalBasis
from cases.deadlines import CLOCKS
from common.tests.browsing import browse_as
from complaints.tests.factories import text_of
from organizations.models import Sector

pytestmark = pytest.mark.django_db


@pytest.fixture
def citizen() -> Client:
    """Somebody on a phone, without an account, who reads English."""
    return browse_as()


class TestStart:
    def test_it_leads_to_complaining_and_to_following(self, citizen):
        page = text_of(citizen.get("/"))
        assert page.index('class="choice choice-main" href="/complain/"') < page.index(
            'class="choice" href="/track/"'
        )

    def test_it_names_the_eight_fields_in_plain_words(self):
        page = text_of(browse_as(language="zh-hans").get("/"))
        sectors = list(Sector.objects.all())
        assert len(sectors) == 8
        for sector in sectors:
            assert sector.name in page
            assert sector.summary in page

    def test_it_can_be_read_in_english(self, citizen):
        page = text_of(citizen.get("/"))
        assert "Land and housing" in page
        assert "土地与住房" not in page

    def test_its_limits_are_those_of_the_clocks(self, citizen, settings):
        for rule_set in ("2013", "current"):
            settings.CASE_RULE_SET = rule_set
            page = text_of(citizen.get("/"))
            assert f"at most {CLOCKS['triage', rule_set].length} days" in page
            assert f"at most {CLOCKS['conclude', rule_set].length} days" in page
            assert f"at most {CLOCKS['review_answer', rule_set].length} working days" in page


class TestHelp:
    def test_it_names_the_law_behind_each_limit(self, citizen, settings):
        for rule_set in ("2013", "current"):
            settings.CASE_RULE_SET = rule_set
            page = text_of(citizen.get("/help/"))
            for clock in ("triage", "sign_for", "conclude", "review_answer", "redo"):
                with override("en"):
                    assert str(LegalBasis(CLOCKS[clock, rule_set].basis).label) in page

    def test_it_says_what_the_receipt_code_is_and_what_is_stored(self, citizen):
        page = text_of(citizen.get("/help/"))
        assert "nobody can look it up for you" in page
        assert "Not stored: the address of your device, your browser, your location." in page

    def test_it_names_the_ways_that_need_no_internet(self, citizen):
        page = text_of(citizen.get("/help/"))
        assert "on working days 9:00–12:00, 14:00–17:00" in page
        assert "You learn its address at 12388." in page
        assert "12345, the service number of the government" in page

    def test_numbers_address_and_hours_are_those_of_the_settings(self, settings):
        settings.COMMISSION_PHONE, settings.GOVERNMENT_PHONE = "020-11111111", "020-22222222"
        settings.COMMISSION_ADDRESS = "广州市某路1号"
        settings.COMMISSION_HOURS = ["8:30–12:00", "14:30–17:30"]
        page = text_of(browse_as(language="zh-hans").get("/help/"))
        for said in ("020-11111111", "020-22222222", "广州市某路1号", "工作日8:30–12:00、14:30–17:30"):
            assert said in page
        assert "12388" not in page

    def test_it_gives_each_city_its_desk_and_says_honestly_what_is_not_given(self, settings):
        settings.DESKS_FILE = str(settings.BASE_DIR / "complaints/data/desks.csv")
        page = text_of(browse_as(language="zh-hans").get("/help/"))
        assert "深圳市" in page
        assert page.count("未提供") > 60
        assert "虚构" not in page
        settings.DESKS_FILE = str(settings.BASE_DIR / "complaints/data/desks_invented.csv")
        page = text_of(browse_as(language="zh-hans").get("/help/"))
        assert "000-00000001" in page
        assert "均为虚构" in page

    @pytest.mark.parametrize(("rule_set", "said"), [("2013", "42–44"), ("current", "45, 46")])
    def test_it_explains_the_articles_of_the_law_in_force(self, citizen, settings, rule_set, said):
        settings.CASE_RULE_SET = rule_set
        page = text_of(citizen.get("/help/"))
        assert f"Article {said}" in page
        assert "not be shown or passed on to the people or units it is about" in page

    def test_it_answers_those_who_are_afraid(self, citizen):
        page = text_of(citizen.get("/help/"))
        assert "What if somebody takes revenge?" in page
        assert "What is the receipt code, and what if I lose it?" in page


class TestUnitSearch:
    def test_units_are_found_by_a_part_of_their_name_the_nearest_first(self):
        units = (
            browse_as(language="zh-hans").post("/units/", {"q": "国土", "place": "440106"}).json()["units"]
        )
        assert units[0] == {"code": "440106-land", "name": "广州市天河区国土资源局", "is_above": False}
        assert 1 < len(units) <= 8

    def test_names_come_in_the_language_of_the_reader(self, citizen):
        units = citizen.post("/units/", {"q": "天河区国土资源局", "place": ""}).json()["units"]
        assert units[0]["name"].startswith("Bureau of Land and Resources of Tianhe")

    @pytest.mark.parametrize("typed", ["", " ", "国", "没有这个单位", "%", "'; --"])
    def test_what_names_no_unit_finds_none(self, citizen, typed):
        assert citizen.post("/units/", {"q": typed}).json() == {"units": []}

    def test_it_can_be_asked_by_post_alone_so_that_no_log_keeps_the_name(self, citizen):
        assert citizen.get("/units/", {"q": "国土"}).status_code == 405


@pytest.mark.parametrize("path", ["/", "/complain/", "/track/", "/help/"])
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_page_is_open_to_everybody_in_three_languages(path, language):
    response = browse_as(language=language).get(path)
    assert response.status_code == 200
    assert f'<html lang="{language}"' in text_of(response)
    assert set(response.cookies) <= {"csrftoken"}


def test_a_citizen_changes_the_language_without_an_account(citizen):
    response = citizen.post("/i18n/setlang/", {"language": "zh-hant", "next": "/help/"})
    assert response.headers["Location"] == "/help/"
    assert '<html lang="zh-hant"' in text_of(citizen.get("/help/"))
