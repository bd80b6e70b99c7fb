"""A Document and a Toolkit in, the answers out. Recovery knows the form and no file format."""

from toolkit_extract.recovery.recover import Recovery, recover

__all__ = ["Recovery", "recover"]
