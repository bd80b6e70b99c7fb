"""Which pages does a PDF file have, and what does each hold?

Opens the file, refuses what cannot be read with the error that names the remedy, and yields one `PageContent` at a
time; each page is closed before the next is opened, so memory does not grow with the number of pages.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from types import TracebackType

from toolkit_extract.errors import DamagedFile, PasswordNeeded, UnsupportedFormat
from toolkit_extract.parsers.pdf import limits
from toolkit_extract.parsers.pdf.content import PageContent
from toolkit_extract.parsers.pdf.reading import pdfium
from toolkit_extract.parsers.pdf.reading.annotations import read_annotations
from toolkit_extract.parsers.pdf.reading.coordinates import Frame, page_matrix
from toolkit_extract.parsers.pdf.reading.field_values import read_field_values
from toolkit_extract.parsers.pdf.reading.graphics import read_graphics
from toolkit_extract.parsers.pdf.reading.page_tree import pages_in_tree
from toolkit_extract.parsers.pdf.reading.picture import PagePicture
from toolkit_extract.parsers.pdf.reading.text import read_words

_ERROR_PASSWORD, _ERROR_SECURITY = 4, 5
_FORM_XFA_FULL = 2
_HEADER_WINDOW = 1024  # ISO 32000, annex H: readers accept a header within the first 1024 bytes


def looks_like_pdf(data: bytes) -> bool:
    """Whether the content says PDF, whatever the file is called."""
    return b"%PDF-" in data[:_HEADER_WINDOW]


class PdfFile:
    """An open file; a context manager. `announced_pages` is what the file says, `pages` yields what it has.

    `count_is_false` after that tells that the file announces far more pages than it has.
    """

    def __init__(self, data: bytes, name: str) -> None:
        """Open the bytes, with the empty password where the file is encrypted.

        Raises:
            PasswordNeeded: it opens only with a password.
            UnsupportedFormat: it is encrypted in a way that cannot be read.
            DamagedFile: it cannot be opened, or has no page.
        """
        self._name = name
        self._data = ctypes.create_string_buffer(
            data, len(data)
        )  # the library reads from it until it is closed
        self._document = pdfium.load_document(ctypes.addressof(self._data), len(data), None)
        if not self._document:
            _raise_for(int(pdfium.last_error()), name)
        self._forms_info: ctypes.Structure | None = None
        self._forms: int | None = None
        self._page: int | None = None
        self._field_values: dict[str, str] | None = None
        self.announced_pages = int(pdfium.page_count(self._document))
        self.loaded_pages = 0
        self.missing_pages: list[int] = []
        self.count_is_false = False
        self.dynamic_xfa = int(pdfium.form_type(self._document)) == _FORM_XFA_FULL
        if int(pdfium.form_type(self._document)) != 0:
            self._open_forms()

    def _open_forms(self) -> None:
        info = pdfium.FormFillInfo()
        info.version = 2
        info.xfa_disabled = True
        self._forms_info = info
        self._forms = pdfium.init_forms(self._document, ctypes.addressof(info))

    def metadata(self, key: str) -> str:
        """One entry of the document information, such as `Title`; empty where there is none."""
        return pdfium.read_utf16(pdfium.meta_text, self._document, key.encode(), limit=2_000).strip()

    def pages(self) -> Iterator[PageContent]:
        """The pages in order; a page that cannot be loaded is noted in `missing_pages` and passed over."""
        missing_in_a_row = 0
        for index in range(min(self.announced_pages, limits.MAX_PAGES)):
            handle = pdfium.load_page(self._document, index)
            if not handle:
                self.missing_pages.append(index + 1)
                missing_in_a_row += 1
                if missing_in_a_row >= limits.MAX_MISSING_PAGES:
                    del self.missing_pages[-missing_in_a_row:]
                    self.count_is_false = True
                    return
                continue
            missing_in_a_row = 0
            self.loaded_pages += 1
            self._page = handle
            try:
                yield self._content(handle, index + 1)
            finally:
                self._close_page()

    def pages_in_tree(self) -> int | None:
        """Number of pages in the file's page tree, where it is another than announced."""
        return pages_in_tree(self._data.raw, self.announced_pages)

    def _inherited_value(self, name: str) -> str | None:
        if self._field_values is None:
            self._field_values = read_field_values(self._data.raw)
        return self._field_values.get(name)

    def _content(self, handle: int, number: int) -> PageContent:
        frame = _frame(handle)
        if frame is None:
            return PageContent(number, 0.0, 0.0, limits=("the page has no visible area",))
        words, text_limit = read_words(handle, frame)
        paths, images, graphics_limit = read_graphics(handle, frame)
        widgets, annotations, annotation_limit = read_annotations(
            handle, self._forms, frame, self._inherited_value
        )
        picture = PagePicture(handle, frame)
        said = (text_limit, graphics_limit, annotation_limit)
        return PageContent(
            number=number,
            width=frame.width,
            height=frame.height,
            words=words,
            paths=paths,
            images=images,
            widgets=widgets,
            annotations=annotations,
            picture=picture.ink,
            rendering=picture.render,
            limits=tuple(limit for limit in said if limit),
        )

    def _close_page(self) -> None:
        if self._page:
            pdfium.close_page(self._page)
            self._page = None

    def close(self) -> None:
        """Give the file back to the library; pages that were handed out can no longer be rendered."""
        self._close_page()  # a reader that stopped half way leaves one open, which must go before its document
        if self._forms:
            pdfium.exit_forms(self._forms)
            self._forms = None
        if self._document:
            pdfium.close_document(self._document)
            self._document = None

    def __enter__(self) -> PdfFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_pdf(data: bytes, name: str) -> PdfFile:
    """Open a file; see `PdfFile` for what is raised."""
    return PdfFile(data, name)


def _raise_for(code: int, name: str) -> None:
    if code == _ERROR_PASSWORD:
        raise PasswordNeeded(name)
    if code == _ERROR_SECURITY:
        raise UnsupportedFormat(
            name, "a PDF with an unknown kind of encryption", "ask the sender for a copy without it"
        )
    raise DamagedFile(name, "its page structure cannot be read")


def _frame(handle: int) -> Frame | None:
    bounds = pdfium.Numbers(ctypes.c_float, 4)
    if not pdfium.page_bounds(handle, bounds.address):
        return None
    left, top, right, bottom = (float(value) for value in bounds)
    width, height = right - left, top - bottom
    if not (0 < width <= limits.MAX_PAGE_SIDE and 0 < height <= limits.MAX_PAGE_SIDE):
        return None
    turns = int(pdfium.page_rotation(handle)) % 4
    if turns % 2:
        width, height = height, width
    return Frame(page_matrix(left, bottom, right, top, turns), width, height, turns)
