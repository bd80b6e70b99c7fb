"""What do the pictures in a TIFF, PNG or JPEG file say? Its bytes in, a `Document` out."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from toolkit_extract.errors import DamagedFile, LimitReached
from toolkit_extract.parsers.ahead import one_ahead
from toolkit_extract.parsers.pdf.parse import Assembly
from toolkit_extract.parsers.scan.raster import POINTS_PER_INCH, Raster
from toolkit_extract.parsers.scan.reader import PageReader
from toolkit_extract.progress import beat
from toolkit_extract.schemas.document import Document

MAX_PIXELS = 80_000_000
"""Of one page: A3 at 600 dots an inch has 70 million."""

MAX_PAGES = 300

_LONG_SIDE = 842.0
"""Points of the long side of A4, which a picture has that does not say how large its paper was."""

_SMALLEST_PAPER, _LARGEST_PAPER = 280.0, 1700.0
"""Long sides, in points, that paper can have: A6 to A2. What a telephone writes into its photographs lies outside."""

_MOST_DPI = 300.0
_LEAST_SQUEEZE, _MOST_SQUEEZE = 1.2, 4.0
"""Proportions of pixels between which a picture is made square."""


def parse_pictures(data: bytes, name: str) -> Document:
    """Read a file of pictures, one page each.

    Args:
        data: the bytes of the file.
        name: what to call it in errors.

    Returns:
        The document. Its coordinates are points of the paper where the file says how many pixels an inch has, else of
        paper as long as A4.

    Raises:
        DamagedFile: the file cannot be decoded.
        LimitReached: it has more pixels or pages than a return can have.
        MissingDependency: nothing that recognises text is installed.
    """
    reader = PageReader.with_engine(name)
    assembly = Assembly()
    pages = 0
    begun = (reader.begin_raster(raster, number) for number, raster in enumerate(rasters(data, name), 1))
    for pages, items in enumerate(one_ahead(begun), 1):
        assembly.add(items)
        beat(pages)
    assembly.release()
    return Document(
        format=_format(data),
        pages=pages,
        ocr=True,
        ocr_engine=reader.engine_name,
        loses_marks=True,
        blocks=tuple(assembly.blocks),
        furniture=tuple(assembly.furniture),
        findings=tuple(assembly.findings),
    )


def _format(data: bytes) -> str:
    return "png" if data.startswith(b"\x89PNG") else "jpeg" if data.startswith(b"\xff\xd8") else "tiff"


def rasters(data: bytes, name: str) -> Iterator[Raster]:
    """The pages of a file of pictures, as they are read.

    Raises:
        DamagedFile, LimitReached: as `parse_pictures`.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata; what matters is raised
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF")) as picture:
                for index, frame in enumerate(ImageSequence.Iterator(picture)):
                    if index >= MAX_PAGES:
                        raise LimitReached(name, f"{MAX_PAGES} pages of pictures")
                    if frame.width * frame.height > MAX_PIXELS:
                        raise LimitReached(name, f"{MAX_PIXELS // 1_000_000} million pixels a page")
                    yield _raster(frame)
    except Image.DecompressionBombError as error:
        raise LimitReached(name, f"{MAX_PIXELS // 1_000_000} million pixels a page") from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise DamagedFile(name, "its picture cannot be decoded") from error


def as_its_paper_was(frame: Image.Image, mode: str) -> tuple[Image.Image, float]:
    """A picture upright, on white and with square pixels, in a mode such as `RGB`, and its pixels a point.

    Coordinates of the document are points of this picture: whoever shows them asks here.
    """
    upright = ImageOps.exif_transpose(frame)
    return _with_square_pixels(_on_white(upright).convert(mode), frame), _scale(frame)


def _raster(frame: Image.Image) -> Raster:
    grey, scale = as_its_paper_was(frame, "L")
    if scale > _MOST_DPI / POINTS_PER_INCH:
        share = _MOST_DPI / POINTS_PER_INCH / scale
        grey = grey.resize((round(grey.width * share), round(grey.height * share)), Image.Resampling.BOX)
        scale *= share
    return Raster(np.asarray(grey, dtype=np.uint8), scale)


def _stated_dpi(frame: Image.Image) -> tuple[float, float] | None:
    """Pixels an inch across and down, if the file says so."""
    stated = frame.info.get("dpi")
    try:
        across, down = (float(value) for value in stated or ())
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if across > 0 and down > 0 else None


def _with_square_pixels(picture: Image.Image, frame: Image.Image) -> Image.Image:
    """The picture as its paper was: a fax has twice as many pixels across as down (ITU-T T.4)."""
    across, down = _stated_dpi(frame) or (1.0, 1.0)
    if not _LEAST_SQUEEZE < max(across, down) / min(across, down) < _MOST_SQUEEZE:
        return picture
    finest = max(across, down)
    size = (round(picture.width * finest / across), round(picture.height * finest / down))
    return picture.resize(size, Image.Resampling.BICUBIC)


def _on_white(picture: Image.Image) -> Image.Image:
    """The picture without transparency."""
    if picture.mode not in ("LA", "PA", "RGBA") and "transparency" not in picture.info:
        return picture
    layer = picture.convert("RGBA")
    ground = Image.new("RGBA", layer.size, "white")
    return Image.alpha_composite(ground, layer)


def _scale(frame: Image.Image) -> float:
    """Pixels a point, as the file says where paper can be so large, else as if the page were A4."""
    dpi = _stated_dpi(frame)
    if dpi is not None:
        longest = max(frame.width / dpi[0], frame.height / dpi[1]) * POINTS_PER_INCH
        if _SMALLEST_PAPER <= longest <= _LARGEST_PAPER:
            return max(dpi) / POINTS_PER_INCH
    return max(frame.width, frame.height) / _LONG_SIDE
