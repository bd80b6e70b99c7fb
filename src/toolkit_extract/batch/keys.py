"""On what does a reading depend, so that it may be used again if all of that is the same?"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import metadata
from pathlib import Path

from toolkit_extract import __version__
from toolkit_extract.authorities.manifest import ManifestEntry
from toolkit_extract.schemas.toolkit import Toolkit

_LIBRARIES = ("lxml", "pdfplumber", "pdfminer.six", "pypdfium2", "python-docx", "olefile", "rapidfuzz", "pydantic",
              "rapidocr", "onnxruntime", "pytesseract", "opencv-python", "pillow")  # fmt: skip
"""What reads files or names; those that are not installed count as such."""
_READS = ("authorities", "parsers", "recovery", "schemas", "extract.py")
"""Where in this package reading is done: a change there makes other readings, whatever the version says."""


def reading_key(sha256: str, path: str, entry: ManifestEntry | None, settings: str) -> str:
    """Key of the reading of a file: of its bytes, what it is called, what the manifest says, and `settings_key`."""
    said = None
    if entry is not None:
        said = [entry.authority, entry.gss_code, str(entry.submitted or ""), entry.exact]
    return _digest([sha256, path, said, settings])


def settings_key(toolkit: Toolkit) -> str:
    """Key of what is the same for all files of a run: form, program and libraries."""
    return _digest([toolkit.model_dump(mode="json"), __version__, _code(), _libraries()])


@cache
def _code() -> str:
    """Digest of the code that reads."""
    package, digest = Path(__file__).parents[1], hashlib.sha256()
    for part in _READS:
        place = package / part
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.suffix in {".py", ".csv", ".toml"}:
                digest.update(file.relative_to(package).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


@cache
def _libraries() -> dict[str, str]:
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = ""
    return found


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
