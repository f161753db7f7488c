"""Who may do what in supervision."""

from supervision.permissions.leads import can_read_limits, can_see_leads, can_set_limits

__all__ = ["can_read_limits", "can_see_leads", "can_set_limits"]
