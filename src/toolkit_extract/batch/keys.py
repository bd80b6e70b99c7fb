"""On what does a reading depend, so that it may be used again if all of that is the same?"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import metadata
from pathlib import Path

from toolkit_extract import __version__
from toolkit_extract.authorities.manifest import ManifestEntry
from toolkit_extract.batch.protocol import Layout
from toolkit_extract.schemas.finding import Finding
from toolkit_extract.schemas.toolkit import Toolkit

_LIBRARIES = ("lxml", "pdfplumber", "pdfminer.six", "pypdfium2", "python-docx", "olefile", "rapidfuzz", "pydantic",
              "rapidocr", "onnxruntime", "pytesseract", "opencv-python", "pillow")  # fmt: skip
"""What reads files or names; those that are not installed count as such."""
_TABULATES = ("spacy",)
"""What makes rows beside our own code."""
_READS = ("authorities", "parsers", "recovery", "schemas", "extract.py")
"""Where in this package reading is done: a change there makes other readings, whatever the version says."""
_MAKES_TABLES = ("dataset", "outputs/lines.py", "outputs/files.py", "batch/lines.py", "review/apply.py")


def reading_key(sha256: str, path: str, entry: ManifestEntry | None, settings: str) -> str:
    """Key of the reading of a file: of its bytes, what it is called, what the manifest says, and `settings_key`."""
    said = None
    if entry is not None:
        said = [entry.authority, entry.gss_code, str(entry.submitted or ""), entry.exact]
    return _digest([sha256, path, said, settings])


def settings_key(toolkit: Toolkit) -> str:
    """Key of what is the same for all files of a run: form, program and libraries."""
    return _digest([toolkit.model_dump(mode="json"), __version__, _code(), _libraries()])


def tables_key(layout: Layout) -> str:
    """Key of what the tables are like: their form, and the program that makes them."""
    made_by = [settings_key(layout.toolkit), _code(_MAKES_TABLES), _libraries(_TABULATES)]
    return _digest([*made_by, sorted(layout.families), layout.free_text, layout.aids.model_dump(mode="json")])


def lines_key(reading: str, tables: str, findings: tuple[Finding, ...], superseded_by: str | None) -> str:
    """Key of the lines that a reading adds to the tables of `tables_key`."""
    return _digest([reading, tables, [said.model_dump(mode="json") for said in findings], superseded_by])


@cache
def _code(parts: tuple[str, ...] = _READS) -> str:
    """Digest of the code in some places of this package."""
    package, digest = Path(__file__).parents[1], hashlib.sha256()
    for part in parts:
        place = package / part
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.suffix in {".py", ".csv", ".toml"}:
                digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@cache
def _libraries(names: tuple[str, ...] = _LIBRARIES) -> dict[str, str]:
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
    return found


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
