"""The pages of the registers and of the bulletins on a phone, for the staff and for everybody: nothing stands in anybody's way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.tests.factories import make_user
from bulletins.models import Recipient
from bulletins.tests.factories import edition_of, make_bulletin, make_desk, release, settled_case
from campaign.tests.browser import IN_CHROMIUM, PHONE, assert_readable
from cases.services import AccusedEntry
from cases.tests.factories import make_case, unit
from common.tests.browsing import browse_as
from organizations.models import Sector
from registers.choices import REGISTERS
from registers.services import prepare_import
from registers.tests.factories import keeper, make_record
from registers.tests.test_pages import ledger_file, row

pytestmark = IN_CHROMIUM
DAY = timedelta(days=1)


@pytest.fixture
def at():
    return timezone.now() - 20 * DAY


def look_at(open_page, live_server, user, addresses, *, screens=(PHONE,)) -> None:
    """Every one of these pages as this user (None: as everybody), on a phone or on several screens one after the other."""
    with open_page(screens[0]) as page:
        if user is not None:
            cookie = browse_as(user).cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
        for address in addresses:
            page.set_viewport_size(screens[0])
            answer = page.goto(address)
            assert answer.status == 200, address
            for screen in screens:
                page.set_viewport_size(screen)
                # The last one, where there are two, is the desk's: there every column is shown.
                assert_readable(page, in_colours=screen == screens[-1])


def test_the_registers_are_readable_on_a_phone(open_page, live_server, at, province_inspector):
    short = {"approved_on": "2014-01-02", "paid_on": "2014-02-03", "paid": "100000"}
    ledger = make_record("compensation", at=at, **short)
    make_record(
        "collective-deals", at=at, closed_on="2014-03-01", disclosed_on="2014-03-05", on_platform="no"
    )
    listed = make_record("acceptance", at=at, applied_on="2014-03-01")
    make_case(
        at=at,
        story="学校强制收费，每人三百元，不给收据。",
        accused=[AccusedEntry(unit=unit("440106-education"))],
        sector=Sector.objects.get(code="education"),
    )
    file = ledger_file(row("1"), row("2", paid="x"))
    batch = prepare_import(register=REGISTERS["compensation"], file=file, actor=keeper("compensation"), at=at)
    look_at(
        open_page,
        live_server,
        province_inspector,
        [
            reverse("registers:overview"),
            reverse("registers:record-list", args=["compensation"]),
            reverse("registers:record-list", args=["collective-deals"]),
            reverse("registers:record-list", args=["acceptance"]),
            reverse("registers:record-detail", args=[ledger.pk]),
            reverse("registers:record-detail", args=[listed.pk]),
        ],
    )
    look_at(
        open_page,
        live_server,
        keeper("compensation"),
        [
            reverse("registers:record-add", args=["compensation"]),
            reverse("registers:record-edit", args=[ledger.pk]),
            reverse("registers:record-detail", args=[ledger.pk]),
            reverse("registers:import-add", args=["compensation"]),
            reverse("registers:import-detail", args=[batch.pk]),
        ],
    )
    open_to_all = [
        reverse("registers:public-register", args=[name]) for name in ("compensation", "acceptance")
    ]
    look_at(open_page, live_server, None, [reverse("registers:public-registers"), *open_to_all])


def test_the_bulletins_are_readable_on_a_phone(open_page, live_server, at):
    desk = make_desk()
    case = settled_case(desk, at=at)
    bulletin = make_bulletin(desk, case, at=at)
    public = edition_of(bulletin, "public")
    drafting = [
        reverse("bulletins:bulletin-list"),
        reverse("bulletins:bulletin-add"),
        reverse("bulletins:bulletin", args=[bulletin.pk]),
        reverse("bulletins:item-choose", args=[bulletin.pk]),
        reverse("bulletins:item", args=[bulletin.items.get().pk]),
        reverse("bulletins:edition", args=[public.pk]),
        reverse("bulletins:edition-write", args=[public.pk]),
        reverse("bulletins:passage", args=[public.passages.get().pk]),
    ]
    look_at(open_page, live_server, desk.drafter, drafting)
    internal = release(bulletin, "internal", desk, at=at)
    sent = Recipient.objects.get(edition=internal, unit__code="440106-land")
    given_out = [reverse("bulletins:late-readers"), reverse("bulletins:edition", args=[internal.pk])]
    look_at(open_page, live_server, desk.drafter, given_out)
    received = [reverse("bulletins:circular-list"), reverse("bulletins:circular", args=[sent.pk])]
    look_at(open_page, live_server, desk.handler, received)
    media = make_user("press", Role.MEDIA, "440000-party-committee")
    out = release(bulletin, "public", desk, at=at + 15 * DAY, passed_at=at)
    look_at(open_page, live_server, media, [reverse("bulletins:media-list")])
    open_to_all = [reverse("bulletins:public-list"), reverse("bulletins:public-page", args=[out.slug])]
    look_at(open_page, live_server, None, open_to_all)
