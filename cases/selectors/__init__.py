"""Answers for pages and services; nothing here writes."""

from cases.selectors.firewall import Firewall, firewall_of
from cases.selectors.routing import Suggestion, choose_desk, suggest_owner

__all__ = ["Firewall", "Suggestion", "choose_desk", "firewall_of", "suggest_owner"]
