"""An appraisal from its preparation to an appeal, on the pages of everybody who takes part."""

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from cases.tests.factories import unit
from common.tests.browsing import browse_as
from evaluations.models import Ballot, Round, Score
from evaluations.selectors.rounds import list_of_unit
from evaluations.tests.appraisal import OFFICE, inspector, leader, make_list, of, rate

pytestmark = pytest.mark.django_db
MEMBERS = ("评议员乙", "评议员丙", "评议员丁", "评议员戊", "评议员己")
UNITS = ("440100-land", "440100-housing")


@pytest.fixture(autouse=True)
def _nobody_has_guessed_yet():
    cache.clear()


def at_work(user: User) -> Client:
    return browse_as(user)


def page(name: str, *args) -> str:
    return reverse(f"evaluations:{name}", args=args)


def days() -> dict[str, date]:
    today = timezone.localdate()
    return {"begins_on": today - timedelta(days=9), "ends_on": today - timedelta(days=1), "closes_on": today}


def prepared(office: Client) -> Round:
    """The round as the forms make it, open, with the terms of the system."""
    campaign = make_list(at=timezone.now())
    typed = {"organiser": unit(OFFICE).pk, "campaign": campaign.pk, "title": "下半年行评", **days()}
    wrong = office.post(page("round-add"), typed | {"ends_on": typed["begins_on"] - timedelta(days=1)})
    assert "The period must end after it begins" in wrong.content.decode()
    office.post(page("round-add"), typed)
    found = Round.objects.get()
    office.post(page("round-units", found.pk), {"units": [unit(code).pk for code in UNITS]})
    questions = {"list_text": "整改如何？", "list_weight": 60, "text_1": "作风如何？", "weight_1": 30}
    assert "must add up to 100" in office.post(page("round-questions", found.pk), questions).content.decode()
    office.post(page("round-questions", found.pk), questions | {"weight_1": 40})
    assert [row.item.title for row in list_of_unit(campaign, unit("440100-land"), today=timezone.localdate())]
    office.post(page("round-move", found.pk, "open"))
    found.refresh_from_db()
    assert found.stage == "open"
    return found


def papers_of(office: Client, found: Round) -> list[str]:
    """The codes on the papers of five members, one of whom works for the land bureau."""
    group = page("round-group", found.pk)
    unknown = {"act": "appoint", "name": "甲", "kind": "citizen", "employer": "不存在的局"}
    assert "The register has no unit" in office.post(group, unknown).content.decode()
    for name in MEMBERS:
        employer = "440100-land" if name == MEMBERS[-1] else ""
        typed = {"act": "appoint", "name": name, "kind": "citizen", "employer": employer}
        assert f"{name} is in the group." in office.post(group, typed, follow=True).content.decode()
    shown = office.post(group, {"act": "codes"}).content.decode()
    assert not any(name in shown for name in MEMBERS)
    assert shown.count("Not valid for") == 1
    return re.findall(r"\d{4} \d{4} \d{4} \d{4}", shown)


def vote(code: str, found: Round) -> str:
    """Somebody with a paper scores every unit that it is valid for, without an account; returns the last page."""
    phone = browse_as()
    shown = phone.post(page("vote"), {"code": code}).content.decode()
    for row in found.appraised.all():
        if f'value="{row.pk}"' not in shown:
            continue
        sheet = {"code": code, "unit": row.pk}
        asked = phone.post(page("vote"), sheet).content.decode()
        assert ("整改如何？" in asked, asked.count('role="radiogroup"')) == (True, 3)
        missing = phone.post(page("vote"), sheet | {"cast": 1, "item_0": 5}).content.decode()
        assert "Please choose one of the five." in missing
        marks = {"item_0": 5, "item_1": 4, "question_0": 4}
        shown = phone.post(page("vote"), sheet | {"cast": 1} | marks).content.decode()
        assert "is in the box" in shown
    return shown


