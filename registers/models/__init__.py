"""Records of the registers with their history, the alarms that rules have raised, and imports that wait."""

from registers.models.batch import ImportBatch
from registers.models.finding import Finding, FindingCase
from registers.models.record import Record, RecordEvent

__all__ = ["Finding", "FindingCase", "ImportBatch", "Record", "RecordEvent"]
