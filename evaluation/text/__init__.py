"""Renderers of a composed return into text formats, one module for each family of formats."""
