"""Reads completed self-assessment toolkits into structured records and tidy tables."""

__version__ = "0.1.0"
