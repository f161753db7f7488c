"""Taking over what a third party found out: first what is in the file and what is wrong in it, then the good rows (M66)."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from common.table_files import SourceRow, TooManyRows, UnreadableFile, rows_of_table
from evaluations.choices.appraisal import RoundRefusal, RoundStage, SurveyFault, SurveyState
from evaluations.choices.ratings import Grade
from evaluations.models import Appraised, Round, Survey, SurveyAnswer
from evaluations.permissions.rounds import can_organise
from evaluations.services.rounds import RoundRefused, lock_round, write_event

# The headings of the file, in the words of programs and of people.
COLUMNS = {
    "respondent": ("respondent", "受访者编号", "受訪者編號"),
    "unit": ("unit", "单位", "單位"),
    "grade": ("grade", "评价", "評價"),
}
WORDS = {
    Grade.SATISFIED: ("1", "satisfied", "满意", "滿意"),
    Grade.MOSTLY: ("2", "mostly", "基本满意", "基本滿意"),
    Grade.DISSATISFIED: ("3", "dissatisfied", "不满意", "不滿意"),
}
GRADE_OF_WORD = {word: grade.value for grade, words in WORDS.items() for word in words}
LONGEST_NUMBER, MOST_PROBLEMS = 40, 200
STAGES = (RoundStage.OPEN, RoundStage.CLOSED)


@dataclass(frozen=True)
class Method:
    """The note on the method, without which nothing is taken over: who asked whom, how they were chosen, and when."""

    agency: str
    frame: str
    sampling: str
    contacted: int
    began_on: date
    ended_on: date
    note: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing that must be said is missing."""
        words = all(text.strip() for text in (self.agency, self.frame, self.sampling))
        return words and self.contacted > 0 and self.began_on <= self.ended_on


@transaction.atomic
def prepare_survey(*, round_id: int, file: UploadedFile, method: Method, actor: User, at) -> Survey:
    """Read a file with respondent, unit and grade; nothing counts yet. Raises RoundRefused."""
    found = lock_round(round_id, actor)
    reasons = _against(found, actor)
    reasons += [] if method.is_whole else [RoundRefusal.METHOD_MISSING]
    if reasons:
        raise RoundRefused(reasons)
    try:
        source = rows_of_table(
            file, most=settings.REGISTER_IMPORT_ROWS, most_bytes=settings.EVIDENCE_FILE_BYTES
        )
    except (UnreadableFile, TooManyRows) as problem:
        raise RoundRefused([RoundRefusal.FILE_UNREADABLE]) from problem
    rows, problems = _read(found, source)
    return Survey.objects.create(
        round=found,
        agency=method.agency.strip(),
        frame=method.frame.strip(),
        sampling=method.sampling.strip(),
        contacted=method.contacted,
        began_on=method.began_on,
        ended_on=method.ended_on,
        note=method.note.strip(),
        file_name=file.name[-120:],
        rows=rows,
        problems=problems[:MOST_PROBLEMS],
        made_by=actor,
        made_at=at,
    )


@transaction.atomic
def take_survey(*, survey_id: int, actor: User, at) -> Survey:
    """Let the good rows count; an earlier survey of the round is replaced, and both stay. Raises RoundRefused."""
    survey = Survey.objects.get(pk=survey_id)
    found = lock_round(survey.round_id, actor)
    survey = Survey.objects.select_for_update().get(pk=survey_id)
    reasons = _against(found, actor)
    reasons += [] if survey.state == SurveyState.PREPARED else [RoundRefusal.WRONG_STAGE]
    reasons += [] if survey.rows else [RoundRefusal.NO_ROWS]
    if reasons:
        raise RoundRefused(reasons)
    for earlier in found.surveys.filter(state=SurveyState.TAKEN):
        earlier.state = SurveyState.REPLACED
        earlier.save(update_fields=["state"])
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(survey=survey, respondent=respondent, appraised_id=appraised, grade=grade)
        for respondent, appraised, grade in survey.rows
    )
    survey.state, survey.taken_at, taken = SurveyState.TAKEN, at, len(survey.rows)
    # The answers are kept one by one from now on.
    survey.rows = []
    survey.save(update_fields=["state", "taken_at", "rows"])
    write_event(found, "survey", actor, at=at, details={"survey": survey.pk, "answers": taken})
    return survey


def _against(found: Round, actor: User) -> list[str]:
    reasons = [] if can_organise(actor, found) else [RoundRefusal.NOT_YOUR_MOVE]
    return reasons + ([] if found.stage in STAGES else [RoundRefusal.WRONG_STAGE])


def _read(found: Round, source: list[SourceRow]) -> tuple[list, list]:
    units = _units_by_word(found)
    rows, problems, seen = [], [], set()
    for row in source:
        cells = {name: _cell(row, headings) for name, headings in COLUMNS.items()}
        fault = SurveyFault.UNREADABLE if row.problem else _fault(cells, units, seen)
        if fault:
            problems.append({"line": row.line, "why": fault})
            continue
        seen.add(cells["respondent"])
        rows.append([cells["respondent"], units[cells["unit"]], GRADE_OF_WORD[cells["grade"].lower()]])
    return rows, problems


def _fault(cells: dict[str, str], units: dict[str, int], seen: set[str]) -> str:
    number = cells["respondent"]
    if not number or len(number) > LONGEST_NUMBER:
        return SurveyFault.NO_RESPONDENT
    if number in seen:
        return SurveyFault.TWICE
    if cells["unit"] not in units:
        return SurveyFault.UNKNOWN_UNIT
    return "" if cells["grade"].lower() in GRADE_OF_WORD else SurveyFault.UNKNOWN_GRADE


def _cell(row: SourceRow, headings: tuple[str, ...]) -> str:
    """The words of a cell; bytes that are no characters make it empty, and so a fault."""
    value = next((row.values[name] for name in headings if row.values.get(name) is not None), "")
    words = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    return words if words.isprintable() else ""


def _units_by_word(found: Round) -> dict[str, int]:
    rows = Appraised.objects.filter(round=found).select_related("unit")
    words = {}
    for row in rows:
        for word in (row.unit.code, row.unit.name, row.unit.name_hant):
            if word:
                words[word] = row.pk
    return words
