"""What does a director open? One HTML file with every picture, the table behind each, and what to know first.

No script, no font, no file beside it; it works from a shared drive and prints. All words of returns and file names are
escaped, and a content security policy allows nothing but the page's own style.
"""

from toolkit_extract.outputs.comparison_page.page import render_page

__all__ = ["render_page"]
