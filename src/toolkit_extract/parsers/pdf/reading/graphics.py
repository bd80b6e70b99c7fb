"""Which lines, shapes and pictures are painted on a page, where and in which colour?"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit_extract.parsers.pdf import limits
from toolkit_extract.parsers.pdf.content import Colour, Image, Path, Point, Subpath
from toolkit_extract.parsers.pdf.geometry import Box, bounding_box, box_of_points
from toolkit_extract.parsers.pdf.reading import pdfium
from toolkit_extract.parsers.pdf.reading.coordinates import Frame, Matrix, combine

_TEXT, _PATH, _IMAGE, _SHADING, _FORM = 1, 2, 3, 4, 5
_OFF_PAGE = 3.0
_MAX_CLIPS = 50
_LINE_TO, _BEZIER_TO, _MOVE_TO = 0, 1, 2


@dataclass(slots=True)
class _Painting:
    frame: Frame
    paths: list[Path] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    objects: int = 0
    segments: int = 0
    limit: str = ""
    floats: pdfium.Numbers = field(default_factory=lambda: pdfium.Numbers(ctypes.c_float, 8))
    colours: pdfium.Numbers = field(default_factory=lambda: pdfium.Numbers(ctypes.c_uint, 4))
    modes: pdfium.Numbers = field(default_factory=lambda: pdfium.Numbers(ctypes.c_int, 2))


def read_graphics(page: int, frame: Frame) -> tuple[tuple[Path, ...], tuple[Image, ...], str]:
    """Paths and images of a loaded page, those in form XObjects included, and what was left out, if anything."""
    painting = _Painting(frame)
    handles = (pdfium.page_object(page, index) for index in range(int(pdfium.count_objects(page))))
    _read_objects(painting, handles, frame.matrix, 0)
    return tuple(painting.paths), tuple(painting.images), painting.limit


def _read_objects(painting: _Painting, handles: Iterator[int | None], matrix: Matrix, depth: int) -> None:
    for handle in handles:
        if not handle:
            continue
        kind = pdfium.object_type(handle)
        if kind == _TEXT:
            continue
        painting.objects += 1
        if painting.objects > limits.MAX_OBJECTS_PER_PAGE or painting.segments > limits.MAX_SEGMENTS_PER_PAGE:
            painting.limit = f"drawings beyond {painting.objects - 1} shapes"
            return
        if kind == _PATH:
            _read_path(painting, handle, matrix)
        elif kind == _IMAGE:
            own = _matrix_of(painting, handle)
            corners = [_apply(combine(own, matrix), x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            painting.images.append(Image(box_of_points(corners), painting.objects))
        elif kind == _SHADING:
            painting.images.append(Image(_bounds(painting, handle, matrix), painting.objects, shading=True))
        elif kind == _FORM and depth < limits.MAX_FORM_DEPTH:
            count = int(pdfium.form_count_objects(handle))
            inner = (pdfium.form_object(handle, index) for index in range(count))
            _read_objects(painting, inner, combine(_matrix_of(painting, handle), matrix), depth + 1)


def _matrix_of(painting: _Painting, handle: int) -> Matrix:
    floats = painting.floats
    pdfium.object_matrix(handle, floats.address)
    return (floats[0], floats[1], floats[2], floats[3], floats[4], floats[5])


def _apply(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def _read_path(painting: _Painting, handle: int, matrix: Matrix) -> None:
    modes = painting.modes
    pdfium.path_draw_mode(handle, modes.at(0), modes.at(1))
    filled, stroked = bool(modes[0]), bool(modes[1])
    if not filled and not stroked:
        return
    count = int(pdfium.path_count_segments(handle))
    painting.segments += count
    own = combine(_matrix_of(painting, handle), matrix)
    fill = _colour(painting, pdfium.object_fill, handle) if filled else None
    stroke = _colour(painting, pdfium.object_stroke, handle) if stroked else None
    if fill is None and stroke is None:
        return
    width = 0.0
    if stroke is not None and pdfium.object_stroke_width(handle, painting.floats.at(6)):
        width = float(painting.floats[6]) * abs(own[0] * own[3] - own[1] * own[2]) ** 0.5
    subpaths: tuple[Subpath, ...] = ()
    if count <= limits.MAX_SEGMENTS_PER_PATH:
        subpaths = tuple(_subpaths(painting, handle, count, own))
        if not subpaths:
            return
        box = box_of_points(
            (x, y) for sub in subpaths for x, y in ((sub.box.x0, sub.box.top), (sub.box.x1, sub.box.bottom))
        )
    else:
        box = _bounds(painting, handle, matrix)
    if not Box(0, 0, painting.frame.width, painting.frame.height).covers(box, _OFF_PAGE):
        visible = _clip(painting, handle, matrix)
        subpaths = tuple(part for sub in subpaths if (part := _clipped(sub, visible)) is not None)
        if not subpaths:
            return
        box = bounding_box(sub.box for sub in subpaths)
    painting.paths.append(Path(subpaths, fill, stroke, width, box, painting.objects))


def _clip(painting: _Painting, handle: int, matrix: Matrix) -> Box:
    """What shows of a path that runs off the page: the page, and within it the bounds of the path's clip.

    Browsers print a long table by painting all of it on every page, clipped to the part of the page.
    """
    left, top, right, bottom = 0.0, 0.0, painting.frame.width, painting.frame.height
    clip = pdfium.object_clip(handle)
    count = max(int(pdfium.clip_count_paths(clip)), 0) if clip else 0
    for number in range(min(count, _MAX_CLIPS)):
        points = []
        for index in range(min(max(int(pdfium.clip_count_segments(clip, number)), 0), _MAX_CLIPS)):
            segment = pdfium.clip_segment(clip, number, index)
            pdfium.segment_point(segment, painting.floats.at(6), painting.floats.at(7))
            points.append(_apply(matrix, painting.floats[6], painting.floats[7]))
        if len(points) > 1:
            box = box_of_points(points)
            left, top = max(left, box.x0), max(top, box.top)
            right, bottom = min(right, box.x1), min(bottom, box.bottom)
    return Box(left, top, right, bottom)


def _clipped(sub: Subpath, visible: Box) -> Subpath | None:
    """A subpath with its points drawn in to the visible area; exact for the upright rectangles it is made for."""
    if sub.box.x_gap(visible) > 0 or sub.box.y_gap(visible) > 0:
        return None
    points = tuple(
        (min(max(x, visible.x0), visible.x1), min(max(y, visible.top), visible.bottom)) for x, y in sub.points
    )
    return Subpath(points, sub.closed, sub.curved, box_of_points(points))


def _colour(painting: _Painting, ask: object, handle: int) -> Colour | None:
    colours = painting.colours
    if not callable(ask) or not ask(handle, *(colours.at(i) for i in range(4))):
        return (0, 0, 0, 255)  # a pattern or an unknown colour space: painted, in a colour that is not known
    return (colours[0], colours[1], colours[2], colours[3]) if colours[3] else None


def _bounds(painting: _Painting, handle: int, matrix: Matrix) -> Box:
    floats = painting.floats
    pdfium.object_bounds(handle, *(floats.at(i) for i in range(4)))
    left, bottom, right, top = floats[0], floats[1], floats[2], floats[3]
    return box_of_points(_apply(matrix, x, y) for x in (left, right) for y in (bottom, top))


def _subpaths(painting: _Painting, handle: int, count: int, matrix: Matrix) -> Iterator[Subpath]:
    a, b, c, d, e, f = matrix
    xy = painting.floats
    x_at, y_at = xy.at(6), xy.at(7)
    points: list[Point] = []
    controls: list[Point] = []
    curved = False
    for index in range(count):
        segment = pdfium.path_segment(handle, index)
        kind = pdfium.segment_type(segment)
        pdfium.segment_point(segment, x_at, y_at)
        x, y = xy[6], xy[7]
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == _MOVE_TO:
            if len(points) > 1:
                yield _subpath(points, False, curved)
            points, controls, curved = [point], [], False
        elif kind == _BEZIER_TO:
            controls.append(point)
            if len(controls) == 3 and points:
                points.extend(_on_curve(points[-1], *controls))
                controls, curved = [], True
        else:
            points.append(point)
        if pdfium.segment_close(segment) and points:
            if len(points) > 1:
                yield _subpath(points, True, curved)
            points, controls, curved = [points[0]], [], False
    if len(points) > 1:
        yield _subpath(points, False, curved)


def _on_curve(start: Point, first: Point, second: Point, end: Point) -> tuple[Point, Point]:
    """The middle and the end of a Bézier curve."""
    middle = (
        (start[0] + 3 * first[0] + 3 * second[0] + end[0]) / 8,
        (start[1] + 3 * first[1] + 3 * second[1] + end[1]) / 8,
    )
    return middle, end


def _subpath(points: list[Point], closed: bool, curved: bool) -> Subpath:
    return Subpath(tuple(points), closed, curved, box_of_points(points))
