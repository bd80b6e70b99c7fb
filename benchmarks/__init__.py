"""How long does a return take, and how does cost grow? See `benchmarks.bench`."""
