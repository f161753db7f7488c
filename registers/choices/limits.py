"""From which number on a rule raises an alarm, in words, and by which text; the numbers are settings."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOUSE = _("A default of this system and not law.")
PLAN = _("Plan of the special action; the number is a default of this system.")


@dataclass(frozen=True)
class Limit:
    """One limit: what it says, and its basis."""

    label: str | Promise
    basis: str | Promise


LIMITS = {
    "notice_days": Limit(
        _("Days that a notice about expropriation hangs out"),
        _(
            "Regulations on the expropriation of houses on state-owned land (2011), art. 10; today also the regulations for"
            " the Land Administration Law (2021), art. 28."
        ),
    ),
    "disclosure_days": Limit(
        _("Days until a project's notices are all on display"),
        _("Regulations on open government information: 20 working days, counted here as 30 days."),
    ),
    "compensation_months": Limit(
        _("Months from the approval until everything is paid"),
        _("Regulations for the Land Administration Law (1998), art. 25, in force in 2014."),
    ),
    "village_disclosure_days": Limit(_("Days until what a village raised is displayed"), HOUSE),
    "subsidy_payment_days": Limit(_("Days until a granted subsidy is paid"), HOUSE),
    "asset_count_days": Limit(_("Days from one count of a collective asset to the next"), HOUSE),
    "asset_disclosure_days": Limit(
        _("Days from one display of a collective asset to the next"),
        _("Organic Law of Villagers' Committees (2010), art. 30: at least every quarter."),
    ),
    "deal_disclosure_days": Limit(_("Days until a deal about collective property is displayed"), HOUSE),
    "burden_rise_percent": Limit(_("Rise of a burden that raises an alarm, in percent"), PLAN),
    "hazard_superior_days": Limit(_("Days overdue until a hazard goes to the superior unit"), HOUSE),
    "hazard_commission_days": Limit(_("Days overdue until a hazard goes to the commission"), HOUSE),
    "recheck_days": Limit(_("Days until a repair is re-checked"), HOUSE),
    "closing_days": Limit(_("Days until an illegal workshop is closed"), HOUSE),
    "revisit_days": Limit(_("Days until what was closed is visited again"), HOUSE),
    "recall_days": Limit(_("Days until a recall is complete"), HOUSE),
    "destroy_days": Limit(_("Days until what was taken back is destroyed"), HOUSE),
    "report_days": Limit(_("Days from one report on an action plan to the next"), PLAN),
    "abolish_days": Limit(_("Days until a rule against the law is abolished, where no day is set"), HOUSE),
    "sample_month_days": Limit(_("Days from sample to sample, sampled every month"), PLAN),
    "sample_quarter_days": Limit(_("Days from sample to sample, sampled every quarter"), PLAN),
    "sample_term_days": Limit(_("Days from sample to sample, sampled every term"), PLAN),
    "page_check_days": Limit(_("Days from one check of a school's page to the next"), HOUSE),
    "outlier_spread": Limit(
        _("How many times the usual distance from the middle is far"),
        _("Usual rule for outliers by median and median distance; a default of this system and not law."),
    ),
    "outlier_peers": Limit(_("How many hospitals must have reported before they are compared"), HOUSE),
    "clean_score": Limit(_("Score from which a hospital is named clean"), HOUSE),
    "openness_check_days": Limit(_("Days from one check of a hospital's list to the next"), HOUSE),
}
