"""What parts does an office package hold, and how do they become one file?

`Package` gathers the parts, relationships, numberings, notes and pictures that drawing asks for, and `save` zips them.
Timestamps and properties are fixed, so that the same return gives the same bytes.
"""

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from evaluation.word.xml import DECLARED, IGNORABLE, attribute, paragraph, raw_run, run

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

MAIN_TYPES = {
    "docx": f"{_WORD}.document.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotx": f"{_WORD}.template.main+xml",
}

_STYLES = f"""{_HEAD}<w:styles {DECLARED} mc:Ignorable="{IGNORABLE}"><w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii="Calibri" w:eastAsia="Calibri" w:hAnsi="Calibri" w:cs="Times New Roman"/><w:sz w:val="20"/>\
<w:szCs w:val="20"/><w:lang w:val="en-GB" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault>\
<w:pPr><w:spacing w:after="80" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>\
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr>\
<w:sz w:val="44"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next \
w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/>\
<w:color w:val="1F3864"/><w:sz w:val="28"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/><w:next \
w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="160"/><w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/>\
<w:sz w:val="22"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/>\
<w:pPr><w:ind w:left="360"/><w:contextualSpacing/></w:pPr></w:style>\
<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="Normal"/></w:style>\
<w:style w:type="paragraph" w:styleId="Footer"><w:name w:val="footer"/><w:basedOn w:val="Normal"/></w:style>\
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/><w:rPr>\
<w:sz w:val="16"/></w:rPr></w:style>\
<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/>\
</w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">\
<w:name w:val="Default Paragraph Font"/></w:style>\
<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/><w:rPr><w:color \
w:val="808080"/></w:rPr></w:style>\
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0563C1"/><w:u \
w:val="single"/></w:rPr></w:style>\
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign \
w:val="superscript"/></w:rPr></w:style>\
<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr><w:sz \
w:val="16"/></w:rPr></w:style>\
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" \
w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" \
w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>\
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:tblPr>\
<w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" \
w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" \
w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" \
w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr></w:style></w:styles>"""

_APP = (
    f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"
)


@dataclass
class _Part:
    content_type: str
    data: bytes
    relations: list[tuple[str, str, str, bool]] = field(default_factory=list)


