"""What municipal systems read and enter of call-backs."""
