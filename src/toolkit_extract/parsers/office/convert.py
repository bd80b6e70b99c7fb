"""How does an .odt, .rtf or .doc file become a Document? LibreOffice makes it a Word package first.

The program runs without a window, in a profile of its own that exists for this one file, with macros and
links switched off, in its own process group, and for a limited time. Nothing of the conversion is kept but
the package. The document says who converted it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from toolkit_extract.errors import (
    DamagedFile,
    LimitReached,
    MissingDependency,
    PasswordNeeded,
    UnsupportedFormat,
)
from toolkit_extract.parsers.docx import parse_docx
from toolkit_extract.parsers.docx.package import check_archive, open_package
from toolkit_extract.parsers.office.sniff import OfficeKind, identify_office
from toolkit_extract.schemas.document import Document
from toolkit_extract.schemas.finding import finding

CONVERSION_SECONDS = 120.0
_PROGRAMS = ("soffice", "libreoffice", "lowriter")
_KINDS = {"odt": OfficeKind.ODT, "rtf": OfficeKind.RTF, "doc": OfficeKind.DOC}

# Macros off, links to other documents neither followed nor fetched, no first-start questions.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
_PROFILE = "\n".join(
    (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">',
        *(
            f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
            for path, name, value in _SETTINGS
        ),
        "</oor:items>",
    )
)


def convert_and_parse(
    data: bytes, name: str, kind: str, *, deadline_seconds: float = CONVERSION_SECONDS
) -> Document:
    """Read an office file that is no Word package.

    Args:
        data: the file's bytes.
        name: what messages call the file.
        kind: `odt`, `rtf` or `doc`; the content must agree with it.
        deadline_seconds: how long the conversion may take.

    Raises:
        MissingDependency: LibreOffice is not on PATH.
        PasswordNeeded: the file is encrypted.
        UnsupportedFormat: the content is of another kind.
        UnsafeFile, DamagedFile, LimitReached: as for a Word package, and for a conversion that fails or
            takes too long.
    """
    found = identify_office(data)
    if found is OfficeKind.ENCRYPTED:
        raise PasswordNeeded(name)
    if found is None or found is not _KINDS.get(kind):
        raise UnsupportedFormat(name, f"a file that is called {kind} and is not")
    if found is OfficeKind.ODT:
        check_archive(data, name)
    package = _convert(data, name, kind, deadline_seconds)
    document = parse_docx(package, name)
    program = _converter_named_in(package, name)
    said = finding("document.converted", f"{program} converted the file from {kind} to docx")
    return document.model_copy(
        update={"format": kind, "converted_by": program, "findings": (said, *document.findings)}
    )


def _convert(data: bytes, name: str, kind: str, deadline_seconds: float) -> bytes:
    program = next((path for path in map(shutil.which, _PROGRAMS) if path), None)
    if program is None:
        raise MissingDependency(
            name,
            "LibreOffice",
            "install LibreOffice Writer so that 'soffice' is on PATH "
            "(on Debian and Ubuntu: apt install libreoffice-writer), or save the file as .docx",
        )
    with tempfile.TemporaryDirectory(prefix="toolkit-extract-") as folder:
        work = Path(folder)
        profile, out, source = work / "profile", work / "out", work / f"return.{kind}"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
        out.mkdir()
        source.write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            "--convert-to", "docx:MS Word 2007 XML",
            "--outdir", str(out),
            str(source),
        ]  # fmt: skip
        _run(command, name, deadline_seconds, home=work)
        converted = out / "return.docx"
        if not converted.is_file():
            raise DamagedFile(name, f"LibreOffice could not read it as {kind}")
        return converted.read_bytes()


def _run(command: list[str], name: str, deadline_seconds: float, home: Path) -> None:
    """Run the program to its end; at the deadline its whole process group goes."""
    # The program is found on PATH and its arguments are ours: no shell, nothing of the document.
    process = subprocess.Popen(  # noqa: S603
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=home,
        env={**os.environ, "HOME": str(home)},
        start_new_session=True,
    )
    try:
        process.wait(timeout=deadline_seconds)
    except subprocess.TimeoutExpired:
        raise LimitReached(name, f"its conversion took more than {deadline_seconds:g} s") from None
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the program and all that it started: killing its launcher alone leaves the program behind."""
    if os.name == "posix":
        # The group may have ended by itself.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _converter_named_in(package: bytes, name: str) -> str:
    """`LibreOffice 7.4.7.2`, as the converted package names its own maker."""
    application = open_package(package, name).application()
    return application.split("$", 1)[0].replace("/", " ").strip() or "LibreOffice"
