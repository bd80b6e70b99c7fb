"""What do an office program's export and a browser's print make of a return?

LibreOffice exports what the Word renderer drew, Chromium prints what the web page renderer drew; the programs decide
where pages end and how boxes look.
"""

from collections.abc import Callable
from random import Random

from evaluation.composition import Composition
from evaluation.conversion import CHROMIUM, Unconverted
from evaluation.text import html_document
from evaluation.text.html_document import HtmlLook
from evaluation.word.document import word
from evaluation.word.layout import WordLook

_PRINT_STYLE = """<style>
@page { size: A4 %s; margin: 14mm }
body { font-family: "Liberation Sans", Arial, sans-serif; font-size: 9pt }
table { border-collapse: collapse; width: 100%% } td, th { border: 1px solid #444; vertical-align: top; padding: 3px }
th { text-align: left; background: #eef; font-weight: normal }
%s</style>
</head>"""


def by_office(look: WordLook, *, flat: bool = False) -> Callable[[Composition, Random], Unconverted]:
    """A renderer of office exports; `flat` exports form fields as drawings."""
    draw = word(look)
    target = ".flat.pdf" if flat else ".pdf"
    return lambda composition, rng: Unconverted(draw(composition, rng), ".docx", target)


def by_browser(
    look: HtmlLook, *, landscape: bool = True, extra: str = ""
) -> Callable[[Composition, Random], Unconverted]:
    """A renderer of browser prints; `extra` is more style sheet."""

    def render(composition: Composition, rng: Random) -> Unconverted:
        page = html_document.render(composition, rng, look)
        style = _PRINT_STYLE % ("landscape" if landscape else "portrait", extra)
        return Unconverted(page.replace("</head>", style, 1).encode(), ".html", ".pdf", CHROMIUM)

    return render
