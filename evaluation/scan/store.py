"""In what file does a scan arrive?

As a PDF of pictures (with or without the words that some scanner's software believes to have read lying invisibly under
them, or with pages of true text between), as a TIFF of several pages, or as one PNG or JPEG.
"""

import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

from evaluation.scan.scanner import ScannedPage, as_jpeg

_ORIENTATION = 0x0112


@dataclass(frozen=True)
class LaidWord:
    """A word of an invisible text layer: its text and its place on the page in points from the top left."""

    text: str
    x0: float
    bottom: float
    width: float
    height: float


def as_pdf(
    pages: Sequence[ScannedPage],
    quality: int,
    *,
    words: Mapping[int, Sequence[LaidWord]] | None = None,
    kept: bytes = b"",
    kept_pages: Sequence[int] = (),
    rotated: bool = False,
) -> bytes:
    """The pages as a PDF.

    Args:
        pages: all pages, in order.
        quality: that of JPEG; black and white pages are packed without loss.
        words: invisible words by page number (from 1).
        kept: a PDF some pages of which are kept as they are.
        kept_pages: numbers (from 1) of the pages that come from `kept`.
        rotated: whether pictures lie on their side and the page says so.
    """
    import pikepdf

    with pikepdf.new() as pdf:
        source = pikepdf.open(io.BytesIO(kept)) if kept_pages else None
        for number, page in enumerate(pages, start=1):
            if source is not None and number in kept_pages:
                pdf.pages.append(source.pages[number - 1])
            else:
                _add_picture(pdf, page, quality, (words or {}).get(number, ()), rotated=rotated)
        buffer = io.BytesIO()
        pdf.save(buffer, deterministic_id=True)
    return buffer.getvalue()


def _add_picture(
    pdf: Any, page: ScannedPage, quality: int, words: Sequence[LaidWord], *, rotated: bool
) -> None:
    import pikepdf

    image, dpi = page.image, page.dpi
    if rotated:
        image, dpi = image.transpose(Image.Transpose.ROTATE_90), (dpi[1], dpi[0])
    width, height = 72 * image.width / dpi[0], 72 * image.height / dpi[1]
    fonts = {}
    content = f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /Im0 Do Q\n"
    if words:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
        fonts = {"/F1": pdf.make_indirect(font)}
        content += _text(words, height)
    resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary({"/Im0": _picture(pdf, image, quality, dpi)}),
        Font=pikepdf.Dictionary(fonts),
    )
    entry = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, round(width, 3), round(height, 3)],
        Resources=resources,
        Contents=pdf.make_stream(content.encode("cp1252", "replace")),
    )
    if rotated:
        entry.Rotate = 90
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(entry)))


def _picture(pdf: Any, image: Image.Image, quality: int, dpi: tuple[int, int]) -> Any:
    import pikepdf

    common = {
        "/Type": pikepdf.Name.XObject,
        "/Subtype": pikepdf.Name.Image,
        "/Width": image.width,
        "/Height": image.height,
    }
    if image.mode == "1":
        return pikepdf.Stream(
            pdf,
            zlib.compress(image.tobytes(), 9),
            {
                **common,
                "/ColorSpace": pikepdf.Name.DeviceGray,
                "/BitsPerComponent": 1,
                "/Filter": pikepdf.Name.FlateDecode,
            },
        )
    space = pikepdf.Name.DeviceRGB if image.mode == "RGB" else pikepdf.Name.DeviceGray
    return pikepdf.Stream(
        pdf,
        as_jpeg(image, quality, dpi),
        {**common, "/ColorSpace": space, "/BitsPerComponent": 8, "/Filter": pikepdf.Name.DCTDecode},
    )


def _text(words: Sequence[LaidWord], height: float) -> str:
    """Words in text rendering mode 3, which shows nothing."""
    from evaluation.pdf.paper import string_width

    lines = ["BT 3 Tr"]
    for word in words:
        size = max(1.0, word.height)
        natural = string_width(word.text, "Helvetica", size) or 1.0
        safe = word.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        lines.append(
            f"/F1 {size:.2f} Tf {100 * word.width / natural:.1f} Tz 1 0 0 1 {word.x0:.2f} "
            f"{height - word.bottom + 0.2 * size:.2f} Tm ({safe}) Tj"
        )
    return "\n".join([*lines, "ET"])


def as_tiff(pages: Sequence[ScannedPage]) -> bytes:
    """The pages as one TIFF: black and white as fax machines pack it, others without loss."""
    first, *rest = pages
    buffer = io.BytesIO()
    packing = "group4" if first.image.mode == "1" else "tiff_lzw"
    first.image.save(
        buffer,
        "TIFF",
        save_all=True,
        append_images=[page.image for page in rest],
        compression=packing,
        dpi=first.dpi,
    )
    return buffer.getvalue()


def as_png(page: ScannedPage) -> bytes:
    """One page as PNG."""
    buffer = io.BytesIO()
    page.image.save(buffer, "PNG", dpi=page.dpi, optimize=False)
    return buffer.getvalue()


def as_photograph(page: ScannedPage, quality: int) -> bytes:
    """One page as a telephone stores it: the picture on its side, and a note in the file how to turn it."""
    exif = Image.Exif()
    exif[_ORIENTATION] = 6  # to be turned clockwise by a quarter
    buffer = io.BytesIO()
    image = page.image.transpose(Image.Transpose.ROTATE_90)
    image.save(buffer, "JPEG", quality=quality, dpi=(page.dpi[1], page.dpi[0]), exif=exif)
    return buffer.getvalue()
