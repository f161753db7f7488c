"""The way of an edition: what can be quoted, three people, numbers, replies, embargo, corrections, and withdrawal."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.choices import Role
from accounts.models import Tie, User
from accounts.selectors import waiting_acts
from accounts.services import lapse_acts
from accounts.tests.factories import make_user
from bulletins import services
from bulletins.choices import EditionStage
from bulletins.lifecycle import EDITION_MOVES, edition_paths
from bulletins.models import Bulletin, BulletinEvent, Edition, ReplyRequest
from bulletins.selectors.texts import read_text
from bulletins.services import BulletinRefused, EditionLeaks, PassageWords, ReleaseTerms
from bulletins.tests.factories import (
    LAW,
    PROVED,
    TEXT,
    edition_of,
    hold_to_account,
    make_bulletin,
    make_desk,
    pass_on,
    proved_case,
    put_forward,
    release,
    settled_case,
)
from cases.models import Case
from cases.tests.factories import unit
from notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# The days for the reply have passed.
LATER = timedelta(days=8)


@pytest.fixture
def desk(db):
    return make_desk()


@pytest.fixture
def dossier(desk, now):
    return make_bulletin(desk, settled_case(desk, at=now), at=now)


def refused(call, **arguments):
    with pytest.raises(BulletinRefused) as refusal:
        call(**arguments)
    return refusal.value.reasons


def stage(bulletin, form):
    return edition_of(bulletin, form).stage


class TestQuoting:
    """Only what is concluded, proved, and settled in the ledger."""

    @pytest.mark.parametrize("stop", ["none", "open", "served"])
    def test_nobody_is_quoted_whose_accountability_is_open(self, desk, now, stop):
        case = proved_case(desk, at=now)
        if stop != "none":
            hold_to_account(case, desk, at=now, stop=stop)
        bulletin = make_bulletin(desk, at=now)
        by = {"bulletin_id": bulletin.pk, "rule": LAW, "unit": None, "actor": desk.drafter, "at": now}
        assert refused(services.add_item, case_id=case.pk, **by) == ("account_open",)

    def test_a_leader_found_liable_has_his_own_file_first(self, desk, now):
        case = proved_case(desk, at=now, details={"is_leader_liable": True, **_proved()})
        hold_to_account(case, desk, at=now)
        bulletin = make_bulletin(desk, at=now)
        by = {"bulletin_id": bulletin.pk, "rule": LAW, "unit": None, "actor": desk.drafter, "at": now}
        assert refused(services.add_item, case_id=case.pk, **by) == ("account_open",)

    def test_what_was_not_proved_and_what_is_open_is_not_quoted(self, desk, now):
        case = proved_case(desk, at=now, details={"finding": "not_proved"})
        bulletin = make_bulletin(desk, at=now)
        by = {"bulletin_id": bulletin.pk, "rule": LAW, "unit": None, "actor": desk.drafter, "at": now}
        assert "not_proved" in refused(services.add_item, case_id=case.pk, **by)

    def test_the_database_says_so_too(self, desk, now, dossier):
        case = proved_case(desk, at=now)
        with pytest.raises(DatabaseError, match="not concluded"), transaction.atomic():
            dossier.items.create(case=case, rule=LAW, position=9)

    def test_a_case_that_the_drafter_does_not_supervise_is_not_there_for_him(self, desk, now):
        case = settled_case(desk, at=now)
        other = make_user("shenzhen", Role.INSPECTOR, "440300-commission")
        bulletin = services.begin_bulletin(
            issuer=unit("440300-commission"), subject="通报", actor=other, at=now
        )
        with pytest.raises(Case.DoesNotExist):
            services.add_item(
                bulletin_id=bulletin.pk, case_id=case.pk, rule=LAW, unit=None, actor=other, at=now
            )


def _proved():
    return {name: value for name, value in PROVED.items() if name != "is_leader_liable"}


class TestFirewall:
    """A draft is seen by those who work on it, and never by those whom its cases accuse."""

    def test_only_the_issuing_commission_sees_a_dossier_and_nobody_who_is_tied(self, desk, now, dossier):
        other = make_user("shenzhen", Role.INSPECTOR, "440300-commission")
        accused = make_user("accused", Role.UNIT_LEADER, "440106-housing")
        seen = [
            user.username
            for user in (desk.drafter, desk.reviewer, desk.leader, desk.handler, desk.clerk, other, accused)
            if Bulletin.objects.visible_to(user).exists()
        ]
        assert seen == ["desk.drafter", "desk.reviewer", "desk.leader"]
        Tie.objects.create(user=desk.reviewer, unit=unit("440106-housing"), relation="kin")
        assert not Bulletin.objects.visible_to(User.objects.get(pk=desk.reviewer.pk)).exists()

    def test_the_accused_hears_of_a_draft_only_the_passage_that_is_to_name_it(self, desk, now, dossier):
        accused = make_user("accused", Role.UNIT_LEADER, "440106-housing")
        worker = make_user("accused.worker", Role.HANDLER, "440106-housing")
        release(dossier, "internal", desk, at=now)
        put_forward(dossier, "public", desk, at=now)
        heard = Notice.objects.filter(user__in=[accused, worker], wording__startswith="bulletin")
        assert not heard.exists()
        services.decide_on_review(
            review_id=edition_of(dossier, "public").reviews.get().pk,
            decision="granted",
            note="属实",
            actor=desk.reviewer,
            at=now,
        )
        assert {(row.user, row.wording) for row in heard} == {(accused, "bulletin_reply_asked")}
        asked = ReplyRequest.objects.of_replier(accused).get()
        assert TEXT in asked.passage
        assert dossier.items.get().case.number not in asked.passage
        assert not ReplyRequest.objects.of_replier(worker).exists()


class TestThreePeople:
    """Whoever drafts doesn't review, and a third person releases."""

    def test_the_whole_way(self, desk, now, dossier):
        put_forward(dossier, "internal", desk, at=now)
        assert stage(dossier, "internal") == EditionStage.REVIEW
        [waiting] = waiting_acts(desk.reviewer)
        services.decide_on_review(
            review_id=waiting.act.pk, decision="granted", note="属实", actor=desk.reviewer, at=now
        )
        assert stage(dossier, "internal") == EditionStage.REVIEWED
        [waiting] = waiting_acts(desk.leader)
        services.decide_on_release(
            release_id=waiting.act.pk, decision="granted", note="同意", actor=desk.leader, at=now
        )
        edition = edition_of(dossier, "internal")
        assert (edition.stage, edition.number) == (EditionStage.PUBLISHED, f"穗纪通〔{now.year}〕1号")
        assert edition.recipients.filter(due_on=now.date() + DAY * 5).count() == 3

    def test_whoever_wrote_a_word_neither_reviews_nor_releases(self, desk, now, dossier):
        services.write_edition(
            edition_id=edition_of(dossier, "internal").pk,
            words=services.EditionWords(title="改题", opening="开头"),
            actor=desk.leader,
            at=now,
        )
        review = put_forward(dossier, "internal", desk, at=now)
        by = {"review_id": review.pk, "decision": "granted", "note": "属实", "at": now}
        assert refused(services.decide_on_review, actor=desk.drafter, **by) == ("not_your_move",)
        assert refused(services.decide_on_review, actor=desk.leader, **by) == ("not_your_move",)
        services.decide_on_review(actor=desk.reviewer, **by)
        act = edition_of(dossier, "internal").releases.get()
        by = {"release_id": act.pk, "decision": "granted", "note": "同意", "at": now}
        for actor in (desk.leader, desk.drafter, desk.reviewer):
            assert refused(services.decide_on_release, actor=actor, **by) == ("not_your_move",)

    def test_the_database_lets_nobody_release_past_the_three(self, desk, now, dossier):
        act = pass_on(dossier, "internal", desk, at=now)
        edition = edition_of(dossier, "internal")
        with pytest.raises(DatabaseError, match="three people"), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(stage="released", released_at=now)
        with pytest.raises(DatabaseError), transaction.atomic():
            type(act).objects.filter(pk=act.pk).update(
                decision="granted", decided_by=desk.drafter, decided_at=now
            )

    def test_the_database_lets_nobody_change_words_that_were_put_forward(self, desk, now, dossier):
        put_forward(dossier, "internal", desk, at=now)
        edition = edition_of(dossier, "internal")
        for change in (
            lambda: Edition.objects.filter(pk=edition.pk).update(title="改"),
            lambda: edition.passages.update(text="改"),
            lambda: dossier.items.update(rule="改"),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()

    def test_it_comes_back_with_reasons_from_either_or_when_nobody_decides(self, desk, now, dossier):
        review = put_forward(dossier, "internal", desk, at=now)
        by = {"decision": "refused", "at": now}
        assert refused(
            services.decide_on_review, review_id=review.pk, note=" ", actor=desk.reviewer, **by
        ) == ("note_missing",)
        services.decide_on_review(review_id=review.pk, note="请补充依据", actor=desk.reviewer, **by)
        assert stage(dossier, "internal") == EditionStage.DRAFT
        act = pass_on(dossier, "internal", desk, at=now)
        services.decide_on_release(release_id=act.pk, note="请压缩", actor=desk.leader, **by)
        assert stage(dossier, "internal") == EditionStage.DRAFT
        put_forward(dossier, "internal", desk, at=now)
        assert lapse_acts(at=now + DAY * 15) == 1
        assert stage(dossier, "internal") == EditionStage.DRAFT

    def test_every_stage_but_the_last_has_a_way_on_and_each_way_is_in_the_database(self, now, dossier):
        sources = {source for move in EDITION_MOVES for source in move.sources}
        assert set(EditionStage.values) - sources == {EditionStage.WITHDRAWN}
        assert ("draft", "published") not in edition_paths()
        with pytest.raises(DatabaseError), transaction.atomic():
            Edition.objects.filter(bulletin=dossier).update(
                stage="published", released_at=now, published_at=now
            )

    def test_numbers_count_on_without_a_gap_and_exposures_have_none(self, desk, now, dossier):
        release(dossier, "internal", desk, at=now)
        second = make_bulletin(desk, settled_case(desk, at=now), at=now)
        assert release(second, "internal", desk, at=now).serial == 2
        out = release(dossier, "public", desk, at=now + LATER, passed_at=now)
        assert (out.stage, out.number) == (EditionStage.PUBLISHED, "")

    def test_a_case_that_was_reopened_meanwhile_stops_the_release(self, desk, now, dossier):
        act = pass_on(dossier, "internal", desk, at=now)
        hold_to_account(dossier.items.get().case, desk, at=now, name="李某", stop="open")
        by = {"release_id": act.pk, "decision": "granted", "note": "同意", "actor": desk.leader, "at": now}
        assert refused(services.decide_on_release, **by) == ("account_open",)


class TestReply:
    """Whoever is to be named before everybody is asked first."""

    def test_it_waits_for_the_reply_or_the_end_of_its_days(self, desk, now, dossier):
        act = pass_on(dossier, "public", desk, at=now)
        by = {"release_id": act.pk, "decision": "granted", "note": "同意", "actor": desk.leader}
        assert refused(services.decide_on_release, at=now + DAY * 6, **by) == ("reply_awaited",)
        services.decide_on_release(at=now + LATER, **by)
        assert stage(dossier, "public") == EditionStage.PUBLISHED

    def test_the_reply_is_kept_and_printed_if_that_is_decided(self, desk, now, dossier):
        leader = make_user("accused", Role.UNIT_LEADER, "440106-housing")
        act = pass_on(dossier, "public", desk, at=now)
        asked = ReplyRequest.objects.get()
        give = {"request_id": asked.pk, "words": "我局已整改到位。", "at": now}
        assert refused(services.give_reply, actor=desk.handler, **give) == ("not_your_move",)
        services.give_reply(actor=leader, **give)
        assert refused(services.give_reply, actor=leader, **give) == ("reply_over",)
        with pytest.raises(DatabaseError), transaction.atomic():
            ReplyRequest.objects.update(reply="改")
        services.decide_on_release(
            release_id=act.pk,
            decision="granted",
            note="同意",
            actor=desk.leader,
            at=now,
            terms=ReleaseTerms(prints_replies=True),
        )
        assert read_text(edition_of(dossier, "public")).parts[0].reply == "我局已整改到位。"

    def test_a_reply_that_names_who_complained_is_not_printed(self, desk, now):
        case = settled_case(desk, at=now, name="欧阳小红", phone="13800138000")
        dossier = make_bulletin(desk, case, at=now)
        leader = make_user("accused", Role.UNIT_LEADER, "440106-housing")
        act = pass_on(dossier, "public", desk, at=now)
        services.give_reply(
            request_id=ReplyRequest.objects.get().pk, words="欧阳小红所反映不实。", actor=leader, at=now
        )
        by = {"release_id": act.pk, "decision": "granted", "note": "同意", "actor": desk.leader, "at": now}
        with pytest.raises(EditionLeaks):
            services.decide_on_release(terms=ReleaseTerms(prints_replies=True), **by)
        services.decide_on_release(**by)
        assert stage(dossier, "public") == EditionStage.PUBLISHED

    def test_other_words_are_asked_about_anew_and_the_same_ones_are_not(self, desk, now, dossier):
        act = pass_on(dossier, "public", desk, at=now)
        back = {"decision": "refused", "note": "再议", "actor": desk.leader, "at": now}
        services.decide_on_release(release_id=act.pk, **back)
        act = pass_on(dossier, "public", desk, at=now)
        assert ReplyRequest.objects.count() == 1
        services.decide_on_release(release_id=act.pk, **back)
        passage = edition_of(dossier, "public").passages.get()
        words = PassageWords(heading="另一题", text="另一段话，说明有关问题。")
        services.write_passage(passage_id=passage.pk, words=words, actor=desk.drafter, at=now)
        pass_on(dossier, "public", desk, at=now)
        assert ReplyRequest.objects.filter(ended_at=None).count() == 1
        assert ReplyRequest.objects.count() == 2


class TestAfterwards:
    """Embargo, corrections and withdrawals leave a trace."""

    def test_an_embargo_ends_by_itself_once_whatever_number_of_beats_come(self, desk, now, dossier):
        later = now + LATER
        until = later + timedelta(hours=20)
        terms = {"embargo_until": until, "is_for_media": True}
        edition = release(dossier, "public", desk, at=later, passed_at=now, **terms)
        assert edition.stage == EditionStage.RELEASED
        assert not Edition.objects.for_everybody().exists()
        assert Edition.objects.for_media().get() == edition
        assert services.publish_due(at=until - timedelta(minutes=1)) == 0
        assert [services.publish_due(at=until) for _ in range(2)] == [1, 0]
        assert Edition.objects.for_everybody().get() == edition

    def test_an_embargo_in_the_past_is_refused_and_one_without_the_media_hides(self, desk, now, dossier):
        act = pass_on(dossier, "public", desk, at=now)
        later = now + LATER
        by = {"release_id": act.pk, "decision": "granted", "note": "同意", "actor": desk.leader, "at": later}
        past = ReleaseTerms(embargo_until=now)
        assert refused(services.decide_on_release, terms=past, **by) == ("embargo_past",)
        services.decide_on_release(terms=ReleaseTerms(embargo_until=later + DAY), **by)
        assert not Edition.objects.for_media().exists()

    def test_a_correction_takes_two_and_nothing_is_rewritten(self, desk, now, dossier):
        edition = release(dossier, "internal", desk, at=now)
        by = {"edition_id": edition.pk, "words": "第一条中“科员”应为“副科长”。", "at": now}
        asked = services.propose_correction(actor=desk.leader, **by)
        assert refused(services.propose_correction, actor=desk.drafter, **by) == ("asked_already",)
        decide = {"correction_id": asked.pk, "decision": "granted", "note": "属实", "at": now}
        assert refused(services.decide_on_correction, actor=desk.leader, **decide) == ("not_your_move",)
        other = make_user("second.leader", Role.COMMISSION_LEADER, "440100-commission")
        services.decide_on_correction(actor=other, **decide)
        text = read_text(edition_of(dossier, "internal"))
        assert [words for _at, words in text.corrections] == ["第一条中“科员”应为“副科长”。"]
        assert text.parts[0].text == TEXT

    def test_a_withdrawal_has_its_reason_and_is_the_end(self, desk, now, dossier):
        edition = release(dossier, "internal", desk, at=now)
        by = {"edition_id": edition.pk, "at": now}
        assert refused(services.withdraw_edition, actor=desk.drafter, note="有误", **by) == ("not_your_move",)
        assert refused(services.withdraw_edition, actor=desk.leader, note=" ", **by) == ("note_missing",)
        services.withdraw_edition(actor=desk.leader, note="有误", **by)
        assert stage(dossier, "internal") == EditionStage.WITHDRAWN
        assert refused(services.withdraw_edition, actor=desk.leader, note="有误", **by) == ("wrong_stage",)
        told = set(Notice.objects.filter(wording="bulletin_changed").values_list("user__username", flat=True))
        assert told == {"desk.handler"}
        with pytest.raises(DatabaseError), transaction.atomic():
            BulletinEvent.objects.update(note="")
