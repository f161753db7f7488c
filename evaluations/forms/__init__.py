"""The forms of what citizens say."""
