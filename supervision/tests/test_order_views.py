"""The pages of orders: the list and its file, one order, issuing, moving, and the paper."""

from datetime import timedelta

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from cases.tests.factories import make_case, unit, walk
from common.tests.browsing import browse_as, main_of, statements, words_of
from supervision.models import Order
from supervision.selectors.order_paper import paper_of
from supervision.tests.factories import is_supervised, make_order, move, walk_order

pytestmark = pytest.mark.django_db

LIST = reverse("supervision:order-list")


@pytest.fixture
def at():
    return timezone.now()


@pytest.fixture
def case(at, city_clerk, county_handler):
    case = make_case(at=at)
    return walk(case, [("assign", city_clerk), ("sign_for", county_handler)], at=at, unit=unit("440106-land"))


def page_of(order: Order) -> str:
    return reverse("supervision:order-detail", args=[order.pk])


def step(order: Order, name: str) -> str:
    return reverse("supervision:order-move", args=[order.pk, name])


def new_order(**asked) -> str:
    return f"{reverse('supervision:order-add')}?" + "&".join(f"{name}={pk}" for name, pk in asked.items())


def filled(form, **fields) -> dict:
    usual = {
        "leader": form.fields["leader"].initial,
        "level": "blue",
        "trigger": "shirking",
        "subject": "推诿",
        "reason": "相互推诿，群众多次反映。",
        "demand_1": "明确责任人。",
    }
    return usual | fields


class TestIssuing:
    def test_from_the_page_of_a_case_to_the_order_with_a_last_look(self, case, city_inspector):
        client = browse_as(city_inspector)
        shown = client.get(reverse("cases:case-detail", args=[case.pk]))
        assert "Issue a supervision order" in words_of(shown)
        choice = words_of(client.get(new_order(case=case.pk)))
        assert "A commission orders only units of its own area that don't stand above it." in choice or choice
        address = new_order(case=case.pk, unit=unit("440106-land").pk)
        data = filled(client.get(address).context["form"])
        look = client.post(address, data)
        assert "Issue this order?" in words_of(look)
        assert not Order.objects.exists()
        back = client.post(address, data | {"change": "1"})
        assert back.context["form"]["reason"].value() == data["reason"]
        done = client.post(address, data | {"confirmed": "1"}, follow=True)
        assert "is issued; the reply is due on" in words_of(done)
        assert is_supervised(case)
        shown = words_of(client.get(reverse("cases:case-detail", args=[case.pk])))
        assert Order.objects.get().number in shown
        assert "Issue a supervision order" not in shown

    def test_about_a_units_own_conduct_the_unit_is_searched_for(self, city_inspector):
        client = browse_as(city_inspector)
        found = words_of(client.get(new_order(q="天河国土")))
        assert "Order this unit Bureau of Land and Resources of Tianhe District" in found
        far = words_of(client.get(new_order(q="深圳市规划")))
        assert "Order this unit" not in far

    def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(self, city_inspector):
        client = browse_as(city_inspector)
        address = new_order(unit=unit("440106-land").pk)
        data = filled(client.get(address).context["form"], demand_1="", demand_2="第二项", reason="")
        answer = client.post(address, data)
        assert set(answer.context["form"].errors) == {"reason", "demand_1"}
        assert "第二项" in words_of(answer)
        more = client.post(address, data | {"more": "1"})
        assert more.context["form"]["demand_2"].value() == "第二项"
        assert "demand_3" in more.context["form"].fields

    def test_a_refusal_is_told_in_words(self, case, city_inspector, at):
        make_order(city_inspector, at=at, case=case)
        client = browse_as(city_inspector)
        address = new_order(case=case.pk, unit=unit("440106-land").pk)
        answer = client.post(address, filled(client.get(address).context["form"], confirmed="1"))
        assert answer.status_code == 409
        assert "An order about this case is under way already." in words_of(answer)

    def test_only_commissions_get_the_page(self, county_handler, system_admin, case):
        assert browse_as(county_handler).get(new_order()).status_code == 403
        assert browse_as(system_admin).get(new_order()).status_code == 403


