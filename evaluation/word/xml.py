"""How are paragraphs, runs and controls spelt in WordprocessingML?

Everything here returns XML text with the prefixes that `package` declares (`w`, `w14`, `r`, …). Nothing knows the form.
"""

from xml.sax.saxutils import escape, quoteattr

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
IGNORABLE = "w14 w15 w16se"

DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
"""The namespace declarations of a part's root element."""


def attribute(value: object) -> str:
    """A value as an attribute, quotation marks included."""
    return quoteattr(str(value))


def text(words: str) -> str:
    """`w:t` with its white space kept; line breaks and tabs become their elements."""
    parts: list[str] = []
    for line_number, line in enumerate(words.split("\n")):
        if line_number:
            parts.append("<w:br/>")
        for piece_number, piece in enumerate(line.split("\t")):
            if piece_number:
                parts.append("<w:tab/>")
            if piece:
                parts.append(f'<w:t xml:space="preserve">{escape(piece)}</w:t>')
    return "".join(parts)


def run(words: str, properties: str = "") -> str:
    """A run; `properties` is the inside of its `w:rPr`."""
    return raw_run(text(words), properties)


def raw_run(content: str, properties: str = "") -> str:
    """A run around content that is XML already."""
    return f"<w:r>{_properties('rPr', properties)}{content}</w:r>"


def paragraph(content: str, properties: str = "") -> str:
    """A paragraph around runs; `properties` is the inside of its `w:pPr`."""
    return f"<w:p>{_properties('pPr', properties)}{content}</w:p>"


def _properties(name: str, inside: str) -> str:
    return f"<w:{name}>{inside}</w:{name}>" if inside else ""


def fonts(name: str) -> str:
    """Run properties that set one font for all scripts."""
    quoted = attribute(name)
    return f"<w:rFonts w:ascii={quoted} w:eastAsia={quoted} w:hAnsi={quoted} w:cs={quoted}/>"


def symbol(font: str, code: str) -> str:
    """A run with one character of a symbol font, by its code in hexadecimal (`F0FE`)."""
    return raw_run(f"<w:sym w:font={attribute(font)} w:char={attribute(code)}/>")


def complex_field(instruction: str, result: str, *, data: str = "") -> str:
    """A field in runs of its own: begin (with `data`, e.g. `w:ffData`), instruction, result runs, end."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def control(properties: str, content: str) -> str:
    """A structured document tag (content control) around runs, paragraphs, rows or a cell."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def table(grid: tuple[int, ...], rows: list[str], *, style: str = "TableGrid", borders: bool = True) -> str:
    """A table of fixed column widths (twips) around rows."""
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    lines = f"<w:tblBorders>{edges}</w:tblBorders>" if borders else ""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(grid)}" w:type="dxa"/>{lines}'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def row(cells: list[str], properties: str = "") -> str:
    """A table row around cells; `properties` is the inside of its `w:trPr`."""
    return f"<w:tr>{_properties('trPr', properties)}{''.join(cells)}</w:tr>"


def cell(content: str, width: int, properties: str = "", *, span: int = 1) -> str:
    """A cell around blocks; a cell must end with a paragraph, so one is added where none does."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if not content.endswith(("</w:p>", "<w:p/>")):
        content += "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{properties}</w:tcPr>{content}</w:tc>'
