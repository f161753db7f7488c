"""Every mistake in a file is named by file and line, and nothing of the load remains."""

import pytest

from organizations.models import Area, Unit
from organizations.services import LoadError, load_organizations
from organizations.tests.factories import TODAY, write_register


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("areas.csv", "440114,county", "44011,county", "areas.csv, line 4: code '44011' is not six digits"),
        ("areas.csv", "440114,county", "440114,town", "areas.csv, line 4: level 'town' is not one of"),
        ("areas.csv", "440100,花都区", "440200,花都区", "areas.csv, line 4: parent_code '440200' is no area"),
        ("areas.csv", "province,,", "province,440000,", "areas.csv, line 2: a province has no parent_code"),
        (
            "areas.csv",
            "Huadu District,2002-12-01",
            "Huadu District,2002-13-01",
            "areas.csv, line 4: valid_from",
        ),
        ("areas.csv", "2014-09-30", "2001-09-30", "areas.csv, line 5: valid_to is before valid_from"),
        (
            "areas.csv",
            "440118,county",
            "440119,county",
            "units_more.csv, line 4: area_code '440118' is no area",
        ),
        (
            "areas.csv",
            "440114,county,440100,花都区,Huadu District,2002-12-01,",
            "440114,county",
            "line 4: 2 cells",
        ),
        ("areas.csv", "name,name_en", "name_en,name", "areas.csv, line 1: the columns must be code,level"),
        (
            "areas.csv",
            "440118,county,440100,增城区,Zengcheng District,2014-10-01",
            "440183,county,440100,增城区,Zengcheng District,2014-01-01",
            "areas.csv, line 6: code 440183 is already in force on 2014-01-01",
        ),
        (
            "lines.csv",
            "{area}教育厅",
            "教育厅",
            "lines.csv, line 3: the names for a province must hold {area}",
        ),
        ("lines.csv", "education,government", "education,gov", "lines.csv, line 3: kind 'gov' is not one of"),
        ("lines.csv", "government,1", "government,x", "lines.csv, line 3: position 'x' is not a number"),
        (
            "lines.csv",
            "commission,0,central",
            "commission,0,nobody",
            "lines.csv, line 2: superior unit 'nobody'",
        ),
        (
            "units_more.csv",
            "440114-school",
            "440114 school",
            "units_more.csv, line 3: code '440114 school' may hold",
        ),
        (
            "units_more.csv",
            "education,440114,",
            "education,440199,",
            "units_more.csv, line 3: area_code '440199'",
        ),
        (
            "units_more.csv",
            "440114-school",
            "440114-education",
            "line 3: unit 440114-education exists already",
        ),
        ("units_more.csv", "440118-school", "440114-school", "line 4: the same code as in line 3"),
        (
            "units_more.csv",
            "440114,440114-education",
            "440114,440114-school",
            "line 3: unit 440114-school stands above",
        ),
        ("units_more.csv", "花都示范小学", "", "units_more.csv, line 3: name is empty"),
        (
            "units_more.csv",
            "花都示范小学",
            "校" * 121,
            "units_more.csv, line 3: name is longer than 120 characters",
        ),
        ("sectors.csv", "health,8", "health,7", "sectors.csv, line 3: number 7 is taken"),
        (
            "sector_leads.csv",
            "health,health",
            "sport,health",
            "sector_leads.csv, line 3: sector 'sport' is not one",
        ),
        ("sector_leads.csv", "学校", "学" * 21, "sector_leads.csv, line 2: cue"),
        (
            "sector_words.csv",
            "补课,4",
            "补课,much",
            "sector_words.csv, line 2: weight 'much' is not a number",
        ),
        ("sector_words.csv", "学校", "补课", "sector_words.csv, line 3: the same sector, word as in line 2"),
        (
            "leaders.csv",
            "440118-education",
            "440119-education",
            "leaders.csv, line 5: unit_code '440119-education'",
        ),
        (
            "leaders.csv",
            "Director,yes,p2",
            "Director,maybe,p2",
            "leaders.csv, line 3: is_first 'maybe' is not one",
        ),
        (
            "leaders.csv",
            "Director,yes,p2",
            "Director,no,p2",
            "leaders.csv, line 3: title 局长 has another title_en",
        ),
        (
            "leaders.csv",
            "yes,p2",
            "yes,p1",
            "leaders.csv, line 3: person_code p1 is 测试甲 in an earlier line",
        ),
        ("leaders.csv", "2016-05-31", "2011-05-31", "leaders.csv, line 2: to_on is before from_on"),
        (
            "leaders.csv",
            "2016-05-31",
            "2016-06-01",
            "leaders.csv, line 3: 测试甲 still holds 局长 on 2016-06-01",
        ),
        (
            "leaders.csv",
            "Deputy Director,no",
            "Deputy Director,yes",
            "line 4: unit 440100-education has another first",
        ),
    ],
)
def test_a_bad_row_is_named_by_file_and_line_and_nothing_is_written(load, file, old, new, message):
    with pytest.raises(LoadError) as caught:
        load({file: (old, new)})
    assert message in str(caught.value)
    assert not Area.objects.exists()
    assert not Unit.objects.exists()


def test_a_missing_file_is_named(load, tmp_path):
    write_register(tmp_path)
    (tmp_path / "leaders.csv").unlink()
    with pytest.raises(LoadError, match=r"leaders\.csv: no such file"):
        load_organizations(folder=tmp_path, on=TODAY)


def test_files_from_a_spreadsheet_program_are_read(load, tmp_path):
    write_register(tmp_path)
    path = tmp_path / "sectors.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_organizations(folder=tmp_path, on=TODAY)["sectors"].created == 2


def test_files_that_are_not_utf8_are_refused(load, tmp_path):
    write_register(tmp_path)
    (tmp_path / "sectors.csv").write_bytes("code,number,name,name_en,summary\na,1,教育,E,\n".encode("gbk"))
    with pytest.raises(LoadError, match=r"sectors\.csv, line \d+: not readable as UTF-8"):
        load_organizations(folder=tmp_path, on=TODAY)
