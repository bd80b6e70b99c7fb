"""Returns that were printed, marked with a pen and scanned: their pixels, and the truth about every box on them."""
