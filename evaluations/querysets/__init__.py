"""Which rows somebody sees."""
