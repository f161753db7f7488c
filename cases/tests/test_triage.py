"""What the learned model suggests, how it is trained, and that nothing it does wrong keeps a complaint out."""

import csv
import logging
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from cases.models import Case, TriageModel
from cases.selectors import triage
from cases.selectors.linear import BrokenModel, LinearModel, grams
from cases.selectors.triage import OUTSIDE, forget_model, suggest_by_text
from cases.services import classify_case, move_case
from cases.services.learning import CannotLearn, Lesson, learn, measure_lessons
from cases.services.triage import ModelRefused, activate_model, lessons_of_the_desk, train_triage
from cases.tests.factories import make_case
from organizations.models import Sector
from organizations.selectors import suggest_sectors

pytestmark = pytest.mark.django_db
SCHOOL = "学校老师强制补课收费，家长意见很大"
RIVER = "工厂半夜偷排污水，河水又黑又臭"
BUS = "公交车司机甩站不停，乘客等了半个小时"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    forget_model()
    yield
    forget_model()


def lessons(count: int = 25) -> list[Lesson]:
    """So many messages about schools, rivers and buses."""
    texts = ((SCHOOL, "education"), (RIVER, "environment"), (BUS, OUTSIDE))
    return [
        Lesson(f"{text}，第{'一二三四五六七八九十'[at % 10]}次反映", label)
        for text, label in texts
        for at in range(count)
    ]


def stored(model: LinearModel | None = None, *, now, **fields) -> TriageModel:
    row = {"decisions": 5000, "messages": 5000, "macro_f1": 0.9, "trained_at": now} | fields
    packed = row.pop("weights", None) or (model or learn(lessons())).pack()
    return TriageModel.objects.create(weights=packed, **row)


def test_the_model_in_use_suggests_and_says_by_which_words(now):
    activate_model(model=stored(now=now))
    best = suggest_by_text("村里的小学老师要求补课，每人收费三百")[0]
    assert best.sector == "education"
    assert any("补课" in word for word in best.words)
    assert all(word in "村里的小学老师要求补课，每人收费三百" for word in best.words)


def test_a_text_that_touches_two_sectors_gets_both_with_their_words(now):
    activate_model(model=stored(now=now))
    first, second = suggest_by_text("学校老师强制补课收费，工厂半夜偷排污水")[:2]
    assert {first.sector, second.sector} == {"education", "environment"}
    assert second.is_close
    assert second.words
    assert not suggest_by_text(SCHOOL)[1].is_close


def test_a_text_that_the_model_knows_as_outside_gets_no_sector(now):
    activate_model(model=stored(now=now))
    assert suggest_by_text("公交车甩站，乘客等了半个小时") == []


def test_of_a_sector_that_the_model_never_saw_the_word_list_speaks(now):
    activate_model(model=stored(now=now))
    assert (
        suggest_by_text("法院判决生效两年了，执行局一直不执行，法官说找不到被告。")[0].sector
        == "politics_law"
    )


def test_of_a_text_in_english_the_word_list_speaks_though_a_model_is_in_use(now):
    activate_model(model=stored(now=now))
    assert (
        suggest_by_text("the doctor wanted a red envelope before the surgery’s date.")[0].sector == "health"
    )
    assert suggest_by_text("when does the contractor of an industrial estate pay wages?") == []


def test_a_model_that_learned_from_too_few_decisions_does_not_speak(now, settings):
    settings.TRIAGE_DECISIONS_NEEDED = 500
    activate_model(model=stored(now=now, decisions=499))
    assert suggest_by_text(RIVER) == suggest_sectors(RIVER)


@pytest.mark.parametrize(
    "weights",
    [b"", b"no model", LinearModel(labels=["nowhere"], bias=[9.0], rarity={}, weights=[]).pack()],
    ids=["empty", "garbage", "a sector that isn't one of the eight"],
)
def test_a_broken_model_keeps_no_complaint_out(now, weights, caplog):
    TriageModel.objects.create(
        trained_at=now, decisions=5000, messages=1, macro_f1=1, weights=weights, is_active=True
    )
    with caplog.at_level(logging.WARNING):
        case = make_case(at=now, story=RIVER)
    assert Case.objects.filter(pk=case.pk).exists()
    assert RIVER[:4] not in caplog.text


