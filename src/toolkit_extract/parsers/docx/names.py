"""The names of WordprocessingML that the reader knows, each spelt once."""

from __future__ import annotations

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"
AX = "{http://schemas.microsoft.com/office/2006/activeX}"

# An element of our own: stands in the tree where a checkbox control stood, its attributes being the fields of
# a mark.
MARK = "{urn:toolkit-extract:reading}mark"
# An attribute of our own on `w:r`: where the words of the run come from.
ORIGIN = "origin"

P, R_, TBL, TR, TC = f"{W}p", f"{W}r", f"{W}tbl", f"{W}tr", f"{W}tc"
T, TAB, BR, CR, SYM = f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}sym"
PPR, RPR, TRPR, TCPR, TBLPR = f"{W}pPr", f"{W}rPr", f"{W}trPr", f"{W}tcPr", f"{W}tblPr"
SDT, SDT_PR, SDT_CONTENT = f"{W}sdt", f"{W}sdtPr", f"{W}sdtContent"
INS, DEL, MOVE_FROM, MOVE_TO = f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"
SMART_TAG, CUSTOM_XML = f"{W}smartTag", f"{W}customXml"
ALTERNATE, CHOICE, FALLBACK = f"{MC}AlternateContent", f"{MC}Choice", f"{MC}Fallback"
TXBX_CONTENT = f"{W}txbxContent"
VAL = f"{W}val"
ID = f"{W}id"
NUM_PR, ILVL, NUM_ID = f"{W}numPr", f"{W}ilvl", f"{W}numId"
R_ID, R_EMBED, R_LINK = f"{R}id", f"{R}embed", f"{R}link"

_LONGEST_NUMBER = 18  # digits; Python refuses to read some thousand
_FALSE = frozenset({"0", "false", "off", "none"})
_TRUE = frozenset({"1", "true", "on"})


def is_on(value: str | None) -> bool:
    """An on/off attribute: present without a value means on (ECMA-376 part 1, 17.17.4)."""
    return value is None or value.strip().lower() not in _FALSE


def character_of(point: int) -> str:
    """The character of a code point; U+FFFD for what is none, such as half of a surrogate pair."""
    return chr(point) if 0 < point < 0x110000 and not 0xD800 <= point < 0xE000 else "\ufffd"


def whole_number(value: str | None) -> int | None:
    """A whole number from 0 on; None for anything else, signs, other scripts' digits and absurd lengths included."""
    if value is None or not value.isascii() or not value.isdigit() or len(value) > _LONGEST_NUMBER:
        return None
    return int(value)


def stated(value: str) -> bool | None:
    """An on/off value that must be one of the six legal words; None for anything else."""
    word = value.strip().lower()
    return True if word in _TRUE else False if word in _FALSE else None
