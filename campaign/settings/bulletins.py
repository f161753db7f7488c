"""Terms of bulletins. No law sets these: they are this house's, so that a unit can answer for itself and none forgets to read."""

from common.env import env_int

# Whoever is to be named before everybody has so many calendar days to say something to it. Five working days are what
# administrative procedure leaves a party to ask for a hearing (Law on Administrative Penalties (2021), art. 64); a week has them.
BULLETIN_REPLY_DAYS = env_int("BULLETIN_REPLY_DAYS", 7)
# A unit that hasn't signed for a circular after so many days stands on the list of late readers (M83).
BULLETIN_READ_DAYS = env_int("BULLETIN_READ_DAYS", 5)
