"""Which form is a return of? Reads toolkit files: those shipped here by name, any other by path."""

from toolkit_extract.toolkits.load import load_toolkit, shipped_toolkits

__all__ = ["load_toolkit", "shipped_toolkits"]
