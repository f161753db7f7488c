"""The only writers of files: taking in, recording, scanning, sweeping; and the only way to open them."""

from files.services.clamd import ScanFailed, ScannerDown, is_harmful
from files.services.keep import (
    KeptFile,
    file_of_pass,
    keep_file,
    open_original,
    open_shown,
    record_files,
    seal_keys_anew,
)
from files.services.scan import BATCH, Swept, scan_waiting_files, sweep_files

__all__ = [
    "BATCH",
    "KeptFile",
    "ScanFailed",
    "ScannerDown",
    "Swept",
    "file_of_pass",
    "is_harmful",
    "keep_file",
    "open_original",
    "open_shown",
    "record_files",
    "scan_waiting_files",
    "seal_keys_anew",
    "sweep_files",
]
