"""Which sector a complaint may belong to: the model learned from the desk where there is one, the word list otherwise."""

import logging
import time
from collections.abc import Sequence

from django.conf import settings
from django.db import transaction

from cases.models import TriageModel
from cases.search import has_chinese
from cases.selectors.linear import LinearModel, Vote
from organizations.selectors import Suggestion, suggest_sectors

OUTSIDE = "outside"
"""The label of what lies outside the eight sectors."""

MODEL_SECONDS = 60
"""A process notices another model after this time at the latest."""

_log = logging.getLogger(__name__)


class _Memory:
    """The model of this process, the number of its row, and when the table was last looked at."""

    model: LinearModel | None = None
    pk: int | None = None
    looked_at: float | None = None


def suggest_by_text(text: str) -> list[Suggestion]:
    """Sectors for a folded text, best first; empty when it seems to lie outside the eight.

    The model speaks when one is in use that learned from enough decisions of the desk; of sectors that it never saw, and
    where not a Chinese word was written, the word list speaks. Whatever goes wrong with the model, the word list answers
    and the complaint goes its way; the log says what went wrong and not a word of the text.
    """
    listed = suggest_sectors(text)
    if not has_chinese(text):
        return listed
    try:
        model = _model_in_use()
        return listed if model is None else _combined(model.vote(text), listed, model.labels)
    except Exception as problem:
        _log.warning("The triage model failed (%s); the word list is used.", type(problem).__name__)
        return listed


def forget_model() -> None:
    """Look for the model anew at the next question."""
    _Memory.model, _Memory.pk, _Memory.looked_at = None, None, None


def _combined(votes: Sequence[Vote], listed: list[Suggestion], known: Sequence[str]) -> list[Suggestion]:
    best = votes[0]
    if listed and listed[0].sector not in known and (best.label == OUTSIDE or best.score < 0):
        return listed
    if best.label == OUTSIDE:
        return []
    return [Suggestion(*vote) for vote in votes if vote.label != OUTSIDE]


def _model_in_use() -> LinearModel | None:
    """The model as it stood in the table within the last minute; a broken one is reported once a minute."""
    now = time.monotonic()
    if _Memory.looked_at is None or now - _Memory.looked_at > MODEL_SECONDS:
        _Memory.looked_at = now
        _read()
    return _Memory.model


def _read() -> None:
    in_use = TriageModel.objects.filter(is_active=True, decisions__gte=settings.TRIAGE_DECISIONS_NEEDED)
    # In a transaction of its own: a failure must not spoil the one in which a complaint is being received.
    with transaction.atomic():
        pk = in_use.values_list("pk", flat=True).first()
        if pk == _Memory.pk:
            return
        _Memory.model, _Memory.pk = None, pk
        if pk is not None:
            _Memory.model = LinearModel.unpack(bytes(in_use.values_list("weights", flat=True).get(pk=pk)))
