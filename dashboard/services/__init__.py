"""Making the demonstration data."""

from dashboard.services.demo import Keepsakes, load_demo
from dashboard.services.demo_people import LOGINS, PASSWORD, Login

__all__ = ["LOGINS", "PASSWORD", "Keepsakes", "Login", "load_demo"]
