"""Which kinds of return does the evaluation set hold, and to which family does each belong?

A family is what is needed to draw its kinds: `text` nothing, `word` python-docx (a few kinds LibreOffice), `pdf` the
PDF libraries of the development extra, LibreOffice and Chromium, `scan` these without Chromium, and Pillow.
"""

from evaluation.pdf import variants as pdf
from evaluation.recipe import Variant
from evaluation.scan import variants as scan
from evaluation.text import variants as text
from evaluation.word import variants as word

VARIANTS: dict[str, Variant] = {
    variant.name: variant for variant in (*text.VARIANTS, *word.VARIANTS, *pdf.VARIANTS, *scan.VARIANTS)
}
FAMILIES = ("text", "word", "pdf", "scan")


def family_of(name: str) -> str:
    """The family of a variant's name: `word/…`, `pdf/…`, else `text`."""
    first = name.split("/", maxsplit=1)[0]
    return first if first in FAMILIES else "text"
