"""Many returns: which files there are, who works on them, what became of each."""
