"""Answers Annotate's questions about the matrix from memory-mapped files instead of from memory."""
