"""How long texts may be, and what a phone number looks like. No database here."""

import re
import unicodedata

# In characters, the same whichever way a complaint comes in: by the form, the API or a file.
STORY_SHORTEST, STORY_LONGEST = 10, 5000
SUBJECT_LONGEST = 120
PLACE_LONGEST = 200
# A unit or a person in words.
ACCUSED_LONGEST = 120
NAME_LONGEST = 60
PHONE_LONGEST = 30
KEY_LONGEST = 100
MOST_PEOPLE = 9999

_SEPARATORS = re.compile(r"[\s()./_-]+")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0[1-9]\d{8,10}(?:(?:转|ext|x|#|,)\d{1,6})?")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
# The grade, with blanks between its two characters as on a letterhead, and the star. Printed on every examination paper
# is 绝密★启用前, of which complaints of schools speak; and a row of stars is an ornament.
_SECRECY = re.compile(r"[绝絕机機秘]\s*密\s*★(?!\s*[启啟]用|[★☆])")
_ABROAD = re.compile(r"\+[1-9]\d{6,14}")


def clean_phone(typed: str) -> str | None:
    """The number without blanks and hyphens, a Chinese one without +86; None when nobody could dial it.

    Takes mobiles, land lines with or without the area code and an extension, and foreign numbers that begin with +.
    Full-width digits count as digits.
    """
    number = (
        _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed)).replace("—", "").replace("–", "").lower()
    )
    number = re.sub(r"^00", "+", number)
    at_home = re.sub(r"^(?:\+86|86(?=1[3-9]\d{9}$))", "", number)
    if _MOBILE.fullmatch(at_home):
        return at_home
    if number != at_home and _LANDLINE.fullmatch(f"0{at_home}"):
        return f"0{at_home}"
    known = _LANDLINE.fullmatch(number) or _LOCAL.fullmatch(number)
    return number if known or (number == at_home and _ABROAD.fullmatch(number)) else None


def bears_secrecy_mark(text: str) -> bool:
    """Whether a text bears the mark of a state secret, such as 机密★10年 (Law on Guarding State Secrets 2010, art. 15, 17).

    The star makes the mark: whoever only writes that something is confidential isn't refused.
    """
    return _SECRECY.search(text) is not None
