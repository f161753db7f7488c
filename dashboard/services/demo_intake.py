"""What comes in during the demonstration: when, from where, about what, and who is complained of."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from accounts.models import User
from cases.choices import Channel
from cases.search import fold
from cases.services import AccusedEntry, Complaint
from common.numbering import CHINA
from common.workdays import ONE_DAY, WorkCalendar
from dashboard.services.demo_people import LEADER, LOGINS, SYSTEM
from dashboard.services.demo_texts import Slots, Texts
from organizations.choices import Level, Line
from organizations.models import Area, Sector, Tenure, Unit
from organizations.selectors import suggest_lead

DAYS = 200
PROVINCE = "440000"
CITY_WEIGHTS = defaultdict(
    lambda: 2.5,
    {"440100": 22, "440300": 16, "441400": 10, "440600": 6, "441900": 7, "441300": 5, "442000": 4},
)
AREA_WEIGHTS = defaultdict(lambda: 1.0, {"440106": 8.0, "440306": 4.0})
SECTOR_WEIGHTS = {
    "land_housing": 25,
    "environment": 15,
    "education": 12,
    "agriculture": 11,
    "health": 10,
    "politics_law": 9,
    "food_drug": 8,
    "work_safety": 6,
    "": 7,
}
# In these cities hardly anybody still lives on farming.
URBAN, URBAN_FARMING = ("440100", "440300", "440400", "440600"), 2
# Where the handler and the leader with a login work, so that they find something to do.
AT_HOME = 3
CHANNEL_WEIGHTS = {
    Channel.WEB: 47,
    Channel.PHONE: 20,
    Channel.LETTER: 13,
    Channel.COUNTER: 9,
    Channel.FILE: 6,
    Channel.EMAIL: 3,
    Channel.SMS: 2,
}
NAMED_SHARE = {
    Channel.WEB: 0.45,
    Channel.PHONE: 0.7,
    Channel.LETTER: 0.6,
    Channel.COUNTER: 0.9,
    Channel.FILE: 0.5,
    Channel.API: 1.0,
}
SYSTEM_CITY, SYSTEM_SHARE = "440100", 0.15
ACCUSING_SHARE = 0.3
# How many complaints come on a day at the beginning, against one now: the campaign has become known.
QUIET_SHARE = 0.2
# Complaints that show the firewall, at these parts of the way through: against a city commission, the provincial
# one, the government of a county, and the official who has a login.
AGAINST_COMMISSION = (0.12, 0.3, 0.55, 0.75, 0.9)
AGAINST_PROVINCE = (0.5,)
AGAINST_GOVERNMENT = (0.2, 0.65)
AGAINST_LEADER = (0.35, 0.8)


@dataclass(frozen=True)
class Incoming:
    """One complaint on its way in; ``sector`` is where it belongs, which the desk will find out."""

    number: int
    at: datetime
    complaint: Complaint
    sector: Sector | None
    slots: Slots


class Intake:
    """Draws the complaints of the demonstration, in the order in which they come in."""

    def __init__(self, *, chance: Random, texts: Texts, today: date):
        self.chance, self.texts, self.today = chance, texts, today
        self.sectors = {sector.code: sector for sector in Sector.objects.order_by("number")}
        self.units = {unit.code: unit for unit in Unit.objects.order_by("code")}
        self.units_in = defaultdict(list)
        for unit in self.units.values():
            self.units_in[unit.area_id].append(unit)
        areas = Area.objects.in_force(on=today).select_related("parent").order_by("code")
        self.cities = [area for area in areas if area.level == Level.CITY]
        self.province = next(area for area in areas if area.level == Level.PROVINCE)
        self.counties = defaultdict(list)
        for area in areas:
            if area.level == Level.COUNTY:
                self.counties[area.parent_id].append(area)
        self.system = User.objects.get(username=SYSTEM)
        self.leader_unit = next(login.unit_code for login in LOGINS if login.username == LEADER)

    def draw(self, count: int) -> Iterator[Incoming]:
        """That many complaints over the last 200 days, growing in number, fewer on free days."""
        special = {
            int(share * count): kind
            for kind, shares in (
                ("commission", AGAINST_COMMISSION),
                ("province", AGAINST_PROVINCE),
                ("government", AGAINST_GOVERNMENT),
                ("leader", AGAINST_LEADER),
            )
            for share in shares
        }
        for number, at in enumerate(self._moments(count)):
            yield self._one(number, at, special.get(number, ""))

    def _moments(self, count: int) -> list[datetime]:
        calendar = WorkCalendar()
        days = [self.today - ONE_DAY * back for back in range(DAYS, 0, -1)]
        weights = [
            (QUIET_SHARE + (place / DAYS) ** 3) * (1.0 if calendar.is_workday(day) else 0.4)
            for place, day in enumerate(days)
        ]
        drawn = self.chance.choices(days, weights, k=count)
        # Seconds make ties in the order of events unlikely.
        minutes = [int(self.chance.triangular(7 * 60, 23 * 60, 10.5 * 60)) for _ in drawn]
        midnight = [datetime.combine(day, time.min, tzinfo=CHINA) for day in drawn]
        return sorted(
            start + timedelta(minutes=minute, seconds=self.chance.randint(0, 59))
            for start, minute in zip(midnight, minutes, strict=True)
        )

    def _one(self, number: int, at: datetime, kind: str) -> Incoming:
        area = self._area(kind)
        sector = self._sector(area, kind)
        slots = self.texts.slots_for(area)
        subject, story = self.texts.story(sector, slots)
        channel = self._channel(area)
        complaint = Complaint(
            channel=channel,
            subject=subject,
            story=story,
            area=area,
            place_text=f"{slots['town']}{slots['village']}" if self.chance.random() < 0.6 else "",
            accused=self._accused(kind, area=area, sector=sector, story=story, slots=slots),
            submitted_by=self.system if channel == Channel.API else None,
            **self._identity(channel),
        )
        return Incoming(
            number=number,
            at=at,
            complaint=complaint,
            sector=self.sectors.get(sector),
            slots=slots | {"subject": subject},
        )

    def _area(self, kind: str) -> Area:
        if kind == "leader":
            return next(
                area for city in self.counties.values() for area in city if area.code == self.leader_unit[:6]
            )
        if kind == "" and self.chance.random() < 0.01:
            return self.province
        city = self.chance.choices(self.cities, [CITY_WEIGHTS[area.code] for area in self.cities])[0]
        counties = self.counties[city.pk]
        if not counties or self.chance.random() < 0.08:
            return city
        return self.chance.choices(counties, [AREA_WEIGHTS[area.code] for area in counties])[0]

    def _sector(self, area: Area, kind: str) -> str:
        if kind == "leader":
            return "land_housing"
        weights = dict(SECTOR_WEIGHTS)
        if _city_code(area) in URBAN:
            weights["agriculture"] = URBAN_FARMING
        if area.code == self.leader_unit[:6]:
            weights["land_housing"] *= AT_HOME
        if kind:
            del weights[""]
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def _channel(self, area: Area) -> str:
        if _city_code(area) == SYSTEM_CITY and self.chance.random() < SYSTEM_SHARE:
            return Channel.API
        return self.chance.choices(list(CHANNEL_WEIGHTS), list(CHANNEL_WEIGHTS.values()))[0]

    def _identity(self, channel: str) -> dict[str, str]:
        if channel == Channel.EMAIL:
            return {"email": f"resident{self.chance.randint(0, 9999):04d}@example.org"}
        if channel == Channel.SMS:
            return {"phone": f"1380000{self.chance.randint(0, 9999):04d}"}
        if self.chance.random() >= NAMED_SHARE[channel]:
            return {}
        phone = f"1380000{self.chance.randint(0, 9999):04d}" if self.chance.random() < 0.6 else ""
        return {"name": self.texts.full_name(), "phone": phone, "may_be_called": bool(phone)}

    def _accused(
        self, kind: str, *, area: Area, sector: str, story: str, slots: Slots
    ) -> tuple[AccusedEntry, ...]:
        city_code = _city_code(area)
        match kind:
            case "commission":
                return (AccusedEntry(unit=self.units[f"{city_code}-{Line.COMMISSION}"]),)
            case "province":
                return (AccusedEntry(unit=self.units[f"{PROVINCE}-{Line.COMMISSION}"]),)
            case "government":
                return (AccusedEntry(unit=self.units[f"{area.code}-{Line.GOVERNMENT}"]),)
            case "leader":
                unit = self.units[self.leader_unit]
                tenure = Tenure.objects.in_office(on=self.today).select_related("person")
                return (
                    AccusedEntry(unit=unit, person=tenure.get(post__unit=unit, post__is_first=True).person),
                )
        if self.chance.random() >= ACCUSING_SHARE:
            return ()
        return (self._ordinary(area=area, sector=sector, story=story, slots=slots),)

    def _ordinary(self, *, area: Area, sector: str, story: str, slots: Slots) -> AccusedEntry:
        """Mostly somebody low down in words, sometimes the department itself or a body below it."""
        line = suggest_lead(sector, fold(story)) if sector else None
        lead = self.units.get(f"{area.code}-{line.replace('_', '-')}") if line else None
        listed = [unit for unit in self.units_in[area.pk] if line and unit.line == line and unit != lead]
        drawn = self.chance.random()
        if listed and drawn < 0.4:
            return AccusedEntry(unit=self.chance.choice(listed), person_text=slots["accused_post"])
        if lead and drawn < 0.6:
            return AccusedEntry(unit=lead)
        return AccusedEntry(unit_text=slots["accused_body"], person_text=slots["accused_post"])


def _city_code(area: Area) -> str:
    return f"{area.code[:4]}00"
