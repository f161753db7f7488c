"""What the law says of a complaint, article by article, in plain words of our own (R13); by rule set.

The wording is an explanation, not the text of the law.
"""

from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from cases.deadlines import RULES_2013, RULES_CURRENT


class Article(NamedTuple):
    """An article by its number, and what it means for a citizen."""

    number: str
    words: str


class Law(NamedTuple):
    """A law or set of rules with the articles that matter here."""

    name: str
    articles: list[Article]


def law_texts() -> list[Law]:
    """The laws of the rule set that new cases get."""
    return {RULES_2013: _laws_of_2013, RULES_CURRENT: _laws_of_today}[settings.CASE_RULE_SET]()


def _laws_of_2013() -> list[Law]:
    return [
        Law(
            _("Regulations on Letters and Visits (2005)"),
            [
                Article("9", _public()),
                Article("14", _elsewhere()),
                Article("16", _twice()),
                Article("18", _five()),
                Article("21", _fifteen_days()),
                Article("22", _told_in_writing()),
                Article("23", _never_passed_on()),
                Article("30", _recusal()),
                Article("32", _written_answer()),
                Article("33", _sixty_days()),
                Article("34, 35", _review()),
                Article("36", _supervision()),
                Article("42–44", _penalties()),
            ],
        ),
        _civil_law(_("General Principles of Civil Law (1986)"), "154"),
    ]


def _laws_of_today() -> list[Law]:
    return [*_petition_work(), *_personal_data(), _civil_law(_("Civil Code (2020)"), "201, 203")]


def _petition_work() -> list[Law]:
    return [
        Law(
            _("Regulations on Petition Work (2022)"),
            [
                Article("18", _public()),
                Article("19", _twice()),
                Article("20", _five()),
                Article("22", _fifteen_days()),
                Article(
                    "23",
                    _(
                        "A department that is not in charge objects within five working days and with its reasons; otherwise it tells you in writing within 15 days whether it takes the matter up."
                    ),
                ),
                Article(
                    "25",
                    _(
                        "A grave or urgent matter is reported at once and may not be hidden, played down or delayed."
                    ),
                ),
                Article("30", _never_passed_on()),
                Article("31", _elsewhere()),
                Article("32", _written_answer()),
                Article("34", _sixty_days()),
                Article("35, 36", _review()),
                Article("46", _penalties()),
            ],
        ),
    ]


def _personal_data() -> list[Law]:
    return [
        Law(
            _("Personal Information Protection Law (2021)"),
            [
                Article("6", _("Only the data that is needed may be asked for.")),
                Article("17", _("You are told who uses your data, and for what.")),
                Article("25", _("Your data may not be made public without your consent.")),
                Article("45, 46", _("You may see your data and have it corrected.")),
            ],
        ),
        Law(
            _("Rules for discipline bodies on reports (2020)"),
            [
                Article(
                    "47",
                    _(
                        "Name, unit, address and content of a report are strictly secret, and nobody is named in public without consent."
                    ),
                )
            ],
        ),
    ]


def _civil_law(name: str, number: str) -> Law:
    return Law(
        name,
        [
            Article(
                number,
                _(
                    "The day on which a limit begins isn't counted; a last day that is a holiday moves to the next working day."
                ),
            )
        ],
    )


def _public() -> str:
    return _(
        "The ways to complain, addresses, telephone numbers, hours, the procedure and how to ask for the state of a matter are public."
    )


def _elsewhere() -> str:
    return _(
        "What belongs to a court, to arbitration or to administrative review goes there; you are told so."
    )


def _twice() -> str:
    return _(
        "While a matter is being handled, the same complaint to a higher level is not taken up a second time."
    )


def _five() -> str:
    return _("Several people who bring one matter in person choose at most five to speak for them.")


def _fifteen_days() -> str:
    return _("Whatever comes in is registered, and within 15 days given to the department in charge.")


def _told_in_writing() -> str:
    return _("You are told in writing within 15 days whether the matter is taken up.")


def _never_passed_on() -> str:
    return _("A report may not be shown or passed on to the people or units it is about.")


def _recusal() -> str:
    return _("Whoever has an interest of his own in the matter must keep away from it.")


def _written_answer() -> str:
    return _(
        "The answer is in writing and says whether your request is supported, explained or not supported, and on what law that rests."
    )


def _sixty_days() -> str:
    return _(
        "The matter is concluded within 60 days of being taken up; a difficult one may be extended by at most 30 days, and you are told why."
    )


def _review() -> str:
    return _(
        "Within 30 days of the answer you may ask the next higher authority for a review, and after that once more."
    )


def _supervision() -> str:
    return _("Those who delay, shirk or report falsely are put under supervision.")


def _penalties() -> str:
    return _(
        "Officials who don't register, who pass a report on to those it is about, or who take revenge are punished."
    )