def test_when_the_model_fails_the_word_list_is_used_and_the_log_keeps_no_text(now, monkeypatch, caplog):
    monkeypatch.setattr(triage, "_model_in_use", lambda: 1 / 0)
    with caplog.at_level(logging.WARNING):
        assert make_case(at=now, story=RIVER).sector.code == "environment"
    assert "ZeroDivisionError" in caplog.text
    assert "污水" not in caplog.text


def test_a_stored_model_judges_as_it_did_before_it_was_stored():
    model = learn(lessons())
    again = LinearModel.unpack(model.pack())
    assert again.vote(SCHOOL)[0].label == model.vote(SCHOOL)[0].label == "education"
    assert again.vote(SCHOOL)[0].score == pytest.approx(model.vote(SCHOOL)[0].score, abs=1e-4)
    with pytest.raises(BrokenModel):
        LinearModel.unpack(model.pack()[:-10])


def test_digits_and_punctuation_part_the_pieces():
    assert grams("补课1课") == ["补", "课", "补课", "课"]


def test_a_long_text_is_judged_in_a_few_milliseconds():
    model, text = learn(lessons()), (SCHOOL + RIVER + BUS) * 10
    started = time.process_time()
    for _ in range(20):
        model.vote(text[:500])
    assert (time.process_time() - started) / 20 < 0.02


def test_it_learns_from_what_the_desk_decided(now, city_clerk):
    accepted = make_case(at=now, story=RIVER)
    make_case(at=now, story=SCHOOL)  # nobody has looked at it yet
    classified = make_case(at=now, story=BUS)
    move_case(case_id=accepted.pk, move="accept", actor=city_clerk, at=now)
    health = Sector.objects.get(code="health")
    classify_case(case_id=classified.pk, sector=health, actor=city_clerk, at=now)
    assert [(lesson.label, lesson.text[:2]) for lesson in lessons_of_the_desk()] == [
        ("health", "公交"),
        ("environment", "工厂"),
    ]


def test_training_keeps_the_model_its_measure_and_who_did_it(now, commission_leader):
    model = train_triage(actor=commission_leader, at=now, others=lessons())
    assert (model.is_active, model.trained_by, model.messages, model.decisions) == (
        True,
        commission_leader,
        75,
        0,
    )
    assert model.macro_f1 == 1
    assert set(model.scores) == {"education", "environment", OUTSIDE}
    assert measure_lessons(lessons()).labels == measure_lessons(lessons()).labels


def test_a_worse_model_is_kept_but_not_put_in_use_unless_one_insists(now):
    good, bad = stored(now=now, macro_f1=0.9), stored(now=now, macro_f1=0.8)
    activate_model(model=good)
    with pytest.raises(ModelRefused):
        activate_model(model=bad)
    assert TriageModel.objects.get(is_active=True) == good
    activate_model(model=bad, force=True)
    assert TriageModel.objects.get(is_active=True) == bad
    assert TriageModel.objects.count() == 2


def test_the_database_keeps_one_model_in_use(now):
    stored(now=now, is_active=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        stored(now=now, is_active=True)


def test_too_little_teaches_nothing(now):
    with pytest.raises(CannotLearn):
        train_triage(actor=None, at=now, others=lessons(5))
    assert not TriageModel.objects.exists()


def test_the_command_measures_a_file_and_learns_from_it(tmp_path):
    path = tmp_path / "labelled.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("subject", "text", "label"), *(("", one.text, one.label) for one in lessons())])
    out = StringIO()
    call_command("train_triage", measure=path, stdout=out)
    assert "| **macro F1** | | | **1.000** | 1.000 | 75 |" in out.getvalue()
    assert not TriageModel.objects.exists()
    call_command("train_triage", file=path, map=["education=education", "outside=outside"], stdout=out)
    assert TriageModel.objects.get().scores.keys() == {"education", "outside"}
    with pytest.raises(CommandError):
        call_command("train_triage", measure=tmp_path / "missing.csv", stdout=out)
