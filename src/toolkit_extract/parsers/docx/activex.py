"""Is an ActiveX checkbox or option button ticked, and what is its caption?

The control's own part names its class and where its data are: a property bag in XML, or a binary stream laid
out as [MS-OFORMS] 2.2.5 (MorphDataControl) says: a mask of the properties present, their fixed-size parts,
then the strings.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from lxml import etree

from toolkit_extract.errors import DamagedFile
from toolkit_extract.parsers.docx.atoms import MarkAtom
from toolkit_extract.parsers.docx.compound import is_compound_file, stream_of
from toolkit_extract.parsers.docx.names import AX, R_ID
from toolkit_extract.parsers.docx.package import Package
from toolkit_extract.schemas.document import MarkState

METHOD = "activex"
_CHECKABLE = {
    "8bd21d40-ec42-11ce-9e0d-00aa006002f3",  # Forms.CheckBox.1
    "8bd21d50-ec42-11ce-9e0d-00aa006002f3",  # Forms.OptionButton.1
    "8bd21d60-ec42-11ce-9e0d-00aa006002f3",  # Forms.ToggleButton.1
    "5512d116-5cc6-11cf-8d67-00aa00bdce1d",  # HTML checkbox
    "5512d118-5cc6-11cf-8d67-00aa00bdce1d",  # HTML option
}
# Size and alignment of the fixed part of each property, by its bit in the mask; 0 where only the bit says
# something.
_FIXED = {
    0: 4, 1: 4, 2: 4, 3: 4, 4: 1, 5: 1, 6: 1, 7: 1, 9: 2, 10: 4, 11: 2, 12: 2, 13: 2, 14: 2, 15: 2, 16: 1, 17:
    1, 18: 1, 20: 1, 21: 1, 22: 4, 23: 4, 24: 4, 25: 4, 26: 4, 27: 2, 28: 2, 29: 2, 32: 4,
}  # fmt: skip
_SIZE_BIT, _VALUE_BIT, _CAPTION_BIT = 8, 22, 23
_COMPRESSED = 0x8000_0000
_CLASS_ID = 16


@dataclass(frozen=True, slots=True)
class ControlData:
    """What a control stores: its value (`1`, `0`, or nothing where it is neither) and its caption."""

    value: str | None
    caption: str | None


def read_control(package: Package, part: str, element: etree._Element) -> MarkAtom | None:
    """The mark of a `w:control`, or None where it is no checkbox (a button, a text field)."""
    relationship = package.relationships(part).get(element.get(R_ID, ""))
    if relationship is None or not package.has(relationship.target):
        return None
    ocx = package.xml(relationship.target)
    class_id = ocx.get(f"{AX}classid", "").strip("{}").lower()
    if class_id not in _CHECKABLE:
        return None
    data = _property_bag(ocx) or _binary(package, relationship.target, ocx)
    caption = data.caption.strip() if data is not None and data.caption else None
    if data is None:
        return MarkAtom(MarkState.UNKNOWN, METHOD, 0.5, label=caption, stateful=True)
    state = {"1": MarkState.SELECTED, "-1": MarkState.SELECTED, "true": MarkState.SELECTED}.get(
        (data.value or "0").lower(), MarkState.UNSELECTED
    )
    # A control that was never set stores no value at all.
    confidence = 0.99 if data.value is not None else 0.85
    return MarkAtom(state, METHOD, confidence, verbatim=data.value or "", label=caption, stateful=True)


def _property_bag(ocx: etree._Element) -> ControlData | None:
    properties = {
        e.get(f"{AX}name", "").lower(): e.get(f"{AX}value", "") for e in ocx.iterchildren(f"{AX}ocxPr")
    }
    if not properties:
        return None
    return ControlData(properties.get("value", properties.get("checked")), properties.get("caption"))


def _binary(package: Package, part: str, ocx: etree._Element) -> ControlData | None:
    relationship = package.relationships(part).get(ocx.get(R_ID, ""))
    if relationship is None or not package.has(relationship.target):
        return None
    try:
        data = package.read(relationship.target, limit=1_000_000)
    except DamagedFile:
        return None
    if is_compound_file(data):
        stream = stream_of(data, "contents")
        return morph_data(stream) if stream is not None else None
    # A stream saved by itself begins with the class of the control.
    return morph_data(data[_CLASS_ID:])


def morph_data(data: bytes) -> ControlData | None:
    """Value and caption of a MorphDataControl stream; None where it is not laid out as one.

    Source: [MS-OFORMS] 2.2.5.1 to 2.2.5.5.
    """
    try:
        minor, major, _size, mask = struct.unpack_from("<BBHQ", data, 0)
        if (minor, major) != (0, 2):
            return None
        offset = 12
        start = 4  # alignment counts from the property mask
        counts: dict[int, int] = {}
        for bit, size in sorted(_FIXED.items()):
            if not mask >> bit & 1:
                continue
            offset += -(offset - start) % size
            if bit in (_VALUE_BIT, _CAPTION_BIT):
                (counts[bit],) = struct.unpack_from("<I", data, offset)
            offset += size
        offset += -(offset - start) % 4
        if mask >> _SIZE_BIT & 1:
            offset += 8
        value, offset = _string(data, offset, counts.get(_VALUE_BIT))
        caption, offset = _string(data, offset, counts.get(_CAPTION_BIT))
    except (struct.error, UnicodeDecodeError, IndexError):
        return None
    return ControlData(value, caption)


def _string(data: bytes, offset: int, count: int | None) -> tuple[str | None, int]:
    """A string of the extra data, padded to four bytes: one byte a character if compressed, else two."""
    if count is None:
        return None, offset
    length = count & ~_COMPRESSED
    if offset + length > len(data):
        raise IndexError
    raw = data[offset : offset + length]
    text = raw.decode("latin-1") if count & _COMPRESSED else raw.decode("utf-16-le")
    return text, offset + length + -length % 4
