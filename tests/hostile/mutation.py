"""How is a sample damaged so that the damage gets past the first check? Knowing what it is made of.

Bytes flipped at random seldom reach behind the checksum of a ZIP entry or the compression of a PDF's stream. So a Word
package is unpacked, its XML is changed and it is packed again; a PDF's objects and its unpacked streams are changed; a
text loses, gains and moves bytes and lines. One seed gives one file, always.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_OBJECT = re.compile(rb"\d+ 0 obj\b.*?endobj", re.DOTALL)
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_ATTRIBUTE = re.compile(rb'="([^"]*)"')
_ELEMENT = re.compile(rb"<(/?)([\w:]+)[^>]*?(/?)>")
_ODD_VALUES = (
    b"",
    b"0",
    b"-1",
    b"99999999999999999999",
    b"1e400",
    b"0x",
    b"\xc2\xb2",
    b"nan",
    b"true",
    b"A" * 5_000,
    b"%s",
    b"../../x",
    b"&#xD800;",
    b"D83D",
    b"\xff",
)
_ODD_TEXTS = (
    b"\x00",
    b"\r",
    b"\x0c",
    b"\t\t\t",
    b"\xe2\x98\x92",
    b"\xe2\x80\xa8",
    b"\xed\xa0\xbd",
    b"<td colspan=999>",
    b"<table>",
    b"</td></tr>",
    b"|---|",
    b"[x]",
    b"1.1 ",
    b"**",
    b"\xef\xbb\xbf",
    b" " * 300,
    b"&#0;",
)

Mutator = Callable[[bytes, random.Random], bytes]


def mutate(data: bytes, seed: int) -> bytes:
    """The file with one to four changes that suit its format."""
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 1, 2, 4))):
        data = chance.choice(_mutators_for(data))(data, chance)
    return data


def _mutators_for(data: bytes) -> Sequence[Mutator]:
    if data.startswith(b"PK"):
        return (_in_package, _in_package, _in_package, _in_package, _bytes)
    if data.startswith(b"%PDF"):
        return (_in_stream, _in_stream, _in_objects, _in_objects, _bytes, _cut)
    return (_lines, _lines, _text, _text, _bytes, _cut)


def _bytes(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 8, 64))):
        if out:
            out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def _cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) + 1)
    if chance.random() < 0.5:
        return data[:start]
    return data[:start] + data[start + chance.randrange(1, 2_000) :]


def _text(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 5, 30))):
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(_ODD_TEXTS) + data[place:]
    return data


def _lines(data: bytes, chance: random.Random) -> bytes:
    lines = data.split(b"\n")
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(5)
    if kind == 0:
        lines[first], lines[second] = lines[second], lines[first]
    elif kind == 1:
        del lines[min(first, second) : max(first, second)]
    elif kind == 2:
        lines[first:first] = lines[second : second + 40] * chance.choice((1, 3, 20))
    elif kind == 3:
        chance.shuffle(lines)
    else:
        lines[first] = b"".join(lines[first : first + 30])
    return b"\n".join(lines)


def _in_package(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError, ValueError):
        return data
    names = [name for name in parts if name.endswith((".xml", ".rels"))] or list(parts)
    weights = [8 if name.endswith("document.xml") else 1 for name in names]
    if not names:
        return data
    name = chance.choices(names, weights)[0]
    if chance.random() < 0.05:
        del parts[name]
    else:
        parts[name] = _xml(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(zipfile.ZipInfo(part), content, zipfile.ZIP_DEFLATED)  # no clock
    return out.getvalue()


def _xml(xml: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(5)
    if kind == 0:
        return _replaced(xml, _ATTRIBUTE, 1, chance, chance.choice(_ODD_VALUES).replace(b"\xff", b"?"))
    elements = list(_ELEMENT.finditer(xml))
    if not elements:
        return _text(xml, chance)
    one, two = chance.choice(elements), chance.choice(elements)
    if kind == 1:  # an element without content becomes another
        empty = [element for element in elements if element[3]] or elements
        one, two = chance.choice(empty), chance.choice(empty)
        return xml[: one.start(2)] + two[2] + xml[one.end(2) :]
    if kind == 2:
        whole = _whole(xml, elements, one)
        return xml[: one.start()] + xml[one.start() + len(whole) :]
    if kind == 3:
        return (
            xml[: two.start()] + _whole(xml, elements, one) * chance.choice((1, 2, 50)) + xml[two.start() :]
        )
    return (
        xml[: one.end()]
        + chance.choice((b"\xe2\x98\x92", b"1.1 ", b"[x]", b"&#9745;", b"\xc2\xa0"))
        + xml[one.end() :]
    )


def _whole(xml: bytes, elements: Sequence[re.Match[bytes]], first: re.Match[bytes]) -> bytes:
    """An element with its content; the tag alone where that cannot be told."""
    if first[3] or first[1]:
        return first[0] if first[3] else b""
    depth = 0
    for element in elements[elements.index(first) :]:
        if element[2] == first[2] and not element[3]:
            depth += -1 if element[1] else 1
            if depth == 0:
                return xml[first.start() : element.end()]
    return b""


def _in_objects(data: bytes, chance: random.Random) -> bytes:
    objects = [o for o in _OBJECT.finditer(data) if len(o[0]) < 20_000]
    if not objects:
        return _bytes(data, chance)
    one, two = chance.choice(objects), chance.choice(objects)
    kind = chance.randrange(4)
    if kind == 0:
        changed = _replaced(one[0], _NUMBER, 0, chance, chance.choice(_ODD_VALUES[:6]))
    elif kind == 1:  # a reference to an object becomes one to another, perhaps to itself
        changed = _replaced(one[0], re.compile(rb"\d+(?= 0 R)"), 0, chance, two[0].split(b" ", 1)[0])
    elif kind == 2:
        changed = one[0].split(b" ", 1)[0] + b" " + two[0].split(b" ", 1)[1]
    else:
        changed = _replaced(
            one[0],
            re.compile(rb"/[A-Za-z]\w*"),
            0,
            chance,
            chance.choice((b"/X", b"[[[", b"<<", b"null", b"(a)")),
        )
    return data[: one.start()] + changed + data[one.end() :]


def _in_stream(data: bytes, chance: random.Random) -> bytes:
    """Change a stream behind its compression; readers find its new length by themselves."""
    streams = list(_STREAM.finditer(data))
    if not streams:
        return _bytes(data, chance)
    one = chance.choice(streams)
    try:
        content = zlib.decompress(one[1])
        packed = True
    except zlib.error:
        content, packed = one[1], False
    for _ in range(chance.choice((1, 4, 20))):
        content = chance.choice((_operands, _operands, _bytes, _lines))(content, chance)
    return data[: one.start(1)] + (zlib.compress(content) if packed else content) + data[one.end(1) :]


def _operands(content: bytes, chance: random.Random) -> bytes:
    return _replaced(content, _NUMBER, 0, chance, chance.choice(_ODD_VALUES[:6]))


def _replaced(
    data: bytes, pattern: re.Pattern[bytes], group: int, chance: random.Random, value: bytes
) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    one = chance.choice(found)
    return data[: one.start(group)] + value + data[one.end(group) :]
