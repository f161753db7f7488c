"""The destruction list on paper (销毁清册): what is on it, who answers for it, and the places for signatures.

Rules on the archives of bodies (2018): archives are destroyed by a list that is signed, under the eyes of two people.
"""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from common.blocks import Block, Cover, Facts, Heading, Prose, Table
from retention.models import DisposalBatch
from retention.selectors.batches import progress_of, term_words


def list_paper(batch: DisposalBatch, *, reader: str) -> tuple[Cover, Iterator[Block]]:
    """Cover and blocks for ``common.pdf.booklet``; the reader's name stands across each page."""
    today = timezone.localdate().isoformat()
    cover = Cover(
        title=_("Destruction list"),
        subtitle=f"{batch.number} · {batch.unit}",
        foot=f"{batch.number} · {today}",
        page_words=_("Page {page} of {pages}"),
        watermark=f"{reader} {today}",
    )
    return cover, _blocks(batch)


def _blocks(batch: DisposalBatch) -> Iterator[Block]:
    progress = progress_of(batch)
    yield Facts(
        [
            (_("Commission"), str(batch.unit)),
            (_("Class"), batch.get_record_class_display()),
            (_("Records"), str(progress["total"])),
            (_("Drawn up by"), f"{batch.asked_by.full_name} · {_moment(batch.asked_at)}"),
            (_("Reason"), batch.reason),
            (_("Decision"), _decision(batch)),
            (_("Carried out at"), _moment(batch.finished_at) if batch.finished_at else "—"),
            (_("Digest of the list"), batch.shown_digest),
        ]
    )
    yield Heading(_("Records"))
    rows = [
        (
            str(place),
            line.number,
            f"{line.get_record_class_display()}\n{line.area} · {line.ended_year}",
            f"{line.due_on}\n{term_words(line)}",
            line.get_state_display(),
        )
        for place, line in enumerate(batch.lines.select_related("area", "term"), 1)
    ]
    heads = ("", _("Number"), _("Class"), _("Due on"), _("State"))
    yield Table(heads, rows, (1, 3, 6, 4, 3))
    yield Heading(_("Signatures"))
    blank = "____________________　____-__-__"
    yield Facts(
        [
            (_("Drawn up by"), blank),
            (_("Approved by"), blank),
            (_("Watched by (1)"), blank),
            (_("Watched by (2)"), blank),
        ]
    )
    yield Prose(_("Kept for ever with the archives of the commission."))


def _decision(batch: DisposalBatch) -> str:
    if not batch.decision:
        return _("waits for a second person")
    who = batch.decided_by.full_name if batch.decided_by else ""
    parts = (batch.get_decision_display(), who, _moment(batch.decided_at), batch.decision_note)
    return " · ".join(part for part in parts if part)


def _moment(at) -> str:
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")
