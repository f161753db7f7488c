"""Pure conditions of supervision."""
