"""Over random trees of units, leaders and ties, nothing of a case reaches those whom it accuses (R2, R3, M11).

The oracle here is written from the sentence of the law, by walking superiors one at a time; it shares no code with the
firewall.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.choices import Role
from accounts.models import Duty, Tie, User
from accounts.selectors import standing_of
from cases.choices import Party
from cases.models import Case, CoHandler
from cases.search import search_cases
from cases.selectors import suggest_owner
from cases.services import (
    AccusedEntry,
    MoveRefused,
    join_matter,
    move_case,
    name_accused,
    watch_clocks,
)
from cases.tests.factories import ANSWER, STORY, make_case
from notices.models import Notice
from organizations.models import Area, Person, Post, Tenure, Unit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
REAL = (
    "440106-land",
    "440100-land",
    "440000-land",
    "440100-commission",
    "440000-commission",
    "central-commission",
)
SEQUENCE = count(1)


@dataclass
class World:
    """A drawn world: units (some real, some new below them), officials who lead them, and users."""

    units: list[Unit]
    people: list[Person]
    users: list[User]
    leads: dict[int, set[int]] = field(default_factory=dict)

    def chain(self, unit: Unit) -> set[int]:
        """The unit and everybody who commands it, walked one superior at a time."""
        return set(Unit.objects.get(pk=unit.pk).lineage) if unit.code in REAL else self._walk(unit)

    def _walk(self, unit: Unit) -> set[int]:
        return {unit.pk} | self.chain(unit.parent)

    def leaders(self, unit_id: int) -> set[int]:
        """Who leads the unit today."""
        tenures = Tenure.objects.filter(post__unit_id=unit_id, to_on=None)
        return set(tenures.values_list("person_id", flat=True))

    def led(self, person_id: int) -> set[int]:
        """What the official leads today."""
        return set(
            Tenure.objects.filter(person_id=person_id, to_on=None).values_list("post__unit_id", flat=True)
        )

    def is_shut_out(self, user: User, accused_units: set[int], accused_people: set[int]) -> bool:
        """Whether the case must never reach this user."""
        roots = accused_units | {unit for person in accused_people for unit in self.led(person)}
        close = accused_people | {person for unit in roots for person in self.leaders(unit)}
        under = any(self.chain(duty.unit) & roots for duty in user.duties.select_related("unit__parent"))
        tied = any(tie.unit_id in roots or tie.person_id in close for tie in user.ties.all())
        return under or tied or user.person_id in close


@st.composite
def blueprints(draw):
    """Numbers from which a world is built: parents, leaders, ties, the accused and the steps tried."""
    size = draw(st.integers(2, 6))
    index = st.integers(0, len(REAL) + size - 1)
    inside = index.filter(lambda place: place != REAL.index("central-commission"))
    return {
        "parents": [draw(st.integers(0, 2 + n)) for n in range(size)],
        "leads": draw(st.lists(st.tuples(st.integers(0, 3), inside), max_size=6)),
        "unit_ties": draw(st.lists(st.tuples(index, index), max_size=3)),
        "person_ties": draw(st.lists(st.tuples(index, st.integers(0, 3)), max_size=3)),
        "is_person": draw(
            st.lists(st.tuples(index, st.integers(0, 3)), max_size=2, unique_by=lambda pair: pair[1])
        ),
        "second_duty": draw(st.lists(st.tuples(index, index), max_size=2)),
        "accused_units": draw(st.lists(inside, max_size=2, unique=True)),
        "accused_people": draw(st.lists(st.integers(0, 3), max_size=2, unique=True)),
        "targets": draw(st.lists(st.tuples(index, index), min_size=1, max_size=3)),
        "later": draw(st.one_of(st.none(), inside)),
        "mate_accuses": draw(st.one_of(st.none(), st.lists(inside, max_size=1))),
        "joins": draw(st.sampled_from(["before", "after", "never"])),
    }


def build(plan) -> World:
    real = [Unit.objects.select_related("parent").get(code=code) for code in REAL]
    place = Area.objects.get(code="440106", valid_to=None)
    units = list(real)
    pool = real[:3]
    for parent in plan["parents"]:
        above = pool[parent % len(pool)]
        serial = next(SEQUENCE)
        unit = Unit.objects.create(
            code=f"drawn-{serial}",
            name=f"抽{serial}",
            kind="government",
            line="other",
            area=place,
            parent=above,
        )
        unit.lineage = [unit.pk, *above.lineage]
        unit.save(update_fields=["lineage"])
        units.append(unit)
        pool.append(unit)
    people = [Person.objects.create(code=f"drawn-{next(SEQUENCE)}", name="某某") for _ in range(4)]
    for person, place_in in plan["leads"]:
        post = Post.objects.create(unit=units[place_in], name=f"职务{next(SEQUENCE)}")
        Tenure.objects.create(post=post, person=people[person], from_on=date(2014, 1, 1))
    users = [make_member(unit) for unit in units]
    for holder, unit in plan["unit_ties"]:
        Tie.objects.create(user=users[holder], unit=units[unit], relation="kin")
    for holder, person in plan["person_ties"]:
        Tie.objects.create(user=users[holder], person=people[person], relation="kin")
    for holder, person in plan["is_person"]:
        User.objects.filter(pk=users[holder].pk).update(person=people[person])
    for holder, unit in plan["second_duty"]:
        Duty.objects.get_or_create(
            user=users[holder], unit=units[unit], role=Role.HANDLER, defaults={"from_on": date(2014, 1, 1)}
        )
    return World(units=units, people=people, users=[User.objects.get(pk=user.pk) for user in users])


def make_member(unit: Unit) -> User:
    user = User.objects.create(username=f"member-{next(SEQUENCE)}", full_name="某", email="m@example.org")
    roles = (
        (Role.INTAKE_CLERK, Role.INSPECTOR) if unit.kind == "commission" else (Role.HANDLER, Role.UNIT_LEADER)
    )
    Duty.objects.bulk_create(
        Duty(user=user, unit=unit, role=role, from_on=date(2014, 1, 1)) for role in roles
    )
    return user


@dataclass
class Told:
    """A case and whom it accuses, by what was told to the system."""

    case: Case
    units: set[int]
    people: set[int] = field(default_factory=set)


def live_through(world: World, plan) -> list[Told]:
    """File two cases, join them or not, try the drawn assignments, let every clock run out, accuse somebody more."""
    accused_units = {world.units[n].pk for n in plan["accused_units"]}
    accused_people = {world.people[n].pk for n in plan["accused_people"]}
    entries = [AccusedEntry(unit=unit) for unit in world.units if unit.pk in accused_units]
    entries += [AccusedEntry(person=person) for person in world.people if person.pk in accused_people]
    told = Told(make_case(at=AT, accused=entries), accused_units, accused_people)
    against = [world.units[n] for n in mate_accuses(plan)]
    mate = Told(make_case(at=AT, accused=against), {unit.pk for unit in against})
    if plan["joins"] == "before":
        try_to_join(world, mate.case, told.case)
    for target, helper in plan["targets"]:
        try_to_assign(world, told.case, world.units[target], world.units[helper])
    if plan["joins"] == "after":
        try_to_join(world, mate.case, told.case)
    watch_clocks(at=AT + timedelta(days=200))
    if plan["later"] is not None:
        later = mate if plan["joins"] != "never" else told
        later.units |= accuse_later(world, later.case, world.units[plan["later"]])
    return [told, mate]


def mate_accuses(plan) -> list[int]:
    """Whom the other case accuses; unless drawn, a unit that somebody has a tie to, who is then shut out from both."""
    if plan["mate_accuses"] is not None:
        return plan["mate_accuses"]
    tied = (unit for _, unit in plan["unit_ties"])
    return [unit for unit in tied if unit != REAL.index("central-commission")][:1]


def try_to_join(world: World, case: Case, leading: Case) -> None:
    for user in world.users:
        try:
            with transaction.atomic():
                join_matter(case_id=case.pk, leading_id=leading.pk, actor=user, at=AT)
        except (MoveRefused, Case.DoesNotExist):
            continue
        return


def together(told: Told, all_told: list[Told]) -> list[Told]:
    """The case with the others of its matter."""
    return [one for one in all_told if one is told or one.case.matter_id == told.case.matter_id is not None]


def try_to_assign(world: World, case: Case, unit: Unit, helper: Unit) -> None:
    case.refresh_from_db(fields=["desk", "stage"])
    clerk = next(user for user in world.users if case.desk_id in {duty.unit_id for duty in user.duties.all()})
    if case.stage in ("assigned", "handling"):
        move, actor, details = "recall", Party.SYSTEM, {}
        attempt(case, move, actor, details)
    attempt(case, "assign", clerk, {"unit": unit, "co_handlers": [helper]})
    # Once somebody has signed for it, nobody else can; who hasn't can't answer.
    if any(attempt(case, "sign_for", user, {}) for user in world.users):
        any(attempt(case, "answer", user, ANSWER) for user in world.users)


def attempt(case, move, actor, details) -> bool:
    """Whether the move was made."""
    try:
        with transaction.atomic():
            move_case(case_id=case.pk, move=move, actor=actor, at=AT, note="按规定", details=details)
    except (MoveRefused, Case.DoesNotExist):
        return False
    return True


def accuse_later(world: World, case: Case, unit: Unit) -> set[int]:
    case.refresh_from_db(fields=["desk"])
    for user in world.users:
        try:
            with transaction.atomic():
                name_accused(case_id=case.pk, actor=user, at=AT + timedelta(days=201), unit=unit)
            return {unit.pk}
        except (MoveRefused, Case.DoesNotExist):
            continue
    return set()


@pytest.mark.long
@given(plan=blueprints())
def test_no_path_list_count_search_or_notice_reaches_the_accused(plan):
    with transaction.atomic():
        world = build(plan)
        all_told = live_through(world, plan)
        for told in all_told:
            told.case = Case.objects.select_related("desk", "responsible", "escalated_to").get(
                pk=told.case.pk
            )
        seen_by = {user.pk: what_is_seen_by(user) for user in world.users}
        barred = {user.pk: 0 for user in world.users}
        for told in all_told:
            mates = together(told, all_told)
            accused_units = set().union(*(one.units for one in mates))
            accused_people = set().union(*(one.people for one in mates))
            for user in world.users:
                if world.is_shut_out(user, accused_units, accused_people):
                    barred[user.pk] += 1
                    assert_sees_nothing(seen_by[user.pk], told.case)
                    if world.is_shut_out(user, told.units, told.people):
                        assert_is_not_told(user, told.case, told_before=plan["later"] is not None)
            assert_holders_are_outside(world, told.case, accused_units, accused_people)
        for user in world.users:
            seen = seen_by[user.pk]
            assert seen.cases.count() == len(seen.listed) <= len(all_told) - barred[user.pk]
        transaction.set_rollback(True)


def test_whoever_leads_above_the_province_is_only_named_in_words(db):
    leader = Person.objects.create(code="above", name="某")
    post = Post.objects.create(unit=Unit.objects.get(code="central-commission"), name="职务")
    Tenure.objects.create(post=post, person=leader, from_on=date(2014, 1, 1))
    case = make_case(at=AT, accused=[leader])
    assert case.desk.code == "440100-commission"
    assert list(case.accused.values_list("person", "person_text")) == [(None, "某")]


@dataclass(frozen=True)
class Seen:
    """Somebody who has signed in anew, what there is to see, and which cases the list and a search for words show."""

    reader: User
    cases: QuerySet
    listed: frozenset[int]
    found: frozenset[int]


def what_is_seen_by(user: User) -> Seen:
    reader = User.objects.get(pk=user.pk)
    cases = Case.objects.known_to(reader)
    standing = standing_of(reader, on=timezone.localdate())
    in_full = Case.objects.opened_by(standing.actings, standing, reader.pk, helping=True)
    assert set(cases) == set(in_full)  # the text that is kept says what is written in full
    return Seen(
        reader,
        cases,
        listed=frozenset(cases.values_list("pk", flat=True)),
        found=frozenset(search_cases(cases, STORY[:4]).values_list("pk", flat=True)),
    )


def assert_sees_nothing(seen: Seen, case: Case) -> None:
    assert case.pk not in seen.listed
    assert case.pk not in seen.found
    assert not search_cases(seen.cases, case.number).filter(pk=case.pk).exists()
    with pytest.raises(Case.DoesNotExist):
        move_case(case_id=case.pk, move="accept", actor=seen.reader, at=AT)


def assert_is_not_told(user: User, case: Case, *, told_before: bool) -> None:
    notices = Notice.objects.filter(user=user, path__contains=f"/{case.pk}/")
    if told_before:  # what was said before the accusation was known can't be unsaid
        notices = notices.filter(created_at__gt=AT + timedelta(days=200))
    assert not notices.exists()


def assert_holders_are_outside(world, case, accused_units, accused_people) -> None:
    roots = accused_units | {unit for person in accused_people for unit in world.led(person)}
    suggestion = suggest_owner(case, on=AT.date()).unit
    helpers = [row.unit for row in CoHandler.objects.filter(case=case).select_related("unit__parent")]
    for holder in (case.desk, case.responsible, case.escalated_to, suggestion, *helpers):
        if holder is not None:
            assert not world.chain(holder) & roots, holder.code
