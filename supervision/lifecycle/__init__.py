"""What may happen to what supervision keeps, as tables."""

from supervision.lifecycle.accountability import STEP_BY_NAME, STEPS, Step, paths

__all__ = ["STEPS", "STEP_BY_NAME", "Step", "paths"]
