"""Text in any dress (plain, Markdown, HTML, columns by white space, e-mail) to a Document."""

from toolkit_extract.parsers.text.parse import parse_email, parse_html, parse_text

__all__ = ["parse_email", "parse_html", "parse_text"]
