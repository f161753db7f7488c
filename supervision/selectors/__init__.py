"""What pages and services ask about leads and the limits of detectors."""
