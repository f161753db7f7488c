"""Who leads the units, and who did before (M58)."""

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from organizations.models import Person, Post, Tenure
from organizations.services.names import traditional, traditional_person
from organizations.services.rows import Row, read_rows
from organizations.services.saving import Counts, save_differences
from organizations.services.units import LoadedUnits

COLUMNS = (
    "unit_code",
    "title",
    "title_en",
    "is_first",
    "person_code",
    "person",
    "person_en",
    "from_on",
    "to_on",
)
KEY = ("unit_code", "title", "person_code", "from_on")


class Entry(NamedTuple):
    """One line of leaders.csv as the three rows that it stands for."""

    row: Row
    person: Person
    post: Post
    tenure: Tenure


def load_leaders(folder: Path, *, units: LoadedUnits) -> dict[str, Counts]:
    """Write leaders.csv to the register; the file holds the whole history of every unit that it names."""
    people: dict[str, Person] = {}
    posts: dict[tuple[str, str], Post] = {}
    entries = [
        _entry_of(row, units, people, posts)
        for row in read_rows(folder, "leaders.csv", COLUMNS, key=KEY)
        if row.values["unit_code"].strip() not in units.dormant
    ]
    _refuse_two_firsts(entries)
    _refuse_overlaps(entries)
    counts = {
        "people": save_differences(
            list(people.values()),
            known=Person.objects.all(),
            key=("code",),
            fields=("name", "name_hant", "name_en"),
        )
    }
    # A unit has one first post: those that no longer are come first.
    counts["posts"] = save_differences(
        sorted(posts.values(), key=lambda post: post.is_first),
        known=Post.objects.filter(unit__in={post.unit_id for post in posts.values()}),
        key=("unit_id", "name"),
        fields=("name_hant", "name_en", "is_first"),
        remove_others=True,
    )
    for entry in entries:
        entry.tenure.person, entry.tenure.post = entry.person, entry.post
    # A post has one holder without an end: ended tenures come first.
    counts["tenures"] = save_differences(
        sorted((entry.tenure for entry in entries), key=lambda tenure: tenure.to_on is None),
        known=Tenure.objects.filter(post__in=posts.values()),
        key=("post_id", "person_id", "from_on"),
        fields=("to_on",),
        remove_others=True,
    )
    return counts


def _entry_of(
    row: Row, units: LoadedUnits, people: dict[str, Person], posts: dict[tuple[str, str], Post]
) -> Entry:
    """The person, post and tenure of a row; the same person and post stay the same object in later rows."""
    unit = units.by_code.get(row.values["unit_code"].strip())
    if unit is None:
        raise row.fail(f"unit_code {row.values['unit_code']!r} is no unit")
    name, title = row.text("person", limit=60), row.text("title", limit=60)
    person = Person(
        code=row.slug("person_code", limit=60),
        name=name,
        name_hant=traditional_person(name),
        name_en=row.text("person_en", limit=120),
    )
    known = people.setdefault(person.code, person)
    if (known.name, known.name_en) != (person.name, person.name_en):
        raise row.fail(f"person_code {person.code} is {known.name} in an earlier line")
    post = Post(
        unit=unit,
        name=title,
        name_hant=traditional(title),
        name_en=row.text("title_en", limit=120),
        is_first=row.choice("is_first", ("yes", "no")) == "yes",
    )
    same = posts.setdefault((unit.code, title), post)
    if (same.name_en, same.is_first) != (post.name_en, post.is_first):
        raise row.fail(f"title {title} has another title_en or is_first in an earlier line")
    tenure = Tenure(from_on=row.day("from_on"), to_on=row.day("to_on", optional=True))
    if tenure.to_on and tenure.to_on < tenure.from_on:
        raise row.fail("to_on is before from_on")
    return Entry(row, known, same, tenure)


def _refuse_two_firsts(entries: list[Entry]) -> None:
    """One post of a unit answers for it."""
    first: dict[int, Post] = {}
    for entry in entries:
        if entry.post.is_first and first.setdefault(entry.post.unit_id, entry.post) is not entry.post:
            raise entry.row.fail(f"unit {entry.post.unit.code} has another first post")


def _refuse_overlaps(entries: list[Entry]) -> None:
    """A post has one holder on any day."""
    ordered = sorted(entries, key=lambda entry: (entry.post.unit.code, entry.post.name, entry.tenure.from_on))
    for before, after in pairwise(ordered):
        same_post = before.post is after.post
        if same_post and (before.tenure.to_on is None or before.tenure.to_on >= after.tenure.from_on):
            raise after.row.fail(
                f"{before.person.name} still holds {before.post.name} on {after.tenure.from_on}"
            )
