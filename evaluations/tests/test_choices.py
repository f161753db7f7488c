"""The words of a rating are known wherever they are shown."""

from cases.selectors.trail_words import GRADE_REASONS, GRADES
from evaluations.choices import Grade, Reason


def test_the_trail_knows_every_word_of_a_rating():
    assert {word: str(label) for word, label in GRADES.items()} == {
        word.value: str(word.label) for word in Grade
    }
    assert set(GRADE_REASONS) == set(Reason.values)
