"""The lives of what is kept here, each as one table."""
