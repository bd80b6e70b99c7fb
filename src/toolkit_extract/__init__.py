"""Reads completed self-assessment toolkits into structured records and tidy tables.

`read_return` reads one file into a record, `show` shows it, `ingest` reads many into the tables of a folder, `load`
gives these tables as pandas frames, `export` and `redact` make other files and safer copies of them. Each is imported
when it is first asked for, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit_extract.api import export, ingest, read_return, redact, show
    from toolkit_extract.dataset.load import load

__version__ = "0.1.0"
__all__ = ["__version__", "export", "ingest", "load", "read_return", "redact", "show"]


def __getattr__(name: str) -> Any:
    if name in ("export", "ingest", "read_return", "redact", "show"):
        from toolkit_extract import api

        return getattr(api, name)
    if name == "load":
        from toolkit_extract.dataset.load import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
