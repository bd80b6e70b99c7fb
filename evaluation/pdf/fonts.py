"""What does the font of a drawn box say that its characters are?

Boxes are drawn in a font of their own; afterwards its name and its map to Unicode are changed to what real symbol fonts
leave: private-use codes, wrong Latin letters, or no map at all. What is seen on the page stays the same.
"""

import io
from typing import Any

MAPS: dict[str, tuple[str, dict[str, str]]] = {
    "private": (
        "Wingdings-Regular",
        {"☐": "\uf0a8", "☒": "\uf0fd", "☑": "\uf0fe", "□": "\uf06f", "■": "\uf06e"},
    ),
    "letters": ("Wingdings", {"☐": "¨", "☒": "ý", "☑": "þ", "□": "o", "■": "n"}),
    "unmapped": ("SymbolMT2", {}),
}
"""The font's name, and for each box what the map says; an empty map stands for none."""


def remapped(data: bytes, kind: str) -> bytes:
    """The document with its embedded fonts renamed and mapped as `MAPS[kind]` says."""
    import pikepdf

    name, replaced = MAPS[kind]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for thing in pdf.objects:
            if not (isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/TrueType"):
                continue
            thing.BaseFont = pikepdf.Name(f"/AAAAAA+{name}")
            thing.FontDescriptor.FontName = pikepdf.Name(f"/AAAAAA+{name}")
            cmap = thing.ToUnicode.read_bytes().decode("ascii")
            for sign, shown in replaced.items():
                cmap = cmap.replace(f"<{ord(sign):04X}>", f"<{ord(shown):04X}>")
            if replaced:
                thing.ToUnicode = pikepdf.Stream(pdf, cmap.encode("ascii"))
            else:
                del thing["/ToUnicode"]
        return saved(pdf)


def standard_font(base: str) -> Any:
    """One of the fonts that every viewer has, such as `/Helvetica`."""
    import pikepdf

    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name(base))
    if base != "/ZapfDingbats":
        font.Encoding = pikepdf.Name.WinAnsiEncoding
    return font


def saved(pdf: Any) -> bytes:
    """The bytes of a document of pikepdf, the same each time."""
    import pikepdf

    buffer = io.BytesIO()
    pdf.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()
