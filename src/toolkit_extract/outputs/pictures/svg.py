"""How does matplotlib's SVG become one that is small, has no style sheet, and can stand within a page?

Styles become attributes (a page with a strict content security policy applies no others), comments, metadata and unused
identifiers go, lines are joined. Within a page each picture's identifiers get a prefix of their own, and the picture a
name that is read out.
"""

from __future__ import annotations

import re

from lxml import etree

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_FONTS = "'DejaVu Sans', Verdana, sans-serif"
_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_FONT = re.compile(r"^(?P<weight>bold |[6-9]00 )?(?P<size>[\d.]+)px .*$", re.DOTALL)
_SPACE = re.compile(r"\s+")
_SHARED = ("fill", "stroke", "stroke-width")
_DROPPED = {"metadata", "style"}


def tidy_svg(svg: bytes) -> bytes:
    """A drawing of matplotlib as a small SVG file."""
    root = _parsed(svg)
    for element in list(root.iter()):
        if etree.QName(element).localname in _DROPPED:
            _drop(element)
        else:
            _plain_attributes(element)
    _drop_unused_ids(root)
    for element in list(root.iter(f"{{{_SVG}}}g", f"{{{_SVG}}}defs")):
        _share_attributes(element)
    root.set("stroke-linejoin", "round")  # what the style sheet said of everything
    root.set("font-family", _FONTS)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def inline_svg(svg: bytes, prefix: str, label: str, *, cut: tuple[float, float] = (0.0, 0.0)) -> str:
    """A tidy SVG for a page: `prefix` parts its identifiers from those of other pictures, `label` is read out.

    Args:
        svg: what `tidy_svg` made.
        prefix: a letter and what else identifiers may have.
        label: what the picture shows.
        cut: points that are left out from the left and from the top, where the page has its own margin and title.
    """
    root = _parsed(svg)
    for element in root.iter(etree.Element):
        for name, value in _attributes(element):
            if name == "id":
                element.set(name, prefix + value)
            elif name == _HREF:
                element.set(name, f"#{prefix}{value[1:]}")
            elif "url(#" in value:
                element.set(name, _REFERENCE.sub(rf"url(#{prefix}\1)", value))
    width, height = (float(str(root.get(name)).removesuffix("pt")) for name in ("width", "height"))
    left, top = cut
    root.set("viewBox", f"{left:g} {top:g} {width - left:g} {height - top:g}")
    root.set("width", f"{(width - left) * 96 / 72:.0f}")
    root.set("height", f"{(height - top) * 96 / 72:.0f}")
    root.set("role", "img")
    root.set("aria-label", label)
    return etree.tostring(root, encoding="unicode")


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _forget(element: etree._Element, name: str) -> str:
    """Take an attribute away; its value, empty where there is none."""
    return str(element.attrib.pop(name)) if name in element.attrib else ""


def _parsed(svg: bytes) -> etree._Element:
    parser = etree.XMLParser(
        remove_blank_text=True,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    return etree.fromstring(svg, parser)


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _plain_attributes(element: etree._Element) -> None:
    for declaration in _forget(element, "style").split(";"):
        name, value = (part.strip() for part in declaration.partition(":")[::2])
        if name == "font":
            font = _FONT.match(value)
            if font:
                element.set("font-size", font["size"])
                if font["weight"]:
                    element.set("font-weight", "bold")
        elif name:
            element.set(name, value)
    for name, value in _attributes(element):
        short = _NUMBER.sub(lambda match: f"{float(match[0]):.2f}".rstrip("0").rstrip("."), value)
        element.set(name, _SPACE.sub(" ", short).strip() if name == "d" else short)
    _forget(element, "font-family")
    if str(element.get("transform", "")).startswith("rotate(-0 "):
        _forget(element, "transform")


def _share_attributes(group: etree._Element) -> None:
    """Take away a group that says nothing; else say once what all its members say."""
    members = list(group)
    parent = group.getparent()
    if parent is None:
        return
    if group.tag == f"{{{_SVG}}}g" and members:
        for name in _SHARED:
            values = {member.get(name) for member in members if member.tag != f"{{{_SVG}}}defs"}
            if len(values) == 1 and None not in values and len(members) > 2 and name not in group.attrib:
                group.set(name, str(values.pop()))
                for member in members:
                    _forget(member, name)
    if not members or not (group.attrib or group.tag == f"{{{_SVG}}}defs"):
        for member in members:
            group.addprevious(member)
        parent.remove(group)


def _drop_unused_ids(root: etree._Element) -> None:
    used = _referred(root)
    for element in root.iter(etree.Element):
        if element.get("id") not in used:
            _forget(element, "id")


def _referred(root: etree._Element) -> set[str | None]:
    found: set[str | None] = set()
    for element in root.iter(etree.Element):
        for name, value in _attributes(element):
            found.update(_REFERENCE.findall(value))
            if name == _HREF:
                found.add(value.removeprefix("#"))
    return found
