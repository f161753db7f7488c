"""Invented cases with known patterns, to measure the detectors by and to show them in a trial."""

from supervision.management.patterns.clean import seed_clean
from supervision.management.patterns.patterns import PATTERNS
from supervision.management.patterns.seeder import Seeder

__all__ = ["PATTERNS", "Seeder", "seed_clean"]
