"""The command line: asks the library, shows what it says, and turns outcomes into exit statuses.

One module a command or family of commands; each adds itself to `app` when it is imported.
"""

from __future__ import annotations

import sys

from toolkit_extract.cli import (
    accuracy,
    codebook,
    compare,
    explain,
    ingest,
    reading,
    review,
    sharing,
    status,
    toolkits,
    watch,
)
from toolkit_extract.cli.app import app, print_defect

COMMANDS = (
    *("ingest", "watch", "status"),  # read
    *("show", "inspect", "explain"),  # look
    *("review", "apply", "accuracy"),  # check
    *("export", "compare", "annotate", "codebook"),  # use
    *("redact", "purge"),  # share, delete
    "toolkits",
)
"""In the order in which people come to need them: that of `--help`."""

app.registered_commands.sort(key=lambda command: COMMANDS.index(getattr(command.callback, "__name__", "")))

__all__ = [
    "COMMANDS",
    "accuracy",
    "app",
    "codebook",
    "compare",
    "explain",
    "ingest",
    "main",
    "reading",
    "review",
    "sharing",
    "status",
    "toolkits",
    "watch",
]


def main() -> None:
    """Entry point of `toolkit-extract` and of `python -m toolkit_extract`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a character that the terminal lacks is no reason to stop
            stream.reconfigure(errors="replace")
    sys.excepthook = print_defect
    app(prog_name="toolkit-extract")
