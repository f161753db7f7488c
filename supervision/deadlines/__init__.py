"""The clocks of what supervision keeps."""

from supervision.deadlines.accountability import ACCOUNT_CLOCKS, CURRENT, account_plan

__all__ = ["ACCOUNT_CLOCKS", "CURRENT", "account_plan"]
