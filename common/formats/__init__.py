"""How days and times are written where a page doesn't say it itself, as in the console."""
