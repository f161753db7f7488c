"""The same reply to different cases: answers of one unit whose findings and opinion are alike, word for word or nearly so.

Each answer has marks, made once (``mark_answers``); answers that share a mark are held against each other. A case that was
closed with a leading one has that one's answer, rightly, and doesn't count. A text that is too short to be marked by its
pieces has a single mark of its own words, so that "dealt with" is found as well.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import blake2b

from django.db import connection

from cases.models import Answer, CaseEvent
from cases.search import fold
from cases.selectors.likeness import likeness, marks_of, pieces_of
from supervision.choices import Detector, LimitName
from supervision.selectors.detectors.base import Finding, Piece, finding_of, patterns_among, since

# Of one mark no more answers are held against each other; the newest ones are.
MOST_COMPARED = 200
ALIKE = """
    SELECT mark.unit_id, array_agg(mark.answer_id ORDER BY mark.answer_id DESC)
    FROM supervision_answermark mark
    JOIN cases_case c ON c.id = mark.case_id AND c.handed_up_from = ''
    CROSS JOIN unnest(mark.values) AS value
    WHERE mark.submitted_at > %(since)s AND mark.submitted_at <= %(at)s
      AND NOT EXISTS (SELECT 1 FROM cases_matter matter WHERE matter.id = c.matter_id AND matter.leading_id <> c.id)
    GROUP BY mark.unit_id, value
    HAVING count(DISTINCT mark.case_id) >= %(cases)s
"""


def marks_of_answer(facts: str, opinion: str) -> list[int]:
    """The marks of what a unit found and thinks; of a text too short for pieces the mark of its words."""
    text = fold(f"{facts} {opinion}")
    if marks := marks_of(text):
        return marks
    digest = blake2b("".join(text.split()).encode(), digest_size=8).digest()
    return [int.from_bytes(digest, "little", signed=True)]


def find_same_reply(*, limits: Mapping[str, int], at: datetime) -> list[Finding]:
    """Units that gave ``cases`` cases a reply that is at least so much alike."""
    with connection.cursor() as cursor:
        cursor.execute(ALIKE, {"since": since(limits, at), "at": at, "cases": limits[LimitName.CASES]})
        groups = {(unit_id, tuple(ids[:MOST_COMPARED])) for unit_id, ids in cursor.fetchall()}
    texts = _Texts({answer_id for _, ids in groups for answer_id in ids})
    pieces: dict[int, dict[int, Piece]] = {}
    for unit_id, ids in sorted(groups):
        found = pieces.setdefault(unit_id, {})
        for answer_id, share in _alike(ids, texts, limits):
            kept = found.get(texts.case_of[answer_id])
            if kept is None or kept.figures["likeness"] < share:
                found[texts.case_of[answer_id]] = texts.piece(answer_id, share)
    events = _answering({case_id for found in pieces.values() for case_id in found})
    return patterns_among(
        (
            finding_of(Detector.SAME_REPLY, unit_id, _with_events(found.values(), events))
            for unit_id, found in pieces.items()
        ),
        limits,
    )


class _Texts:
    """The pieces of the answers that are held against each other, read at once."""

    def __init__(self, answer_ids: Iterable[int]):
        rows = Answer.objects.filter(pk__in=answer_ids).values_list(
            "pk", "case_id", "submitted_at", "facts", "opinion"
        )
        self.case_of: dict[int, int] = {}
        self.at: dict[int, datetime] = {}
        self._words: dict[int, str] = {}
        self._pieces: dict[int, frozenset[str]] = {}
        for pk, case_id, submitted_at, facts, opinion in rows:
            self.case_of[pk], self.at[pk] = case_id, submitted_at
            self._words[pk] = "".join(fold(f"{facts} {opinion}").split())
            self._pieces[pk] = pieces_of(self._words[pk])

    def share(self, one: int, other: int) -> int:
        """How alike two answers are, in percent."""
        if self._words[one] == self._words[other]:
            return 100
        return int(likeness(self._pieces[one], self._pieces[other]) * 100)

    def piece(self, answer_id: int, share: int) -> Piece:
        """One answer as evidence."""
        return Piece(self.case_of[answer_id], (), self.at[answer_id], {"likeness": share})


def _alike(ids: tuple[int, ...], texts: _Texts, limits: Mapping[str, int]) -> list[tuple[int, int]]:
    """The answers among these that are alike enough, in groups that are large enough, each with its likeness."""
    left, found = list(ids), []
    while len(left) >= limits[LimitName.CASES]:
        first = left[0]
        near = [(one, texts.share(first, one)) for one in left]
        group = [(one, share) for one, share in near if share >= limits[LimitName.LIKENESS]]
        if len({texts.case_of[one] for one, _ in group}) >= limits[LimitName.CASES]:
            found += group
        taken = {one for one, _ in group}
        left = [one for one in left if one not in taken]
    return found


def _answering(case_ids: set[int]) -> Mapping[tuple[int, datetime], int]:
    """The rows of the trail that tell of an answer, by case and moment."""
    rows = CaseEvent.objects.filter(case__in=case_ids, move="answer").order_by()
    return {(case_id, at): pk for case_id, at, pk in rows.values_list("case_id", "at", "pk")}


def _with_events(found: Iterable[Piece], events: Mapping[tuple[int, datetime], int]) -> Iterator[Piece]:
    for piece in found:
        event = events.get((piece.case_id, piece.at))
        yield replace(piece, events=(event,) if event else ())
