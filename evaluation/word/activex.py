"""How does an ActiveX checkbox stand in a package?

A `w:control` names a part with the class of the control, which names a compound file whose stream `contents` holds the
control's properties. Source: [MS-OFORMS] 2.2.5 (MorphDataControl), [MS-CFB] (compound file, version 3).
"""

import struct

from evaluation.word import xml
from evaluation.word.package import Package

_CHECKBOX = "{8BD21D40-EC42-11CE-9E0D-00AA006002F3}"
_OPTION_BUTTON = "{8BD21D50-EC42-11CE-9E0D-00AA006002F3}"

_SECTOR = 512
_MINI_SECTOR = 64
_FREE, _END, _FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NO_ENTRY = 0xFFFFFFFF

# Bits of MorphDataPropMask, each with the property that it announces.
_VARIOUS, _BACK_COLOUR, _FORE_COLOUR, _DISPLAY_STYLE, _SIZE, _VALUE, _CAPTION = 0, 1, 2, 6, 8, 22, 23
_DISPLAY_CHECKBOX, _DISPLAY_OPTION = 4, 5


def control(
    package: Package, ticked: bool, caption: str, picture: str, *, option_button: bool = False
) -> str:
    """A run with an ActiveX checkbox (or option button) of this state and caption.

    Args:
        package: receives the parts.
        ticked: the state.
        caption: the words that the control itself shows, often none.
        picture: relationship of the picture that shows the control where it cannot run.
        option_button: whether it is an option button.
    """
    number = package.next_id()
    kind = _OPTION_BUTTON if option_button else _CHECKBOX
    stream = control_stream(ticked, caption, _DISPLAY_OPTION if option_button else _DISPLAY_CHECKBOX)
    data = package.add_part(
        f"activeX/activeX{number}.bin", "application/vnd.ms-office.activeX", compound_file(stream)
    )
    part = package.add_part(
        f"activeX/activeX{number}.xml",
        "application/vnd.ms-office.activeX+xml",
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<ax:ocx ax:classid="{kind}" ax:persistence="persistStorage" r:id="rId1" '
        'xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>',
    )
    binary = "http://schemas.microsoft.com/office/2006/relationships/activeXControlBinary"
    package.relate(binary, data.rpartition("/")[2], owner=part)
    relation = package.relate("control", part)
    width = 16 + 5 * len(caption)
    return xml.raw_run(
        f'<w:object w:dxaOrig="225" w:dyaOrig="225"><v:shape id="_x0000_i{number}" style="width:{width}pt;height:14pt" '
        f'o:ole=""><v:imagedata r:id="{picture}" o:title=""/></v:shape>'
        f'<w:control r:id="{relation}" w:name="CheckBox{number}" w:shapeid="_x0000_i{number}"/></w:object>'
    )


def control_stream(ticked: bool, caption: str, display_style: int) -> bytes:
    """The properties of the control, in the layout of MorphDataControl."""
    mask = 0
    for bit in (_VARIOUS, _BACK_COLOUR, _FORE_COLOUR, _DISPLAY_STYLE, _SIZE, _VALUE):
        mask |= 1 << bit
    # A count with the top bit set announces a string of one byte a character.
    value = b"1" if ticked else b"0"
    block = struct.pack(
        "<IIIB3xI", 0x2C80081B, 0x80000005, 0x80000008, display_style, 0x80000000 | len(value)
    )
    extra = struct.pack("<ii", 2500 + 180 * len(caption), 494) + _padded(value)
    if caption:
        mask |= 1 << _CAPTION
        words, flag = (
            (caption.encode("latin-1"), 0x80000000)
            if all(ord(sign) < 256 for sign in caption)
            else (caption.encode("utf-16-le"), 0)
        )
        block += struct.pack("<I", flag | len(words))
        extra += _padded(words)
    content = struct.pack("<Q", mask) + block + extra
    text_properties = struct.pack("<BBHIIBBBB", 0, 2, 12, 0x00000035 & 0x14, 0, 0, 2, 0, 0)
    return struct.pack("<BBH", 0, 2, len(content)) + content + text_properties


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)


def compound_file(stream: bytes) -> bytes:
    """A compound file with one small stream named `contents`.

    Sectors: 0 the allocation table, 1 the directory, 2 the table of mini sectors, then the mini stream.
    """
    mini_count = max(1, -(-len(stream) // _MINI_SECTOR))
    container = stream.ljust(mini_count * _MINI_SECTOR, b"\0")
    sectors = -(-len(container) // _SECTOR)
    fat = [_FAT_SECTOR, _END, _END, *range(4, 3 + sectors), _END]
    mini_fat = [*range(1, mini_count), _END]
    header = (
        struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
        + struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 2, 1, _END, 0, 0)
        + struct.pack("<108I", *([_FREE] * 108))
    )
    directory = (
        _entry("Root Entry", 5, child=1, start=3, size=len(container), clsid=True)
        + _entry("contents", 2, child=_NO_ENTRY, start=0, size=len(stream))
        + _entry("", 0, child=_NO_ENTRY, start=0, size=0) * 2
    )
    return b"".join(
        (header, _table(fat), directory, _table(mini_fat), container.ljust(sectors * _SECTOR, b"\0"))
    )


def _table(entries: list[int]) -> bytes:
    return struct.pack(f"<{len(entries)}I", *entries).ljust(_SECTOR, b"\xff")


def _entry(name: str, kind: int, *, child: int, start: int, size: int, clsid: bool = False) -> bytes:
    encoded = name.encode("utf-16-le")
    length = len(encoded) + 2 if name else 0
    # Class identifier of the checkbox, its first three fields in little-endian order.
    identity = bytes.fromhex("401dd28b42ecce119e0d00aa006002f3") if clsid else bytes(16)
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        encoded, length, kind, 1, _NO_ENTRY, _NO_ENTRY, child, identity, 0, 0, 0, start, size,
    )  # fmt: skip
