"""A Word file in, a Document out: open the package, flatten its parts, walk them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from toolkit_extract.errors import DamagedFile
from toolkit_extract.parsers.docx.controls import flatten
from toolkit_extract.parsers.docx.inline import InlineReader
from toolkit_extract.parsers.docx.names import ID, R_ID, P, T, W
from toolkit_extract.parsers.docx.numbering import Numbering
from toolkit_extract.parsers.docx.package import Package, open_package
from toolkit_extract.parsers.docx.styles import Styles
from toolkit_extract.parsers.docx.walk import Walker
from toolkit_extract.schemas.document import Comment as DocumentComment
from toolkit_extract.schemas.document import Document, paragraphs_of

_FLD_CHAR, _FLD_TYPE = f"{W}fldChar", f"{W}fldCharType"
_NOTE_TYPE = f"{W}type"
_SECTION = f"{W}sectPr"
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")
_CORE_WORDS = ("title", "subject", "keywords", "description", "category")


def parse_docx(data: bytes, name: str) -> Document:
    """Read a Word package: .docx, .docm, .dotx, .dotm, transitional or strict.

    Args:
        data: the file's bytes.
        name: what messages call the file.

    Raises:
        PasswordNeeded, UnsupportedFormat, DamagedFile, UnsafeFile, LimitReached: as `open_package` and
            `parse_xml` say; nothing partial comes back.
    """
    package = open_package(data, name)
    part = package.main_part
    root = package.xml(part)
    body = root.find(f"{W}body")
    if body is None:
        raise DamagedFile(name, "its main part has no body")
    furniture = tuple(dict.fromkeys(_furniture(package, part, root)))
    flatten(body)
    walker = _walker(package, part, body)
    blocks = walker.body(body)
    walker.comments.extend(DocumentComment(text=text) for text in walker.comment_texts.values())
    return Document(
        format="docx",
        blocks=blocks,
        furniture=furniture,
        comments=tuple(walker.comments),
        findings=tuple(walker.findings),
    )


def _walker(package: Package, part: str, story: etree._Element, *, alone: bool = False) -> Walker:
    """A walker for one story; `alone` for headers and footers, which have no notes and lists of their own."""
    main = package.main_part
    styles = Styles(_related(package, main, "styles"))
    numbering = Numbering(_related(package, main, "numbering"), styles)
    inlines = InlineReader(package, part, styles, broken_fields=_fields_are_broken(story))
    notes = {} if alone else _notes(package, main)
    comments = {} if alone else _comments(package, main)
    return Walker(inlines, styles, numbering, lambda kind, note: notes.get((kind, note)), comments)


def _related(package: Package, part: str, kind: str) -> etree._Element | None:
    target = package.related(part, kind)
    return package.xml(target) if target is not None else None


def _notes(package: Package, part: str) -> dict[tuple[str, str], etree._Element]:
    """Footnotes and endnotes by kind and id, without the separators that Word keeps among them."""
    notes = {}
    for kind in ("footnote", "endnote"):
        root = _related(package, part, f"{kind}s")
        if root is None:
            continue
        flatten(root)
        for element in root.iterchildren(f"{W}{kind}"):
            if element.get(_NOTE_TYPE, "normal") == "normal":
                notes[kind, element.get(ID, "")] = element
    return notes


def _comments(package: Package, part: str) -> dict[str, str]:
    """The reviewers' comments by id."""
    root = _related(package, part, "comments")
    if root is None:
        return {}
    flatten(root)
    texts = {}
    for element in root.iterchildren(f"{W}comment"):
        lines = ("".join(t.text or "" for t in paragraph.iter(T)) for paragraph in element.iter(P))
        text = "\n".join(line for line in lines if line.strip())
        if text:
            texts[element.get(ID, "")] = text
    return texts


def _fields_are_broken(story: etree._Element) -> bool:
    kinds = [element.get(_FLD_TYPE) for element in story.iter(_FLD_CHAR)]
    return kinds.count("begin") != kinds.count("end")


def _furniture(package: Package, part: str, root: etree._Element) -> Iterator[str]:
    """Words round the body: properties, then page headers, then page footers."""
    yield from _properties(package)
    for kind in _REFERENCES:
        seen: set[str] = set()
        for section in root.iter(_SECTION):
            for reference in section.iterchildren(kind):
                relationship = package.relationships(part).get(reference.get(R_ID, ""))
                if relationship is not None and not relationship.external and relationship.target not in seen:
                    seen.add(relationship.target)
                    yield from _words_of(package, relationship.target)


def _words_of(package: Package, part: str) -> Iterator[str]:
    root = package.xml(part)
    flatten(root)
    for paragraph in paragraphs_of(_walker(package, part, root, alone=True).body(root)):
        text = paragraph.text.strip()
        if text:
            yield text


def _properties(package: Package) -> Iterator[str]:
    """Title, subject and the like, and the company, as the package's properties state them."""
    for kind, wanted in (
        ("core-properties", _CORE_WORDS),
        ("coreProperties", _CORE_WORDS),
        ("extended-properties", ("Company",)),
        ("extendedProperties", ("Company",)),
    ):
        target = package.related("", kind)
        if target is None:
            continue
        found = {etree.QName(e).localname: (e.text or "").strip() for e in package.xml(target).iterchildren()}
        yield from (found[word] for word in wanted if found.get(word))
