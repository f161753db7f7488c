"""The register in the console: everybody there reads it, nobody changes it."""

import pytest
from django.test import Client
from django.urls import reverse

from organizations.models import Area, Person, Sector, Tenure, Unit
from organizations.tests.factories import make_tenure

pytestmark = pytest.mark.django_db
MODELS = {"area": Area, "unit": Unit, "tenure": Tenure, "person": Person, "sector": Sector}


@pytest.fixture
def reader(province_inspector) -> Client:
    """An inspector's browser, in English."""
    client = Client()
    client.force_login(province_inspector)
    client.cookies["django_language"] = "en"
    return client


def page_of(client: Client, row) -> str:
    """The page of one record, as text."""
    address = reverse(f"admin:organizations_{row._meta.model_name}_change", args=[row.pk])
    return client.get(address).content.decode()


def listed(client: Client, model: str, **query) -> list:
    """The records on a list."""
    response = client.get(reverse(f"admin:organizations_{model}_changelist"), query)
    return list(response.context["cl"].result_list)


@pytest.mark.parametrize("model", MODELS)
def test_nobody_changes_the_register(model, province_inspector, commission_leader, system_admin):
    row = MODELS[model].objects.first()
    before = MODELS[model].objects.values().get(pk=row.pk)
    for user in (province_inspector, commission_leader, system_admin):
        client = Client()
        client.force_login(user)
        for page, args in (("change", [row.pk]), ("delete", [row.pk]), ("add", [])):
            address = reverse(f"admin:organizations_{model}_{page}", args=args)
            assert client.post(address, {"name": "x", "post": "yes"}).status_code == 403
    assert MODELS[model].objects.values().get(pk=row.pk) == before


def test_the_page_of_a_unit_tells_who_leads_it_and_who_did(reader):
    unit = Unit.objects.filter(
        posts__tenures__to_on__isnull=False, posts__tenures__post__is_first=True
    ).first()
    present = Tenure.objects.get(post__unit=unit, post__is_first=True, to_on=None)
    former = Tenure.objects.filter(post__unit=unit, to_on__isnull=False).first()
    page = page_of(reader, unit)
    assert f"{present.person.name_en} (since {present.from_on})" in page
    assert f"{former.person.name_en} ({former.from_on} – {former.to_on})" in page


def test_terms_of_office_are_told_with_chinese_punctuation(province_inspector):
    client = Client()
    client.force_login(province_inspector)
    unit = Unit.objects.get(code="440106-land")
    for year in (2010, 2011):
        days = {"from_on": f"{year}-01-01", "to_on": f"{year}-12-31"}
        make_tenure(unit, title="组长", is_first=False, name="李明", **days)
    assert "李明（2011-01-01至2011-12-31）；李明（2010-01-01至2010-12-31）" in page_of(client, unit)


@pytest.mark.parametrize("model", MODELS)
def test_every_page_of_the_register_says_where_it_is_kept(model, reader):
    said = "The register can only be read here"
    assert said in reader.get(reverse(f"admin:organizations_{model}_changelist")).content.decode()
    assert said in page_of(reader, MODELS[model].objects.first())


def test_the_page_of_an_official_tells_all_posts(reader):
    tenure = Tenure.objects.filter(to_on__isnull=False).first()
    page = page_of(reader, tenure.person)
    assert tenure.post.unit.name_en in page
    assert tenure.post.name_en in page


def test_leaders_are_told_apart_from_past_ones(reader):
    past = make_tenure(
        Unit.objects.get(code="440106-land"), title="副局长", is_first=False, to_on="2014-01-31"
    )
    query = {"q": past.person.name}
    assert listed(reader, "tenure", in_office="before", **query) == [past]
    assert listed(reader, "tenure", in_office="now", **query) == []
    assert listed(reader, "tenure", post__is_first="0", **query) == [past]


def test_former_areas_are_told_apart(reader):
    former = {area.code for area in listed(reader, "area", valid="before")}
    assert "440183" in former  # Zengcheng became a district in 2014
    assert "440100" not in former
    assert former.isdisjoint(area.code for area in listed(reader, "area", valid="now", level="city"))


@pytest.mark.parametrize("query", ["天河区国土", "440106-land", "guangzhoushitianhequguotu"])
def test_a_unit_is_found_by_name_code_and_pinyin(query, reader):
    assert "440106-land" in [unit.code for unit in listed(reader, "unit", q=query)]


def test_units_are_listed_by_kind_line_and_level(reader):
    found = listed(reader, "unit", kind="commission", line="commission", area__level="province")
    assert [unit.code for unit in found] == ["440000-commission"]


def test_the_register_speaks_the_language_of_the_reader(reader):
    unit = Unit.objects.get(code="440106-land")
    lists = {}
    for language in ("en", "zh-hans", "zh-hant"):
        reader.cookies["django_language"] = language
        lists[language] = reader.get(reverse("admin:organizations_unit_changelist"), {"q": unit.code}).content
    assert unit.name_en.encode() in lists["en"]
    assert unit.name_hant.encode() in lists["zh-hant"]
    assert unit.name_hant.encode() not in lists["zh-hans"]


@pytest.mark.parametrize("model", MODELS)
def test_a_list_takes_few_statements(model, reader, django_assert_max_num_queries):
    reader.get(reverse("admin:index"))
    with django_assert_max_num_queries(8):
        assert listed(reader, model)


@pytest.mark.parametrize("model", MODELS)
def test_other_columns_cannot_be_guessed_at_through_the_address(model, reader):
    address = reverse(f"admin:organizations_{model}_changelist")
    assert reader.get(f"{address}?duties__user__username__startswith=a").status_code == 400
