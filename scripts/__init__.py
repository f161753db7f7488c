"""The launcher: what `make` calls to set up, start, test and stop the project."""