def test_an_appraisal_from_its_preparation_to_an_appeal():
    office, head = at_work(inspector()), at_work(leader())
    found = prepared(office)
    last = [vote(code, found) for code in papers_of(office, found)]
    assert sum("not yours to score" in shown for shown in last) == 1
    assert Ballot.objects.count() == 9
    assert (
        "This code opens no appraisal" in browse_as().post(page("vote"), {"code": "1" * 16}).content.decode()
    )
    when = timezone.now() - timedelta(days=3)
    rate("440100-land", satisfied=20, dissatisfied=12, at=when)
    rate("440100-housing", satisfied=29, at=when)
    live = office.get(page("round", found.pk)).content.decode()
    assert ("62.50" in live, "9 of 9 (100 %)" in live) == (True, True)
    lines = "respondent,unit,grade\n" + "\n".join(f"{n},440100-land,1" for n in range(30)) + "\n30,x,1"
    method = {"agency": "调查中心", "frame": "办过业务的群众", "sampling": "随机", "contacted": 90}
    method |= {"began_on": days()["begins_on"], "ended_on": days()["ends_on"]}
    file = SimpleUploadedFile("a.csv", lines.encode())
    read = office.post(page("survey-add", found.pk), method | {"file": file}, follow=True)
    above = at_work(make_user("province", Role.INSPECTOR, "440000-commission"))
    assert above.get(read.request["PATH_INFO"]).status_code == 404
    assert "unit isn&#x27;t appraised in this round" in read.content.decode()
    assert above.post(read.request["PATH_INFO"]).status_code == 404
    office.post(read.request["PATH_INFO"])
    assert "调查中心" in above.get(read.request["PATH_INFO"]).content.decode()
    for move in ("close", "compute"):
        office.post(page("round-move", found.pk, move))
    shown = office.get(page("round", found.pk)).content.decode()
    assert ("equal" in shown, "differs" in shown) == (True, False)
    assert browse_as().get(page("public-round", found.pk)).status_code == 404
    office.post(page("round", found.pk), {"act": "ask", "reason": ""})
    head.post(page("round", found.pk), {"act": "decide", "decision": "granted", "note": "同意"})
    public = browse_as().get(page("public-round", found.pk)).content.decode()
    for words in ("62.50", "too few", "n = 32", "调查中心", "33 %", "68.13", "Basically satisfactory"):
        assert words in public, words
    answer = browse_as().get(page("public-round", found.pk), {"format": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))
    assert [(row["Rank"], row["Code"], row["Direct votes"]) for row in rows] == [
        ("1", "440100-land", "62.50"),
        ("", "440100-housing", "too few"),
    ]
    _appeal(found, office)
    call_command("recount_appraisal", stdout=(out := io.StringIO()))
    assert "2 of 2 scores equal" in out.getvalue()


def _appeal(found: Round, office: Client) -> None:
    """The land bureau objects, the inspector can't decide on what he computed, his colleague does; everybody reads it."""
    row = of(found, "440100-land")
    bureau = at_work(make_user("bureau_leader", Role.UNIT_LEADER, "440100-land"))
    assert bureau.get(page("round", found.pk)).status_code == 404
    assert bureau.get(page("appraised", of(found, "440100-housing").pk)).status_code == 404
    assert page("appraised", row.pk) in bureau.get(page("round-list")).content.decode()
    bureau.post(page("appraised", row.pk), {"act": "appeal", "reason": "两件不属我局职责"})
    assert "Decide on the appeal" not in office.get(page("appraised", row.pk)).content.decode()
    colleague = at_work(inspector("appraisal_colleague"))
    decided = {"act": "decide", "decision": "granted", "note": "查明属实", "dissatisfied": 2}
    asked = colleague.get(page("appraised", row.pk)).context["decide_form"]
    assert "lifts_veto" not in asked.fields
    refused = colleague.post(page("appraised", row.pk), decided | {"dissatisfied": 999})
    assert list(refused.context["decide_form"].errors) == ["dissatisfied"]
    colleague.post(page("appraised", row.pk), decided)
    assert Score.objects.filter(appraised=row).count() == 2
    public = browse_as().get(page("public-round", found.pk)).content.decode()
    assert ("66.67" in public, "corrected on" in public, "查明属实" in public) == (True, True, True)


def test_wrong_codes_are_slowed_down(settings):
    settings.RECEIPT_GUESSES_PER_CLIENT = 2
    phone = Client(REMOTE_ADDR="203.0.113.9", headers={"accept-language": "en"})
    answers = [phone.post(page("vote"), {"code": "1234567890123452"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
