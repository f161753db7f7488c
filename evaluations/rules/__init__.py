"""What is decided about what citizens say; pure, time and facts are passed in."""
