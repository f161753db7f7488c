"""Beat wakes these up; what has to be looked at stands in the database."""

from supervision.tasks.leads import find_leads

__all__ = ["find_leads"]
