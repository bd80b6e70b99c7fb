"""One return: read the file, parse it, recover its answers, and say whose it is."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit_extract import __version__
from toolkit_extract.errors import (
    EmptyFile,
    LimitReached,
    NotAReturn,
    ToolkitExtractError,
    UnreadableFile,
    UnsupportedFormat,
    name_as_text,
)
from toolkit_extract.schemas.finding import Finding, finding
from toolkit_extract.schemas.record import AuthorityRef, Reading, ReturnRecord, Source

if TYPE_CHECKING:
    from toolkit_extract.authorities import ManifestEntry, Recognition
    from toolkit_extract.recovery import Recovery
    from toolkit_extract.schemas.document import Document
    from toolkit_extract.schemas.toolkit import Toolkit

MAX_FILE_BYTES = 25_000_000
"""Larger files are refused before they are read: a return of 26 pages takes well under one megabyte."""


def extract(
    path: str | Path,
    *,
    toolkit: str | Toolkit = "amhp",
    manifest_entry: ManifestEntry | None = None,
    data: bytes | None = None,
) -> ReturnRecord:
    """Read one return.

    Args:
        path: the file.
        toolkit: name of a shipped toolkit, path of a toolkit file, or the form itself.
        manifest_entry: what a manifest says of this file, which is believed above all else.
        data: the file's bytes, where they are at hand already; the path then only names them.

    Raises:
        ToolkitExtractError: a subclass says why the file was not read and what to do about it.
    """
    from toolkit_extract.recovery import recover
    from toolkit_extract.toolkits import load_toolkit

    form = load_toolkit(toolkit) if isinstance(toolkit, str) else toolkit
    data = read_bytes(path) if data is None else data
    document = _parse(data, path)
    recovery = recover(document, form)
    if not recovery.found:
        raise _why_not_a_return(path, document, form.id)
    recognition = _recognise(path, document, recovery, manifest_entry)
    digest = fingerprint(data)
    return ReturnRecord(
        return_id=digest[:16],
        source=Source(
            path=name_as_text(path),
            sha256=digest,
            format=document.format,
            pages=document.pages,
            ocr=document.ocr,
            converted_by=document.converted_by,
        ),
        toolkit=form.id,
        reading=Reading(version=__version__, toolkit_version=form.version),
        authority=AuthorityRef(
            name=recognition.name,
            gss_code=recognition.gss_code,
            region=recognition.region,
            method=recognition.method,
            confidence=recognition.confidence,
        ),
        submitted=_submitted(document, recovery, manifest_entry),
        standards=recovery.standards,
        comments=tuple(comment.text for comment in document.comments),
        findings=(*document.findings, *_document_findings(document, recognition), *recovery.findings),
    )


def _why_not_a_return(path: str | Path, document: Document, toolkit: str) -> ToolkitExtractError:
    """A document without a standard is no return, unless it was never read: a scan has no words to find one in."""
    from toolkit_extract.schemas.document import paragraphs_of

    unread = any(found.code == "page.unread" for found in document.findings)
    if unread and not any(paragraph.text.strip() for paragraph in paragraphs_of(document.blocks)):
        remedy = "ask the sender for the Word file, or for a PDF that was exported from it"
        return UnsupportedFormat(path, "a scan (pages that are pictures, without text)", remedy)
    return NotAReturn(path, toolkit)


def inspect(path: str | Path) -> Document:
    """What the parser sees in a file, before any toolkit is applied.

    Raises:
        ToolkitExtractError: as `extract`, but for `NotAReturn`.
    """
    return _parse(read_bytes(path), path)


def read_bytes(path: str | Path, *, shown: str = "") -> bytes:
    """The bytes of a file; errors call it `shown`, where that is given.

    Raises:
        UnreadableFile: the system does not give them, or it is no plain file.
        LimitReached: there are more than `MAX_FILE_BYTES`.
        EmptyFile: there are none.
    """
    try:
        with open(path, "rb", opener=_open_without_waiting) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableFile(shown or path, "it is no plain file")
            # A file may grow while it is read, and some system files do not say their size.
            data = b"" if status.st_size > MAX_FILE_BYTES else file.read(MAX_FILE_BYTES + 1)
            size = max(status.st_size, len(data))
    except OSError as error:
        raise UnreadableFile(shown or path, error.strerror or type(error).__name__) from error
    except ValueError as error:  # a NUL, or a character that the system's file names cannot hold
        raise UnreadableFile(shown or path, "it is no name that a file can have here") from error
    if size > MAX_FILE_BYTES:
        raise LimitReached(
            shown or path,
            f"files of at most {MAX_FILE_BYTES // 1_000_000} MB; this one has {size // 1_000_000}",
        )
    if not data:
        raise EmptyFile(shown or path)
    return data


def _open_without_waiting(path: str, flags: int) -> int:
    """Open a file; a named pipe that nobody writes to would be waited for without an end."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def fingerprint(data: bytes) -> str:
    """SHA-256 of a file's bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _parse(data: bytes, path: str | Path) -> Document:
    from toolkit_extract.parsers import parse

    return parse(data, str(path))


def _recognise(
    path: str | Path, document: Document, recovery: Recovery, entry: ManifestEntry | None
) -> Recognition:
    from toolkit_extract.authorities import recognise

    cover = (*document.furniture, *recovery.cover)
    return recognise(manifest=entry, filename=name_as_text(path), cover=cover, body=recovery.body)


def _submitted(document: Document, recovery: Recovery, entry: ManifestEntry | None) -> str | None:
    from toolkit_extract.authorities import find_submission_date

    if entry is not None and entry.submitted:
        return str(entry.submitted)
    found = find_submission_date([*document.furniture, *recovery.cover])
    return found.isoformat() if found else None


def _document_findings(document: Document, recognition: Recognition) -> Iterator[Finding]:
    if document.comments:
        yield finding(
            "comment.kept_apart", f"{len(document.comments)} comments are kept apart from the answers"
        )
    if recognition.gss_code is None and recognition.candidates:
        names = ", ".join(recognition.candidates)
        yield finding("authority.ambiguous", f"as likely as each other: {names}")
    elif recognition.gss_code is None:
        named = (
            f"'{recognition.name}' is no council of the table" if recognition.name else "no council is named"
        )
        yield finding("authority.unknown", named)
    if recognition.disagreement:
        yield finding("authority.disagreement", recognition.disagreement)
