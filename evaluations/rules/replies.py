"""What somebody means who answers an invitation by text message: read strictly, never guessed."""

import re
import unicodedata
from dataclasses import dataclass

SATISFIED, MOSTLY, DISSATISFIED = "satisfied", "mostly", "dissatisfied"
CODES = {"1": SATISFIED, "2": MOSTLY, "3": DISSATISFIED}
PRESSURE_CODE = "9"
WORDS = {
    **dict.fromkeys(("满意", "滿意", "很满意", "非常满意", "十分满意", "很滿意", "非常滿意", "十分滿意"), SATISFIED),
    **dict.fromkeys(("基本满意", "比较满意", "较满意", "基本滿意", "比較滿意", "較滿意"), MOSTLY),
    **dict.fromkeys(
        ("不满意", "很不满意", "非常不满意", "十分不满意", "不太满意", "不是很满意", "极不满意",
         "不滿意", "很不滿意", "非常不滿意", "十分不滿意", "不太滿意", "不是很滿意", "極不滿意"),
        DISSATISFIED,
    ),
}  # fmt: skip
# "3 days and still nothing" is no grade: what is counted stands behind the digit.
_MEASURES = "个個天日月年周週次回遍元块塊万萬千百十点點时時小分秒位名人号號楼樓家间間张張份岁歲"
_GAP = r"[\s.,、。:;!?~·…()\[\]【】〔〕「」\"'“”‘’《》<>#*+=_|/\\-]"
_GRADES = "|".join(sorted(WORDS, key=len, reverse=True))
_CODE = re.compile(rf"{_GAP}*([0-9])(?:(?:{_GAP}+|(?={_GRADES}))(.*))?", re.DOTALL)
_WORD = re.compile(rf"{_GAP}*({_GRADES})(?:了|的)?(?:{_GAP}+(.*))?", re.DOTALL)
_NOT_SATISFIED = re.compile("不满意|不滿意")
# Words of pressure and gifts, as they came up in campaigns of praise.
PRESSURE = (
    "好评", "五星", "截图", "截屏", "红包", "返现", "礼品", "送礼", "奖品", "让我打", "要我打", "叫我打", "要求打",
    "让我回", "要我回", "叫我回", "必须满意", "必须回", "帮忙回", "教我回", "逼", "威胁", "不给办", "当面回", "看着我回", "代我回", "拿我手机",
)  # fmt: skip


@dataclass(frozen=True)
class Reading:
    """What a reply says: a grade, or that there was pressure, or (both empty) nothing that can be counted; and the other words."""

    grade: str = ""
    is_pressure: bool = False
    rest: str = ""


def read_reply(text: str) -> Reading:
    """Full-width digits, brackets and full stops are taken; a code that the words beside it gainsay is none.

    A grade stands at the beginning, alone or before a blank or a sign: "1", "1。", "３ 排队两小时", "不满意，态度差".
    """
    words = unicodedata.normalize("NFKC", text).replace("\x00", "").strip()
    if match := _CODE.fullmatch(words):
        code, rest = match[1], (match[2] or "").strip()
        if rest[:1] in tuple(_MEASURES) or re.match(r"\d", rest):
            return Reading(rest=words)
        if code == PRESSURE_CODE:
            return Reading(is_pressure=True, rest=rest)
        if code not in CODES or _gainsays(CODES[code], rest):
            return Reading(rest=words)
        return Reading(grade=CODES[code], rest=rest)
    if match := _WORD.fullmatch(words):
        return Reading(grade=WORDS[match[1]], rest=(match[2] or "").strip())
    return Reading(rest=words)


def _gainsays(grade: str, rest: str) -> bool:
    said = _WORD.fullmatch(rest)
    if said and WORDS[said[1]] != grade:
        return True
    return grade != DISSATISFIED and _NOT_SATISFIED.search(rest) is not None


def tells_of_pressure(words: str) -> bool:
    """Whether words speak of pressure or gifts; what is found is looked at by somebody, it proves nothing."""
    return any(word in words for word in PRESSURE)
