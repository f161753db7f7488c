"""The files that the project ships, as they stand in the loaded register."""

import csv
from datetime import date
from itertools import permutations

import pytest

from organizations.choices import Level, Line, UnitKind
from organizations.models import Area, Person, Post, Sector, SectorLead, Tenure, Unit
from organizations.selectors import area_on, cities, commission_for, lead_unit_code, search_units
from organizations.services import DATA_FOLDER, load_organizations
from organizations.tests.factories import CAMPAIGN_BEGINS, TODAY


@pytest.mark.django_db
def test_cities_and_counties_on_the_days_that_matter():
    for day, counties in [
        (CAMPAIGN_BEGINS, 121),
        (date(2014, 9, 30), 121),
        (date(2014, 10, 1), 120),
        (date(2015, 9, 1), 119),
        (TODAY, 122),
    ]:
        in_force = Area.objects.in_force(on=day)
        assert cities(day).count() == 21, day
        assert in_force.filter(level=Level.COUNTY).count() == counties, day


@pytest.mark.django_db
def test_no_placeholder_district_and_every_area_has_its_names():
    assert not Area.objects.filter(name="市辖区").exists()
    assert not Area.objects.filter(name_en="").exists()
    assert not Area.objects.filter(name_hant="").exists()
    assert Area.objects.get(code="445322").name_hant == "鬱南縣"


@pytest.mark.django_db
def test_the_traditional_name_of_a_unit_holds_that_of_its_area():
    units = Unit.objects.exclude(area=None).filter(code__regex=r"^\d{6}-(commission|land|education)$")
    wrong = [unit.code for unit in units.select_related("area") if unit.area.name_hant not in unit.name_hant]
    assert wrong == []
    assert Unit.objects.get(code="445302-education").name_hant == "雲浮市雲城區教育局"


@pytest.mark.django_db
def test_officials_are_not_called_by_words_that_their_names_resemble():
    surnames = {person.name[0]: person.name_hant[0] for person in Person.objects.all()}
    assert (surnames["余"], surnames["范"], surnames["胡"], surnames["钟"]) == tuple("余范胡鍾")
    assert not Person.objects.filter(name_hant__regex="[餘範鬍儁誌]").exists()


@pytest.mark.django_db
def test_dongguan_and_zhongshan_have_no_counties():
    without = Area.objects.filter(level=Level.CITY, children=None).values_list("code", flat=True)
    assert set(without) == {"441900", "442000"}


@pytest.mark.django_db
def test_every_area_of_today_has_a_unit_of_each_line():
    lines = [Line.COMMISSION, *SectorLead.objects.values_list("line", flat=True)]
    expected = {
        lead_unit_code(code, line)
        for code in Area.objects.in_force(on=TODAY).values_list("code", flat=True)
        for line in lines
    }
    assert len(expected) == 144 * 10
    assert expected <= set(Unit.objects.values_list("code", flat=True))
    assert not Unit.objects.filter(code__startswith="440116-").exists()


@pytest.mark.django_db
def test_superiors_do_the_same_work_one_level_up():
    county = Unit.objects.get(code="440106-politics-law")
    assert county.name == "中共广州市天河区委政法委员会"
    assert county.kind == UnitKind.PARTY
    assert [unit.code for unit in _chain(county)] == [
        "440106-politics-law",
        "440100-politics-law",
        "440000-politics-law",
    ]
    assert _chain(Unit.objects.get(code="441900-commission"))[-1].code == "central-commission"


@pytest.mark.django_db
def test_lineage_begins_with_the_unit_and_its_superiors():
    for unit in Unit.objects.select_related("parent__parent__parent"):
        superiors = [one.pk for one in _chain(unit)]
        assert unit.lineage[: len(superiors)] == superiors, unit.code


@pytest.mark.django_db
def test_an_office_is_under_the_governments_and_party_committees_of_its_area():
    assert _rulers("440106-land") == {
        "440106-government",
        "440100-government",
        "440000-government",
        "440106-party-committee",
        "440100-party-committee",
        "440000-party-committee",
    }


@pytest.mark.django_db
def test_a_party_organ_is_under_party_committees_and_no_government():
    committees = {"440100-party-committee", "440000-party-committee"}
    assert _rulers("440100-commission") == _rulers("440100-politics-law") == committees


@pytest.mark.django_db
def test_nobody_rules_a_party_committee_but_the_one_above():
    committee = Unit.objects.get(code="440100-party-committee")
    assert committee.lineage == [committee.pk, Unit.objects.get(code="440000-party-committee").pk]