@dataclass
class Package:
    """An office package in the making. Ids are handed out in order, so drawing twice gives the same ones."""

    kind: str = "docx"
    """`docx`, `docm` or `dotx`: what the content type of the main part says."""
    strict: bool = False
    """Whether names are those of ISO/IEC 29500 Strict."""
    title: str = ""
    habit: int = 0
    """A number drawn once for a return: whatever one person does the same way throughout is chosen by it."""
    _parts: dict[str, _Part] = field(default_factory=dict)
    _relations: list[tuple[str, str, str, bool]] = field(default_factory=list)
    _abstracts: list[str] = field(default_factory=list)
    _numbers: list[str] = field(default_factory=list)
    _footnotes: list[str] = field(default_factory=list)
    _comments: list[str] = field(default_factory=list)
    _furniture: list[str] = field(default_factory=list)
    _shared_lists: dict[str, int] = field(default_factory=dict)
    _last_id: int = 100

    def next_id(self) -> int:
        """A number that nothing else in the document has."""
        self._last_id += 1
        return self._last_id

    def relate(self, kind: str, target: str, *, external: bool = False, owner: str = "") -> str:
        """A relationship of the main part (or of the part `owner`); returns its id."""
        relations = self._parts[owner].relations if owner else self._relations
        name = f"rId{len(relations) + 1}"
        relations.append((name, kind if ":" in kind else f"{_OFFICE}/{kind}", target, external))
        return name

    def add_part(self, name: str, content_type: str, data: bytes | str) -> str:
        """A part beside the main one; `name` is relative to `word/`. Returns the name."""
        self._parts[name] = _Part(content_type, data.encode() if isinstance(data, str) else data)
        return name

    def has_part(self, name: str) -> bool:
        """Whether a part of this name is there already."""
        return name in self._parts

    def image(self, name: str, png: bytes) -> str:
        """A picture; the same name twice is one part and one relationship. Returns the relationship's id."""
        target = f"media/{name}.png"
        for relation in self._relations:
            if relation[2] == target:
                return relation[0]
        self.add_part(target, "image/png", png)
        return self.relate("image", target)

    # --- lists ---------------------------------------------------------------------------------------------

    def abstract_list(self, levels: list[tuple[str, str, str]]) -> int:
        """A list definition of levels `(number format, level text, run properties)`; returns its id."""
        identity = len(self._abstracts)
        inside = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
            f"<w:lvlText w:val={attribute(words)}/>"
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{360 * (level + 1)}" w:hanging="360"/></w:pPr>'
            f"{f'<w:rPr>{properties}</w:rPr>' if properties else ''}</w:lvl>"
            for level, (form, words, properties) in enumerate(levels)
        )
        self._abstracts.append(
            f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="multilevel"/>{inside}'
            "</w:abstractNum>"
        )
        return identity

    def list_number(self, abstract: int, starts: dict[int, int] | None = None) -> int:
        """A list of a definition, its levels restarted at `starts`; returns the `w:numId`."""
        identity = len(self._numbers) + 1
        overrides = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for level, start in (starts or {}).items()
        )
        self._numbers.append(
            f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
        )
        return identity

    def shared_list(self, name: str, levels: list[tuple[str, str, str]]) -> int:
        """The one list of this name, made of `levels` when it is first asked for; returns the `w:numId`."""
        if name not in self._shared_lists:
            self._shared_lists[name] = self.list_number(self.abstract_list(levels))
        return self._shared_lists[name]

    # --- notes ---------------------------------------------------------------------------------------------

    def footnote(self, words: str) -> str:
        """A footnote; returns the run that refers to it."""
        identity = len(self._footnotes) + 1
        sign = raw_run("<w:footnoteRef/>", '<w:rStyle w:val="FootnoteReference"/>')
        body = paragraph(sign + run(" " + words), '<w:pStyle w:val="FootnoteText"/>')
        self._footnotes.append(f'<w:footnote w:id="{identity}">{body}</w:footnote>')
        return raw_run(f'<w:footnoteReference w:id="{identity}"/>', '<w:rStyle w:val="FootnoteReference"/>')

    def comment(self, words: str, content: str) -> str:
        """A comment on content (runs); returns the content with its marks."""
        identity = len(self._comments)
        body = paragraph(run(words), '<w:pStyle w:val="CommentText"/>')
        self._comments.append(
            f'<w:comment w:id="{identity}" w:author="Reviewer" w:date="2024-03-04T09:30:00Z" w:initials="R">{body}'
            "</w:comment>"
        )
        reference = raw_run(
            f'<w:commentReference w:id="{identity}"/>', '<w:rStyle w:val="CommentReference"/>'
        )
        return f'<w:commentRangeStart w:id="{identity}"/>{content}<w:commentRangeEnd w:id="{identity}"/>{reference}'

    def page_furniture(self, kind: str, body: str) -> None:
        """A page header or footer (`kind`) around blocks."""
        tag = {"header": "hdr", "footer": "ftr"}[kind]
        data = f'{_HEAD}<w:{tag} {DECLARED} mc:Ignorable="{IGNORABLE}">{body}</w:{tag}>'
        name = self.add_part(f"{kind}1.xml", f"{_WORD}.{kind}+xml", data)
        self._furniture.append(f'<w:{kind}Reference w:type="default" r:id="{self.relate(kind, name)}"/>')

    # --- the file ------------------------------------------------------------------------------------------

    def save(self, body: str, page: str) -> bytes:
        """The package around the blocks of the body; `page` is the inside of the last `w:sectPr`."""
        self._add_shared_parts()
        document = (
            f'{_HEAD}<w:document {DECLARED} mc:Ignorable="{IGNORABLE}"{self._conformance()}><w:body>{body}'
            f"<w:sectPr>{''.join(self._furniture)}{page}</w:sectPr></w:body></w:document>"
        )
        members: dict[str, bytes] = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _relations_part(
                [
                    ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml", False),
                    (
                        "rId2",
                        f"{_PACKAGE}/relationships/metadata/core-properties",
                        "docProps/core.xml",
                        False,
                    ),
                    ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml", False),
                ]
            ),
            "word/document.xml": document.encode(),
            "word/_rels/document.xml.rels": _relations_part(self._relations),
            "docProps/core.xml": self._core(),
            "docProps/app.xml": _APP.encode(),
        }
        for name, part in self._parts.items():
            members[f"word/{name}"] = part.data
            if part.relations:
                folder, _, leaf = f"word/{name}".rpartition("/")
                members[f"{folder}/_rels/{leaf}.rels"] = _relations_part(part.relations)
        if self.strict:
            members = {name: _made_strict(name, data) for name, data in members.items()}
        return zipped(members)

    def _conformance(self) -> str:
        return ' w:conformance="strict"' if self.strict else ""

    def _add_shared_parts(self) -> None:
        self._shared("styles", _STYLES)
        self._shared(
            "settings",
            f'{_HEAD}<w:settings {DECLARED} mc:Ignorable="{IGNORABLE}"><w:zoom w:percent="100"/>'
            '<w:defaultTabStop w:val="720"/>'
            '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
            'w:val="15"/></w:compat></w:settings>',
        )
        if self._numbers:
            inside = "".join([*self._abstracts, *self._numbers])
            self._shared(
                "numbering",
                f'{_HEAD}<w:numbering {DECLARED} mc:Ignorable="{IGNORABLE}">{inside}</w:numbering>',
            )
        if self._footnotes:
            rules = "".join(
                f'<w:footnote w:type="{kind}" w:id="{identity}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
                for kind, identity in (("separator", -1), ("continuationSeparator", 0))
            )
            inside = rules + "".join(self._footnotes)
            self._shared(
                "footnotes",
                f'{_HEAD}<w:footnotes {DECLARED} mc:Ignorable="{IGNORABLE}">{inside}</w:footnotes>',
            )
        if self._comments:
            inside = "".join(self._comments)
            self._shared(
                "comments", f'{_HEAD}<w:comments {DECLARED} mc:Ignorable="{IGNORABLE}">{inside}</w:comments>'
            )

    def _shared(self, name: str, data: str) -> None:
        self.relate(name, self.add_part(f"{name}.xml", f"{_WORD}.{name}+xml", data))

    def _content_types(self) -> bytes:
        overrides = {
            "/word/document.xml": MAIN_TYPES[self.kind],
            "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        }
        overrides |= {
            f"/word/{name}": part.content_type
            for name, part in self._parts.items()
            if not part.content_type.startswith("image/")
        }
        inside = "".join(
            f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
        )
        return (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>{inside}</Types>'
        ).encode()

    def _core(self) -> bytes:
        when = "2024-03-04T09:30:00Z"
        return (
            f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(self.title)}</dc:title>'
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
        ).encode()


def _relations_part(relations: list[tuple[str, str, str, bool]]) -> bytes:
    outside = ' TargetMode="External"'
    inside = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target={attribute(target)}{outside if external else ""}/>'
        for name, kind, target, external in relations
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()


_STRICT_NAMES = (
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
        b"http://purl.oclc.org/ooxml/officeDocument/extendedProperties",
    ),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
    (
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    ),
    (b"http://schemas.openxmlformats.org/drawingml/2006/", b"http://purl.oclc.org/ooxml/drawingml/"),
)


def _made_strict(name: str, data: bytes) -> bytes:
    """A part with the names of the Strict variant; Microsoft's own extensions keep theirs."""
    if not name.endswith((".xml", ".rels")):
        return data
    for transitional, strict in _STRICT_NAMES:
        data = data.replace(transitional, strict)
    return data


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive with fixed timestamps, members in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in members.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data, compresslevel=9)
    return buffer.getvalue()
