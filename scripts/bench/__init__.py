"""`make bench`: load synthetic cases and time the pages that matter, beside two yardsticks of the same run."""
