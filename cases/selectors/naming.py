"""Of which units a complaint speaks in its story, or in what it calls the accused, without having named them as accused."""

from collections.abc import Collection, Iterable

from cases.choices import Stage
from cases.models import Accused, Case
from cases.rules import Mention, mention_of
from cases.search import fold
from organizations.models import Unit


def mentions_of(
    case: Case, units: Collection[Unit], *, accused: Iterable[Accused] | None = None
) -> dict[int, Mention]:
    """For each unit of which the case, or one that is joined to it, speaks, by the unit's id, the words.

    The commission at whose desk the case lies reads it anyway: it isn't asked for. One statement, two more for a case that leads; one less where the rows of ``accused`` were read before.
    """
    others = {unit.pk: unit.name for unit in units if unit.pk != case.desk_id}
    if not others:
        return {}
    rows = Accused.objects.filter(case=case) if accused is None else accused
    called = [row.unit_text for row in rows if row.unit_id is None]
    # A full stop parts them, so that no name reaches from one into the next.
    text = fold("。".join([case.subject, case.story, *called, *_of_joined(case)]))
    found = {pk: mention_of(name, text) for pk, name in others.items()}
    return {pk: mention for pk, mention in found.items() if mention}


def _of_joined(case: Case) -> list[str]:
    """What those who joined the case have written, and what they call whom no clerk has found in the register."""
    if case.matter_id is None or case.matter.leading_id != case.pk:
        return []
    joined = Case.objects.filter(matter=case.matter_id, stage=Stage.JOINED).order_by("pk")
    texts = [text for row in joined.values_list("subject", "story") for text in row]
    called = Accused.objects.filter(case__in=joined.order_by(), unit=None).order_by("pk")
    return [*texts, *called.values_list("unit_text", flat=True)]
