"""Writing down who changes and who reads, and the chain that shows tampering."""

from audit.services.actors import acting_as, watched_tables
from audit.services.anchors import begin_anchors_anew
from audit.services.checks import ask_for_verification, verify_now, work_on_verification
from audit.services.mail import head_of_chain, mail_head
from audit.services.readings import note_reading
from audit.services.seal import seal_new_rows
from audit.services.sealed import NotAsSealed, sealed_digests
from audit.services.verify import Report, verify_chain

__all__ = [
    "NotAsSealed",
    "Report",
    "acting_as",
    "ask_for_verification",
    "begin_anchors_anew",
    "head_of_chain",
    "mail_head",
    "note_reading",
    "seal_new_rows",
    "sealed_digests",
    "verify_chain",
    "verify_now",
    "watched_tables",
    "work_on_verification",
]
