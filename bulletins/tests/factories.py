"""Bulletins for tests, always through the services that make real ones."""

from dataclasses import dataclass
from datetime import datetime

from accounts.choices import Role
from accounts.models import User
from accounts.tests.factories import make_user
from bulletins import services
from bulletins.choices import EditionForm
from bulletins.models import Bulletin, Edition
from bulletins.services import EditionWords, PassageWords
from cases.models import Case
from cases.services import move_case
from cases.tests.factories import FOUND_PROVED, make_case, unit, walk
from common.numbering import CHINA
from supervision.models import Accountability
from supervision.services import (
    answer_appeal,
    decide_on_measure,
    open_account,
    propose_measure,
    record_appeal,
    serve_measure,
)
from supervision.services.accountability import Answerable

LAW = "《中国共产党纪律处分条例》第一百一十四条"
PROVED = FOUND_PROVED | {"is_leader_liable": False, "leader_reason": "已尽到管理责任。"}
TITLE = "关于两起侵害群众利益典型问题的通报"
HEADING = "拖延发放补偿款问题"
TEXT = "该局工作人员在清册有误的情况下长期不予更正，致使农户迟迟领不到钱，造成不良影响。"
ISSUER = "440100-commission"


@dataclass(frozen=True)
class Desk:
    """Everybody whom a bulletin of Guangzhou needs: who drafts, reviews and releases it, and those of the case behind it."""

    clerk: User
    handler: User
    drafter: User
    reviewer: User
    leader: User


def make_desk() -> Desk:
    """The people of the city's commission, and a handler of the bureau that answers."""
    return Desk(
        clerk=make_user("desk.clerk", Role.INTAKE_CLERK, ISSUER),
        handler=make_user("desk.handler", Role.HANDLER, "440106-land"),
        drafter=make_user("desk.drafter", Role.INSPECTOR, ISSUER),
        reviewer=make_user("desk.reviewer", Role.INSPECTOR, ISSUER),
        leader=make_user("desk.leader", Role.COMMISSION_LEADER, ISSUER),
    )


def proved_case(desk: Desk, *, at: datetime, details: dict | None = None, **fields) -> Case:
    """A closed case that was proved; nobody was held to account yet. It accuses the housing bureau of Tianhe."""
    case = make_case(at=at, **{"accused": [unit("440106-housing")]} | fields)
    steps = [("assign", desk.clerk), ("sign_for", desk.handler), ("answer", desk.handler)]
    case = walk(case, steps, at=at, unit=unit("440106-land"))
    return move_case(
        case_id=case.pk, move="close", actor=desk.drafter, at=at, note="结案", details=details or PROVED
    )


def hold_to_account(
    case: Case, desk: Desk, *, at: datetime, name: str = "张某", stop: str = ""
) -> Accountability:
    """A file on somebody of the housing bureau; final, unless it stops before."""
    day = at.astimezone(CHINA).date()
    by = {"actor": desk.drafter, "at": at}
    who = Answerable("direct", day, unit("440106-housing"), name, "科员")
    file = open_account(case_id=case.pk, who=who, note="违规", **by)
    if stop == "open":
        return file
    asked = propose_measure(file_id=file.pk, measure="party_warning", basis=LAW, reason="清楚", **by)
    decide_on_measure(proposal_id=asked.pk, decision="granted", note="同意", actor=desk.leader, at=at)
    serve_measure(file_id=file.pk, served_on=day, note="当面", **by)
    if stop == "served":
        return file
    record_appeal(file_id=file.pk, made_on=day, words="请求复查。", **by)
    answer_appeal(file_id=file.pk, outcome="upheld", answer="予以维持。", **by)
    return Accountability.objects.get(pk=file.pk)


def settled_case(desk: Desk, *, at: datetime, **fields) -> Case:
    """A case that can be quoted."""
    case = proved_case(desk, at=at, **fields)
    hold_to_account(case, desk, at=at)
    return case


def make_bulletin(desk: Desk, *cases: Case, at: datetime, **passage) -> Bulletin:
    """A dossier that quotes these cases, with words in both editions, sent to the land bureau of Tianhe and two others."""
    by = {"actor": desk.drafter, "at": at}
    bulletin = services.begin_bulletin(issuer=unit(ISSUER), subject=TITLE, **by)
    for case in cases:
        services.add_item(
            bulletin_id=bulletin.pk, case_id=case.pk, rule=LAW, unit=unit("440106-housing"), **by
        )
    words = EditionWords(title=TITLE, opening="现将典型问题通报如下：", closing="各单位要引以为戒。")
    for row in bulletin.editions.all():
        services.write_edition(edition_id=row.pk, words=words, **by)
        for one in row.passages.all():
            usual = {"heading": HEADING, "text": TEXT, "names_persons": row.is_internal}
            said = PassageWords(**usual | passage)
            services.write_passage(passage_id=one.pk, words=said, **by)
    units = [unit("440100-land"), unit("440106-commission"), unit("440106-land")]
    services.address_edition(edition_id=edition_of(bulletin, "internal").pk, units=units, **by)
    return bulletin


def edition_of(bulletin: Bulletin, form: str) -> Edition:
    """One of the two editions, read anew."""
    return Edition.objects.select_related("bulletin", "issuer").get(bulletin=bulletin, form=EditionForm(form))


def put_forward(bulletin: Bulletin, form: str, desk: Desk, *, at: datetime):
    """The drafter's step."""
    edition = edition_of(bulletin, form)
    return services.put_forward(edition_id=edition.pk, reason="请审核", actor=desk.drafter, at=at)


def pass_on(bulletin: Bulletin, form: str, desk: Desk, *, at: datetime):
    """The drafter's and the reviewer's; the release that waits then."""
    review = put_forward(bulletin, form, desk, at=at)
    services.decide_on_review(
        review_id=review.pk, decision="granted", note="属实", actor=desk.reviewer, at=at
    )
    return edition_of(bulletin, form).releases.get(decision="")


def release(bulletin: Bulletin, form: str, desk: Desk, *, at: datetime, **terms) -> Edition:
    """All three, those who are named having replied or let the time pass where ``at`` of the release is later."""
    act = pass_on(bulletin, form, desk, at=terms.pop("passed_at", at))
    services.decide_on_release(
        release_id=act.pk,
        decision="granted",
        note="同意",
        actor=desk.leader,
        at=at,
        terms=services.ReleaseTerms(**terms),
    )
    return edition_of(bulletin, form)
