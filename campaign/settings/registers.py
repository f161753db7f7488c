"""The registers of the sectors: from which number on a rule raises an alarm. Each with its basis in registers/choices/limits.py."""

from common.env import env_bool, env_int

_LIMITS = {
    "notice_days": 30,
    "disclosure_days": 30,
    "compensation_months": 3,
    "village_disclosure_days": 30,
    "subsidy_payment_days": 60,
    "asset_count_days": 366,
    "asset_disclosure_days": 92,
    "deal_disclosure_days": 10,
    "burden_rise_percent": 10,
    "hazard_superior_days": 10,
    "hazard_commission_days": 30,
    "recheck_days": 15,
    "closing_days": 7,
    "revisit_days": 30,
    "recall_days": 60,
    "destroy_days": 30,
    "report_days": 92,
    "abolish_days": 60,
    "sample_month_days": 31,
    "sample_quarter_days": 92,
    "sample_term_days": 184,
    "page_check_days": 31,
    "outlier_spread": 4,
    "outlier_peers": 5,
    "clean_score": 85,
    "openness_check_days": 92,
}
REGISTER_LIMITS = {name: env_int(f"REGISTER_{name.upper()}", value) for name, value in _LIMITS.items()}
# Whether an open complaint about fees bars whom it concerns from passing an inspection, or only marks it (M45).
REGISTER_ACCEPTANCE_BARS = env_bool("REGISTER_ACCEPTANCE_BARS", False)
# At one import, and in one call of the API.
REGISTER_IMPORT_ROWS = env_int("REGISTER_IMPORT_ROWS", 5000)
REGISTER_CALL_ROWS = env_int("REGISTER_CALL_ROWS", 200)
REGISTERS_BEAT = {
    "watch-registers": {"task": "registers.tasks.watch_registers", "schedule": 60.0},
    "sweep-register-imports": {"task": "registers.tasks.sweep_imports", "schedule": 3600.0},
}
