"""The sentences of the demonstration, put together by chance; all of them are our own, and so are the names.

``[甲|乙]`` in a sentence stands for one of the two, ``{town}`` for a word of that kind; ``／`` keeps sentences apart
that may follow or not.
"""

import csv
import re
from collections import defaultdict
from pathlib import Path
from random import Random

from organizations.models import Area

DATA_FOLDER = Path(__file__).resolve().parent.parent / "data"
STREET_CITIES = ("440100", "440300")
NUMBERS = {
    "n": (2, 9),
    "mu": (6, 320),
    "homes": (12, 180),
    "people": (20, 260),
    "days": (3, 25),
    "months": (2, 11),
    "years": (2, 6),
}
SMALL_SUMS = (80, 120, 180, 260, 300, 480, 600, 850, 1200, 1500, 1800, 2400, 3000, 3600, 4800)
_CHOICE = re.compile(r"\[([^\]]+)\]")
_SLOT = re.compile(r"\{(\w+)\}")

Slots = dict[str, str]


class Texts:
    """Stories, answers and remarks; the same seed gives the same ones in the same order."""

    def __init__(self, chance: Random):
        self.chance = chance
        self.stories = _grouped("demo_stories.csv", "sector")
        self.answers = _grouped("demo_answers.csv", "line")
        self.declines = _grouped("demo_declines.csv", "sector")
        self.phrases = _grouped("demo_phrases.csv", "kind")
        self.comments = _grouped("demo_comments.csv", "grade")
        self.publications = _grouped("demo_public.csv", "sector")
        self.words = {
            slot: rows[0]["words"].split("|") for slot, rows in _grouped("demo_words.csv", "slot").items()
        }
        self._decks: dict[str, list[dict[str, str]]] = {}

    def slots_for(self, area: Area) -> Slots:
        """The words of one complaint, so that its village is called the same in the story and in the answer."""
        word = {slot: self.chance.choice(words) for slot, words in self.words.items()}
        short = word["town"].removesuffix("镇")
        is_street = area.name.endswith("区") and area.parent.code in STREET_CITIES
        slots = word | {
            "area": area.name,
            "town": f"{short}街道" if is_street else word["town"],
            "town_short": short,
            "village_short": word["village"].removesuffix("村"),
            "money": f"{self.chance.randint(8, 180) / 10:g}万元",
            "small": str(self.chance.choice(SMALL_SUMS)),
        }
        slots |= {slot: str(self.chance.randint(*bounds)) for slot, bounds in NUMBERS.items()}
        return {slot: _SLOT.sub(lambda match: slots[match[1]], text) for slot, text in slots.items()}

    def story(self, sector: str, slots: Slots) -> tuple[str, str]:
        """A subject and a story of 40 to 400 characters; every pattern of a sector comes before one comes again."""
        pattern = self._draw(sector)
        more = pattern["more"].split("／")
        kept = [sentence for sentence in more if self.chance.random() < 0.7]
        parts = [pattern["story"], *kept]
        if self.chance.random() < 0.35:
            parts.insert(0, self.chance.choice(self.phrases["opening"])["text"])
        if self.chance.random() < 0.2:
            parts += [row["text"] for row in self.phrases["history"][: self.chance.randint(2, 4)]]
        closings = self.chance.choices((0, 1, 2, 4), (40, 35, 18, 7))[0]
        parts += [row["text"] for row in self.chance.sample(self.phrases["closing"], closings)]
        glue = "\n" if len(parts) > 4 and self.chance.random() < 0.4 else ""
        return self.fill(pattern["subject"], slots), self.fill(glue.join(parts), slots)

    def answer(self, line: str, slots: Slots) -> dict[str, str]:
        """What a unit of this line answers: the five fields of an answer."""
        pattern = self.chance.choice(self.answers.get(line) or self.answers[""])
        return {name: self.fill(text, slots) for name, text in pattern.items() if name != "line"}

    def decline(self, sector: str) -> dict[str, str]:
        """Why a complaint of the sector isn't accepted: reason, note and way out."""
        return self.chance.choice(self.declines.get(sector, []) + self.declines[""])

    def publication(self, sector: str, slots: Slots) -> dict[str, str]:
        """What everybody may read of an answered case of the sector: title, matter and outcome."""
        pattern = self.chance.choice(self.publications[sector])
        return {name: self.fill(text, slots) for name, text in pattern.items() if name != "sector"}

    def remark(self, kind: str, slots: Slots) -> str:
        """What an official notes with a move."""
        return self.fill(self.chance.choice(self.phrases[kind])["text"], slots)

    def comment(self, grade: str) -> dict[str, str]:
        """A citizen's reason and comment for a grade."""
        return self.chance.choice(self.comments[grade])

    def full_name(self) -> str:
        """A name that belongs to nobody."""
        return self.chance.choice(self.words["surname"]) + self.chance.choice(self.words["given"])

    def fill(self, text: str, slots: Slots) -> str:
        """The text with one of each choice and the words of the slots."""
        text = _CHOICE.sub(lambda match: self.chance.choice(match[1].split("|")), text)
        return _SLOT.sub(lambda match: slots[match[1]], text)

    def _draw(self, sector: str) -> dict[str, str]:
        deck = self._decks.get(sector)
        if not deck:
            deck = self._decks[sector] = self.chance.sample(self.stories[sector], len(self.stories[sector]))
        return deck.pop()


def _grouped(file: str, column: str) -> dict[str, list[dict[str, str]]]:
    groups = defaultdict(list)
    with (DATA_FOLDER / file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            groups[row[column]].append(row)
    return dict(groups)
