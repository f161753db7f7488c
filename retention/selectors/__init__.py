"""What the pages of retention show, and what the services ask."""