def _rulers(code: str) -> set[str]:
    unit = Unit.objects.get(code=code)
    ruling = Unit.objects.filter(pk__in=unit.lineage, line__in=("government", "party_committee"))
    return set(ruling.values_list("code", flat=True))


@pytest.mark.django_db
def test_eight_sectors_are_led_by_nine_lines():
    assert [sector.number for sector in Sector.objects.all()] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert SectorLead.objects.values("line").distinct().count() == SectorLead.objects.count() == 9
    assert not Sector.objects.filter(leads=None).exists()
    land = Sector.objects.get(number=1)
    assert [(lead.line, lead.position) for lead in land.leads.all()] == [(Line.LAND, 1), (Line.HOUSING, 2)]
    assert all(lead.cues for lead in land.leads.all())
    lead = Sector.objects.get(number=3).leads.get()
    assert Unit.objects.get(code=lead_unit_code("440000", lead.line)).kind == UnitKind.PARTY


@pytest.mark.django_db
def test_every_sector_has_words():
    for sector in Sector.objects.all():
        assert sector.words.filter(weight__gte=3).count() >= 40, sector.code


@pytest.mark.django_db
def test_a_longer_word_says_at_least_as_much_as_one_that_it_holds():
    """Of overlapping words the longest counts, so 征地补偿款 must not say less than 征地补偿."""
    for sector in Sector.objects.all():
        weights = dict(sector.words.filter(weight__gt=0).values_list("word", "weight"))
        weaker = [
            (word, part)
            for word, part in permutations(weights, 2)
            if part in word and weights[part] > weights[word]
        ]
        assert weaker == [], sector.code


@pytest.mark.django_db
def test_every_lead_unit_has_a_named_first_leader_now_and_in_the_campaign():
    leads = Unit.objects.exclude(area=None).filter(code__regex=r"^\d{6}-(commission|land|politics-law)$")
    led = Post.objects.filter(is_first=True, unit__in=leads)
    now = Tenure.objects.in_office(on=TODAY).filter(post__in=led)
    assert now.count() == leads.count() == 144 * 3
    old_areas = Area.objects.in_force(on=CAMPAIGN_BEGINS).filter(valid_to=None)
    then = Tenure.objects.in_office(on=CAMPAIGN_BEGINS).filter(post__in=led.filter(unit__area__in=old_areas))
    assert then.count() == old_areas.count() * 3


@pytest.mark.django_db
def test_past_holders_and_people_who_moved_stay_on_record():
    assert Tenure.objects.exclude(to_on=None).count() > 500
    codes = Tenure.objects.values_list("person__code", "post__unit")
    units = {}
    for person, unit in codes:
        units.setdefault(person, set()).add(unit)
    assert sum(len(held) > 1 for held in units.values()) >= 10


@pytest.mark.django_db
def test_committed_register_answers_whole_questions():
    tianhe, dongguan = area_on("440106", TODAY), area_on("441900", TODAY)
    assert search_units("國土局", area=tianhe)[0].code == "440106-land"
    assert search_units("教育厅")[0].code == "440000-education"
    assert search_units("鹭溪")[0].area.code == "441322"
    assert commission_for(dongguan).parent.code == "440000-commission"
    assert commission_for(area_on("440116", date(2014, 1, 1))).code == "440100-commission"


@pytest.mark.django_db
def test_loading_the_committed_files_again_writes_nothing():
    again = load_organizations(folder=DATA_FOLDER, on=date.today())
    assert {name: count.written for name, count in again.items()} == dict.fromkeys(again, 0)


def test_the_committed_files_fill_an_empty_register(empty_register):
    counts = load_organizations(folder=DATA_FOLDER, on=TODAY)
    assert all(count.created == count.total for count in counts.values())
    assert {name: counts[name].total for name in ("areas", "sectors", "leads")} == {
        "areas": 156,
        "sectors": 8,
        "leads": 9,
    }


def _chain(unit: Unit) -> list[Unit]:
    """The unit and its superiors, walked by hand."""
    chain = [unit]
    while chain[-1].parent:
        chain.append(chain[-1].parent)
    return chain


@pytest.mark.parametrize("path", sorted(DATA_FOLDER.glob("*.csv")), ids=lambda path: path.name)
def test_committed_files_are_plain_utf8_without_stray_spaces(path):
    text = path.read_text(encoding="utf-8")
    assert "\r" not in text
    assert text.endswith("\n")
    for cells in csv.reader(text.splitlines()):
        assert [cell.strip() for cell in cells] == cells
