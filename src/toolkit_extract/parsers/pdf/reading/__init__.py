"""PDF bytes become `PageContent` values here, and nowhere else: the one place that calls the PDF library."""

from toolkit_extract.parsers.pdf.reading.document import PdfFile, looks_like_pdf, open_pdf

__all__ = ["PdfFile", "looks_like_pdf", "open_pdf"]
