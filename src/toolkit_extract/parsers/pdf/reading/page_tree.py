"""How many pages does the page tree hold, whatever it announces?

PDFium believes the count at the root of the tree: pages beyond it are never shown, and a tree that holds itself yields
the same page again. The tree is walked once, by its references alone, so that neither goes unsaid.
"""

from __future__ import annotations

import re
import zlib
from typing import Any

from toolkit_extract.parsers.pdf.limits import MAX_PAGES
from toolkit_extract.parsers.pdf.reading.object_tree import DAMAGE, catalog_of

MAX_NODES = 4 * MAX_PAGES

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b[^\x00]{0,400}?stream\r?\n")
_MOST_UNPACKED = 4_000_000  # bytes of one object stream


def pages_in_tree(data: bytes, announced: int) -> int | None:
    """Number of pages that the tree holds, each place counted; None where that is as announced or cannot be told.

    The walk takes longer than reading a page, so it is made only where the page objects of the file, which are quickly
    found, are not as many as it announces. An update leaves more of them, and an encrypted file shows none.
    """
    if _page_objects(data) == announced:
        return None
    from pdfminer.psexceptions import PSException

    try:
        found = _count(catalog_of(data).get("Pages"))
    except (PSException, *DAMAGE):
        return None
    return found if found != announced else None


def _page_objects(data: bytes) -> int:
    """Page objects that stand in the open or in object streams, those that were superseded included."""
    found = len(_PAGE.findall(data))
    for start in _OBJECT_STREAM.finditer(data):
        try:
            unpacked = zlib.decompressobj().decompress(memoryview(data)[start.end() :], _MOST_UNPACKED)
        except zlib.error:
            continue
        found += len(_PAGE.findall(unpacked))
    return found


def _count(root: Any) -> int | None:
    """Pages below a node, which is entered once; None where there are too many nodes to tell."""
    from pdfminer.pdftypes import PDFObjRef, resolve1

    pages, nodes, waiting, entered = 0, 0, [root], set()
    while waiting:
        reference = waiting.pop()
        nodes += 1
        if nodes > MAX_NODES:
            return None
        node = resolve1(reference)
        if not isinstance(node, dict):
            continue
        kids = resolve1(node.get("Kids"))
        if not isinstance(kids, list):
            pages += 1
            continue
        if isinstance(reference, PDFObjRef):
            if reference.objid in entered:
                continue
            entered.add(reference.objid)
        waiting += kids[:MAX_NODES]
    return pages
