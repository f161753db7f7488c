"""Which sector and which leading line a complaint is suggested to, by the committed words."""

import pytest

from organizations.choices import Line
from organizations.selectors import SUGGESTION_THRESHOLD, suggest_lead, suggest_sectors

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("镇里征收我们村的耕地修厂房，补偿款两年了还没有发到户。", "land_housing"),
        ("物业公司擅自涨物业费，楼顶漏水报修半年没人管，业主意见很大。", "land_housing"),
        ("村里的地去年被征用了，每亩说好八万，青苗推掉了也没人赔，国土分局推说不知道。", "land_housing"),
        ("征地补偿款没有发。", "land_housing"),
        ("村干部冒领种粮补贴，把我们的粮食直补存折扣在村委会不发。", "agriculture"),
        ("农机站的人和经销商串通，用假名单骗取农机购置补贴。", "agriculture"),
        ("法院判决生效两年了，执行局一直不执行，法官说找不到被告。", "politics_law"),
        ("派出所民警办案不公，收了对方的好处，把伤害案压着不立案。", "politics_law"),
        ("山上的石场天天爆破，没有安全生产许可证，存在重大隐患。", "work_safety"),
        ("出租屋里堆满煤气罐和烟花爆竹，火灾隐患举报了没人来查。", "work_safety"),
        ("市场里有黑作坊用工业盐腌制食品，还有人卖过期奶粉。", "food_drug"),
        ("药店把保健品当药品卖给老人，说是神药，其实是假药。", "food_drug"),
        ("电镀厂半夜偷排污水，河涌又黑又臭，环保局来了就停。", "environment"),
        ("楼下烧烤店油烟和噪音扰民，晚上根本没法休息。", "environment"),
        ("学校强制学生订教辅资料，老师周末有偿补课。", "education"),
        ("孩子小升初，学校要收择校费和赞助费才给学位。", "education"),
        ("医生收红包，开大处方，同样的药比药店贵一倍。", "health"),
        ("没有执照的黑诊所给病人打针，差点出医疗事故。", "health"),
        ("the land office took our fields and the land compensation was never paid.", "land_housing"),
        ("our village committee kept the grain subsidy for three years.", "agriculture"),
        ("the police took money from the other side and the judge knew it.", "politics_law"),
        ("they keep dangerous chemicals and gas cylinders below our flats.", "work_safety"),
        ("a pharmacy sells fake medicine to old people.", "food_drug"),
        (
            "waste water from the dye works runs into the river every night, the stench is awful.",
            "environment",
        ),
        ("the teacher asks every pupil for 300 yuan for extra lessons.", "education"),
        ("the doctor wanted a red envelope before the surgery.", "health"),
    ],
)
def test_a_complaint_is_suggested_to_its_sector(text, sector):
    best = suggest_sectors(text)[0]
    assert best.sector == sector
    assert best.score >= SUGGESTION_THRESHOLD
    assert best.words
    assert all(word in text for word in best.words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "公交车司机不按站停车，态度恶劣。",
        "老板拖欠三个月工资，也不给交社保。",
        "景区门票太贵，导游强迫游客购物。",
        "请问政府几点上班？",
        "when is the town hall open, and is it far from the current bus stop?",
    ],
)
def test_other_matters_lie_outside_the_campaign(text):
    assert suggest_sectors(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("征收耕地没有公告，宅基地也批不下来。", Line.LAND),
        ("小区房屋漏水，物业公司不管，开发商跑了。", Line.HOUSING),
        ("请领导关心。", Line.LAND),
    ],
)
def test_land_and_housing_are_told_apart_by_cue_words(text, line):
    assert suggest_lead("land_housing", text) == line


def test_a_sector_with_one_lead_needs_no_cues():
    assert suggest_lead("politics_law", "") == Line.POLITICS_LAW
    assert suggest_lead("no-such-sector", "学校") is None
