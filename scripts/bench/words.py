"""Synthetic complaints in Chinese: made of the register's own words, in the proportions of real texts.

A few words come often and most come seldom. Two words come with a known frequency, for the searches: one in every
fourth story, one in a handful of a hundred thousand. Nothing here was written by a citizen.
"""

import itertools
import math
import random

COMMON_WORD, COMMON_SHARE = "征地", 0.27
RARE_WORD, RARE_SHARE = "克扣", 0.00015
COMMON_FORMS = ("征地", "征地补偿款", "征地拆迁", "征地公告", "被征地的农户")

LENGTH_SHORTEST, LENGTH_LONGEST = 80, 600
LENGTH_MEDIAN, LENGTH_SPREAD = 190, 0.5

SURNAMES = "王李张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷龙史陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华玉萍红梅建国文辉志海波宁峰云飞雪琳珍清少东永生新利光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘"
TOWNS = "石龙沙湾横岗大良坪山白云水口新塘河东南湖高桥长安龙江古镇三水平湖莲塘凤岗西樵黄埔罗坑清溪塘厦麻涌马坝云城雷岭北滘小榄金平潮阳梅岭丰顺惠环仁和东坑茶山桥头企石"

GENERAL = (
    "反映 情况 问题 群众 多次 投诉 部门 领导 处理 解决 至今 没有 答复 不予 理睬 推诿 "
    "拖延 互相 扯皮 严重 影响 生活 生产 老百姓 意见 很大 希望 上级 调查 核实 严肃 查处 "
    "给予 明确 说法 合理 合法 手续 程序 规定 文件 公示 张贴 名单 名额 账目 公开 透明 "
    "私下 暗箱 操作 好处 请客 送礼 亲戚 关系 吃喝 车辆 办公 上班 时间 窗口 排队 态度 "
    "恶劣 工作人员 负责人 分管 主任 科长 股长 局长 镇长 书记 干部 职工 家属 代表 签名 "
    "上访 信访 电话 来信 网上 留言 回复 敷衍 了事 搪塞 弄虚作假 欺上瞒下 滥用职权 "
    "玩忽职守 不作为 乱作为 慢作为 吃拿卡要 以权谋私 优亲厚友 挥霍 浪费 侵占 私分 虚列 "
    "套取 瞒报 漏报 伪造 印章 签字 合同 协议 发票 收据 凭证 银行 存折 转账 现金 数额 "
    "巨大 金额 标准 偏低 不足 缺口 兑现 承诺 落实 到位 期限 超过 半年 一年 两年 三年 "
    "去年 今年 上个月 近期 早上 晚上 凌晨 周末 节假日 门口 路口 村口 附近 旁边 对面 "
    "楼下 院子 院内 围墙 厂区 工棚 田地 鱼塘 果园 山坡 河边 水库 祠堂 学校 医院 市场 "
    "车站 小学 中学 幼儿园 卫生站 派出所 居委会 办事处 镇政府 县政府 区政府 市政府 省政府 "
    "纪委 监察 检察 审计 财政 发改 民政 人社 交通 工商 税务 质监 食药 环保 国土 规划 "
    "住建 城管 农业 林业 水务 渔业"
)

OPENINGS = (
    "尊敬的领导：您好！我是{town}{village}村民{name}，向您反映{word}的问题。",
    "现就{town}{word}一事向纪委反映，恳请派人核实。",
    "本人实名反映{town}{post}{name}在{word}中{misdeed}。",
    "我们是{town}{village}的{count}户群众，联名反映{word}和{word}的情况。",
    "{year}年{month}月，{town}开始{word}，到现在{feeling}。",
    "我家住在{town}，因{word}多次找有关部门，{feeling}。",
)
SENTENCES = (
    "{year}年{month}月{day}日，{post}{name}以{word}为由，{misdeed}，涉及金额{money}元。",
    "我们多次到{office}反映{word}，工作人员{feeling}，至今没有书面答复。",
    "{word}没有公示，{word}的名单也不公开，群众{feeling}。",
    "据了解，{post}{name}利用{word}的机会{misdeed}，其亲戚{name}得了好处。",
    "{office}说归{office}管，{office}又说不归他们管，互相推诿，{feeling}。",
    "按规定{word}应当{demand}，但实际上{word}，{feeling}。",
    "{word}的{word}只发了{money}元，剩下的说是{misdeed}。",
    "附近的{word}受{word}影响，老人和孩子{feeling}。",
    "去年{month}月打过{office}的电话，登记了，后来{feeling}。",
    "{village}的{word}由{name}一个人说了算，{misdeed}。",
    "请求查清{word}的真实情况，追究{post}{name}的责任。",
    "村里账目多年不公开，{word}的钱去了哪里，群众{feeling}。",
    "现场有照片和{word}为证，可以随时配合调查。",
    "{general}{general}，{word}{general}，{word}{general}。",
    "对{word}，{office}只是{general}，没有{general}。",
)
CLOSINGS = (
    "恳请领导为群众作主，早日给我们一个明确的答复。",
    "以上情况属实，如有虚假愿负法律责任。",
    "希望尽快{demand}，并把结果告诉我们。",
    "盼复，谢谢！",
    "请依法查处，还群众一个公道。",
)
POSTS = (
    "村支书",
    "村主任",
    "局长",
    "副局长",
    "所长",
    "站长",
    "股长",
    "科长",
    "镇长",
    "副镇长",
    "主任",
    "会计",
    "校长",
    "院长",
)
MISDEEDS = (
    "收受红包",
    "虚报人数",
    "私自截留",
    "重复申报",
    "拒不办理",
    "弄虚作假",
    "优亲厚友",
    "层层加码",
    "打击报复",
    "收钱不开票",
    "挪作他用",
    "吃拿卡要",
)
FEELINGS = (
    "意见很大",
    "求助无门",
    "苦不堪言",
    "一拖再拖",
    "没有下文",
    "敢怒不敢言",
    "十分气愤",
    "态度冷漠",
    "叫我们回去等",
    "说领导不在",
    "无法正常生活",
    "睡不着觉",
)
DEMANDS = (
    "公开账目",
    "依法补偿",
    "停工整改",
    "张榜公示",
    "退还多收的钱",
    "重新核定",
    "书面答复",
    "全额发放",
    "派人调查",
    "恢复原状",
)
OFFICES = (
    "镇政府",
    "村委会",
    "街道办",
    "区政府",
    "县信访局",
    "市信访局",
    "业务窗口",
    "派出所",
    "服务中心",
    "分局",
    "管理所",
    "居委会",
)

