"""Small register rows for tests; areas bring their superiors along."""

from datetime import date
from itertools import count
from pathlib import Path

from organizations.choices import Level, Line, UnitKind
from organizations.models import Area, Person, Post, Sector, SectorLead, SectorWord, Tenure, Unit
from organizations.selectors import forget_lexicon, lead_unit_code

LONG_AGO = date(2002, 12, 1)
CAMPAIGN_BEGINS = date(2013, 12, 1)
TODAY = date(2026, 11, 23)

_numbers = count(1)


def make_area(
    code: str = "440106", *, name: str = "", name_en: str = "", valid_from=LONG_AGO, valid_to=None
) -> Area:
    """The area under a code, of the level that the code shows, below superiors that are made when missing."""
    level = Level.PROVINCE if code.endswith("0000") else Level.CITY if code.endswith("00") else Level.COUNTY
    upper = {Level.PROVINCE: None, Level.CITY: f"{code[:2]}0000", Level.COUNTY: f"{code[:4]}00"}[level]
    parent = None
    if upper:
        parent = Area.objects.filter(code=upper).first() or make_area(upper)
    return Area.objects.create(
        code=code,
        level=level,
        parent=parent,
        name=name or f"测试{code}",
        name_en=name_en or f"Test {code}",
        valid_from=valid_from,
        valid_to=valid_to,
    )


def make_unit(code: str = "", *, area: Area | None = None, parent: Unit | None = None, **values) -> Unit:
    """A unit with its lineage; an ordinary service unit unless `values` say otherwise."""
    number = next(_numbers)
    unit = Unit.objects.create(
        code=code or f"unit-{number}",
        area=area or Area.objects.filter(code="440106").first() or make_area(),
        parent=parent,
        **{"name": f"测试单位{number}", "kind": UnitKind.SERVICE, "line": Line.OTHER, **values},
    )
    unit.lineage = [unit.pk, *(parent.lineage if parent else ())]
    unit.save(update_fields=["lineage"])
    return unit


def make_lead_unit(line: str, area: Area, *, parent: Unit | None = None, **values) -> Unit:
    """The unit that does a line of work in an area, under the code that the register gives it."""
    kind = {Line.COMMISSION: UnitKind.COMMISSION, Line.POLITICS_LAW: UnitKind.PARTY}.get(
        line, UnitKind.GOVERNMENT
    )
    return make_unit(
        lead_unit_code(area.code, line), area=area, parent=parent, line=line, **{"kind": kind, **values}
    )


def make_sector(
    code: str = "education",
    number: int = 7,
    *,
    leads: dict[str, list[str]] | None = None,
    words: dict | None = None,
) -> Sector:
    """A sector with its leading lines (line: cue words) and its words (word: weight)."""
    sector = Sector.objects.create(code=code, number=number, name=f"领域{number}", name_en=f"Sector {number}")
    for position, (line, cues) in enumerate((leads or {}).items(), start=1):
        SectorLead.objects.create(sector=sector, line=line, position=position, cues=cues)
    for word, weight in (words or {}).items():
        SectorWord.objects.create(sector=sector, word=word, weight=weight)
    forget_lexicon()
    return sector


def make_tenure(
    unit: Unit,
    *,
    title: str = "局长",
    is_first: bool = True,
    name: str = "",
    from_on=date(2013, 1, 1),
    to_on=None,
) -> Tenure:
    """A person who holds or held a post of the unit; the post is made when missing."""
    number = next(_numbers)
    person = Person.objects.create(
        code=f"p{number}", name=name or f"测试人员{number}", name_en=f"Test Person {number}"
    )
    post, _ = Post.objects.get_or_create(unit=unit, name=title, defaults={"is_first": is_first})
    return Tenure.objects.create(post=post, person=person, from_on=from_on, to_on=to_on)


LINE_COLUMNS = (
    "line,kind,position,above,"
    "province_name,province_name_en,city_name,city_name_en,county_name,county_name_en"
)

SMALL_REGISTER = {
    "areas.csv": """
        code,level,parent_code,name,name_en,valid_from,valid_to
        440000,province,,广东省,Guangdong,2002-12-01,
        440100,city,440000,广州市,Guangzhou,2002-12-01,
        440114,county,440100,花都区,Huadu District,2002-12-01,
        440183,county,440100,增城市,Zengcheng City,2002-12-01,2014-09-30
        440118,county,440100,增城区,Zengcheng District,2014-10-01,
        441900,city,440000,东莞市,Dongguan,2002-12-01,
    """,
    "lines.csv": f"""
        {LINE_COLUMNS}
        commission,commission,0,central,中共@纪委,CPC @,中共@纪委,CPC @,中共@纪委,CPC @
        education,government,1,,@教育厅,@ Education,@教育局,@ Education,@教育局,Bureau of @
    """.replace("@", "{area}"),
    "units_more.csv": """
        code,name,name_en,kind,line,area_code,parent_code
        central,上级纪委,Higher Commission,commission,central,,
        440114-school,花都示范小学,Model School,service,education,440114,440114-education
        440118-school,增城示范小学,Model School,service,education,440118,440118-education
    """,
    "sectors.csv": """
        code,number,name,name_en,summary,summary_en
        education,7,教育,Education,学校,Schools
        health,8,卫生,Health,医院,Hospitals
    """,
    "sector_leads.csv": """
        sector,line,position,cues
        education,education,1,学校|老师
        health,health,1,
    """,
    "sector_words.csv": """
        sector,word,weight
        education,补课,4
        education,学校,3
        health,医院,4.5
    """,
    "leaders.csv": """
        unit_code,title,title_en,is_first,person_code,person,person_en,from_on,to_on
        440100-education,局长,Director,yes,p1,测试甲,Test A,2012-01-01,2016-05-31
        440100-education,局长,Director,yes,p2,测试乙,Test B,2016-06-01,
        440100-education,副局长,Deputy Director,no,p3,测试丙,Test C,2013-01-01,
        440118-education,局长,Director,yes,p1,测试甲,Test A,2016-06-01,
    """,
}


def write_register(folder: Path, replacing: dict[str, tuple[str, str]] | None = None) -> Path:
    """Write the small register, with one text replaced by another in some files; the folder."""
    for file, text in SMALL_REGISTER.items():
        old, new = (replacing or {}).get(file, ("", ""))
        assert old in text
        lines = [line.strip() for line in text.replace(old, new, 1).strip().splitlines()]
        (folder / file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
