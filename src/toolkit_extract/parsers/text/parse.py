"""Text in, Document out: finds the blocks of a text, whatever mixture of notations it is written in.

Real conversions mix notations within one file (tab-separated rows beside pipe tables beside loose lines), so there is
one scanner that asks at each line which kind of block begins there, and no mode for the file as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit_extract.parsers.text.decode import Decoded
from toolkit_extract.parsers.text.delimited import read_pipes, read_tabs
from toolkit_extract.parsers.text.furniture import part_furniture
from toolkit_extract.parsers.text.html import KNOWN_TAG, html_to_blocks, page_to_blocks
from toolkit_extract.parsers.text.layout import Columns, read_layout
from toolkit_extract.parsers.text.lines import BULLET, HEADING, Line, lines_to_blocks, split_lines
from toolkit_extract.parsers.text.mail import Mail
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.parsers.text.ruled import COLUMN_RULE, FULL_RULE, GRID_RULE, read_dashed, read_grid
from toolkit_extract.schemas.document import Block, Document, Table
from toolkit_extract.schemas.finding import Finding, finding

PAGE_OF_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
"""The beginning of a whole HTML page."""

_BLOCK_TAG = re.compile(
    r"^\s*<(?:table|div|p|ul|ol|h[1-6]|section|tr|blockquote|details|form)\b", re.IGNORECASE
)
_ANY_BLOCK_TAG = re.compile(r"<(/?)(table|div|ul|ol|section|form|blockquote|details)\b", re.IGNORECASE)
_LONGEST_UNCLOSED = 2000
_THEMATIC_BREAK = re.compile(r"^\s{0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,}|=+)\s*$")
_MARKDOWN_SIGNS = re.compile(
    r"^(?:#{1,6} |\|.*\|[ \t]*$|[-*+] \[[ xX]\] |[ \t]*(?:\|[ \t]*)?:?-{3,}:?[ \t]*\|)|\*\*\S", re.MULTILINE
)


def parse_text(decoded: Decoded) -> Document:
    """Read plain text, Markdown, tab-separated or column text."""
    if _is_html_page(decoded.text):
        return parse_html(decoded)
    blocks, furniture, pages = _scan(decoded.text)
    kind = (
        "markdown" if _MARKDOWN_SIGNS.search(decoded.text) and not KNOWN_TAG.search(decoded.text) else "text"
    )
    return Document(
        format=kind,
        pages=pages,
        loses_marks=True,
        blocks=blocks,
        furniture=furniture,
        findings=_encoding_findings(decoded),
    )


def parse_html(decoded: Decoded) -> Document:
    """Read a whole HTML page."""
    blocks, title = page_to_blocks(decoded.text, MarkReader(decoded.text))
    return Document(
        format="html", loses_marks=True, blocks=blocks, furniture=title, findings=_encoding_findings(decoded)
    )


def parse_email(mail: Mail) -> Document:
    """Read the body of a message; its subject stands with the furniture."""
    body = Decoded(mail.body, "utf-8", inferred=False)
    document = parse_html(body) if mail.is_html else parse_text(body)
    subject = (mail.subject,) if mail.subject else ()
    return document.model_copy(update={"format": "email", "furniture": (*subject, *document.furniture)})


def _is_html_page(text: str) -> bool:
    return PAGE_OF_HTML.search(text[:2000].lstrip()) is not None or _is_html_throughout(text)


def _is_html_throughout(text: str) -> bool:
    """Whether a text without a page's tags is HTML all the same: it begins and ends with a block's tag."""
    if not _BLOCK_TAG.match(text):
        return False
    return (
        re.search(r"</(?:table|div|p|ul|ol|h[1-6]|section|blockquote|form|html|body)>\s*$", text[-200:])
        is not None
    )


def _encoding_findings(decoded: Decoded) -> tuple[Finding, ...]:
    if not decoded.inferred:
        return ()
    return (finding("text.encoding", f"the file names no encoding; it was read as {decoded.encoding}"),)


@dataclass(slots=True)
class _Scanner:
    """Where the scan stands; one pass over the lines, each read once by the block that takes it."""

    lines: Sequence[Line]
    reader: MarkReader
    blocks: list[Block] = field(default_factory=list)
    pending: list[Line] = field(default_factory=list)
    columns: Columns | None = None
    columns_end: int = -1
    closing: list[int | None] | None = None

    def run(self) -> tuple[Block, ...]:
        index = 0
        while index < len(self.lines):
            index = self._step(index)
        self._flush()
        return tuple(self.blocks)

    def _step(self, index: int) -> int:
        line = self.lines[index]
        if line.blank:
            self._flush()
            return index + 1
        read = self._structure(index)
        if read is not None:
            block, end = read
            self._flush()
            self.blocks += block
            return end
        if _THEMATIC_BREAK.match(line.text):
            return self._rule(index)
        if HEADING.match(line.text):
            self._flush()
            self.blocks += lines_to_blocks([line], self.reader)
            return index + 1
        if self.pending and BULLET.match(line.text):
            self._flush()
        if self.pending and line.page != self.pending[-1].page:
            self._flush()
        self.pending.append(line)
        return index + 1

    def _structure(self, index: int) -> tuple[Sequence[Block], int] | None:
        """The table or HTML that begins at this line, if one does."""
        text = self.lines[index].text
        read: tuple[Table, int] | None = None
        if GRID_RULE.match(text):
            read = read_grid(self.lines, index, self.reader)
        elif "\t" in text:
            read = read_tabs(self.lines, index, self.reader)
        elif _BLOCK_TAG.match(text):
            return self._html(index)
        elif "|" in text:
            read = read_pipes(self.lines, index, self.reader)
        if read is None and self._may_be_dashed(index):
            read = read_dashed(self.lines, index, self.reader)
        if read is not None:
            return (read[0],), read[1]
        return self._layout(index) if "  " in text else None

    def _may_be_dashed(self, index: int) -> bool:
        text = self.lines[index].text
        if FULL_RULE.match(text) or COLUMN_RULE.match(text):
            return True
        following = self.lines[index + 1].text if index + 1 < len(self.lines) else ""
        return COLUMN_RULE.match(following) is not None

    def _layout(self, index: int) -> tuple[Sequence[Block], int] | None:
        previous = self.columns if self._page_just_turned(index) else None
        read = read_layout(self.lines, index, self.reader, previous)
        if read is None:
            return None
        table, end, self.columns = read
        self.columns_end = end
        return (table,), end

    def _page_just_turned(self, index: int) -> bool:
        """Whether only blank lines and a page break part this line from the last region of columns."""
        if self.columns is None or self.lines[index].page != self.lines[self.columns_end - 1].page + 1:
            return False
        return all(line.blank for line in self.lines[self.columns_end : index])

    def _html(self, index: int) -> tuple[Sequence[Block], int] | None:
        end = self._end_of_html(index)
        source = "\n".join(line.text for line in self.lines[index:end])
        blocks = html_to_blocks(source, self.reader, self.lines[index].number)
        return blocks, end

    def _end_of_html(self, start: int) -> int:
        """Index behind a stretch of HTML: where its block tags are closed and no other opens.

        Tags that are never closed end with the text where most of it is HTML, else at the next blank line.
        """
        if self.closing is None:
            self.closing = _closing_lines(self.lines)
        end = self.closing[start]
        if end is None:
            rest = [line.text for line in self.lines[start : start + _LONGEST_UNCLOSED] if not line.blank]
            tagged = sum(text.lstrip().startswith("<") for text in rest)
            if len(self.lines) - start <= _LONGEST_UNCLOSED and tagged * 2 > len(rest):
                return len(self.lines)
            return next((i for i in range(start, len(self.lines)) if self.lines[i].blank), len(self.lines))
        while end < len(self.lines) and _BLOCK_TAG.match(self.lines[end].text):
            following = self.closing[end]
            if following is None:
                break
            end = following
        return end

    def _rule(self, index: int) -> int:
        """A rule below one line of words makes them a heading; elsewhere it says nothing."""
        if len(self.pending) == 1 and re.match(r"^\s{0,3}(?:=+|-{3,})\s*$", self.lines[index].text):
            heading = Line(self.pending[0].number, "# " + self.pending[0].text.strip(), self.pending[0].page)
            self.pending.clear()
            self.blocks += lines_to_blocks([heading], self.reader)
        else:
            self._flush()
        return index + 1

    def _flush(self) -> None:
        if self.pending:
            self.blocks += lines_to_blocks(self.pending, self.reader)
            self.pending = []


def _closing_lines(lines: Sequence[Line]) -> list[int | None]:
    """For each line, the index behind the line that closes all block tags opened from it on; `None` where none does."""
    closing: list[int | None] = [None] * len(lines)
    waiting: list[tuple[int, int]] = []  # depth before a line, and the line; the depths grow
    depth = 0
    for index, line in enumerate(lines):
        waiting.append((depth, index))
        if "<" in line.text:
            depth += sum(-1 if closed else 1 for closed, _ in _ANY_BLOCK_TAG.findall(line.text))
        while waiting and depth <= waiting[-1][0]:
            closing[waiting.pop()[1]] = index + 1
    return closing


def _scan(text: str) -> tuple[tuple[Block, ...], tuple[str, ...], int | None]:
    lines, furniture = part_furniture(split_lines(text))
    pages = lines[-1].page + 1 if lines and lines[-1].page else None
    blocks = _Scanner(lines, MarkReader(text)).run()
    return blocks, furniture, pages
