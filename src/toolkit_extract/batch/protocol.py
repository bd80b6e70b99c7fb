"""How do a run and its worker processes speak with each other?

Frames over two pipes: a length, a kind, and so many bytes. The parent sends tasks as pickles, which the child trusts.
What comes back is never unpickled, for the child has opened a stranger's file: it is JSON that is checked against a
model, and a record, or the lines that one adds to the tables, which stay compressed until someone needs them.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from enum import IntEnum
from typing import BinaryIO

from toolkit_extract.authorities.manifest import ManifestEntry
from toolkit_extract.outputs.lines import Lines
from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.schemas.finding import Finding
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.summary import RecordSummary
from toolkit_extract.schemas.toolkit import Toolkit

GREETING = b"toolkit-extract worker\n"
"""What a child says first; whatever start-up printed before it is passed over."""
TEMPORARY = "toolkit-extract-worker-"
"""How the temporary folder of a child begins."""
_FRAME = struct.Struct(">IB")
_HEADER = struct.Struct(">I")
_COMPRESSION = 3
"""Quick: a record shrinks to a tenth at any level."""


class Kind(IntEnum):
    """What a frame holds."""

    TASK = 1
    BEAT = 2
    RESULT = 3
    LINES = 4


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read, with all that the worker needs to know.

    Attributes:
        path: as given; what the record and every sentence call the file.
        sha256: of the bytes when they were discovered.
        toolkit: the form.
        entry: what the manifest says of the file.
        name: what the system calls the file.
        data: the bytes, where the worker may not see the file.
    """

    path: str
    sha256: str
    toolkit: Toolkit
    entry: ManifestEntry | None = None
    name: str = ""
    data: bytes | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """What the tables of a run are like.

    Attributes:
        toolkit: the form.
        families: names of `schemas.tables.FAMILIES` whose tables are made beside the five.
        free_text: whether they hold words of the returns.
        aids: what helps to read texts for these.
    """

    toolkit: Toolkit
    families: tuple[str, ...] = ()
    free_text: bool = True
    aids: TextAids = NO_AIDS


@dataclass(frozen=True, slots=True)
class LinesTask:
    """A record to make lines of.

    Attributes:
        record: packed.
        limit: bytes that it may have as JSON.
        layout: of the tables.
        findings: what only other files of the run give rise to.
        superseded_by: the return that counts instead of it.
    """

    record: bytes
    limit: int
    layout: Layout
    findings: tuple[Finding, ...] = ()
    superseded_by: str | None = None


class Failure(Frozen):
    """Why a file was not read: the code of the error's class, and a sentence."""

    code: str
    message: str


class Header(Frozen):
    """What became of a file: a summary or a failure."""

    summary: RecordSummary | None = None
    failure: Failure | None = None
    worn_out: bool = False
    """Whether the child should be replaced, as after it ran out of memory."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a file, its record still compressed.

    Attributes:
        header: summary or failure.
        record: the record's JSON, compressed; empty for a failure.
        seconds: from the task to the answer.
        memory: most bytes that the worker was seen to hold; 0 where it was never looked at.
    """

    header: Header
    record: bytes = b""
    seconds: float = 0.0
    memory: int = 0


def failed(code: str, message: str, *, worn_out: bool = False) -> Header:
    """The header of a file that was not read."""
    return Header(failure=Failure(code=code, message=message), worn_out=worn_out)


def pack_record(record: ReturnRecord) -> tuple[bytes, int]:
    """The record's JSON, compressed, and its length before."""
    text = record.model_dump_json().encode()
    return zlib.compress(text, _COMPRESSION), len(text)


def unpack_record(packed: bytes, limit: int) -> ReturnRecord:
    """The record again.

    Raises:
        ValueError: it is longer than `limit` bytes, or no record.
    """
    opener = zlib.decompressobj()
    try:
        text = opener.decompress(packed, limit)
    except zlib.error as error:
        raise ValueError("is not a compressed record") from error
    if opener.unconsumed_tail:
        raise ValueError(f"is longer than {limit} bytes")
    return ReturnRecord.model_validate_json(text)


def pack_lines(lines: Lines) -> bytes:
    """Lines, compressed."""
    head = json.dumps([[[name, len(some)] for name, some in lines.content.items()], lines.rows]).encode()
    return zlib.compress(b"\n".join((head, b"".join(lines.content.values()))), _COMPRESSION)


def unpack_lines(packed: bytes) -> Lines:
    """The lines again.

    Raises:
        ValueError: they are none.
    """
    try:
        head, _, body = zlib.decompress(packed).partition(b"\n")
        lengths, rows = json.loads(head)
        content, start = {}, 0
        for name, length in lengths:
            content[name] = body[start : start + length]
            start += length
    except (zlib.error, TypeError) as error:
        raise ValueError("are no compressed lines") from error
    if start != len(body):
        raise ValueError("are not as long as they say")
    return Lines(content, rows)


def write_frame(stream: BinaryIO, kind: Kind, content: bytes) -> None:
    """Send one frame."""
    stream.write(_FRAME.pack(len(content), kind) + content)
    stream.flush()


def read_frame(stream: BinaryIO, limit: int) -> tuple[Kind, bytes] | None:
    """The next frame; None where the other side has gone.

    Raises:
        ValueError: it is longer than `limit` bytes, or of no kind.
    """
    head = stream.read(_FRAME.size)
    if len(head) < _FRAME.size:
        return None
    length, kind = _FRAME.unpack(head)
    if length > limit:
        raise ValueError(f"a frame of {length} bytes where {limit} are allowed")
    content = stream.read(length)
    return (Kind(kind), content) if len(content) == length else None


def pack_result(header: Header, record: bytes) -> bytes:
    """Header and record as the content of a frame."""
    head = header.model_dump_json().encode()
    return _HEADER.pack(len(head)) + head + record


def unpack_result(content: bytes) -> tuple[Header, bytes]:
    """Header and record of a frame's content.

    Raises:
        ValueError: it is none.
    """
    if len(content) < _HEADER.size:
        raise ValueError("no header")
    (length,) = _HEADER.unpack_from(content)
    end = _HEADER.size + length
    return Header.model_validate_json(content[_HEADER.size : end]), content[end:]
