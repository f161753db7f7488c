"""Who may do what with what citizens say."""
