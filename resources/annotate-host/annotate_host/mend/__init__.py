"""Mends a copy of a dataset, or makes one out of a file of another kind, in memory that does not grow with the file."""
