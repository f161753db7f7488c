"""Reply templates: filled by the case, put in without losing what was typed, and kept by each unit."""

import csv
from datetime import timedelta

import pytest
from django.utils import timezone

from cases.choices import TemplateBlank, TemplatePurpose
from cases.models import CaseMessage, ReplyTemplate
from cases.rules.templates import unknown_blanks
from cases.services import load_built_in, save_template
from cases.services.templates import BUILT_IN
from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, main_of, words_of

pytestmark = pytest.mark.django_db
LIST = "/staff/cases/templates/"
TEXT = "编号{案件编号}，由{本单位}办理，期限至{办理期限}，电话{本单位电话}。"


@pytest.fixture
def at():
    """Yesterday, so that nothing is late."""
    return timezone.now() - timedelta(days=1)


@pytest.fixture
def case(at, city_clerk, county_handler):
    """The land bureau of Tianhe handles it; the citizen left a name."""
    steps = [("assign", city_clerk), ("sign_for", county_handler)]
    case = make_case(at=at, name="林秀英", phone="13800138000")
    return walk(case, steps, at=at, unit=unit("440106-land"))


@pytest.fixture
def template(at, county_handler):
    """A template of the land bureau."""
    return keep(county_handler, at=at)


def keep(actor, *, at, code="440106-land", reach="unit", title="告知期限", text=TEXT, purpose="message"):
    fields = {"unit": unit(code), "reach": reach, "purpose": purpose, "title": title, "text": text}
    return save_template(actor=actor, at=at, **fields)


def test_a_template_is_put_in_behind_what_was_typed_without_javascript(case, template, county_handler):
    client, address = browse_as(county_handler), f"/staff/cases/{case.pk}/messages/"
    listed = client.post(address, {"text": "您好。", "templates": "1"})
    assert "告知期限" in main_of(listed)
    assert "您好。" in listed.content.decode()
    page = client.post(address, {"text": "您好。", "insert": template.pk})
    text = page.context["message_form"]["text"].value()
    assert text.startswith(f"您好。\n编号{case.number}，由广州市天河区国土")
    assert "林秀英" not in text
    assert not CaseMessage.objects.exists()
    template.refresh_from_db()
    assert template.uses == 1


def test_a_blank_that_the_case_can_not_fill_is_kept_from_being_sent(case, template, county_handler):
    client = browse_as(county_handler)
    words = client.post(f"/staff/cases/{case.pk}/templates/{template.pk}/").content.decode()
    assert "{本单位电话}" in words
    refused = client.post(f"/staff/cases/{case.pk}/messages/", {"text": words})
    assert "Please fill in this blank first: {本单位电话}" in words_of(refused)
    assert not CaseMessage.objects.exists()
    land = unit("440106-land")
    land.phone = "020-12345"
    land.save(update_fields=["phone"])
    words = client.post(f"/staff/cases/{case.pk}/templates/{template.pk}/").content.decode()
    client.post(f"/staff/cases/{case.pk}/messages/", {"text": words})
    assert "020-12345" in CaseMessage.objects.get().text


def test_a_template_goes_into_the_main_text_of_a_move_and_every_field_stays(case, at, county_handler):
    chosen = keep(county_handler, at=at, purpose="answer", text="经查属实。")
    data = {"request": "发放补偿。", "facts": "到账未发。", "opinion": "", "insert": chosen.pk}
    page = browse_as(county_handler).post(f"/staff/cases/{case.pk}/moves/answer/", data)
    form = page.context["form"]
    values = [form[name].value() for name in ("request", "facts", "opinion")]
    assert values == ["发放补偿。", "到账未发。", "经查属实。"]


def test_each_unit_finds_its_own_and_those_of_the_commissions_above_it_and_no_others(
    at, case, county_handler, city_inspector, city_clerk, other_city_clerk
):
    own = keep(county_handler, at=at)
    area = keep(city_inspector, at=at, code="440100-commission", reach="area", title="全市统一")
    inner = keep(city_inspector, at=at, code="440100-commission", title="纪委内部")
    far = keep(other_city_clerk, at=at, code="440300-commission", reach="area", title="别的市")
    offered = set(ReplyTemplate.objects.offered_to(county_handler))
    assert {own, area} <= offered
    assert offered.isdisjoint({inner, far})
    assert {inner, area} <= set(ReplyTemplate.objects.offered_to(city_clerk))
    client = browse_as(county_handler)
    for hidden in (inner, far):
        assert client.post(f"/staff/cases/{case.pk}/templates/{hidden.pk}/").status_code == 404
        assert client.get(f"{LIST}{hidden.pk}/").status_code == 404


def test_a_unit_writes_copies_changes_archives_and_finds_its_templates(at, county_handler):
    load_built_in(at=at)
    client, land = browse_as(county_handler), unit("440106-land")
    fields = {"unit": land.pk, "reach": "unit", "purpose": "message", "title": "本局回复", "text": TEXT}
    client.post(f"{LIST}new/", fields)
    template = ReplyTemplate.objects.get(title="本局回复")
    client.post(f"{LIST}{template.pk}/", fields | {"text": "改过的回复。"})
    assert "改过的回复。" in main_of(client.get(f"{LIST}?q=改过"))
    assert "改过的回复。" not in main_of(client.get(f"{LIST}?q=没有这样的"))
    built_in = ReplyTemplate.objects.filter(unit=None).first()
    assert built_in.title in client.get(f"{LIST}new/?copy={built_in.pk}").content.decode()
    assert client.get(f"{LIST}{built_in.pk}/").status_code == 404
    client.post(f"{LIST}{template.pk}/archive/")
    assert "改过的回复。" not in main_of(client.get(LIST))
    assert "改过的回复。" in main_of(client.get(f"{LIST}?tab=archived"))
    client.post(f"{LIST}{template.pk}/archive/")
    assert "改过的回复。" in main_of(client.get(LIST))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"text": "致{姓名}：电话{手机}"}, "No such blank: {姓名}, {手机}"),
        ({"text": "漏了一半{案件编号"}, "No such blank: {"),
        ({"reach": "area"}, "Only a commission can offer a template to all units of its area."),
        ({"title": "告知期限"}, "Your unit has a template with this title already."),
    ],
)
def test_what_is_wrong_is_told_beside_its_field(template, county_handler, fields, said):
    data = {
        "unit": unit("440106-land").pk,
        "reach": "unit",
        "purpose": "message",
        "title": "新的",
        "text": "好",
    }
    answer = browse_as(county_handler).post(f"{LIST}new/", data | fields)
    assert said in words_of(answer)
    assert ReplyTemplate.objects.filter(unit__isnull=False).count() == 1


def test_the_templates_that_come_with_the_system_are_sound_and_loading_them_twice_changes_nothing(at):
    with BUILT_IN.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 12
    assert {row["purpose"] for row in rows} == set(TemplatePurpose)
    assert [row["code"] for row in rows if unknown_blanks(row["text"], TemplateBlank.values)] == []
    assert load_built_in(at=at) == len(rows)
    assert load_built_in(at=at) == 0


def test_no_blank_names_whoever_complained_or_is_accused():
    assert {blank.name for blank in TemplateBlank} == {
        *(
            "NUMBER",
            "SECTOR",
            "PLACE",
            "RECEIVED_ON",
            "DUE_ON",
            "TODAY",
            "UNIT",
            "PHONE",
            "RESPONSIBLE",
            "DESK",
        ),
    }
