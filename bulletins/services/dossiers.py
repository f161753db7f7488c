"""Writing a dossier: begun, its items and their words, and to whom the circular goes (M74)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from bulletins.choices import BulletinEventName, BulletinKind, EditionForm, EditionStage
from bulletins.models import Bulletin, Edition, Item, Passage, Recipient
from bulletins.permissions import can_draft, works_for_commission
from bulletins.selectors.quoting import reasons_against
from bulletins.services.record import drafting, lock_bulletin, record
from bulletins.services.refused import BulletinRefused
from cases.models import Case
from cases.selectors.leaks import are_marks_even
from organizations.models import Unit
from supervision.selectors.leaders import is_issuer

SLUG_BYTES = 6


@dataclass(frozen=True)
class EditionWords:
    """The words of an edition beside those of its items."""

    title: str
    opening: str = ""
    closing: str = ""


@dataclass(frozen=True)
class PassageWords:
    """What an edition says of one item."""

    heading: str
    text: str
    is_left_out: bool = False
    names_persons: bool = True


@transaction.atomic
def begin_bulletin(*, issuer: Unit, subject: str, actor: User, at) -> Bulletin:
    """Begin a dossier of typical cases with two empty editions. Raises BulletinRefused."""
    if not (works_for_commission(actor, issuer.pk) and is_issuer(issuer)):
        raise BulletinRefused(["not_your_move"])
    bulletin = Bulletin.objects.create(
        issuer=issuer, kind=BulletinKind.CASES, subject=subject.strip(), begun_by=actor, begun_at=at
    )
    add_editions(bulletin, title=bulletin.subject)
    record(bulletin, BulletinEventName.BEGUN, actor=actor, at=at)
    return bulletin


def add_editions(bulletin: Bulletin, *, title: str, opening: str = "") -> list[Edition]:
    """Both editions of a new dossier; inside the caller's transaction."""
    return [
        Edition.objects.create(
            bulletin=bulletin,
            issuer=bulletin.issuer,
            form=form,
            slug=secrets.token_hex(SLUG_BYTES),
            title=title,
            opening=opening if form == EditionForm.INTERNAL else "",
        )
        for form in EditionForm
    ]


@transaction.atomic
def write_edition(*, edition_id: int, words: EditionWords, actor: User, at) -> Edition:
    """Write title, opening and closing of a draft. Raises BulletinRefused."""
    edition = drafting(edition_id, actor)
    _refuse_open_marks(words.title, words.opening, words.closing)
    edition.title, edition.opening, edition.closing = (
        text.strip() for text in (words.title, words.opening, words.closing)
    )
    edition.save(update_fields=["title", "opening", "closing"])
    record(edition.bulletin, BulletinEventName.WRITTEN, actor=actor, at=at, form=edition.form)
    return edition


@transaction.atomic
def add_item(*, bulletin_id: int, case_id: int, rule: str, unit: Unit | None, actor: User, at) -> Item:
    """Quote a concluded case, as its last item, with an empty passage in each edition.

    Raises Case.DoesNotExist for whoever doesn't supervise the case, and BulletinRefused with everything against it.
    """
    bulletin = lock_bulletin(bulletin_id)
    case = Case.objects.supervised_by(actor).locked().get(pk=case_id)
    reasons = _against_changing(bulletin, actor) + reasons_against(case)
    reasons += ["item_twice"] if bulletin.items.filter(case=case).exists() else []
    reasons += [] if rule.strip() else ["words_missing"]
    if reasons:
        raise BulletinRefused(reasons)
    last = bulletin.items.aggregate(last=Max("position"))["last"] or 0
    item = Item.objects.create(bulletin=bulletin, case=case, unit=unit, rule=rule.strip(), position=last + 1)
    for edition in bulletin.editions.all():
        Passage.objects.create(edition=edition, item=item, names_persons=edition.form == EditionForm.INTERNAL)
    record(bulletin, BulletinEventName.ITEM_ADDED, actor=actor, at=at, item=item.pk)
    return item


@transaction.atomic
def change_item(*, item_id: int, rule: str, unit: Unit | None, actor: User, at) -> Item:
    """Change the rule or the named unit of an item while both editions are drafts. Raises BulletinRefused."""
    item = Item.objects.get(pk=item_id)
    bulletin = lock_bulletin(item.bulletin_id)
    reasons = _against_changing(bulletin, actor)
    reasons += [] if rule.strip() else ["words_missing"]
    if reasons:
        raise BulletinRefused(reasons)
    item.rule, item.unit = rule.strip(), unit
    item.save(update_fields=["rule", "unit"])
    record(bulletin, BulletinEventName.WRITTEN, actor=actor, at=at, item=item.pk)
    return item


@transaction.atomic
def drop_item(*, item_id: int, actor: User, at) -> None:
    """Take an item out of the dossier while both editions are drafts. Raises BulletinRefused."""
    item = Item.objects.get(pk=item_id)
    bulletin = lock_bulletin(item.bulletin_id)
    # What a named unit was asked, and has replied, stays.
    reasons = _against_changing(bulletin, actor) + (["edition_busy"] if item.replies.exists() else [])
    if reasons:
        raise BulletinRefused(reasons)
    record(bulletin, BulletinEventName.ITEM_DROPPED, actor=actor, at=at, item=item.pk)
    item.passages.all().delete()
    item.delete()


@transaction.atomic
def write_passage(*, passage_id: int, words: PassageWords, actor: User, at) -> Passage:
    """Write what a draft says of an item. Raises BulletinRefused."""
    passage = Passage.objects.get(pk=passage_id)
    edition = drafting(passage.edition_id, actor)
    _refuse_open_marks(words.heading, words.text)
    passage.heading, passage.text = words.heading.strip(), words.text.strip()
    passage.is_left_out, passage.names_persons = words.is_left_out, words.names_persons
    passage.save(update_fields=["heading", "text", "is_left_out", "names_persons"])
    record(
        edition.bulletin,
        BulletinEventName.WRITTEN,
        actor=actor,
        at=at,
        form=edition.form,
        item=passage.item_id,
    )
    return passage


@transaction.atomic
def address_edition(*, edition_id: int, units: Iterable[Unit], actor: User, at) -> None:
    """Choose which units get the circular, instead of those chosen before. Raises BulletinRefused."""
    edition = drafting(edition_id, actor)
    if not edition.is_internal:
        raise BulletinRefused(["wrong_stage"])
    chosen = {unit.pk for unit in units if unit.pk != edition.issuer_id}
    edition.recipients.exclude(unit_id__in=chosen).delete()
    there = set(edition.recipients.values_list("unit_id", flat=True))
    for unit_id in sorted(chosen - there):
        Recipient.objects.create(edition=edition, unit_id=unit_id)
    record(
        edition.bulletin,
        BulletinEventName.ADDRESSED,
        actor=actor,
        at=at,
        form=edition.form,
        units=len(chosen),
    )


def _against_changing(bulletin: Bulletin, actor: User) -> list[str]:
    reasons = [] if can_draft(actor, bulletin) else ["not_your_move"]
    busy = bulletin.editions.exclude(stage=EditionStage.DRAFT).exists()
    return reasons + (["edition_busy"] if busy else [])


def _refuse_open_marks(*texts: str) -> None:
    if not all(are_marks_even(text) for text in texts):
        raise BulletinRefused(["marks_open"])
