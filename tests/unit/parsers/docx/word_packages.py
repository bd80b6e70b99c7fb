"""How do the tests make a Word file? From the XML of its body and whatever parts it needs, in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "ax": "http://schemas.microsoft.com/office/2006/activeX",
}
XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ROOTS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
}


def relationships(*rows: tuple[str, str, str]) -> str:
    """A relationships part: rows of id, type and target."""
    links = "".join(
        f'<Relationship Id="{i}" Type="{kind if "/" in kind else _TYPE + kind}" Target="{target}"/>'
        for i, kind, target in rows
    )
    return f'<Relationships xmlns="{_RELATIONSHIPS}">{links}</Relationships>'


def word_file(
    body: str,
    *,
    main_type: str = MAIN_TYPE,
    extra: Mapping[str, str | bytes] | None = None,
    links: tuple[tuple[str, str, str], ...] = (),
    package_links: tuple[tuple[str, str, str], ...] = (),
    **parts: str,
) -> bytes:
    """A Word package. `parts`: the inner XML of styles, numbering, footnotes, endnotes or comments."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>'
        ),
        "_rels/.rels": relationships(("rId1", "officeDocument", "word/document.xml"), *package_links),
        "word/document.xml": f"<w:document {XMLNS}><w:body>{body}</w:body></w:document>",
    }
    rows = list(links)
    for index, (name, inner) in enumerate(parts.items()):
        files[f"word/{name}.xml"] = f"<w:{_ROOTS[name]} {XMLNS}>{inner}</w:{_ROOTS[name]}>"
        rows.append((f"part{index}", name, f"{name}.xml"))
    files["word/_rels/document.xml.rels"] = relationships(*rows)
    files.update(extra or {})
    return package(files)


def package(files: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive of these files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def p(*inner: str, props: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    content = "".join(part if part.startswith("<") else r(part) for part in inner)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{content}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run of words."""
    return f'<w:r>{f"<w:rPr>{props}</w:rPr>" if props else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def sdt(content: str, props: str = "") -> str:
    """A content control round some content."""
    return f"<w:sdt><w:sdtPr>{props}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def checkbox(value: str | None, content: str, declared: tuple[str, str] = ("2612", "2610")) -> str:
    """A checkbox control; `value` None leaves its state out."""
    state = "" if value is None else f'<w14:checked w14:val="{value}"/>'
    on, off = declared
    glyphs = f'<w14:checkedState w14:val="{on}"/><w14:uncheckedState w14:val="{off}"/>'
    return sdt(content, f"<w14:checkbox>{state}{glyphs}</w14:checkbox>")


def tbl(*rows: str) -> str:
    """A table of rows."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, props: str = "") -> str:
    """A row of cells."""
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{''.join(cells)}</w:tr>"


def tc(*blocks: str, props: str = "") -> str:
    """A cell of blocks, or of plain words."""
    content = "".join(part if part.startswith("<") else p(part) for part in blocks) or "<w:p/>"
    return f"<w:tc>{f'<w:tcPr>{props}</w:tcPr>' if props else ''}{content}</w:tc>"
