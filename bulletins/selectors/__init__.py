"""What the pages of bulletins, their files and their checks read."""
