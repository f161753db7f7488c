"""The pages of bulletins through the browser: drafted, marked, reviewed, released, read, studied, and told to everybody."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from accounts.tests.signing import browse_confirmed
from bulletins import services
from bulletins.models import Bulletin, Edition, Recipient, ReplyRequest
from bulletins.tests.factories import (
    HEADING,
    LAW,
    TITLE,
    edition_of,
    make_bulletin,
    make_desk,
    pass_on,
    release,
    settled_case,
)
from cases.tests.factories import unit
from common.tests.browsing import browse_as, main_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def desk(db):
    return make_desk()


@pytest.fixture
def at():
    return timezone.now() - DAY


def test_the_whole_way_by_the_pages(desk, at):
    case = settled_case(desk, at=at, name="欧阳小红", phone="13800138000")
    drafter, reviewer, leader = (
        browse_confirmed(user) for user in (desk.drafter, desk.reviewer, desk.leader)
    )
    assert drafter.get(reverse("bulletins:bulletin-add")).status_code == 200
    begun = {"issuer": unit("440100-commission").pk, "subject": TITLE}
    answer = drafter.post(reverse("bulletins:bulletin-add"), begun)
    bulletin = Bulletin.objects.get()
    assert answer.url == reverse("bulletins:bulletin", args=[bulletin.pk])
    assert case.number in main_of(drafter.get(reverse("bulletins:item-choose", args=[bulletin.pk])))
    add = reverse("bulletins:item-add", args=[bulletin.pk, case.pk])
    assert drafter.get(add).context["form"].initial["rule"] == LAW
    assert drafter.post(add, {"rule": LAW, "unit": unit("440106-housing").pk}).status_code == 302
    public, internal = edition_of(bulletin, "public"), edition_of(bulletin, "internal")

    # Written with the name in it: found, marked at a press, shown as it will be read, kept.
    page = reverse("bulletins:passage", args=[public.passages.get().pk])
    said = {"heading": HEADING, "text": "欧阳小红（13800138000）反映的补偿款被拖延。"}
    looked = drafter.post(page, said | {"step": "look"})
    assert [row["why"] for row in looked.context["found"]] == [
        "Name of somebody in this case",
        "Phone number",
    ]
    marked = drafter.post(page, said | {"step": "mark"})
    assert marked.context["form"].initial["text"] == "[[欧阳小红]]（[[13800138000]]）反映的补偿款被拖延。"
    assert marked.context["found"] == []
    kept = said | {"text": marked.context["form"].initial["text"], "step": "keep"}
    assert drafter.post(page, kept).status_code == 302
    body = main_of(drafter.get(reverse("bulletins:edition", args=[public.pk])))
    assert "×××（×××）反映的补偿款被拖延。" in body
    assert "欧阳小红" not in body

    # The circular: words, recipients, put forward with a leak first, then clean.
    page = reverse("bulletins:passage", args=[internal.passages.get().pk])
    leaking = {"heading": HEADING, "text": "欧阳小红反映属实。", "names_persons": "on"}
    assert drafter.post(page, leaking).status_code == 302
    address = reverse("bulletins:edition-address", args=[internal.pk])
    assert drafter.post(address, {"beside": [unit("440100-land").pk]}).status_code == 302
    forward = reverse("bulletins:edition", args=[internal.pk])
    refused = drafter.post(forward, {"step": "put_forward", "note": ""})
    assert refused.status_code == 200
    assert [row["part"] for row in refused.context["found"]] == [refused.context["found"][0]["part"]]
    assert drafter.post(page, leaking | {"text": "经查属实，已经整改。"}).status_code == 302
    assert drafter.post(forward, {"step": "put_forward", "note": ""}).status_code == 302
    for browser, step in ((reviewer, "review"), (leader, "release")):
        assert step in browser.get(forward).context["forms"]
        assert step not in drafter.get(forward).context["forms"]
        decided = browser.post(forward, {"step": step, "decision": "granted", "note": "同意"})
        assert decided.status_code == 302, decided.context["forms"][step].errors
    internal.refresh_from_db()
    assert internal.number == f"穗纪通〔{timezone.localdate().year}〕1号"


def test_the_second_factor_is_asked_for_again_before_a_decision(desk, at, settings):
    settings.STEP_UP_MINUTES = 15
    bulletin = make_bulletin(desk, settled_case(desk, at=at), at=at)
    pass_on(bulletin, "internal", desk, at=at)
    edition = edition_of(bulletin, "internal")
    browser = browse_confirmed(desk.leader, minutes_ago=60)
    page = reverse("bulletins:edition", args=[edition.pk])
    asked = browser.post(page, {"step": "release", "decision": "granted", "note": "同意"})
    assert "accounts/ask_again.html" in [template.name for template in asked.templates]
    assert edition_of(bulletin, "internal").stage == "reviewed"


def test_a_unit_signs_and_studies_and_who_is_late_is_listed(desk, at):
    long_ago = at - DAY * 10
    bulletin = make_bulletin(desk, settled_case(desk, at=long_ago), at=long_ago)
    edition = release(bulletin, "internal", desk, at=long_ago)
    row = Recipient.objects.get(unit=unit("440106-land"))
    inspector = browse_as(desk.drafter)
    late = inspector.get(reverse("bulletins:late-readers"))
    assert [one["days"] for one in late.context["rows"]] == [6, 6, 6]
    handler = browse_as(desk.handler)
    assert edition.number in main_of(handler.get(reverse("bulletins:circular-list")))
    page = reverse("bulletins:circular", args=[row.pk])
    body = main_of(handler.get(page))
    assert HEADING in body
    assert bulletin.items.get().case.number not in body
    study = {
        "step": "study",
        "held_on": f"{timezone.localdate()}",
        "form": "meeting",
        "people": "12",
        "words": "查摆",
    }
    assert handler.post(page, study).context["refused"] is None
    assert not row.studies.exists()
    assert handler.post(page, {"step": "sign"}).status_code == 302
    assert handler.post(page, {"step": "sign"}).status_code == 200
    assert handler.post(page, study | {"held_on": "2001-01-01"}).status_code == 200
    assert handler.post(page, study).status_code == 302
    assert row.studies.get().people == 12
    assert len(inspector.get(reverse("bulletins:late-readers")).context["rows"]) == 2
    for kind in ("pdf", "docx"):
        file = handler.get(reverse("bulletins:circular-file", args=[row.pk, kind]))
        assert file.status_code == 200
        assert file["Content-Type"] == "application/octet-stream"
    stranger = browse_as(make_user("stranger", Role.HANDLER, "440106-environment"))
    assert stranger.get(page).status_code == 404


def test_a_named_unit_replies_on_its_page_and_nobody_else_sees_it(desk, at):
    bulletin = make_bulletin(desk, settled_case(desk, at=at), at=at)
    pass_on(bulletin, "public", desk, at=at)
    asked = ReplyRequest.objects.get()
    page = reverse("bulletins:reply", args=[asked.pk])
    assert browse_as(desk.handler).get(page).status_code == 404
    head = browse_as(make_user("head", Role.UNIT_LEADER, "440106-housing"))
    assert asked.unit.name_en in main_of(head.get(reverse("bulletins:circular-list")))
    assert head.post(page, {"words": "已整改。"}).status_code == 302
    assert "已整改。" in main_of(
        browse_as(desk.drafter).get(reverse("bulletins:edition", args=[asked.edition_id]))
    )


def test_everybody_reads_what_is_published_and_learns_what_was_withdrawn(desk, at):
    passed = at - DAY * 9
    bulletin = make_bulletin(desk, settled_case(desk, at=passed), at=passed)
    edition = release(bulletin, "public", desk, at=at, passed_at=passed)
    anybody = Client()
    page = reverse("bulletins:public-page", args=[edition.slug])
    body = main_of(anybody.get(page))
    assert HEADING in body
    assert "党内警告" in body
    assert "张某" not in body  # named only where the passage says so
    assert edition.slug in anybody.get(reverse("bulletins:public-list")).content.decode()
    feed = anybody.get(reverse("bulletins:feed"))
    assert feed["Content-Type"].startswith("application/atom+xml")
    assert f"<title>{TITLE}</title>" in feed.content.decode()
    assert re.search(r"<updated>\d{4}-", feed.content.decode())
    assert anybody.get(reverse("bulletins:public-file", args=[edition.slug])).status_code == 200
    services.withdraw_edition(edition_id=edition.pk, note="有误", actor=desk.leader, at=timezone.now())
    gone = anybody.get(page)
    assert gone.status_code == 410
    assert HEADING not in gone.content.decode()
    assert TITLE not in anybody.get(reverse("bulletins:feed")).content.decode()
    assert anybody.get(reverse("bulletins:public-file", args=[edition.slug])).status_code == 404


def test_the_media_see_released_items_and_nothing_else(desk, at):
    passed = at - DAY * 9
    until = timezone.now() + DAY
    first = make_bulletin(desk, settled_case(desk, at=passed), at=passed)
    hidden = make_bulletin(desk, settled_case(desk, at=passed), at=passed)
    open_one = release(first, "public", desk, at=at, passed_at=passed, embargo_until=until, is_for_media=True)
    shut_one = release(hidden, "public", desk, at=at, passed_at=passed, embargo_until=until)
    draft = edition_of(make_bulletin(desk, settled_case(desk, at=passed), at=passed), "public")
    press = browse_as(make_user("press", Role.MEDIA, "440000-party-committee"))
    assert press.get("/staff/").url == reverse("bulletins:media-list")
    listed = press.get(reverse("bulletins:media-list"))
    assert [row.edition for row in listed.context["rows"]] == [open_one]
    assert f"{timezone.localtime(until):%Y-%m-%d %H:%M}" in main_of(listed)
    assert press.get(reverse("bulletins:media-page", args=[open_one.slug])).status_code == 200
    for edition in (shut_one, draft):
        assert press.get(reverse("bulletins:media-page", args=[edition.slug])).status_code == 404
    for edition in (open_one, shut_one, draft):
        assert Client().get(reverse("bulletins:public-page", args=[edition.slug])).status_code == 404
    for name in ("cases:case-list", "bulletins:bulletin-list", "notices:inbox", "dashboard:campaign"):
        assert press.get(reverse(name)).status_code == 403
    assert not Edition.objects.for_everybody().exists()
