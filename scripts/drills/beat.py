"""One beat of the clocks in a process of its own, at the time that is given: `python -m scripts.drills.beat 2026-12-01T09:00+08:00`."""

import sys
from datetime import datetime
from unittest.mock import patch

import django
from django.utils import timezone


def main() -> int:
    """Do what beat wakes up, as if the computer's clock stood at that moment."""
    django.setup()
    from cases.tasks import watch_clocks

    with patch.object(timezone, "now", return_value=datetime.fromisoformat(sys.argv[1])):
        watch_clocks()
    return 0


if __name__ == "__main__":
    sys.exit(main())
