"""The bulletins of the demonstration: one that is out in both editions, one that waits for its review, and the month's drafts."""

from datetime import datetime, timedelta

from accounts.choices import Decision, Role
from accounts.models import User
from bulletins import services
from bulletins.choices import EditionForm, StudyForm
from bulletins.forms import AddressForm
from bulletins.models import Bulletin, Edition, Recipient
from bulletins.selectors.quoting import reasons_against
from bulletins.services import EditionWords, PassageWords, Study
from cases.models import Case, Conclusion
from cases.rules import PROVED
from common.numbering import CHINA
from dashboard.services.demo_ledger import open_file
from dashboard.services.demo_people import Staff
from organizations.models import Unit

DESK = "440100-commission"
DRAFTER = f"{DESK}.inspector"
SETTLED = 5
DAY = timedelta(days=1)
RULE = "《行政机关公务员处分条例》第二十条"
TITLE = "关于侵害群众利益典型问题的通报"
OPENING = "近期，市纪委查处了一批侵害群众利益的问题。为严明纪律、以案示警，现将其中的典型问题通报如下："
CLOSING = (
    "各单位要以案为鉴，对照检查本单位本领域的同类问题，健全制度，落实主体责任；对顶风违纪的，一律从严查处。"
)
PASSAGES = (
    (
        "推诿拖延问题",
        "群众多次到窗口申请办理，经办人员以资料不全为由反复退回，超过规定时限仍不办结，也不书面说明理由。"
        "经查，申请资料在首次提交时已经齐备。有关责任人已受到处理，事项已办结。",
    ),
    (
        "违反规定收取费用问题",
        "经办人员在规定的项目之外自立名目收取费用，未开具票据，款项未入账。"
        "经查属实，多收的费用已全部退还，有关责任人已受到处理。",
    ),
    (
        "监督检查流于形式问题",
        "负有监管职责的人员接到反映后未到现场核实，即在检查记录上填写合格，致使问题长期存在。"
        "经查属实，有关责任人已受到处理，该单位已开展专项整改。",
    ),
)


def tell_of_cases(staff: Staff, until: datetime) -> None:
    """The bulletins of Guangzhou on cases whose ledger is settled, where there are some, and the province's drafts."""
    desk = Unit.objects.get(code=DESK)
    drafter = User.objects.get(username=DRAFTER)
    reviewer, leader = staff.who(desk.pk, Role.INSPECTOR), staff.who(desk.pk, Role.COMMISSION_LEADER)
    cases = _settle(desk, (drafter, reviewer, leader), until)
    if len(cases) == len(PASSAGES):
        out = _draft(desk, drafter, cases[:2], at=until - DAY * 30)
        _release(out, drafter, reviewer, leader, until=until)
        waits = _draft(desk, drafter, cases[2:], at=until - DAY * 2)
        edition = _edition(waits, EditionForm.INTERNAL)
        services.put_forward(
            edition_id=edition.pk, reason="初稿已核对，请审核。", actor=drafter, at=until - DAY
        )
    services.draft_due(at=until)


def _settle(desk: Unit, people: tuple[User, ...], until: datetime) -> list[Case]:
    """Three proved cases of the desk, none with a liable leader; their ledger is brought to its end."""
    proved = Conclusion.objects.filter(
        finding__in=PROVED,
        is_leader_liable=False,
        case__desk=desk,
        case__stage="closed",
        case__accountability=None,
        concluded_at__lt=until - DAY * 40,
    )
    found: list[Case] = []
    for conclusion in proved.select_related("case__responsible").order_by("-pk").iterator(chunk_size=50):
        case = conclusion.case
        seen = all(Case.objects.supervised_by(user).filter(pk=case.pk).exists() for user in people)
        if seen and conclusion == case.conclusions.last() and conclusion.persons.exists():
            open_file(conclusion, people[1], people[2], SETTLED, until)
            found += [] if reasons_against(case) else [case]
        if len(found) == len(PASSAGES):
            break
    return found


def _draft(desk: Unit, drafter: User, cases: list[Case], *, at: datetime) -> Bulletin:
    by = {"actor": drafter, "at": at}
    bulletin = services.begin_bulletin(issuer=desk, subject=TITLE, **by)
    for case in cases:
        unit = case.responsible
        services.add_item(bulletin_id=bulletin.pk, case_id=case.pk, rule=RULE, unit=unit, **by)
    for edition in bulletin.editions.all():
        words = EditionWords(title=TITLE, opening=OPENING, closing=CLOSING)
        services.write_edition(edition_id=edition.pk, words=words, **by)
        begun = 0 if len(cases) > 1 else len(PASSAGES) - 1
        for passage, (heading, text) in zip(
            edition.passages.order_by("item__position"), PASSAGES[begun:], strict=False
        ):
            services.write_passage(passage_id=passage.pk, words=PassageWords(heading, text), **by)
    circular = _edition(bulletin, EditionForm.INTERNAL)
    units = [unit for group in AddressForm.groups_of(circular).values() for unit in group]
    services.address_edition(edition_id=circular.pk, units=units, **by)
    return bulletin


def _release(bulletin: Bulletin, drafter: User, reviewer: User, leader: User, *, until: datetime) -> None:
    """Both editions, the exposure once the named units have had their time; then some units sign and study."""
    for form, released in ((EditionForm.INTERNAL, until - DAY * 18), (EditionForm.PUBLIC, until - DAY * 9)):
        edition = _edition(bulletin, form)
        asked = until - DAY * 20
        review = services.put_forward(edition_id=edition.pk, reason="请审核。", actor=drafter, at=asked)
        granted = {"decision": Decision.GRANTED, "note": "内容属实，同意。"}
        services.decide_on_review(review_id=review.pk, actor=reviewer, at=asked + DAY / 2, **granted)
        release = edition.releases.get()
        services.decide_on_release(release_id=release.pk, actor=leader, at=released, **granted)
    rows = Recipient.objects.filter(edition__bulletin=bulletin).select_related("unit").order_by("pk")
    for place, row in enumerate(rows):
        worker = User.objects.filter(duties__unit=row.unit, duties__role=Role.HANDLER).order_by("pk").first()
        if place % 3 == 0 or worker is None:
            continue
        at = until - DAY * 16
        services.sign_for_circular(recipient_id=row.pk, actor=worker, at=at)
        if place % 2:
            study = Study(
                at.astimezone(CHINA).date(), StudyForm.MEETING, 18 + place, "对照通报逐条查摆，制定整改清单。"
            )
            services.record_study(recipient_id=row.pk, study=study, actor=worker, at=at + DAY)


def _edition(bulletin: Bulletin, form: str) -> Edition:
    return Edition.objects.select_related("bulletin", "issuer__area").get(bulletin=bulletin, form=form)
