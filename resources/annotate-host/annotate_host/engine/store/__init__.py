"""The matrix store: a dataset's X as memory-mapped files, by row and by column."""
