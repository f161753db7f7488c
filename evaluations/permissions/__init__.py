"""Who does what with what citizens say."""
