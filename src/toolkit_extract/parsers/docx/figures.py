"""What does a drawing, a picture or an embedded object contribute? Text boxes, marks, unread parts.

A figure's position on the page is not computed, so a tick drawn over an option is known only to be anchored
there: its mark says `unknown`, never a state.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from toolkit_extract.parsers.docx.activex import read_control
from toolkit_extract.parsers.docx.atoms import Doubt, MarkAtom
from toolkit_extract.parsers.docx.names import (
    OFFICE,
    PIC,
    R_EMBED,
    R_ID,
    TXBX_CONTENT,
    VML,
    WP,
    A,
    W,
)
from toolkit_extract.parsers.docx.package import Package
from toolkit_extract.schemas.document import MarkState

_EMU_PER_POINT = 12_700
_SIGN_SIZE = 40.0  # points: height of a picture or shape that can be a tick beside a line of text
_RING_WIDTH = 220.0  # points: width of a ring drawn round an option
_BOX_SIZE = 26.0  # points: side of a drawn square that can be a box
_PAGE_LIKE = 300.0  # points, both sides: a picture that may be a page

# Names that Word, its icon library and form makers give to small pictures. Checked in this order.
_EMPTY_NAME = re.compile(
    r"\b(?:un(?:checked|ticked|selected)|not[ _-](?:checked|ticked|selected)|(?:empty|blank)"
    r"[ _-]?(?:check|tick)?[ _-]?box|(?:check|tick)[ _-]?box[ _-]?(?:empty|blank|off|outline))",
    re.IGNORECASE,
)
_SET_NAME = re.compile(
    r"\b(?:tick(?:ed)?|check[ _-]?mark|checked|checkmark|(?:check|tick)[ _-]?box"
    r"[ _-](?:checked|ticked|crossed|on)|crossed?)\b|(?:^|[_\W])(?:tick|check|cross)(?:[_\W\d]|$)",
    re.IGNORECASE,
)
_BOX_NAME = re.compile(r"\b(?:check|tick)[ _-]?box\b", re.IGNORECASE)
_RINGS = frozenset({"ellipse", "flowChartConnector", "donut", "mathMultiply", "plus", "mathPlus"})
_SQUARES = frozenset({"rect", "roundRect", "flowChartProcess", "frame"})
_LENGTH = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)(pt|in|px|cm|mm)?", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "px": 0.75, "cm": 72 / 2.54, "mm": 72 / 25.4, "": 1.0}


@dataclass(slots=True)
class Figure:
    """What one drawing, picture or object holds for a reader."""

    text_boxes: list[etree._Element] = field(default_factory=list)
    marks: list[MarkAtom] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def read_figure(package: Package, part: str, element: etree._Element) -> Figure:
    """Read a `w:drawing`, `w:pict` or `w:object` of that part."""
    figure = Figure()
    control = element.find(f".//{W}control")
    if control is not None:
        mark = read_control(package, part, control)
        if mark is not None:
            figure.marks.append(mark)
        return figure
    figure.text_boxes = _outermost_text_boxes(element)
    for embedded in element.iter(f"{OFFICE}OLEObject"):
        figure.unread.append(f"an embedded object ({embedded.get('ProgID', 'of an unknown program')})")
    for tag, what in ((_CHART, "a chart"), (_DIAGRAM, "a diagram")):
        if element.find(f".//{tag}") is not None:
            figure.unread.append(what)
    if not figure.text_boxes and not figure.unread:
        width, height = _size(element)
        if element.find(f".//{PIC}pic") is not None or element.find(f".//{VML}imagedata") is not None:
            _read_picture(package, part, element, width, height, figure)
        else:
            _read_shape(element, width, height, figure)
    return figure


_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"


def _outermost_text_boxes(element: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    for box in element.iter(TXBX_CONTENT):
        if not any(ancestor in found for ancestor in box.iterancestors(TXBX_CONTENT)):
            found.append(box)
    return found


def _size(element: etree._Element) -> tuple[float, float]:
    """Width and height in points; 0 where the figure does not say."""
    extent = element.find(f".//{WP}extent")
    if extent is not None:
        try:
            return int(extent.get("cx", "0")) / _EMU_PER_POINT, int(extent.get("cy", "0")) / _EMU_PER_POINT
        except (ValueError, OverflowError):
            return 0.0, 0.0
    for shape in element.iter(*_VML_SHAPES):
        lengths = _LENGTH.findall(shape.get("style", ""))
        sizes = {side.lower(): float(n) * _POINTS[unit.lower()] for side, n, unit in lengths}
        if sizes:
            return sizes.get("width", 0.0), sizes.get("height", 0.0)
    return 0.0, 0.0


_VML_SHAPES = tuple(f"{VML}{name}" for name in ("shape", "rect", "oval", "roundrect", "line"))


def _read_picture(
    package: Package, part: str, element: etree._Element, width: float, height: float, figure: Figure
) -> None:
    if width >= _PAGE_LIKE and height >= _PAGE_LIKE:
        figure.unread.append(f"a picture of {width:.0f} by {height:.0f} points")
        return
    if not 0 < height <= _SIGN_SIZE or not 0 < width <= _SIGN_SIZE:
        return
    names = " | ".join(_names(package, part, element))
    state, boxed = _state_by_name(names)
    if state is not None:
        figure.marks.append(MarkAtom(state, "picture_name", 0.8, boxed=boxed))
    elif 0.6 <= width / height <= 1.67:
        figure.marks.append(MarkAtom(MarkState.UNKNOWN, "picture", 0.3, doubt=Doubt.PICTURE))


def _names(package: Package, part: str, element: etree._Element) -> list[str]:
    names = []
    for described in element.iter(f"{WP}docPr", f"{PIC}cNvPr", *_VML_SHAPES, f"{VML}imagedata"):
        names += [described.get(key, "") for key in ("name", "descr", "title", "alt", f"{OFFICE}title")]
    for image in element.iter(f"{A}blip", f"{VML}imagedata"):
        relationship = package.relationships(part).get(image.get(R_EMBED) or image.get(R_ID) or "")
        if relationship is not None:
            names.append(relationship.target.rsplit("/", 1)[-1].rsplit(".", 1)[0])
    return [name for name in names if name]


def _state_by_name(names: str) -> tuple[MarkState | None, bool]:
    """The state that a picture's names tell, and whether it is a box."""
    boxed = _BOX_NAME.search(names) is not None
    if _EMPTY_NAME.search(names):
        return MarkState.UNSELECTED, True
    if _SET_NAME.search(names):
        return MarkState.SELECTED, boxed
    return (MarkState.UNKNOWN, True) if boxed else (None, False)


def _read_shape(element: etree._Element, width: float, height: float, figure: Figure) -> None:
    if not 0 < height <= _SIGN_SIZE or not 0 < width <= _RING_WIDTH:
        return
    kinds = {shape.get("prst", "") for shape in element.iter(f"{A}prstGeom")}
    if element.find(f".//{A}custGeom") is not None or _has_ink(element):
        kinds.add("freeform")
    if element.find(f".//{VML}oval") is not None:
        kinds.add("ellipse")
    if element.find(f".//{VML}rect") is not None or element.find(f".//{VML}roundrect") is not None:
        kinds.add("rect")
    if kinds & _SQUARES and max(width, height) <= _BOX_SIZE:
        figure.marks.append(MarkAtom(MarkState.UNKNOWN, "drawn_shape", 0.4, doubt=Doubt.SHAPE))
    elif kinds & _RINGS or "freeform" in kinds:
        figure.marks.append(MarkAtom(MarkState.UNKNOWN, "drawn_shape", 0.4, boxed=False, doubt=Doubt.SHAPE))


def _has_ink(element: etree._Element) -> bool:
    return any(e.tag.endswith("}contentPart") for e in element.iter())
