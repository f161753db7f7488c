"""What the pages read of what citizens say."""
