"""Learning a linear model from labelled texts, and measuring it; needs scikit-learn, which web processes never load."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

from cases.selectors.linear import LinearModel, grams

FOLDS = 5
FEWEST_OF_A_LABEL = 20
# A piece of a word that fewer messages share could be somebody's name, and teaches nothing.
FEWEST_SHARING = 3
MOST_GRAMS = 30_000
STRICTNESS = 1.0


class CannotLearn(RuntimeError):
    """Too few messages or labels, or scikit-learn isn't installed."""


class Lesson(NamedTuple):
    """A folded text and the label that somebody gave it."""

    text: str
    label: str


@dataclass(frozen=True)
class Report:
    """What five-fold cross-validation found for each label: precision, recall, f1 (0 to 1), the number of messages, and
    ``among_two``, the share of them whose label was the first or second suggestion."""

    labels: dict[str, dict[str, float]]

    @property
    def macro_f1(self) -> float:
        """The mean F1 over the labels, each counting the same however many messages it has."""
        return sum(row["f1"] for row in self.labels.values()) / len(self.labels)

    @property
    def among_two(self) -> float:
        """The share of all messages whose label was the first or second suggestion."""
        return sum(row["among_two"] * row["messages"] for row in self.labels.values()) / self.messages

    @property
    def messages(self) -> int:
        """How many messages were measured."""
        return int(sum(row["messages"] for row in self.labels.values()))


def sort_out(lessons: Sequence[Lesson]) -> list[Lesson]:
    """The lessons of labels that have enough of them; raises CannotLearn when fewer than two labels are left."""
    counts = Counter(lesson.label for lesson in lessons)
    kept = [lesson for lesson in lessons if counts[lesson.label] >= FEWEST_OF_A_LABEL]
    if len({lesson.label for lesson in kept}) < 2:
        raise CannotLearn(f"two labels with {FEWEST_OF_A_LABEL} messages each are needed")
    return kept


def measure_lessons(lessons: Sequence[Lesson]) -> Report:
    """Five-fold cross-validation: each message is judged by a model that hasn't seen it. The same lessons, the same figures."""
    selection = _library("sklearn.model_selection")
    labels = [lesson.label for lesson in lessons]
    guessed: list[list[str]] = [[] for _ in lessons]
    folds = selection.StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    for taught, asked in folds.split(labels, labels):
        model = learn([lessons[at] for at in taught])
        for at in asked:
            guessed[at] = [vote.label for vote in model.vote(lessons[at].text)]
    return Report({label: _figures(label, labels, guessed) for label in sorted(set(labels))})


def learn(lessons: Sequence[Lesson]) -> LinearModel:
    """A support vector machine for each label, over the pieces that enough messages share."""
    vectorizer = _library("sklearn.feature_extraction.text").TfidfVectorizer(
        analyzer=grams, sublinear_tf=True, min_df=FEWEST_SHARING, max_features=MOST_GRAMS
    )
    values = vectorizer.fit_transform(lesson.text for lesson in lessons)
    machine = _library("sklearn.svm").LinearSVC(C=STRICTNESS, class_weight="balanced", random_state=0)
    machine.fit(values, [lesson.label for lesson in lessons])
    names = [str(label) for label in machine.classes_]
    bias, weights = machine.intercept_.tolist(), machine.coef_.tolist()
    if len(names) == 2:  # of two labels the machine learns only the second
        bias, weights = [-bias[0], bias[0]], [[-weight for weight in weights[0]], weights[0]]
    return LinearModel(
        labels=names,
        bias=bias,
        rarity=dict(zip(vectorizer.get_feature_names_out().tolist(), vectorizer.idf_.tolist(), strict=True)),
        weights=[weight for column in zip(*weights, strict=True) for weight in column],
    )


def _figures(label: str, labels: Sequence[str], guessed: Sequence[Sequence[str]]) -> dict[str, float]:
    """The figures of one label; ``guessed`` holds the labels of each message, the likeliest first."""
    own = [said for was, said in zip(labels, guessed, strict=True) if was == label]
    right = sum(said[0] == label for said in own)
    precision = right / max(sum(said[0] == label for said in guessed), 1)
    recall = right / len(own)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    among_two = sum(label in said[:2] for said in own) / len(own)
    return {"precision": precision, "recall": recall, "f1": f1, "among_two": among_two, "messages": len(own)}


def _library(name: str) -> Any:
    """A part of scikit-learn, asked for only when something is learned."""
    try:
        return import_module(name)
    except ImportError as problem:
        raise CannotLearn("scikit-learn is needed: pip install -r requirements-train.txt") from problem
