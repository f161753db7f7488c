"""How what citizens say is reckoned: pure, no database."""
