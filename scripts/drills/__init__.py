"""Attacks on a site of our own: `make guess` tries codes and passwords, `make flood` floods the complaint form."""
