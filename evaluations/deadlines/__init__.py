"""By when what citizens say is followed up."""
