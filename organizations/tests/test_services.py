"""Loading the register from its files."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from organizations.models import Area, Person, Post, Sector, SectorLead, SectorWord, Tenure, Unit
from organizations.selectors import suggest_sectors
from organizations.services.names import pinyin_key, traditional, traditional_person
from organizations.tests.factories import CAMPAIGN_BEGINS, SMALL_REGISTER, TODAY, make_unit, write_register


def test_names_are_written_in_three_scripts(load):
    load()
    unit = Unit.objects.get(code="440114-education")
    assert (unit.name, unit.name_hant, unit.name_en) == (
        "广州市花都区教育局",
        "廣州市花都區教育局",
        "Bureau of Huadu District, Guangzhou",
    )
    assert unit.pinyin == "guangzhoushihuaduqujiaoyuju gzshdqjyj"


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("群众", "群眾"),
        ("行为", "行為"),
        ("卫生", "衛生"),
        ("制假售假", "製假售假"),
        ("污水处理厂", "污水處理廠"),
        ("干扰环境执法", "干擾環境執法"),
        ("农村里的土地", "農村裡的土地"),
    ],
)
def test_traditional_names_use_the_forms_of_official_print(simplified, expected):
    assert traditional(simplified) == expected


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("云浮市云城区教育局", "雲浮市雲城區教育局"),
        ("云安区", "雲安區"),
        ("佛山市南海区里水镇", "佛山市南海區里水鎮"),
        ("汕头市澄海区东里镇", "汕頭市澄海區東里鎮"),
        ("南澳县后宅镇", "南澳縣後宅鎮"),
        ("前海后海", "前海后海"),
        ("斗门区", "斗門區"),
        ("台山市台城街道", "台山市台城街道"),
        ("东涌镇沙涌村", "東涌鎮沙涌村"),
        ("广州市天河区棠溪湾街道办事处", "廣州市天河區棠溪灣街道辦事處"),
        ("普宁市占陇镇", "普寧市占隴鎮"),
        ("中山市东升镇", "中山市東升鎮"),
        ("五华县", "五華縣"),
        ("丰顺县", "豐順縣"),
        ("郁南县", "鬱南縣"),
    ],
)
def test_places_keep_the_characters_by_which_guangdong_knows_them(simplified, expected):
    assert traditional(simplified) == expected


@pytest.mark.parametrize(
    ("simplified", "expected"),
    [
        ("余丽强", "余麗強"),
        ("范宏", "范宏"),
        ("岳飞", "岳飛"),
        ("涂明", "涂明"),
        ("游东", "游東"),
        ("干宝", "干寶"),
        ("谷文昌", "谷文昌"),
        ("郁达夫", "郁達夫"),
        ("钟南山", "鍾南山"),
        ("胡子涛", "胡子濤"),
        ("朱俊华", "朱俊華"),
        ("方志", "方志"),
        ("张万里", "張萬里"),
        ("欧阳修", "歐陽修"),
    ],
)
def test_a_surname_is_no_word_and_two_characters_of_a_name_make_none(simplified, expected):
    assert traditional_person(simplified) == expected


def test_pinyin_is_cut_to_its_column():
    assert len(pinyin_key("纪律检查委员会" * 20, limit=250)) == 250


def test_units_exist_for_the_areas_in_force_on_the_day(load):
    load(on=CAMPAIGN_BEGINS)
    codes = set(Unit.objects.values_list("code", flat=True))
    assert {"440183-education", "440114-school"} <= codes
    assert not {"440118-education", "440118-school"} & codes
    assert not Tenure.objects.filter(post__unit__code="440118-education").exists()


def test_what_the_converter_writes_otherwise_today_is_written_again(load):
    load()
    Area.objects.update(name_hant="旧")
    Sector.objects.update(name_hant="旧", summary_hant="旧")
    load()
    assert not Area.objects.filter(name_hant="旧").exists()
    assert not Sector.objects.filter(name_hant="旧").exists()
    assert not Sector.objects.filter(summary_hant="旧").exists()


def test_loading_twice_changes_nothing(load):
    first = load()
    second = load()
    assert {name: count.written for name, count in second.items()} == dict.fromkeys(first, 0)


@pytest.mark.parametrize(
    ("file", "old", "new", "kind", "look"),
    [
        (
            "areas.csv",
            "2014-09-30",
            "2014-08-31",
            "areas",
            lambda: Area.objects.get(code="440183").valid_to == date(2014, 8, 31),
        ),
        (
            "units_more.csv",
            "花都示范",
            "花都样板",
            "units",
            lambda: Unit.objects.get(name="花都样板小学").pinyin[:8] == "huaduyan",
        ),
        (
            "sectors.csv",
            "8,卫生",
            "8,医疗",
            "sectors",
            lambda: Sector.objects.get(code="health").name_hant == "醫療",
        ),
        (
            "sector_leads.csv",
            "学校|",
            "",
            "leads",
            lambda: SectorLead.objects.get(line="education").cues == ["老师"],
        ),
        (
            "sector_words.csv",
            "补课,4",
            "补课,5",
            "words",
            lambda: SectorWord.objects.get(word="补课").weight == 5,
        ),
    ],
)
def test_an_edited_row_is_updated_and_nothing_else(load, file, old, new, kind, look):
    load()
    counts = load({file: (old, new)})
    assert {name: count.written for name, count in counts.items() if count.written} == {kind: 1}
    assert look()


def test_a_corrected_name_reaches_everyone_who_bears_it(load):
    load()
    text = SMALL_REGISTER["leaders.csv"]
    corrected = {"leaders.csv": (text, text.replace("测试甲", "测试丁"))}
    assert load(corrected)["people"].changed == 1
    assert Person.objects.get(code="p1").name == "测试丁"


def test_a_changed_succession_replaces_the_old_one(load):
    load()
    counts = load({"leaders.csv": ("2016-05-31\n", "2015-12-31\n")})
    assert (counts["tenures"].created, counts["tenures"].changed) == (0, 1)
    counts = load({"leaders.csv": ("Test B,2016-06-01", "Test B,2016-07-01")})
    assert (counts["tenures"].created, counts["tenures"].changed, counts["tenures"].removed) == (1, 1, 1)
    current = Tenure.objects.get(post__unit__code="440100-education", post__is_first=True, to_on=None)
    assert current.from_on == date(2016, 7, 1)


def test_first_responsibility_can_pass_to_another_post(load):
    load()
    text = SMALL_REGISTER["leaders.csv"]
    swapped = text.replace("440100-education,局长,Director,yes", "440100-education,局长,Director,no").replace(
        "Deputy Director,no", "Deputy Director,yes"
    )
    load({"leaders.csv": (text, swapped)})
    assert Post.objects.get(unit__code="440100-education", is_first=True).name == "副局长"


def test_dropped_words_and_posts_go_but_units_stay(load):
    load()
    counts = load(
        {
            "sector_words.csv": ("education,学校,3\n", "\n"),
            "leaders.csv": (
                "440100-education,副局长,Deputy Director,no,p3,测试丙,Test C,2013-01-01,\n",
                "\n",
            ),
            "units_more.csv": (
                "440114-school,花都示范小学,Model School,service,education,440114,440114-education\n",
                "\n",
            ),
        }
    )
    assert counts["words"].removed == counts["posts"].removed == 1
    assert Unit.objects.filter(code="440114-school").exists()
    assert Person.objects.filter(code="p3").exists()


def test_units_that_no_file_names_follow_their_superior(load):
    load()
    school = Unit.objects.get(code="440114-school")
    branch = make_unit("branch", area=school.area, parent=school)
    moved = {"units_more.csv": ("440114,440114-education", "440114,440100-education")}
    load(moved)
    branch.refresh_from_db()
    assert [Unit.objects.get(pk=pk).code for pk in branch.lineage] == [
        "branch",
        "440114-school",
        "440100-education",
        "440000-education",
    ]


def test_a_renumbered_area_ends_before_its_successor_begins(load):
    load({"areas.csv": ("440114,county,440100,花都区,Huadu District,2002-12-01,\n", "\n")} | _without_huadu())
    load(_without_huadu())
    counts = load(
        {
            "areas.csv": (
                "440114,county,440100,花都区,Huadu District,2002-12-01,\n",
                """440114,county,440100,花县,Hua County,2002-12-01,2013-12-31
                440114,county,440100,花都区,Huadu District,2014-01-01,
                """,
            )
        }
    )
    assert counts["areas"].created == 1
    assert Area.objects.in_force(on=TODAY).get(code="440114").name == "花都区"
    assert Area.objects.in_force(on=CAMPAIGN_BEGINS).get(code="440114").name == "花县"


def _without_huadu() -> dict[str, tuple[str, str]]:
    """Replacements that take the one listed unit of Huadu away."""
    row = "440114-school,花都示范小学,Model School,service,education,440114,440114-education\n"
    return {"units_more.csv": (row, "\n")}


def test_new_words_are_used_as_soon_as_they_are_committed(load, django_capture_on_commit_callbacks):
    load()
    assert suggest_sectors("学校补课")
    with django_capture_on_commit_callbacks(execute=True):
        load({"sector_words.csv": ("补课,4", "补课,-9")})
    assert not suggest_sectors("学校补课")


def test_the_command_says_what_it_wrote(tmp_path, no_register, db):
    out = StringIO()
    call_command("load_organizations", folder=write_register(tmp_path), stdout=out)
    assert "sectors: 2 in the files; 2 created, 0 changed, 0 removed" in out.getvalue()
    assert Unit.objects.filter(code="440118-education").exists() == (
        timezone.localdate() >= date(2014, 10, 1)
    )


def test_the_command_reports_a_bad_row_without_a_traceback(tmp_path, no_register, db):
    folder = write_register(tmp_path, {"sectors.csv": ("health,8", "health,eight")})
    with pytest.raises(CommandError, match=r"sectors\.csv, line 3: number 'eight' is not a number"):
        call_command("load_organizations", folder=folder)
