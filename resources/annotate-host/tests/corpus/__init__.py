"""Files of every kind that people try to share, each with what is to be said of it."""
