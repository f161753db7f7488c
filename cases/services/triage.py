"""Training the model that suggests sectors, and putting one in use."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from cases.choices import EventName
from cases.models import Case, CaseEvent, TriageModel
from cases.search import fold
from cases.selectors.triage import OUTSIDE, forget_model
from cases.services.learning import CannotLearn, Lesson, learn, measure_lessons, sort_out

# A new model may be this much worse in macro F1 than the one in use: folds differ that much by chance.
MARGIN = 0.02


class ModelRefused(Exception):
    """The new model is worse than the one in use by more than the margin; it is kept and not put in use."""


def lessons_of_the_desk(*, most: int | None = None) -> list[Lesson]:
    """The newest complaints whose sector the desk has set or confirmed: accepted, assigned or classified ones."""
    classified = CaseEvent.objects.filter(case=OuterRef("pk"), name=EventName.CLASSIFIED)
    decided = Case.objects.filter(Q(accepted_at__isnull=False) | Exists(classified)).order_by("-pk")
    rows = decided.values_list("subject", "story", "sector__code")[: most or settings.TRIAGE_LEARNS_FROM]
    return [
        Lesson(fold(f"{subject} {story}"), sector or OUTSIDE)
        for subject, story, sector in rows.iterator(chunk_size=2000)
    ]


def train_triage(
    *, actor: User | None, at, others: Sequence[Lesson] = (), force: bool = False
) -> TriageModel:
    """Learn a model from the desk's decisions and from ``others``, measure it, keep it and put it in use.

    Raises CannotLearn when there is too little to learn from, and ModelRefused when it is worse than the one in use by
    more than MARGIN in macro F1 (unless ``force``); it is kept all the same.
    """
    decided = lessons_of_the_desk()
    lessons = sort_out([*decided, *others])
    report = measure_lessons(lessons)
    model = TriageModel.objects.create(
        trained_at=at,
        trained_by=actor,
        decisions=len(decided),
        messages=len(lessons),
        macro_f1=report.macro_f1,
        scores=report.labels,
        weights=learn(lessons).pack(),
    )
    return activate_model(model=model, force=force)


@transaction.atomic
def activate_model(*, model: TriageModel, force: bool = False) -> TriageModel:
    """Put a model in use in place of the one that is; processes notice within a minute."""
    current = TriageModel.objects.select_for_update().filter(is_active=True).exclude(pk=model.pk).first()
    if current is not None:
        if model.macro_f1 < current.macro_f1 - MARGIN and not force:
            raise ModelRefused(f"macro F1 {model.macro_f1:.3f}, in use {current.macro_f1:.3f}")
        current.is_active = False
        current.save(update_fields=["is_active"])
    model.is_active = True
    model.save(update_fields=["is_active"])
    transaction.on_commit(forget_model)
    return model


__all__ = ["CannotLearn", "ModelRefused", "activate_model", "lessons_of_the_desk", "train_triage"]
