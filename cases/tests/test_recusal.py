"""Whoever has an interest keeps away, and the case is never without somebody who may act on it (R3)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.choices import Role
from accounts.models import Tie
from accounts.selectors import waiting_acts
from accounts.services import TieRefused, declare_tie, end_tie, lapse_acts
from accounts.tests.factories import make_user
from cases.choices import Party
from cases.models import Case, CaseEvent, Recusal
from cases.selectors.firewall import firewall_of
from cases.services import MoveRefused, decide_on_recusal, demand_recusal, move_case, name_accused
from cases.services.addressees import users_of
from cases.tests.factories import ANSWER, make_case, unit, walk
from common.numbering import CHINA
from common.tests.browsing import browse_as, main_of
from notices.models import Notice
from organizations.models import Person, Tenure

pytestmark = pytest.mark.django_db
ACCUSED = "440106-housing"


@pytest.fixture
def accused_person(now):
    """Somebody who leads the accused bureau."""
    person = Person.objects.create(code="accused-person", name="被投诉人")
    post = unit(ACCUSED).posts.create(name="副局长")
    Tenure.objects.create(post=post, person=person, from_on=now.date() - timedelta(days=900))
    return person


@pytest.fixture
def superior(db):
    """Handles cases for the land bureau of the city, above that of Tianhe."""
    return make_user("superior", Role.HANDLER, "440100-land")


@pytest.fixture
def handled(now, city_clerk, county_handler, superior):
    """A case about the housing bureau, signed for by the only handler of the land bureau."""
    case = make_case(at=now, accused=[unit(ACCUSED)])
    return walk(
        case, [("assign", city_clerk), ("sign_for", county_handler)], at=now, unit=unit("440106-land")
    )


def sees(user, case) -> bool:
    fresh = type(user).objects.get(pk=user.pk)
    return Case.objects.visible_to(fresh).filter(pk=case.pk).exists()


def holders(case, now):
    """Who may act on it now."""
    case = Case.objects.get(pk=case.pk)
    firewall = firewall_of(case, on=now.astimezone(CHINA).date())
    if case.responsible_id:
        return users_of([case.responsible_id], (Role.HANDLER, Role.UNIT_LEADER), firewall)
    return users_of([case.desk_id], (Role.INTAKE_CLERK,), firewall)


def demand(case, now, **more):
    words = {"against": "handler", "whom": "姓李的经办人", "reason": "他是被投诉单位领导的亲戚。"}
    return demand_recusal(case_id=case.pk, at=now, **words | more)


class TestTies:
    """Declared by oneself, ended with a reason, never deleted."""

    def test_declared_on_ones_own_page_and_read_by_the_commission(self, county_handler, province_inspector):
        browser = browse_as(county_handler)
        page = browser.get("/staff/ties/?q=440106").content.decode()
        assert "Nothing in the register" in page
        place = unit(ACCUSED)
        answer = browser.post(
            f"/staff/ties/?q={place.name}", {"target": f"unit:{place.pk}", "relation": "former_colleague"}
        )
        assert answer.status_code == 302
        tie = Tie.objects.get()
        assert (tie.user, tie.unit) == (county_handler, place)
        assert str(place.name_en) in main_of(browser.get("/staff/ties/"))
        console = browse_as(province_inspector).get("/console/accounts/tie/").content.decode()
        assert county_handler.full_name in console
        browser.post("/staff/ties/", {"tie": tie.pk, "reason": "已调离"})
        tie.refresh_from_db()
        assert tie.end_reason == "已调离"

    def test_only_ones_own_tie_ends_with_a_reason_and_never_goes(self, now, county_handler, county_leader):
        tie = declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        with pytest.raises(TieRefused):
            declare_tie(user=county_handler, unit=unit(ACCUSED), relation="other", at=now)
        with pytest.raises(TieRefused):
            end_tie(tie_id=tie.pk, reason=" ", actor=county_handler, at=now)
        with pytest.raises(Tie.DoesNotExist):
            end_tie(tie_id=tie.pk, reason="x", actor=county_leader, at=now)
        with pytest.raises(Exception, match="delete"), transaction.atomic():
            tie.delete()

    def test_an_ended_tie_keeps_nobody_away(self, now, handled, county_leader, county_handler):
        tie = declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        assert not sees(county_handler, handled)
        end_tie(tie_id=tie.pk, reason="已调离", actor=county_handler, at=now)
        assert sees(county_handler, handled)

    def test_kin_of_the_accused_person_are_shut_out_from_case_list_and_notices(
        self, now, handled, accused_person, county_handler, county_leader
    ):
        declare_tie(user=county_handler, person=accused_person, relation="kin", at=now)
        assert not sees(county_handler, handled)
        assert county_handler not in holders(handled, now)
        page = browse_as(type(county_handler).objects.get(pk=county_handler.pk))
        assert page.get(f"/staff/cases/{handled.pk}/").status_code == 404


class TestNoGap:
    """Whoever is left goes on; where nobody is left, the superior has the case in the same transaction."""

    def test_a_colleague_goes_on(self, now, handled, county_handler, county_leader):
        declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        case = Case.objects.get(pk=handled.pk)
        assert (case.responsible, holders(case, now)) == (unit("440106-land"), [county_leader])

    def test_the_only_handler_passes_it_to_the_superior_and_the_clocks_run_on(
        self, now, handled, county_handler, superior
    ):
        before = list(handled.clocks.filter(stopped_at=None).values_list("name", "started_at", "due_on"))
        later = now + timedelta(days=3)
        declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=later)
        case = Case.objects.get(pk=handled.pk)
        assert (case.stage, case.responsible) == ("handling", unit("440100-land"))
        assert list(case.clocks.filter(stopped_at=None).values_list("name", "started_at", "due_on")) == before
        assert holders(case, now) == [superior]
        assert sees(superior, case)
        assert Notice.objects.filter(user=superior, wording="case_taken_over").exists()
        event = CaseEvent.objects.get(case=case, move="pass_on")
        assert (event.unit, event.details["unit"]) == (unit("440106-land"), unit("440100-land").pk)

    def test_without_a_superior_it_goes_back_to_the_desk(self, now, handled, county_handler, superior):
        superior.duties.all().delete()
        declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        case = Case.objects.get(pk=handled.pk)
        assert (case.stage, case.responsible) == ("accepted", None)
        assert holders(case, now)

    def test_the_only_clerk_passes_it_to_the_desk_above(self, now, city_clerk):
        above = make_user("province_clerk", Role.INTAKE_CLERK, "440000-commission")
        case = make_case(at=now, accused=[unit(ACCUSED)])
        due = case.due_at
        declare_tie(user=city_clerk, unit=unit(ACCUSED), relation="kin", at=now)
        case = Case.objects.get(pk=case.pk)
        assert (case.desk, case.due_at, holders(case, now)) == (unit("440000-commission"), due, [above])

    def test_an_accusation_that_comes_later_counts_too(self, now, city_clerk, county_handler, superior):
        case = walk(make_case(at=now), [("assign", city_clerk)], at=now, unit=unit("440106-land"))
        declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        assert Case.objects.get(pk=case.pk).responsible == unit("440106-land")
        name_accused(case_id=case.pk, unit=unit(ACCUSED), actor=city_clerk, at=now)
        case = Case.objects.get(pk=case.pk)
        assert (case.stage, case.responsible) == ("assigned", unit("440100-land"))

    def test_at_no_moment_nobody_holds_it(self, now, handled, county_handler, superior):
        """Inside the transaction and after it the database has an owner; a failure leaves all as it was."""
        from cases.services import holding

        def fails(*args, **kwargs):
            raise RuntimeError

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(holding, "take_back_notices", fails)
            with pytest.raises(RuntimeError), transaction.atomic():
                declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        assert not Tie.objects.exists()
        assert Case.objects.get(pk=handled.pk).responsible == unit("440106-land")
        assert holders(handled, now) == [county_handler]


class TestDemand:
    """A citizen demands it; somebody else than the one concerned decides."""

    def test_the_one_who_keeps_away_loses_sight_and_the_citizen_reads_the_decision(
        self, now, handled, county_handler, county_leader
    ):
        asked = demand(handled, now)
        assert [row.kind.name for row in waiting_acts(county_leader)] == ["recusal"]
        assert waiting_acts(county_handler) == []
        decide_on_recusal(
            recusal_id=asked.pk,
            decision="granted",
            note="情况属实。",
            about=county_handler,
            actor=county_leader,
            at=now,
        )
        assert not sees(county_handler, handled)
        assert sees(county_leader, handled)
        with pytest.raises(Case.DoesNotExist):
            move_case(case_id=handled.pk, move="ask_citizen", actor=county_handler, at=now, note="?")
        assert not Notice.objects.filter(user=county_handler, path__contains=f"/{handled.pk}/").exists()

    def test_the_only_handler_goes_and_the_superior_has_it(
        self, now, handled, county_handler, commission_leader, superior
    ):
        asked = demand(handled, now)
        decide_on_recusal(
            recusal_id=asked.pk,
            decision="granted",
            note="同意。",
            about=county_handler,
            actor=commission_leader,
            at=now,
        )
        case = Case.objects.get(pk=handled.pk)
        assert (case.responsible, holders(case, now)) == (unit("440100-land"), [superior])

    def test_a_leader_neither_reads_nor_decides_what_is_against_a_leader(
        self, now, handled, county_leader, commission_leader
    ):
        demand(handled, now, against="leader")
        address = f"/staff/cases/{handled.pk}/recusal/"
        assert browse_as(county_leader).get(address).status_code == 404
        assert browse_as(commission_leader).get(address).status_code == 200

    def test_nobody_decides_on_himself(self, now, handled, county_leader, city_inspector):
        asked = demand(handled, now)
        by = {"recusal_id": asked.pk, "decision": "granted", "note": "同意", "at": now}
        for about, reason in ((county_leader, "own_request"), (None, "nobody_to_recuse")):
            with pytest.raises(MoveRefused) as refusal:
                decide_on_recusal(actor=county_leader, about=about, **by)
            assert reason in refusal.value.reasons
        decided = {"decision": "granted", "decided_by": county_leader, "decided_at": now}
        with pytest.raises(IntegrityError), transaction.atomic():
            Recusal.objects.filter(pk=asked.pk).update(about=county_leader, **decided)

    def test_the_handler_reads_nothing_of_it(self, now, handled, county_handler):
        demand(handled, now)
        browser = browse_as(county_handler)
        page = browser.get(f"/staff/cases/{handled.pk}/?tab=trail").content.decode()
        assert "keep away" not in page
        assert "姓李的经办人" not in page
        assert browser.get(f"/staff/cases/{handled.pk}/recusal/").status_code == 404
        assert not Notice.objects.filter(user=county_handler, wording="act_asked").exists()

    def test_it_lapses_and_can_be_asked_anew(self, now, handled, commission_leader):
        asked = demand(handled, now)
        with pytest.raises(MoveRefused):
            demand(handled, now)
        assert lapse_acts(at=asked.expires_at) == 1
        assert demand(handled, asked.expires_at).waits


def decide_review(case, name, actor, *, at, **more):
    """The reviewing body decides, in writing."""
    words = {name: ANSWER[name] for name in ("request", "facts", "opinion", "legal_basis")}
    return move_case(case_id=case.pk, move=name, actor=actor, at=at, details=words | more)


class TestWhoDecidesNext:
    """Answered or under review, somebody who may decide is there at every moment."""

    @pytest.fixture
    def answered(self, now, handled, county_handler):
        return walk(handled, [("answer", county_handler)], at=now)

    @pytest.fixture
    def reviewed(self, now, answered, city_inspector, superior):
        return walk(answered, [("close", city_inspector), ("ask_review", Party.CITIZEN)], at=now)

    def test_an_answer_comes_before_the_commission_above(
        self, now, answered, city_inspector, commission_leader, province_inspector
    ):
        for user in (city_inspector, commission_leader):
            declare_tie(user=user, unit=unit(ACCUSED), relation="kin", at=now)
        case = Case.objects.get(pk=answered.pk)
        assert (case.stage, case.escalated_to) == ("answered", unit("440000-commission"))
        assert not sees(city_inspector, case)
        assert Notice.objects.filter(user=province_inspector, wording="case_answered").exists()
        closed = walk(case, [("close", province_inspector)], at=now)
        assert closed.stage == "closed"

    def test_an_answer_that_is_returned_goes_to_the_superior(
        self, now, answered, county_handler, city_inspector, superior
    ):
        declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        assert Case.objects.get(pk=answered.pk).responsible == unit("440106-land")
        case = walk(answered, [("return", city_inspector)], at=now)
        case = Case.objects.get(pk=case.pk)
        assert (case.stage, case.responsible) == ("handling", unit("440100-land"))
        assert holders(case, now) == [superior]

    def test_a_case_that_is_reopened_or_whose_answer_is_revoked_goes_to_the_superior(
        self, now, reviewed, county_handler, superior
    ):
        declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        decide_review(reviewed, "annul", superior, at=now)
        case = Case.objects.get(pk=reviewed.pk)
        assert (case.stage, holders(case, now)) == ("handling", [superior])

    def test_a_review_goes_to_the_body_above_and_the_day_stays(self, now, reviewed, superior):
        top = make_user("top", Role.UNIT_LEADER, "440000-land")
        due = reviewed.due_at
        declare_tie(user=superior, unit=unit(ACCUSED), relation="kin", at=now)
        case = Case.objects.get(pk=reviewed.pk)
        assert (case.stage, case.reviewer, case.due_at) == ("reviewing", unit("440000-land"), due)
        assert Notice.objects.filter(user=top, wording="review_asked").exists()
        assert CaseEvent.objects.get(case=case, move="pass_review").unit == unit("440100-land")
        decide_review(case, "decide_review", top, at=now, outcome="upheld")
        review = case.reviews.get()
        assert (review.unit, review.decided_by) == (unit("440100-land"), unit("440000-land"))
        page = main_of(browse_as(top).get(f"/staff/cases/{case.pk}/"))
        assert str(unit("440000-land").label) in page

    def test_without_a_body_above_the_case_is_accepted_anew(self, now, reviewed, superior):
        declare_tie(user=superior, unit=unit(ACCUSED), relation="kin", at=now)
        case = Case.objects.get(pk=reviewed.pk)
        assert (case.stage, case.reviewer) == ("accepted", None)
        assert holders(case, now)

    def test_a_granted_demand_about_the_reviewer_passes_the_review_on(
        self, now, reviewed, superior, commission_leader
    ):
        make_user("top", Role.HANDLER, "440000-land")
        asked = demand(reviewed, now)
        decide_on_recusal(
            recusal_id=asked.pk,
            decision="granted",
            note="同意。",
            about=superior,
            actor=commission_leader,
            at=now,
        )
        assert Case.objects.get(pk=reviewed.pk).reviewer == unit("440000-land")

    def test_nobody_gets_what_everybody_there_must_keep_away_from(
        self, now, city_clerk, county_handler, superior
    ):
        declare_tie(user=county_handler, unit=unit(ACCUSED), relation="kin", at=now)
        case = walk(
            make_case(at=now, accused=[unit(ACCUSED)]),
            [("assign", city_clerk)],
            at=now,
            unit=unit("440106-land"),
        )
        assert Case.objects.get(pk=case.pk).responsible == unit("440100-land")

    def test_the_page_of_the_case_leads_those_who_decide_to_the_demand(
        self, now, handled, county_handler, county_leader, city_clerk
    ):
        pages = {user: browse_as(user) for user in (county_handler, county_leader, city_clerk)}
        address = f"/staff/cases/{handled.pk}/"

        def led():
            link = f'href="{address}recusal/"'
            return [user for user, page in pages.items() if link in page.get(address).content.decode()]

        assert led() == []
        asked = demand(handled, now)
        assert led() == [county_leader]
        lapse_acts(at=asked.expires_at)
        assert led() == []
