"""How opinions are counted and read: pure, the time and the limits passed in."""
