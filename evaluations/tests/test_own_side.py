"""Whoever has a tie to a unit, or works for it as well, learns nothing of how it is judged before everybody does (R2, R3)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.choices import Role
from accounts.models import Tie
from accounts.selectors import ActRefused, waiting_acts
from accounts.tests.factories import give_role, make_user
from cases.tests.factories import unit
from common.numbering import CHINA
from common.tests.browsing import browse_as
from complaints.services import IncomingText, take_in_text
from evaluations import services
from evaluations.models import Appraised, Round, ServiceWindow
from evaluations.permissions.rounds import can_decide_on_appeal, can_publish
from evaluations.rules.periods import last_settled
from evaluations.services import appeals
from evaluations.services.rounds import move_round
from evaluations.tests.appraisal import LATER, inspector, leader, make_open, move, of, publish, rate
from evaluations.tests.factories import WINDOW, ask_everybody, invite, list_windows
from notices.models import Notice

pytestmark = pytest.mark.django_db


def kin(user, code: str = WINDOW):
    """The user has said that somebody of his family works there."""
    Tie.objects.create(user=user, unit=unit(code), relation="kin")
    return user


def page(user, name: str, *args, **query):
    return browse_as(user).get(reverse(f"evaluations:{name}", args=args), query)


def said(user, name: str, *args, **query) -> str:
    answer = page(user, name, *args, **query)
    assert answer.status_code == 200
    return b"".join(answer).decode()


@pytest.fixture
def rated(province_inspector):
    """This month six visitors of the land bureau have rated it."""
    list_windows()
    now = timezone.now()
    ask_everybody(province_inspector, at=now, minimum_sample=5)
    phones = [f"139{place:08d}" for place in range(6)]
    invite(phones, at=now)
    for phone in phones:
        take_in_text(text=IncomingText(sender=phone, receiver="1069", words="3"), at=now)
    return {"period": f"{now.astimezone(CHINA):%Y-%m}"}


@pytest.mark.parametrize("side", ["a tie", "a duty there as well"])
def test_a_commissions_reader_sees_no_figure_of_a_window_on_his_own_side(rated, city_inspector, side):
    colleague = make_user("colleague", Role.INSPECTOR, "440100-commission")
    if side == "a tie":
        kin(city_inspector)
    else:
        give_role(city_inspector, Role.HANDLER, WINDOW)
    for query in (rated, {"period": last_settled(timezone.localdate()).name}):
        lines = page(city_inspector, "windows", **query).context["lines"]
        assert unit(WINDOW) not in [line.unit for line in lines]
        assert WINDOW not in said(city_inspector, "windows-file", **query)
    shown = said(city_inspector, "windows", **rated)
    assert "0 / 0 / 6" not in shown
    assert "so not among these: 1." in shown
    assert unit("440100-housing").label in shown, "the other windows of the city are there"
    theirs = said(colleague, "windows", **rated)
    assert ("0 / 0 / 6" in theirs, "so not among these" in theirs) == (True, False)
    assert WINDOW in said(colleague, "windows-file", **rated)


def test_the_console_list_of_the_windows_leaves_the_own_side_out_as_well(rated, city_inspector):
    kin(city_inspector)
    row = ServiceWindow.objects.get(unit__code=WINDOW)
    browser = browse_as(city_inspector)
    listed = browser.get(reverse("admin:evaluations_servicewindow_changelist")).context["cl"].result_list
    assert row not in list(listed)
    assert browser.get(reverse("admin:evaluations_servicewindow_change", args=[row.pk])).status_code == 404


def test_of_a_department_whoever_has_a_tie_to_a_window_below_sees_the_others_alone(rated):
    quarter = last_settled(timezone.localdate())
    above = kin(make_user("above", Role.UNIT_LEADER, "440000-land"))
    shown = said(above, "windows", period=quarter.name)
    assert unit(WINDOW).label not in shown
    assert unit("440300-land").label in shown
    head = make_user("head", Role.UNIT_LEADER, WINDOW)
    assert unit(WINDOW).label in said(kin(head), "windows", period=quarter.name), "its own the unit keeps"


def test_whoever_keeps_the_list_does_nothing_about_a_window_that_he_has_a_tie_to(rated):
    keeper = kin(make_user("keeper", Role.INSPECTOR, "440000-commission"))
    today, who = timezone.localdate(), {"actor": keeper}
    window = ServiceWindow.objects.get(unit__code=WINDOW)
    tries = (
        lambda: services.end_window(window_id=window.pk, to_on=today, **who),
        lambda: services.add_staff_phones(
            unit=unit(WINDOW), numbers=["13900000001"], at=timezone.now(), **who
        ),
        lambda: services.set_window_rule(
            values={"share": 60, "least": 5},
            unit=unit(WINDOW),
            effective_on=today,
            reason="试",
            at=timezone.now(),
            **who,
        ),
        lambda: services.add_window(unit=unit(WINDOW), from_on=today, reason="试", at=timezone.now(), **who),
    )
    for attempt in tries:
        with pytest.raises(ActRefused) as refused:
            attempt()
        assert refused.value.reasons == ("own_side",)
    elsewhere = ServiceWindow.objects.get(unit__code="440300-land")
    assert services.end_window(window_id=elsewhere.pk, to_on=today, **who).to_on == today


def test_whoever_has_a_tie_to_an_appraised_unit_neither_reads_nor_moves_the_round_before_it_is_public():
    found, _sheets = make_open()
    rate("440100-land", satisfied=20, dissatisfied=12)
    tied = kin(make_user("tied", Role.INSPECTOR, "440100-commission"), "440100-land")
    tied_leader = kin(make_user("tied_leader", Role.COMMISSION_LEADER, "440100-commission"), "440100-land")
    assert "62.50" in said(inspector(), "round", found.pk)
    shown = said(tied, "round", found.pk)
    assert ("62.50" in shown, "you have a tie to it" in shown) == (False, True)
    for code in ("440100-land", "440100-housing"):
        assert page(tied, "appraised", of(found, code).pk).status_code == 404, "one rank tells the other"
    assert page(tied, "round-group", found.pk).status_code == 404
    with pytest.raises(ActRefused):
        move_round(round_id=found.pk, move="close", actor=tied, at=LATER)
    for name in ("close", "compute"):
        move(found, name, at=LATER)
    assert "62.50" not in said(tied, "round", found.pk)
    assert "62.50" not in said(tied, "round", found.pk, format="csv")
    act = appeals.ask_for_publication(round_id=found.pk, reason="", actor=inspector(), at=LATER)
    with pytest.raises(ActRefused):
        appeals.decide_on_publication(
            act_id=act.pk, decision="granted", note="同意", actor=tied_leader, at=LATER
        )
    appeals.decide_on_publication(act_id=act.pk, decision="granted", note="同意", actor=leader(), at=LATER)
    assert "62.50" in said(tied, "round", found.pk), "then everybody reads it"
    assert page(tied, "appraised", of(found, "440100-land").pk).status_code == 404
    assert page(tied, "appraised", of(found, "440100-housing").pk).status_code == 200


def test_where_every_leader_has_to_keep_away_one_of_the_commission_above_publishes():
    found, _sheets = make_open()
    for name in ("close", "compute"):
        move(found, name, at=LATER)
    tied = kin(make_user("tied_leader", Role.COMMISSION_LEADER, "440100-commission"), "440100-land")
    above = make_user("leader_above", Role.COMMISSION_LEADER, "440000-commission")
    act = appeals.ask_for_publication(round_id=found.pk, reason="", actor=inspector(), at=LATER)
    assert (can_publish(tied, act), can_publish(above, act)) == (False, True)
    assert [row.act for row in waiting_acts(above)] == [act]
    assert Notice.objects.filter(user=above, wording="act_asked").exists()
    # As soon as one of its own leaders may, it is his.
    own = leader()
    assert (can_publish(own, act), can_publish(above, act)) == (True, False)
    kin(own, "440100-housing")
    own = type(own).objects.get(pk=own.pk)
    appeals.decide_on_publication(act_id=act.pk, decision="granted", note="同意", actor=above, at=LATER)
    assert Round.objects.get(pk=found.pk).stage == "published"


def test_whoever_has_a_tie_to_one_appraised_unit_decides_on_no_appeal_of_the_round():
    found, _sheets = make_open()
    rate("440100-land", satisfied=29)
    rate("440100-housing", satisfied=20, dissatisfied=12)
    found = publish(found)
    head = make_user("housing_leader", Role.UNIT_LEADER, "440100-housing")
    appeal = appeals.appeal_score(
        appraised_id=of(found, "440100-housing").pk, reason="不属我局职责", actor=head, at=LATER
    )
    tied = kin(make_user("tied", Role.INSPECTOR, "440100-commission"), "440100-land")
    free = make_user("free", Role.INSPECTOR, "440100-commission")
    assert not can_decide_on_appeal(tied, appeal)
    assert can_decide_on_appeal(free, appeal)
    assert Round.objects.visible_to(tied).filter(pk=found.pk).exists()
    assert Appraised.objects.visible_to(head).get().unit.code == "440100-housing"