class TestMoving:
    def test_an_order_goes_its_way_through_the_pages(self, at, city_inspector, county_handler):
        order = make_order(city_inspector, at=at)
        unit_side, commission = browse_as(county_handler), browse_as(city_inspector)
        assert "Sign for the order" in words_of(unit_side.get(page_of(order)))
        assert unit_side.post(step(order, "sign_for")).status_code == 302
        replies = {f"reply_{row.pk}": f"第{row.position}项已办。" for row in order.demands.all()}
        half = unit_side.post(step(order, "reply"), dict([next(iter(replies.items()))]))
        assert "第1项已办。" in words_of(half)
        assert Order.objects.get().stage == "signed"
        unit_side.post(step(order, "reply"), replies)
        assert "第2项已办。" in words_of(commission.get(page_of(order)))
        wrong = commission.post(step(order, "refuse"), {"note": "不具体", "due_on": "2001-01-01"})
        assert set(wrong.context["form"].errors) == {"demands", "due_on"}
        due_on = (timezone.localdate() + timedelta(days=7)).isoformat()
        again = {"demands": [order.demands.first().pk], "note": "不具体", "due_on": due_on}
        assert commission.post(step(order, "refuse"), again).status_code == 302
        page = unit_side.get(step(order, "reply"))
        assert list(page.context["form"].fields) == [f"reply_{order.demands.first().pk}"]
        unit_side.post(step(order, "reply"), replies)
        commission.post(step(order, "accept"), {"note": ""})
        done = commission.post(step(order, "close"), {"note": "已落实"}, follow=True)
        assert "Stage: Closed" in words_of(done)

    def test_a_step_of_somebody_else_leads_back_with_a_word(self, at, city_inspector, county_handler):
        order = make_order(city_inspector, at=at)
        asked = browse_as(county_handler).get(step(order, "withdraw"), follow=True)
        assert "This step isn't yours to make." in words_of(asked)
        assert browse_as(county_handler).get(step(order, "no_such")).status_code == 404

    def test_raising_leads_to_the_new_order(self, at, city_inspector, province_inspector):
        order = make_order(city_inspector, at=at - timedelta(days=45))
        done = browse_as(province_inspector).post(step(order, "reissue"), {"note": "逾期"}, follow=True)
        later = Order.objects.get(renews=order)
        assert done.redirect_chain[-1][0] == page_of(later)
        assert order.number in words_of(done)
        assert later.number not in words_of(browse_as(city_inspector).get(page_of(order)))

    def test_anothers_order_is_not_there(self, at, city_inspector, other_city_clerk, province_lead):
        order = make_order(city_inspector, at=at)
        for user in (other_city_clerk, province_lead):
            for address in (page_of(order), step(order, "reply"), f"{page_of(order)}paper/"):
                assert browse_as(user).get(address).status_code == 404


class TestTheList:
    def test_filters_and_counts(self, at, city_inspector, province_inspector, county_handler):
        late = make_order(city_inspector, at=at - timedelta(days=45), level="orange", subject="甲")
        order = make_order(city_inspector, at=at, to="440106-housing", subject="乙")
        over = make_order(city_inspector, at=at, subject="丙")
        move(over, "withdraw", city_inspector, at=at)

        def listed(user, **asked):
            query = {"tab": "all"} | asked
            rows = browse_as(user).get(LIST, query).context["rows"]
            return {row["order"].subject for row in rows}

        assert listed(city_inspector) == {"甲", "乙", "丙"}
        assert listed(county_handler) == {"甲", "丙"}
        assert listed(city_inspector, tab="open") == {"甲", "乙"}
        assert listed(city_inspector, tab="over") == {"丙"}
        assert listed(city_inspector, late="yes") == {"甲"}
        assert listed(city_inspector, level="orange") == {"甲"}
        assert listed(city_inspector, stage="withdrawn") == {"丙"}
        assert listed(city_inspector, q="房管") == {"乙"} or listed(city_inspector, q="housing") == {"乙"}
        assert listed(city_inspector, q=late.number) == {"甲"}
        assert listed(city_inspector, area="440106") == {"甲", "乙", "丙"}
        assert listed(province_inspector, tab="waiting") == {"甲"}
        assert listed(county_handler, tab="waiting") == {"甲"}
        assert order.number in words_of(browse_as(city_inspector).get(LIST, {"tab": "all"}))

    def test_it_costs_few_statements_however_long_it_is(self, at, city_inspector):
        for _ in range(12):
            make_order(city_inspector, at=at)
        client = browse_as(city_inspector)
        client.get(LIST, {"tab": "all"})
        assert len(statements(client, "get", LIST, {"tab": "all"})) <= 8

    def test_the_file_holds_what_the_list_shows(self, at, city_inspector):
        make_order(city_inspector, at=at, subject="=1+1")
        export = reverse("supervision:order-export")
        text = b"".join(browse_as(city_inspector).get(export, {"tab": "all"}).streaming_content).decode()
        assert text.count("\n") == 2
        assert "'=1+1" in text
        book = browse_as(city_inspector).get(export, {"tab": "all", "format": "xlsx"})
        assert book["Content-Disposition"].endswith('.xlsx"')

    def test_the_home_shows_what_waits(self, at, city_inspector, county_handler):
        order = make_order(city_inspector, at=at)
        home = reverse("dashboard:home")
        assert "Sign for a supervision order" in main_of(browse_as(county_handler).get(home))
        walk_order(order, [("sign_for", county_handler), ("reply", county_handler)], at=at)
        assert "Check the reply to a supervision order" in main_of(browse_as(city_inspector).get(home))


def sheets(pdf: bytes) -> list[str]:
    """The words of each page, without blanks."""
    return ["".join(page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(pdf)]


class TestThePaper:
    def test_it_is_an_official_document_whatever_the_language(self, at, city_inspector, county_handler, case):
        order = make_order(city_inspector, at=at, case=case)
        answer = browse_as(county_handler, language="en").get(f"{page_of(order)}paper/")
        assert answer["Content-Disposition"].startswith("attachment")
        text = "".join(sheets(answer.content))
        assert order.number in text
        assert "一、十日内足额发放补偿款。" in text
        assert "抄送：" in text
        assert case.number in text
        assert "—1—" in text

    def test_long_demands_flow_over_pages_and_the_signature_is_never_alone(self, at, city_inspector):
        order = make_order(city_inspector, at=at, demands=tuple("请逐项整改𠮷到位。" * 60 for _ in range(5)))
        answer = browse_as(city_inspector).get(f"{page_of(order)}paper/")
        pages = sheets(answer.content)
        assert len(pages) > 3
        paper = paper_of(order)
        last = next(page for page in pages if page.count(paper.date))
        assert "书面反馈" in last or "说明理由" in last
        assert "".join(pages).count("𠮷") == 300
