"""The site is killed piece by piece while citizens complain; afterwards everything is counted."""
