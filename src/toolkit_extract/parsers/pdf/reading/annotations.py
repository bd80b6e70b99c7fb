"""Which form fields and annotations lie on a page, where, and what do they say?"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable

from toolkit_extract.parsers.pdf import limits
from toolkit_extract.parsers.pdf.content import Annotation, AnnotationKind, FieldKind, Point, Widget
from toolkit_extract.parsers.pdf.geometry import Box, bounding_box, box_of_points
from toolkit_extract.parsers.pdf.reading import pdfium
from toolkit_extract.parsers.pdf.reading.coordinates import Frame

_WIDGET = 20
_KINDS = {
    1: AnnotationKind.NOTE,
    3: AnnotationKind.FREE_TEXT,
    4: AnnotationKind.LINE,
    5: AnnotationKind.SQUARE,
    6: AnnotationKind.CIRCLE,
    7: AnnotationKind.POLYGON,
    8: AnnotationKind.POLYGON,
    9: AnnotationKind.HIGHLIGHT,
    10: AnnotationKind.UNDERLINE,
    11: AnnotationKind.UNDERLINE,  # squiggly
    12: AnnotationKind.STRIKE,
    13: AnnotationKind.STAMP,
    15: AnnotationKind.INK,
}
_FIELD_KINDS = {
    2: FieldKind.CHECKBOX,
    3: FieldKind.RADIO,
    4: FieldKind.CHOICE,
    5: FieldKind.CHOICE,
    6: FieldKind.TEXT,
}
_HIDDEN_FLAGS = 2 | 32  # hidden, no view
_FIELD_MULTILINE = 1 << 12
_FIELD_PASSWORD = 1 << 13
_SMALLEST_SIDE = 1.0
ValueOf = Callable[[str], str | None]
_STRING_LIMIT = 2 * limits.MAX_FIELD_CHARS


def read_annotations(
    page: int, forms: int | None, frame: Frame, inherited: ValueOf
) -> tuple[tuple[Widget, ...], tuple[Annotation, ...], str]:
    """Visible widgets and annotations of a loaded page, and what was left out, if anything.

    `inherited` gives the value of a field by its full name, where the widget has none of its own.
    Push buttons, signatures, password fields and widgets without a size are no answers and are left out.
    """
    widgets: list[Widget] = []
    annotations: list[Annotation] = []
    count = int(pdfium.annotation_count(page))
    limit = ""
    if count > limits.MAX_ANNOTATIONS_PER_PAGE:
        count = limits.MAX_ANNOTATIONS_PER_PAGE
        limit = f"annotations beyond {count}"
    for index in range(count):
        handle = pdfium.get_annotation(page, index)
        if not handle:
            continue
        try:
            if int(pdfium.annotation_flags(handle)) & _HIDDEN_FLAGS:
                continue
            subtype = int(pdfium.annotation_subtype(handle))
            if subtype == _WIDGET and forms:
                widget = _widget(handle, forms, frame, inherited)
                if widget is not None:
                    widgets.append(widget)
            elif subtype in _KINDS:
                annotation = _annotation(handle, _KINDS[subtype], frame)
                if annotation is not None:
                    annotations.append(annotation)
        finally:
            pdfium.close_annotation(handle)
    return tuple(widgets), tuple(annotations), limit


def _rect(handle: int, frame: Frame) -> Box | None:
    numbers = pdfium.Numbers(ctypes.c_float, 4)
    if not pdfium.annotation_rect(handle, numbers.address):
        return None
    left, top, right, bottom = numbers
    return frame.box(left, bottom, right, top)


def _string(handle: int, key: str) -> str:
    return pdfium.read_utf16(pdfium.annotation_string, handle, key.encode(), limit=_STRING_LIMIT)


def _optional_string(handle: int, key: str) -> str | None:
    return _string(handle, key) if pdfium.annotation_has_key(handle, key.encode()) else None


def _widget(handle: int, forms: int, frame: Frame, inherited: ValueOf) -> Widget | None:
    kind = _FIELD_KINDS.get(int(pdfium.field_type(forms, handle)))
    box = _rect(handle, frame)
    if kind is None or box is None or box.width < _SMALLEST_SIDE or box.height < _SMALLEST_SIDE:
        return None
    flags = int(pdfium.field_flags(forms, handle))
    if kind is FieldKind.TEXT and flags & _FIELD_PASSWORD:
        return None
    name = pdfium.read_utf16(pdfium.field_name, forms, handle, limit=2_000)
    if kind in (FieldKind.TEXT, FieldKind.CHOICE):
        value = pdfium.read_utf16(pdfium.field_value, forms, handle, limit=_STRING_LIMIT)
        if kind is FieldKind.CHOICE:
            value = _chosen(forms, handle) or value
        value = re.sub(r"\r\n?", "\n", value)
        return Widget(kind, box, name, value, multiline=bool(flags & _FIELD_MULTILINE))
    appearance, own_value = _optional_string(handle, "AS"), _optional_string(handle, "V")
    return Widget(
        kind=kind,
        box=box,
        name=name,
        appearance_state=appearance,
        sole=own_value is not None,
        field_value=own_value if own_value is not None else inherited(name),
    )


def _chosen(forms: int, handle: int) -> str:
    """The displayed words of the chosen entries of a list."""
    count = min(max(int(pdfium.option_count(forms, handle)), 0), 2_000)
    chosen = [i for i in range(count) if pdfium.option_selected(forms, handle, i)]
    return ", ".join(pdfium.read_utf16(pdfium.option_label, forms, handle, i, limit=4_000) for i in chosen)


def _annotation(handle: int, kind: AnnotationKind, frame: Frame) -> Annotation | None:
    box = _rect(handle, frame)
    if box is None:
        return None
    areas = tuple(_quads(handle, frame))
    strokes: tuple[tuple[Point, ...], ...] = ()
    if kind is AnnotationKind.INK:
        strokes = tuple(_ink(handle, frame))
    elif kind is AnnotationKind.LINE:
        strokes = tuple(_line(handle, frame))
    elif kind is AnnotationKind.POLYGON:
        strokes = tuple(_vertices(handle, frame))
    if areas:
        box = bounding_box(areas)
    elif strokes:
        box = box_of_points(point for stroke in strokes for point in stroke)
    contents = re.sub(r"\r\n?", "\n", _string(handle, "Contents"))
    return Annotation(kind, box, contents, strokes, areas)


def _quads(handle: int, frame: Frame) -> list[Box]:
    numbers = pdfium.Numbers(ctypes.c_float, 8)
    return [
        box_of_points(frame.point(numbers[i], numbers[i + 1]) for i in (0, 2, 4, 6))
        for index in range(min(int(pdfium.annotation_quad_count(handle)), 1_000))
        if pdfium.annotation_quad(handle, index, numbers.address)
    ]


def _points(numbers: pdfium.Numbers, count: int, frame: Frame) -> tuple[Point, ...]:
    return tuple(frame.point(numbers[2 * i], numbers[2 * i + 1]) for i in range(count))


def _ink(handle: int, frame: Frame) -> list[tuple[Point, ...]]:
    strokes = []
    for index in range(min(int(pdfium.annotation_ink_count(handle)), 2_000)):
        count = min(int(pdfium.annotation_ink_path(handle, index, None, 0)), 20_000)
        if count < 1:
            continue
        numbers = pdfium.Numbers(ctypes.c_float, 2 * count)
        pdfium.annotation_ink_path(handle, index, numbers.address, count)
        strokes.append(_points(numbers, count, frame))
    return strokes


def _line(handle: int, frame: Frame) -> list[tuple[Point, ...]]:
    numbers = pdfium.Numbers(ctypes.c_float, 4)
    if not pdfium.annotation_line(handle, numbers.at(0), numbers.at(2)):
        return []
    return [_points(numbers, 2, frame)]


def _vertices(handle: int, frame: Frame) -> list[tuple[Point, ...]]:
    count = min(int(pdfium.annotation_vertices(handle, None, 0)), 20_000)
    if count < 2:
        return []
    numbers = pdfium.Numbers(ctypes.c_float, 2 * count)
    pdfium.annotation_vertices(handle, numbers.address, count)
    return [_points(numbers, count, frame)]
