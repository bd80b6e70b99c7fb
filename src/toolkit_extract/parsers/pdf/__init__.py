"""PDF files: printed, drawn, filled in and marked up.

`parse_pdf` makes a `Document` of the bytes. The one place that touches the PDF library is `reading`; the modules beside
it are pure functions on what it yields (`content.PageContent`), one question each.
"""

from toolkit_extract.parsers.pdf.parse import parse_pdf
from toolkit_extract.parsers.pdf.reading.document import looks_like_pdf

__all__ = ["looks_like_pdf", "parse_pdf"]
