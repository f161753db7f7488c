"""The only writers of areas, units, leaders and sectors."""

from organizations.services.load import DATA_FOLDER, Counts, load_organizations
from organizations.services.rows import LoadError

__all__ = ["DATA_FOLDER", "Counts", "LoadError", "load_organizations"]
