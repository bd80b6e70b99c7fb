"""How do the tables of an output folder become files of another format?

A folder that `ingest` wrote in; one file (workbook, database) or a folder of files (CSV, Parquet) out. Free text is left
out, or what looks like personal data masked, before anything is written.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit_extract.dataset.load import load
from toolkit_extract.dataset.stored import stored_package, stored_tables
from toolkit_extract.errors import UnusableExport
from toolkit_extract.outputs import databases
from toolkit_extract.outputs.about import About
from toolkit_extract.outputs.files import frame_to_csv
from toolkit_extract.outputs.parquet import to_parquet
from toolkit_extract.outputs.workbook import to_workbook
from toolkit_extract.schemas.tables import TableSchema
from toolkit_extract.sharing.redact import redact

if TYPE_CHECKING:
    import pandas as pd

EXPORTS = "exports"
"""Folder beside the tables that exports go to unless another place is named; `purge` empties it."""
