"""How does a drawn document become another kind of file through somebody else's program?

LibreOffice re-saves or exports office documents, Chromium prints web pages. Their bytes differ from run to run; what
they show does not. LibreOffice takes seconds to start, so documents are converted many at a time.
"""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LIBREOFFICE = "libreoffice"
CHROMIUM = "chromium"
REPORTLAB = "reportlab"
PIKEPDF = "pikepdf"
DEJAVU = "the DejaVu fonts"
RAPIDOCR = "rapidocr"
TESSERACT = "tesseract"
_NAMES = {
    TESSERACT: ("tesseract",),
    LIBREOFFICE: ("soffice", "libreoffice"),
    CHROMIUM: ("chromium", "chromium-browser", "google-chrome"),
}
_FILTERS = {
    ".odt": "odt",
    ".rtf": "rtf",
    ".doc": "doc:MS Word 97",
    ".docx": "docx:MS Word 2007 XML",
    ".pdf": "pdf:writer_pdf_Export",
    ".flat.pdf": 'pdf:writer_pdf_Export:{"ExportFormFields":{"type":"boolean","value":"false"}}',
}
_DEADLINE = 90
"""Seconds for the start of a program; each document adds its own."""
_EACH = 15


class ProgramMissing(Exception):
    """A program, library or font that a kind of file needs is not installed."""


@dataclass(frozen=True)
class Unconverted:
    """A document on its way through a program: its bytes, its suffix, the suffix wanted, and the program."""

    data: bytes
    source: str
    target: str
    program: str = LIBREOFFICE


def is_there(need: str) -> bool:
    """Whether something that a kind of file needs is installed: a program, a library, or fonts.

    Raises:
        ProgramMissing: it is not there and `CI` is `true`: CI must draw every kind.
    """
    if need in _NAMES:
        found = find_program(need) is not None
    elif need == DEJAVU:
        found = find_font("DejaVuSans.ttf") is not None
    else:
        found = importlib.util.find_spec(need) is not None
    if not found and os.environ.get("CI") == "true":
        message = f"{need} is not installed, and CI draws every kind; install it"
        raise ProgramMissing(message)
    return found


def find_program(program: str) -> str | None:
    """The path of a program, or None."""
    return next((path for name in _NAMES[program] if (path := shutil.which(name))), None)


_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")


@cache
def find_font(file: str) -> Path | None:
    """The path of a font file in the usual folders, or None."""
    folders = [*map(Path, _FONT_FOLDERS), Path.home() / ".fonts", Path.home() / ".local/share/fonts"]
    return next((path for folder in folders if folder.is_dir() for path in sorted(folder.rglob(file))), None)


def convert_all(documents: Sequence[Unconverted]) -> list[bytes]:
    """The documents converted, in their order.

    Raises:
        ProgramMissing: a program that one of them needs is not on the PATH.
        RuntimeError: a program left a document unconverted.
    """
    converted: dict[int, bytes] = {}
    for target in dict.fromkeys((document.program, document.target) for document in documents):
        group = {
            number: document
            for number, document in enumerate(documents)
            if (document.program, document.target) == target
        }
        with tempfile.TemporaryDirectory(prefix="evaluation-conversion-") as folder:
            converted |= _convert(group, Path(folder))
    return [converted[number] for number in range(len(documents))]


def _convert(group: dict[int, Unconverted], folder: Path) -> dict[int, bytes]:
    """Converts documents of one program and target."""
    first = next(iter(group.values()))
    program = find_program(first.program)
    if program is None:
        message = f"{first.program} is not installed"
        raise ProgramMissing(message)
    sources, out = folder / "in", folder / "out"
    sources.mkdir()
    out.mkdir()
    names = {number: f"document-{number:04d}" for number in group}
    for number, document in group.items():
        (sources / f"{names[number]}{document.source}").write_bytes(document.data)
    paths = sorted(sources.iterdir())
    if first.program == LIBREOFFICE:
        _run_libreoffice(program, paths, out, first.target, folder / "profile")
    else:
        for path in paths:
            target = out / f"{path.stem}{first.target}"
            run_chromium(
                program, path, folder / "profile", "--no-pdf-header-footer", f"--print-to-pdf={target}"
            )
    results = {}
    for number, name in names.items():
        path = out / f"{name}.{first.target.rpartition('.')[2]}"
        if not path.exists():
            message = f"{first.program} made no {first.target} of a {first.source} document"
            raise RuntimeError(message)
        results[number] = path.read_bytes()
    return results


def _run_libreoffice(program: str, paths: Sequence[Path], out: Path, target: str, profile: Path) -> None:
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        _FILTERS[target],
        "--outdir",
        str(out),
        *map(str, paths),
    ]
    _run(command, _DEADLINE + _EACH * len(paths))


def run_chromium(program: str, source: Path, profile: Path, *wanted: str) -> bytes:
    """Chromium opens a page and does with it what the last switches want; returns what it prints."""
    switches = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        f"--user-data-dir={profile}",
    )
    return _run([program, *switches, *wanted, source.as_uri()], _DEADLINE + _EACH)


def _run(command: Sequence[str], seconds: float) -> bytes:
    # The command is built here from fixed words and temporary paths.
    done = subprocess.run(  # noqa: S603
        command, check=True, timeout=seconds, capture_output=True, stdin=subprocess.DEVNULL
    )
    return done.stdout
