"""Files are hostile: whatever a text holds, reading it ends soon, in a document or in an error of this package's own.

The limit of time is generous: what is allowed takes a tenth of it, and what grew with the square of the input took more
than ten times as much.
"""

from __future__ import annotations

import json
import time

import pytest

from tests.spec.reading import read
from toolkit_extract.errors import UnsupportedFormat
from toolkit_extract.parsers import parse
from toolkit_extract.parsers.text.html import html_to_blocks
from toolkit_extract.parsers.text.marks import MarkReader
from toolkit_extract.recovery import recover
from toolkit_extract.schemas.document import paragraphs_of
from toolkit_extract.schemas.toolkit import Toolkit

SECONDS = 10.0
FORM = "1.1 Reports reach the director.\n\nMap\tEvaluate\tPlan\tPrioritise\n"

HOSTILE = {
    "a line of a megabyte": "word " * 200_000,
    "a word of a megabyte": "a" * 1_000_000,
    "a megabyte of one sign": "*" * 1_000_000,
    "brackets that never close": "[" * 200_000 + "(" * 200_000,
    "angle brackets that never close": "<" * 200_000 + "<a " * 50_000,
    "emphasis that never ends": "**a *b " * 3_000,
    "emphasis within emphasis": "*_" * 3_000 + "a" + "_*" * 3_000,
    "a hundred thousand blank lines": "\n" * 100_000 + "words",
    "lines of blanks": (" " * 1000 + "a  b   c\n") * 200,
    "pages without words": "a" + "\f" * 50_000 + "b",
    "block tags that are never closed": "<div>\n" * 10_000,
    "tables within tables": "<table><tr><td>" * 3_000 + "words\n",
    "elements within elements": "<html><body>" + "<div>" * 20_000 + "words",
    "tables that are never closed": "<table><tr><td>1.1 Words<p>" * 2_000,
    "cells that span a thousand rows and columns": "<html><table>"
    + "<tr><td colspan=1000 rowspan=1000>a</td></tr>" * 1_000
    + "</table>",
    "a table of thousands of rows": "a\tb\tc\td\n" * 3_000,
    "a table of thousands of columns": "a\t" * 5_000 + "b\n",
    "a grid of rules only": ("+---" * 500 + "+\n") * 100,
    "rules of dashes": ("-" * 20 + "\n") * 5_000,
    "boxes on one line": "☐ " * 10_000,
    "labels on one line": FORM + "Short Term " * 5_000,
    "options on one line": FORM + "Low " * 30_000,
    "a number on each line": "1.1 Words here.\n" * 3_000,
    "quotes within quotes": "> " * 100_000,
    "entities": "&amp;" * 100_000,
    "signs that turn the writing round": "\u202e" * 100_000 + FORM,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_reading_ends_soon(name: str, amhp: Toolkit) -> None:
    data = HOSTILE[name].encode()
    start = time.perf_counter()
    recover(parse(data, "hostile.txt"), amhp)
    assert time.perf_counter() - start < SECONDS


def test_zeros_among_words_are_no_text() -> None:
    with pytest.raises(UnsupportedFormat):
        parse((FORM + "We\x00meet.\n").encode(), "a.txt")


def test_a_surrogate_that_lost_its_half_can_still_be_written() -> None:
    for data in (b"\xff\xfe" + b"a\x00" + b"\x3d\xd8" + b"b\x00", b"words \xed\xa0\xbd words"):
        document = parse(data, "a.txt")
        json.dumps([p.text for p in paragraphs_of(document.blocks)], ensure_ascii=False).encode("utf-8")


def test_no_entity_reaches_out_of_the_file() -> None:
    declared = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "aaaaaaaaaa">]>'
    document = parse(f"{declared}<html><body><p>&x;&y; words</p></body></html>".encode(), "a.html")
    assert [p.text for p in paragraphs_of(document.blocks)][-1] == "&x;&y; words"


def test_tags_that_are_never_closed_hide_no_words(amhp: Toolkit) -> None:
    reading = read(FORM + "<p><b>We meet.\t☒ Partially\t<ul><li>Short Term: Hire.\t☒ Low\n", amhp)
    answers = reading.answers("1.1")
    assert (answers["map"], answers["evaluate"], answers["prioritise"]) == ("We meet.", "partially", "low")
    assert answers["short_term"] == "Hire."


@pytest.mark.parametrize("odd", ["\ufffe", "&#12;", "&#xFFFF;", "&#0;"])
def test_characters_that_xml_forbids_do_not_stop_a_fragment(odd: str) -> None:
    fragment = f"{odd} words<br>more"
    blocks = html_to_blocks(fragment, MarkReader(fragment), 1)
    assert any("words" in p.text for p in paragraphs_of(blocks))