LISTS = {"post": POSTS, "misdeed": MISDEEDS, "feeling": FEELINGS, "demand": DEMANDS, "office": OFFICES}
NUMBERS = {
    "money": (100, 90_000, 100),
    "count": (3, 90, 1),
    "year": (2023, 2027, 1),
    "month": (1, 13, 1),
    "day": (1, 29, 1),
}


def zipf(words: list[str]) -> tuple[list[str], list[float]]:
    """The words with cumulative weights that fall as in natural texts (Zipf's law)."""
    weights = (1 / (place + 2) for place in range(len(words)))
    return words, list(itertools.accumulate(weights))


class Writer:
    """Writes stories; the same random numbers write the same stories.

    ``sector_words`` are the register's words by the code of their sector (None: outside all of them).
    """

    def __init__(self, sector_words: dict[str | None, list[str]], rng: random.Random):
        kept = {
            sector: [
                word
                for word in words
                if COMMON_WORD not in word and RARE_WORD not in word and not word.isascii()
            ]
            for sector, words in sector_words.items()
        }
        self.rng = rng
        self._by_sector = {sector: zipf(words) for sector, words in kept.items() if words}
        self._general = zipf(GENERAL.split())

    def story(self, sector: str | None) -> str:
        """One complaint of 80 to 600 characters about a sector (None: about anything)."""
        length = LENGTH_MEDIAN * math.exp(self.rng.gauss(0, LENGTH_SPREAD))
        slots = Slots(self, sector)
        parts = [self.rng.choice(OPENINGS).format_map(slots)]
        parts += [self._insert(word) for word in self._known_words()]
        size = sum(map(len, parts))
        while size < max(LENGTH_SHORTEST, min(length, LENGTH_LONGEST)):
            parts.append(self.rng.choice(SENTENCES).format_map(slots))
            size += len(parts[-1])
        parts.append(self.rng.choice(CLOSINGS).format_map(slots))
        return "".join(parts)[:LENGTH_LONGEST]

    def name(self) -> str:
        """A name of two or three characters."""
        return self.rng.choice(SURNAMES) + "".join(self.rng.choices(GIVEN, k=self.rng.choice((1, 2, 2))))

    def town(self) -> str:
        """A town."""
        place = self.rng.randrange(0, len(TOWNS) - 1, 2)
        return f"{TOWNS[place : place + 2]}镇"

    def village(self) -> str:
        """A village."""
        return f"{self.rng.choice(GIVEN)}{self.rng.choice(GIVEN)}村"

    def place(self) -> str:
        """A town and a village of it."""
        return f"{self.town()}{self.village()}"

    def word(self, sector: str | None) -> str:
        """A word of the sector, a general one where the sector has none."""
        words, weights = self._by_sector.get(sector, self._general)
        return self.rng.choices(words, cum_weights=weights)[0]

    def _known_words(self) -> list[str]:
        """The words of known frequency that this story gets."""
        words = [self.rng.choice(COMMON_FORMS)] if self.rng.random() < COMMON_SHARE else []
        return [*words, RARE_WORD] if self.rng.random() < RARE_SHARE else words

    def _insert(self, word: str) -> str:
        return f"这件事与{word}有关，{self.rng.choice(FEELINGS)}。"


class Slots(dict):
    """What fills the gaps of a sentence, drawn anew for each gap."""

    def __init__(self, writer: Writer, sector: str | None):
        super().__init__()
        self.writer, self.sector = writer, sector

    def __missing__(self, gap: str) -> str:
        if gap in LISTS:
            return self.writer.rng.choice(LISTS[gap])
        if gap in NUMBERS:
            first, last, step = NUMBERS[gap]
            return str(self.writer.rng.randrange(first, last, step))
        if gap == "word":
            return self.writer.word(self.sector)
        if gap == "general":
            return self.writer.word("")
        return getattr(self.writer, gap)()
