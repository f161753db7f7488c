"""Supervision in the console."""

from supervision.admin.thresholds import ThresholdAdmin

__all__ = ["ThresholdAdmin"]
