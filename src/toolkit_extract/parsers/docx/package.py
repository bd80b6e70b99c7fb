"""How is a Word package opened without trusting it? Limits first, then one part at a time.

Every part is refused that declares a document type; no entity is ever resolved, nothing is fetched, no macro
is looked at. Strict packages (ISO/IEC 29500 Strict) come out with the transitional names, so that one reader
serves both.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from lxml import etree

from toolkit_extract.errors import DamagedFile, LimitReached, PasswordNeeded, UnsafeFile, UnsupportedFormat
from toolkit_extract.parsers.docx.compound import CompoundKind, identify_compound_file, is_compound_file
from toolkit_extract.parsers.docx.names import TBL, TR
from toolkit_extract.parsers.docx.unpacking import UNPACKING_FAILS

MAX_ENTRIES = 10_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 200
MAX_PART = 64_000_000  # of one XML part; a 500-page book takes about 20 MB
MAX_TAGS = 2_000_000  # opening and closing tags of one XML part: bounds the memory of its tree
MAX_ROWS = 5_000  # of one table
_RATIO_FLOOR = 1_000_000  # below this size a high ratio does no harm

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TRANSITIONAL = "http://schemas.openxmlformats.org/"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", "wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", "officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", "officeDocument/2006/math"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
        "officeDocument/2006/extended-properties",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", "drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", "drawingml/2006/picture"),
)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ROW_END = re.compile(rb"</(?:[\w.-]+:)?tr\s*>|<(?:[\w.-]+:)?tr\s*/>")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link of one part to another (`target` is its name in the package) or to the outside."""

    id: str
    kind: str  # the last word of the relationship's type, such as `header`
    target: str
    external: bool


@dataclass
class Package:
    """The parts of one Word file."""

    name: str
    archive: zipfile.ZipFile
    entries: dict[str, zipfile.ZipInfo]
    _relationships: dict[str, dict[str, Relationship]] = field(default_factory=dict)

    @cached_property
    def main_part(self) -> str:
        """The name of the part that holds the text."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and not relationship.external:
                return relationship.target
        if "word/document.xml" in self.entries:
            return "word/document.xml"
        raise DamagedFile(self.name, "its main part is not named")

    def has(self, part: str) -> bool:
        """Whether the package holds a part of that name (part names ignore case)."""
        return part.lower() in self.entries

    def read(self, part: str, limit: int = MAX_PART) -> bytes:
        """The bytes of a part. Raises DamagedFile, LimitReached or PasswordNeeded."""
        entry = self.entries.get(part.lower())
        if entry is None:
            raise DamagedFile(self.name, f"its part '{part}' is missing")
        if entry.flag_bits & 0x1:
            raise PasswordNeeded(self.name)
        if entry.file_size > limit:
            raise LimitReached(self.name, f"{limit // 1_000_000} MB in one part")
        try:
            with self.archive.open(entry) as stream:
                return stream.read(limit + 1)
        except UNPACKING_FAILS:
            raise DamagedFile(self.name, f"its part '{part}' cannot be unpacked") from None

    def xml(self, part: str) -> etree._Element:
        """The root element of an XML part. Raises DamagedFile, UnsafeFile or LimitReached."""
        return parse_xml(self.read(part), part, self.name)

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The links of a part by their ids; those of the package itself for the empty name."""
        known = self._relationships.get(part)
        if known is None:
            known = self._relationships[part] = {r.id: r for r in self._read_relationships(part)}
        return known

    def related(self, part: str, kind: str) -> str | None:
        """The part that `part` links to as its `kind`, such as its styles. Raises DamagedFile if missing."""
        for relationship in self.relationships(part).values():
            if relationship.kind == kind and not relationship.external:
                if not self.has(relationship.target):
                    raise DamagedFile(self.name, f"its part '{relationship.target}' is missing")
                return relationship.target
        return None

    def application(self) -> str:
        """The program that wrote the package, as it names itself; empty where it does not."""
        part = self.related("", "extended-properties") or self.related("", "extendedProperties")
        if part is None:
            return ""
        return next((e.text or "" for e in self.xml(part) if etree.QName(e).localname == "Application"), "")

    def _read_relationships(self, part: str) -> Iterator[Relationship]:
        folder, file = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if not self.has(rels):
            if not part:
                raise DamagedFile(self.name, "its list of parts is missing")
            return
        for element in self.xml(rels).iter(_REL):
            target = element.get("Target", "")
            external = element.get("TargetMode") == "External"
            if not external:
                target = unquote(target.replace("\\", "/"))
                target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            kind = element.get("Type", "").rsplit("/", 1)[-1]
            yield Relationship(element.get("Id", ""), kind, target, external)


