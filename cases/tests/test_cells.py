"""The rows of the list are written without a template: whatever stands in a case is words to them, never a tag."""

import pytest

from cases.models import ListChoice
from cases.tests.factories import make_case
from common.tests.browsing import browse_as

pytestmark = pytest.mark.django_db

LIST = "/staff/cases/?tab=all"


def test_a_subject_and_a_name_that_look_like_tags_are_shown_as_they_were_typed(city_clerk, now):
    case = make_case(at=now, story="<script>alert(1)</script> & nobody answers")
    type(case).objects.filter(pk=case.pk).update(subject='<img src=x> "quoted"')
    page = browse_as(city_clerk).get(LIST).content.decode()
    assert "&lt;img src=x&gt; &quot;quoted&quot;</a>" in page
    assert "<img src=x>" not in page
    found = browse_as(city_clerk).get(f"{LIST}&q=nobody").content.decode()
    assert "<script>alert" not in found
    assert "<mark>nobody</mark>" in found


def test_each_row_leads_to_its_case_and_has_a_cell_for_each_chosen_column(city_clerk, now):
    case = make_case(at=now)
    ListChoice.objects.create(user=city_clerk, columns="number,subject,desk,last_event")
    page = browse_as(city_clerk).get(LIST).content.decode()
    row = page.split(f'<tr data-row="{case.pk}"')[1].split("</tr>")[0]
    assert f'href="/staff/cases/{case.pk}/"' in row
    assert row.count("<td data-label=") == 3
    assert row.count("<th scope=") == 1


def test_filters_that_were_drawn_once_still_show_what_each_user_has_chosen(city_clerk, province_inspector):
    chosen = '<option value="handling" selected>'
    places = '<option value="440300"'  # Shenzhen, which isn't the clerk's
    for user, sees_all in ((city_clerk, False), (province_inspector, True), (city_clerk, False)):
        plain = browse_as(user).get(LIST).content.decode()
        assert (places in plain) is sees_all
        assert chosen not in plain
        assert chosen in browse_as(user).get(f"{LIST}&stage=handling").content.decode()


def test_what_one_user_has_typed_stands_in_no_other_page(city_clerk):
    browser = browse_as(city_clerk)
    assert 'value="小区停水"' in browser.get(f"{LIST}&q=小区停水").content.decode()
    assert "小区停水" not in browser.get(LIST).content.decode()
