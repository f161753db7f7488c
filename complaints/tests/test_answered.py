"""Looking through the answers that were told to everybody."""

import pytest
from django.contrib.auth import get_user_model

from cases.models import Case, PublicAnswer
from cases.tests.factories import make_case

pytestmark = pytest.mark.django_db
PAGE = "/answered/"


def told(
    now, leader, clerk, *, title="补偿款的发放", matter="有群众反映补偿款没有发放。", **case
) -> PublicAnswer:
    """A released text; how it comes to be released is tested where that happens."""
    return PublicAnswer.objects.create(
        slug=f"a{PublicAnswer.objects.count()}",
        case=make_case(at=now, **case),
        title=title,
        matter=matter,
        outcome="已经发放。",
        search_text=f"{title} {matter} 已经发放。",
        asked_by=clerk,
        asked_at=now,
        decision="granted",
        decided_by=leader,
        decided_at=now,
    )


@pytest.fixture
def texts(now, commission_leader, city_clerk):
    school = "学校违规收取补课费，家长多次反映没有结果。"
    return [
        told(now, commission_leader, city_clerk),
        told(
            now,
            commission_leader,
            city_clerk,
            title="补课费的清退",
            matter="有家长反映补课收费。",
            story=school,
            area_code="440300",
        ),
    ]


def titles(citizen, address=PAGE):
    return [str(row.title) for row in citizen.get(address).context["rows"]]


def test_the_list_is_narrowed_by_words_sector_and_city(citizen, texts):
    assert len(titles(citizen)) == 2
    assert titles(citizen, f"{PAGE}?q=補課") == ["<mark>补课</mark>费的清退"]
    assert titles(citizen, f"{PAGE}?sector=education") == ["补课费的清退"]
    assert titles(citizen, f"{PAGE}?city=440100") == ["补偿款的发放"]
    assert (
        "还没有公开的答复" in citizen.get(f"{PAGE}?q=污水").content.decode()
        or titles(citizen, f"{PAGE}?q=污水") == []
    )


def test_a_wrong_search_says_what_is_wrong_and_shows_nothing(citizen, texts):
    page = citizen.get(f"{PAGE}?q=款")
    assert page.status_code == 200
    assert page.context["rows"] == []
    assert page.context["form"].errors["q"]


def test_a_list_of_many_has_pages(citizen, now, commission_leader, city_clerk):
    for number in range(21):
        told(now, commission_leader, city_clerk, title=f"第{number}件")
    first = citizen.get(PAGE)
    assert len(first.context["rows"]) == 20
    assert titles(citizen, PAGE + first.context["next_url"]) == ["第0件"]


def test_the_list_reads_no_word_of_the_complaints(citizen, texts, django_assert_num_queries):
    citizen.get(PAGE)  # names of sectors and areas are kept in memory for a minute
    with django_assert_num_queries(1) as asked:
        citizen.get(PAGE)
    statement = asked.captured_queries[0]["sql"]
    assert not any(
        f'"{column}"' in statement.split("FROM")[0] for column in ("story", "subject", "identity_id")
    )


def test_no_page_of_an_answer_tells_of_the_case_or_of_those_who_wrote_it(citizen, texts):
    page = citizen.get(f"{PAGE}{texts[0].slug}/").content.decode()
    case, user = Case.objects.get(pk=texts[0].case_id), get_user_model()
    assert case.number not in page
    assert case.story not in page
    assert not any(person.full_name in page for person in user.objects.all())