def open_package(data: bytes, name: str) -> Package:
    """Open a Word file.

    Raises:
        PasswordNeeded: it is encrypted.
        UnsupportedFormat: it is no package but, say, an old .doc.
        DamagedFile: its directory cannot be read.
        UnsafeFile: it unpacks to far more than it should.
        LimitReached: it has too many parts or is too large unpacked.
    """
    if is_compound_file(data):
        kind = identify_compound_file(data)
        if kind is CompoundKind.ENCRYPTED:
            raise PasswordNeeded(name)
        found = "a Word 97-2003 file" if kind is CompoundKind.WORD else "a compound file of another program"
        raise UnsupportedFormat(name, found, "save it as .docx and ingest that file")
    archive = check_archive(data, name)
    entries = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in archive.infolist()}
    return Package(name, archive, entries)


def check_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a ZIP archive and hold its directory against the limits, before anything is unpacked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except UNPACKING_FAILS:
        raise DamagedFile(name, "its package cannot be opened") from None
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES:
        raise LimitReached(name, f"{MAX_ENTRIES:,} parts in the package")
    unpacked = sum(entry.file_size for entry in entries)
    packed = min(sum(entry.compress_size for entry in entries), len(data))
    if unpacked > _RATIO_FLOOR and unpacked > MAX_RATIO * max(packed, 1):
        raise UnsafeFile(name, f"data that grows more than {MAX_RATIO}-fold when it is unpacked")
    if unpacked > MAX_UNPACKED:
        raise LimitReached(name, f"{MAX_UNPACKED // 1_000_000} MB unpacked")
    return archive


def parse_xml(data: bytes, part: str, name: str) -> etree._Element:
    """The root of an XML part, with transitional names.

    Raises:
        UnsafeFile: it declares a document type or an entity.
        LimitReached: it holds too many elements, or a table of it too many rows.
        DamagedFile: it is not well-formed.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = _as_utf8(data, part, name)
    if _DOCTYPE.search(data):
        raise UnsafeFile(name, "a document type declaration")
    if data.count(b"<") > MAX_TAGS:
        raise LimitReached(name, f"{MAX_TAGS:,} tags in one part")
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, (_TRANSITIONAL + transitional).encode())
    if len(_ROW_END.findall(data)) > MAX_ROWS:
        _check_rows(data, part, name)
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError):
        raise DamagedFile(name, f"its part '{part}' is not well-formed XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeFile(name, "a document type declaration")
    return root


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _as_utf8(data: bytes, part: str, name: str) -> bytes:
    try:
        return _XML_DECLARATION.sub("", data.decode("utf-16")).encode()
    except (UnicodeDecodeError, UnicodeEncodeError):
        raise DamagedFile(name, f"its part '{part}' is not the UTF-16 it claims") from None


def _check_rows(data: bytes, part: str, name: str) -> None:
    """Count the rows of each table in passing: one that is too long is refused before it takes memory."""
    rows: list[int] = []
    try:
        events = etree.iterparse(
            io.BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for event, element in events:
            if event == "start":
                if element.tag == TBL:
                    rows.append(0)
                continue
            if element.tag == TBL and rows:
                rows.pop()
            elif element.tag == TR and rows:
                rows[-1] += 1
                if rows[-1] > MAX_ROWS:
                    raise LimitReached(name, f"{MAX_ROWS:,} rows in one table")
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError:
        raise DamagedFile(name, f"its part '{part}' is not well-formed XML") from None
