"""Signing in with two factors, setting them up and losing them; and asking again before what matters most."""

import hashlib
import re
from datetime import timedelta
from functools import partial
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from knox.models import AuthToken

from accounts.choices import Role
from accounts.models import AppFactor, Duty, FactorReset, RecoveryCode, StaffSession, User
from accounts.selectors import has_factor, needs_factor, waiting_acts
from accounts.services import (
    FACTOR_AT,
    ResetRefused,
    ask_for_reset,
    check_code,
    decide_on_reset,
    end_duty,
    give_duty,
    lapse_acts,
    renew_recovery_codes,
    save_account,
    set_password,
    sweep_sessions,
)
from accounts.tests.factories import PASSWORD, give_role, make_user
from accounts.tests.signing import browse_confirmed, code_at, with_app
from common.passwords import BreachedPasswordValidator
from common.tests.browsing import browse_as, main_of, words_of
from notices.models import Notice
from organizations.models import Unit

pytestmark = pytest.mark.django_db
SIGN_IN, SECOND = "/staff/sign-in/", "/staff/sign-in/second/"
FACTORS, APP, PASSKEY = (
    "/staff/account/factors/",
    "/staff/account/factors/app/",
    "/staff/account/factors/passkey/",
)


@pytest.fixture(autouse=True)
def _as_in_real_use(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    settings.STEP_UP_MINUTES = 15


def sign_in(client, user, **more):
    return client.post(SIGN_IN, {"username": user.username, "password": PASSWORD, **more})


def codes_on(response) -> list[str]:
    return re.findall(r"[A-Z2-9]{4}(?:-[A-Z2-9]{4}){3}", response.content.decode())


class TestSigningIn:
    def test_password_and_code_lead_to_the_page_that_was_asked_for(self, city_inspector):
        secret, client = with_app(city_inspector), browse_as()
        to_second = sign_in(client, city_inspector, next="/staff/cases/?tab=all")
        assert to_second.url == SECOND
        assert client.get("/staff/").status_code == 302
        answer = client.post(SECOND, {"code": code_at(secret)})
        assert answer.url == "/staff/cases/?tab=all"
        assert client.get("/staff/").status_code == 200
        assert FACTOR_AT in client.session

    def test_the_page_between_tells_nothing_of_whose_password_it_was(self, city_inspector):
        with_app(city_inspector)
        client = browse_as()
        page = words_of(sign_in(client, city_inspector, follow=True) and client.get(SECOND))
        assert city_inspector.username not in page
        assert city_inspector.full_name not in page

    def test_nobody_gets_to_the_second_step_without_the_first(self, city_inspector):
        client = browse_as()
        assert client.get(SECOND).url == SIGN_IN
        assert client.post(SECOND, {"code": "123456"}).url == SIGN_IN

    def test_the_first_step_is_good_for_minutes_and_for_this_password(self, city_inspector):
        secret = with_app(city_inspector)
        for spoil in ("time", "password", "active"):
            client = browse_as()
            sign_in(client, city_inspector)
            session = client.session
            if spoil == "time":
                session["half_signed_in"] |= {"at": session["half_signed_in"]["at"] - 301}
                session.save()
            elif spoil == "password":
                User.objects.filter(pk=city_inspector.pk).update(password="md5$another$one")
            else:
                User.objects.filter(pk=city_inspector.pk).update(is_active=False)
            assert client.post(SECOND, {"code": code_at(secret)}).url == SIGN_IN, spoil
            User.objects.filter(pk=city_inspector.pk).update(password=city_inspector.password, is_active=True)

    def test_a_code_is_good_once_and_the_one_before_it_no_more(self, city_inspector):
        secret, at = with_app(city_inspector), timezone.now()
        assert check_code(user=city_inspector, code=code_at(secret), at=at)
        assert not check_code(user=city_inspector, code=code_at(secret), at=at)
        assert not check_code(user=city_inspector, code=code_at(secret, -1), at=at)
        assert check_code(user=city_inspector, code=code_at(secret, 1), at=at)
        assert not check_code(user=city_inspector, code=code_at(secret, 5), at=at)

    def test_five_wrong_codes_stop_it_wherever_they_come_from(self, city_inspector, settings):
        secret = with_app(city_inspector)
        for _ in range(settings.SECOND_FACTOR_TRIES):
            client = browse_as()
            sign_in(client, city_inspector)
            assert "This was not right" in words_of(client.post(SECOND, {"code": "000000"}))
        client = browse_as()
        sign_in(client, city_inspector)
        stopped = client.post(SECOND, {"code": code_at(secret)})
        assert stopped.status_code == 429
        assert "quarter of an hour" in words_of(stopped)

    def test_right_codes_are_not_counted(self, city_inspector, settings):
        settings.SECOND_FACTOR_TRIES = 1
        secret = with_app(city_inspector)
        for steps in (-1, 0, 1):
            client = browse_as()
            sign_in(client, city_inspector)
            assert client.post(SECOND, {"code": code_at(secret, steps)}).status_code == 302

    def test_somebody_without_a_factor_signs_in_with_the_password_alone(self, county_handler):
        client = browse_as()
        assert sign_in(client, county_handler).url == "/staff/"
        assert client.get("/staff/").status_code == 200

    def test_a_handler_may_have_a_second_factor_and_is_asked_for_it_then(self, county_handler):
        with_app(county_handler)
        assert sign_in(browse_as(), county_handler).url == SECOND

    @pytest.mark.parametrize(
        "nonsense", ["{", "[]", '{"id": 1}', '{"id": "AA", "rawId": "AA", "response": {}}', "[" * 9999]
    )
    def test_a_passkey_that_is_none_is_refused(self, nonsense, city_inspector):
        with_app(city_inspector)
        client = browse_as()
        sign_in(client, city_inspector)
        assert client.post(SECOND, {"passkey": nonsense}).status_code == 200
        assert "_auth_user_id" not in client.session


class TestMustHaveOne:
    @pytest.mark.parametrize(
        "who", ["city_inspector", "commission_leader", "system_admin", "security_admin", "audit_admin"]
    )
    def test_whoever_needs_one_is_led_to_set_it_up_and_nowhere_else(self, who, request):
        user, client = request.getfixturevalue(who), browse_as()
        assert needs_factor(user)
        sign_in(client, user)
        for address in ("/staff/", "/staff/cases/", "/console/", "/staff/account/", "/staff/notices/"):
            assert client.get(address).url == FACTORS
        assert client.post("/staff/account/password/", {}).url == FACTORS
        assert "nothing else is open to you" in main_of(client.get(FACTORS))
        assert client.get("/").status_code == 200
        assert client.post("/staff/sign-out/").status_code == 302

    def test_an_app_is_set_up_and_everything_opens(self, city_inspector):
        client = browse_as()
        sign_in(client, city_inspector)
        page = client.get(APP)
        secret = page.context["secret"]
        assert "<svg" in page.content.decode()
        assert client.get(APP).context["secret"] == secret
        assert "That isn't the code" in words_of(client.post(APP, {"code": "000000"}))
        done = client.post(APP, {"code": code_at(secret)})
        assert len(set(codes_on(done))) == 10
        assert client.get("/staff/").status_code == 200
        assert secret not in AppFactor.objects.get().secret_box
        told = Notice.objects.filter(user=city_inspector, wording="factors_changed")
        assert set(told.values_list("channel", flat=True)) == {"in_app", "email"}

    def test_the_code_that_set_it_up_does_not_sign_in(self, city_inspector):
        client = browse_as()
        sign_in(client, city_inspector)
        code = code_at(client.get(APP).context["secret"])
        client.post(APP, {"code": code})
        other = browse_as()
        sign_in(other, city_inspector)
        assert "This was not right" in words_of(other.post(SECOND, {"code": code}))

    def test_a_password_alone_adds_no_factor_where_there_is_one(self, city_inspector):
        with_app(city_inspector)
        client = browse_as(city_inspector)
        assert client.get(APP).url == SIGN_IN
        assert "_auth_user_id" not in client.session

    def test_a_token_is_no_way_round(self, city_inspector, citizen):
        give_role(city_inspector, Role.MUNICIPAL_SYSTEM, "440100-commission")
        token = AuthToken.objects.create(user=city_inspector)[1]
        answer = citizen.get("/api/v1/complaints/", headers={"Authorization": f"Token {token}"})
        assert answer.status_code == 403

    def test_the_last_one_stays_with_whoever_needs_it(self, city_inspector, county_handler):
        for user, stays in ((city_inspector, True), (county_handler, False)):
            with_app(user)
            client = browse_confirmed(user)
            client.post("/staff/account/factors/remove/", {"app": "1"})
            assert has_factor(user) == stays

    def test_it_can_be_switched_off_for_a_site_with_its_own_way(self, city_inspector, settings):
        settings.SECOND_FACTOR_REQUIRED = False
        client = browse_as()
        sign_in(client, city_inspector)
        assert client.get("/staff/").status_code == 200


class TestRecoveryCodes:
    def test_each_gets_in_once_however_it_is_typed(self, city_inspector):
        with_app(city_inspector)
        codes = renew_recovery_codes(
            user=city_inspector, session=browse_as(city_inspector).session, at=timezone.now()
        )
        client = browse_as()
        sign_in(client, city_inspector)
        assert client.post(SECOND, {"recovery": f" {codes[0].lower().replace('-', ' ')} "}).url == "/staff/"
        client = browse_as()
        sign_in(client, city_inspector)
        assert client.post(SECOND, {"recovery": codes[0]}).status_code == 200
        assert client.post(SECOND, {"recovery": codes[1]}).status_code == 302

    def test_they_are_kept_as_digests_and_new_ones_end_the_old(self, city_inspector):
        with_app(city_inspector)
        client = browse_confirmed(city_inspector)
        first, second = (codes_on(client.post("/staff/account/factors/codes/")) for _ in range(2))
        assert len(second) == 10
        assert RecoveryCode.objects.count() == 10
        assert not any(
            code.replace("-", "") in row.digest for code in second for row in RecoveryCode.objects.all()
        )
        assert not check_code(user=city_inspector, code=first[0], at=timezone.now())

    def test_anothers_code_opens_nothing(self, city_inspector, commission_leader):
        with_app(city_inspector)
        with_app(commission_leader)
        session = browse_as(city_inspector).session
        codes = renew_recovery_codes(user=city_inspector, session=session, at=timezone.now())
        assert not check_code(user=commission_leader, code=codes[0], at=timezone.now())


class TestAskingAgain:
    @pytest.fixture
    def keeper(self, security_admin):
        self.secret = with_app(security_admin)
        return browse_confirmed(security_admin, minutes_ago=16)

    def test_a_form_is_opened_after_confirming_and_stays_open_for_a_while(self, keeper):
        address = reverse("admin:accounts_duty_add")
        asked = keeper.get(address)
        assert asked.url == f"/staff/confirm/?next={address.replace('/', '%2F')}"
        assert "more than 15 minutes ago" in words_of(keeper.get(asked.url))
        assert keeper.post(asked.url, {"again-code": code_at(self.secret)}).url == address
        assert keeper.get(address).status_code == 200

    def test_what_was_typed_goes_on_to_where_it_was_meant_for(self, keeper, nobody):
        unit = Unit.objects.get(code="440106-land")
        typed = {"user": nobody.pk, "unit": unit.pk, "role": "handler", "from_on": "2026-11-01"}
        address = reverse("admin:accounts_duty_add")
        asked = keeper.post(address, typed)
        assert asked.status_code == 200
        assert "What you have entered is kept" in words_of(asked)
        body = asked.content.decode()
        assert all(f'name="{name}" value="{value}"' in body for name, value in typed.items())
        wrong = keeper.post(address, typed | {"again-code": "000000", "again-go": "1"})
        assert "This was not right" in words_of(wrong)
        assert not Duty.objects.filter(user=nobody).exists()
        right = keeper.post(address, typed | {"again-code": code_at(self.secret), "again-go": "1"})
        assert right.status_code == 302
        assert Duty.objects.filter(user=nobody, role="handler").exists()

    def test_looking_needs_no_confirming_and_changing_does(self, keeper, county_handler):
        assert keeper.get(reverse("admin:accounts_user_changelist")).status_code == 200
        assert keeper.get(reverse("admin:accounts_user_change", args=[county_handler.pk])).status_code == 302
        assert keeper.get(reverse("accounts:factor-resets")).status_code == 200

    def test_it_never_leads_to_another_site(self, keeper):
        answer = keeper.post(
            "/staff/confirm/?next=https://example.org/", {"again-code": code_at(self.secret)}
        )
        assert answer.url == "dashboard:home" or answer.url == "/staff/"

    def test_whoever_has_no_factor_shows_the_password(self, county_handler):
        client = browse_confirmed(county_handler, minutes_ago=16)
        asked = client.get(
            "/staff/cases/export/?tab=all", headers={"referer": "http://testserver/staff/cases/?tab=all"}
        )
        assert asked.status_code == 302
        page = client.get(asked.url)
        assert 'type="password"' in page.content.decode()
        assert "not right" in words_of(client.post(asked.url, {"again-password": "no", "again-go": "1"}))
        back = client.post(asked.url, {"again-password": PASSWORD, "again-go": "1"})
        assert back.url == "/staff/cases/?tab=all"
        assert "ask for the file once more" in words_of(client.get(back.url))
        assert client.get("/staff/cases/export/?tab=all").headers["content-disposition"]

    def test_guessing_is_stopped_here_too(self, keeper, settings):
        asked = keeper.get(reverse("admin:accounts_duty_add")).url
        for _ in range(settings.SECOND_FACTOR_TRIES):
            keeper.post(asked, {"again-code": "000000"})
        assert keeper.post(asked, {"again-code": code_at(self.secret)}).status_code == 429


class TestSessions:
    def test_a_change_of_duty_password_factors_or_activity_ends_them_everywhere(
        self, county_handler, security_admin
    ):
        unit = Unit.objects.get(code="440106-housing")
        now = timezone.now()
        changes = [
            lambda: give_duty(user=county_handler, unit=unit, role=Role.HANDLER, actor=security_admin),
            lambda: end_duty(
                duty=Duty.objects.get(user=county_handler, unit=unit), to_on=None, actor=security_admin
            ),
            lambda: set_password(user=county_handler, password="quite another phrase", at=now),
            lambda: renew_recovery_codes(
                user=county_handler, session=browse_as(county_handler).session, at=now
            ),
            lambda: save_account(user=User(**_columns(county_handler) | {"is_active": False})),
        ]
        for change in changes:
            clients = [browse_as(county_handler), browse_as(county_handler)]
            assert [client.get("/staff/").status_code for client in clients] == [200, 200]
            change()
            county_handler.refresh_from_db()
            assert [client.get("/staff/").status_code for client in clients] == [302, 302]

    def test_one_sees_and_ends_ones_own(self, county_handler, city_clerk):
        here, there, others = browse_as(county_handler), browse_as(county_handler), browse_as(city_clerk)
        for client in (here, there, others):
            client.get("/staff/")
        page = here.get("/staff/account/")
        assert len(page.context["sessions"]) == 2
        foreign = StaffSession.objects.get(user=city_clerk)
        assert here.post("/staff/account/sessions/end/", {"session": foreign.pk}).status_code == 404
        own = next(one for one in page.context["sessions"] if not one["is_here"])
        here.post("/staff/account/sessions/end/", {"session": own["pk"]})
        assert [client.get("/staff/").status_code for client in (here, there, others)] == [200, 302, 200]
        there = browse_as(county_handler)
        here.post("/staff/account/sessions/end/", {"all": "1"})
        assert [client.get("/staff/").status_code for client in (here, there)] == [200, 302]

    def test_a_new_password_keeps_the_session_in_which_it_was_typed(self, county_handler):
        here, there = browse_as(county_handler), browse_as(county_handler)
        typed = {
            "old_password": PASSWORD,
            "new_password1": "a phrase of winter",
            "new_password2": "a phrase of winter",
        }
        assert "too short" in words_of(
            here.post("/staff/account/password/", typed | {"new_password1": "kxq", "new_password2": "kxq"})
        )
        assert here.post("/staff/account/password/", typed).url == "/staff/account/"
        assert [client.get("/staff/").status_code for client in (here, there)] == [200, 302]
        assert len(here.get("/staff/account/").context["sessions"]) == 1
        assert Notice.objects.filter(user=county_handler, wording="password_changed").exists()

    def test_signing_out_and_running_out_leave_nothing(self, county_handler):
        gone = browse_as(county_handler)
        gone.post("/staff/sign-out/")
        assert not StaffSession.objects.exists()
        browse_as(county_handler)
        Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
        assert sweep_sessions(at=timezone.now()) == 1

    def test_nothing_of_address_or_browser_is_kept(self):
        assert {field.name for field in StaffSession._meta.fields} == {
            "id",
            "user",
            "session_key",
            "started_at",
        }

    def test_the_language_is_kept(self, county_handler):
        client = browse_as(county_handler)
        client.post("/staff/account/", {"language": "zh-hant"})
        county_handler.refresh_from_db()
        assert county_handler.language == "zh-hant"
        assert 'lang="zh-hant"' in client.get("/staff/").content.decode()


class TestLostFactor:
    @pytest.fixture
    def other_admin(self, db):
        return make_user("other_security_admin", Role.SECURITY_ADMIN, "440000-commission")

    def test_one_asks_another_decides_and_the_user_begins_anew(
        self, city_inspector, security_admin, other_admin
    ):
        with_app(city_inspector)
        open_elsewhere = browse_confirmed(city_inspector)
        asking, deciding = (browse_confirmed(user) for user in (security_admin, other_admin))
        resets = reverse("accounts:factor-resets")
        asking.post(resets, {"username": "city_inspector", "reason": "电话核实"})
        request = FactorReset.objects.get()
        assert Notice.objects.filter(user=other_admin, wording="act_asked").exists()
        assert [row.act for row in waiting_acts(other_admin)] == [request]
        assert waiting_acts(security_admin) == []
        own = reverse("accounts:factor-reset", args=[request.pk])
        given = {"decision": "granted", "note": "本人到场"}
        assert "somebody else has to" in words_of(asking.post(own, given, follow=True))
        assert "Reason" in words_of(deciding.post(own, {"decision": "granted"}))
        assert deciding.post(own, given | {"decision": "lapsed"}).status_code == 200
        assert has_factor(city_inspector)
        deciding.post(own, given)
        request.refresh_from_db()
        assert (request.decision, request.decided_by) == ("granted", other_admin)
        assert not has_factor(city_inspector)
        assert open_elsewhere.get("/staff/").status_code == 302
        assert Notice.objects.filter(user=city_inspector, wording="factors_reset").exists()
        assert Notice.objects.filter(user=security_admin, wording="act_decided").exists()
        client = browse_as()
        sign_in(client, city_inspector)
        assert client.get("/staff/").url == FACTORS

    def test_a_refusal_changes_nothing(self, city_inspector, security_admin, other_admin):
        with_app(city_inspector)
        now = timezone.now()
        request = ask_for_reset(user=city_inspector, reason="丢失", actor=security_admin, at=now)
        decide = partial(decide_on_reset, request=request, note="未能核实", actor=other_admin, at=now)
        decide(decision="refused")
        assert has_factor(city_inspector)
        with pytest.raises(ResetRefused, match="wrong_stage"):
            decide(decision="granted")

    def test_what_nobody_decides_lapses_and_both_are_told(self, city_inspector, security_admin, other_admin):
        with_app(city_inspector)
        now = timezone.now()
        request = ask_for_reset(user=city_inspector, reason="丢失", actor=security_admin, at=now)
        assert lapse_acts(at=now + timedelta(days=6)) == 0
        assert lapse_acts(at=now + timedelta(days=9)) == 1
        request.refresh_from_db()
        assert (request.decision, request.decided_by) == ("lapsed", None)
        assert has_factor(city_inspector)
        told = Notice.objects.filter(wording="act_lapsed", channel="in_app")
        assert {notice.user for notice in told} == {security_admin, other_admin}
        ask_for_reset(user=city_inspector, reason="仍未找到", actor=other_admin, at=now + timedelta(days=9))

    def test_what_cannot_be_asked_for(self, city_inspector, security_admin, other_admin, audit_admin):
        now = timezone.now()
        with pytest.raises(ResetRefused, match="no_factor"):
            ask_for_reset(user=city_inspector, reason="丢失", actor=security_admin, at=now)
        for user in (city_inspector, security_admin):
            with_app(user)
        for user, actor, reason, refusal in (
            (security_admin, security_admin, "丢失", "not_your_move"),
            (city_inspector, audit_admin, "丢失", "not_your_move"),
            (city_inspector, security_admin, " ", "note_missing"),
        ):
            with pytest.raises(ResetRefused, match=refusal):
                ask_for_reset(user=user, reason=reason, actor=actor, at=now)
        request = ask_for_reset(user=security_admin, reason="丢失", actor=other_admin, at=now)
        with pytest.raises(ResetRefused, match="asked_already"):
            ask_for_reset(user=security_admin, reason="丢失", actor=other_admin, at=now)
        assert waiting_acts(security_admin) == []
        for actor in (security_admin, other_admin):
            with pytest.raises(ResetRefused):
                decide_on_reset(request=request, decision="granted", note="x", actor=actor, at=now)

    def test_the_database_wants_two_people_too(self, city_inspector, security_admin, other_admin):
        now = timezone.now()
        row = {"user": city_inspector, "asked_by": security_admin, "reason": "丢失", "asked_at": now}
        decided = row | {"decision": "granted", "decided_at": now}
        for wrong in (
            decided | {"decided_by": security_admin},
            decided | {"decided_by": city_inspector},
            row | {"asked_by": city_inspector},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                FactorReset.objects.create(**wrong)

    def test_at_the_machine_for_an_emergency(self, city_inspector):
        with_app(city_inspector)
        call_command("reset_factor", "city_inspector", verbosity=0)
        assert not has_factor(city_inspector)
        with pytest.raises(CommandError):
            call_command("reset_factor", "no_such_user")


class TestFirstAdministrator:
    def test_a_fresh_site_gets_its_security_administrator(self, monkeypatch, capsys):
        monkeypatch.setattr("accounts.management.commands.name_administrator.getpass", lambda _: PASSWORD)
        call_command("name_administrator", "chen", "security", name="陈")
        user = User.objects.get(username="chen")
        assert user.check_password(PASSWORD)
        assert user.duties.get().role == Role.SECURITY_ADMIN
        with pytest.raises(CommandError, match="another role"):
            call_command("name_administrator", "chen", "audit")

    def test_a_weak_password_or_a_wrong_unit_names_nobody(self, monkeypatch):
        monkeypatch.setattr("accounts.management.commands.name_administrator.getpass", lambda _: "12345")
        for given in ({"name": "陈"}, {}, {"name": "陈", "unit": "no-such-unit"}):
            with pytest.raises(CommandError):
                call_command("name_administrator", "chen", "security", **given)
        assert not User.objects.filter(username="chen").exists()


def test_the_key_of_the_secrets_can_be_changed(city_inspector, settings):
    secret = with_app(city_inspector)
    settings.IDENTITY_KEYS = ["new:bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmU=", *settings.IDENTITY_KEYS]
    call_command("seal_identities_anew", stdout=StringIO())
    settings.IDENTITY_KEYS = settings.IDENTITY_KEYS[:1]
    assert check_code(user=city_inspector, code=code_at(secret), at=timezone.now())


class TestPasswords:
    @pytest.mark.parametrize("count", [1, 2, 3, 50, 51])
    def test_stolen_ones_are_found_in_the_sorted_list(self, tmp_path, count):
        stolen = [f"stolen{number}" for number in range(count)]
        digests = sorted(hashlib.sha1(word.encode()).hexdigest().upper() for word in stolen)
        path = tmp_path / "list.txt"
        path.write_text("".join(f"{digest}:{place * 7}\n" for place, digest in enumerate(digests)))
        rule = BreachedPasswordValidator(path=str(path))
        for word in stolen:
            with pytest.raises(ValidationError):
                rule.validate(word)
        for word in ("never stolen", "another one", ""):
            rule.validate(word)

    def test_without_a_list_nothing_is_looked_up(self):
        BreachedPasswordValidator().validate("password")
        assert BreachedPasswordValidator().get_help_text() == ""

    def test_an_administrator_sets_anothers_password_and_not_his_own_there(
        self, security_admin, county_handler
    ):
        client = browse_confirmed(security_admin)
        with_app(security_admin)
        own = reverse("admin:auth_user_password_change", args=[security_admin.pk])
        assert client.get(own).url == "/staff/account/password/"
        signed_in = browse_as(county_handler)
        other = reverse("admin:auth_user_password_change", args=[county_handler.pk])
        new = "quite another phrase"
        client.post(other, {"usable_password": "true", "password1": new, "password2": new})
        assert signed_in.get("/staff/").status_code == 302
        assert len(client.get("/staff/account/").context["sessions"]) == 1


def _columns(user: User) -> dict:
    return {field.attname: getattr(user, field.attname) for field in User._meta.concrete_fields}
