"""Numbers, headings, tables, tracked changes and everything else that stands round the marks."""

from __future__ import annotations

import pytest

from tests.unit.parsers.docx.reading import ON, marks, paragraphs, read, runs, states, table, texts
from tests.unit.parsers.docx.word_packages import checkbox, p, r, sdt, tbl, tc, tr, word_file
from toolkit_extract.parsers.docx import parse_docx
from toolkit_extract.parsers.docx.numbering import format_number
from toolkit_extract.schemas.document import Emphasis, Paragraph, Role, Table


def _level(index: int, form: str, text: str, extra: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def _list(*levels: str, nums: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{nums}'


def _in(level: int, num: int = 1) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'


def _numbers(body: str, **parts: str) -> list[str | None]:
    return [paragraph.number for paragraph in paragraphs(read(body, **parts))]


_MULTI = _list(_level(0, "decimal", "%1."), _level(1, "decimal", "%1.%2"), _level(2, "lowerLetter", "(%3)"))


def test_multi_level_numbers_count_and_restart_below_a_higher_level() -> None:
    body = "".join(p("words", props=_in(level)) for level in (0, 1, 1, 2, 2, 0, 1, 2))
    assert _numbers(body, numbering=_MULTI) == ["1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1", "(a)"]


def test_lists_of_one_definition_share_their_counter_until_an_override_starts_anew() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    body = "".join(p("words", props=_in(0, num)) for num in (1, 1, 2, 3, 3))
    assert _numbers(body, numbering=_list(_level(0, "decimal", "%1"), nums=nums)) == ["1", "2", "3", "5", "6"]


def test_a_level_may_be_redefined_by_the_list_and_may_never_restart() -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + _level(0, "upperRoman", "%1)")
        + "</w:lvlOverride></w:num>"
    )
    levels = (_level(0, "decimal", "%1"), _level(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>'))
    body = "".join(p("words", props=_in(level)) for level in (0, 1, 0, 1))
    assert _numbers(body, numbering=_list(*levels, nums=nums)) == ["I)", "1", "II)", "2"]


def test_legal_numbering_shows_all_levels_in_digits() -> None:
    levels = (_level(0, "upperRoman", "%1"), _level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    body = p("a", props=_in(0)) + p("b", props=_in(1))
    assert _numbers(body, numbering=_list(*levels)) == ["I", "1.1"]


def test_a_style_may_bring_the_number_and_number_zero_takes_it_away() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Std"><w:name w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Std"/></w:style>'
    )
    levels = (_level(0, "decimal", "%1"), _level(1, "decimal", "%1.%2", '<w:pStyle w:val="Std"/>'))
    body = p("a", props='<w:pStyle w:val="Std"/>') + p("b", props='<w:pStyle w:val="Sub"/>')
    body += p("c", props='<w:pStyle w:val="Std"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert _numbers(body, styles=styles, numbering=_list(*levels)) == ["1.1", "1.2", None]


def test_a_list_style_leads_to_its_definition() -> None:
    props = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = f'<w:style w:type="numbering" w:styleId="L">{props}</w:style>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{_level(0, "decimal", "%1.")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="L"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    )
    assert _numbers(p("a", props=_in(0, 2)), styles=styles, numbering=numbering) == ["1."]


def test_an_empty_numbered_paragraph_keeps_its_number() -> None:
    assert _numbers(tbl(tr(tc(p(props=_in(0))), tc("words"))), numbering=_MULTI) == ["1.", None]


def test_a_bullet_is_a_list_item_of_its_level_without_a_number() -> None:
    levels = (_level(0, "bullet", "•"), _level(1, "bullet", "–"))
    document = read(p("a", props=_in(0)) + p("b", props=_in(1)), numbering=_list(*levels))
    assert [(x.role, x.level, x.number) for x in paragraphs(document)] == [
        (Role.LIST_ITEM, 0, None),
        (Role.LIST_ITEM, 1, None),
    ]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (3, "lowerLetter", "c"), (28, "upperLetter", "BB"), (4, "lowerRoman", "iv"), (1990, "upperRoman", "MCMXC"),
        (7, "decimalZero", "07"), (21, "ordinal", "21st"), (12, "ordinal", "12th"), (5, "none", ""), (5, "odd", "5"),
    ],
)  # fmt: skip
def test_numbers_are_written_in_the_format_of_their_level(number: int, form: str, shown: str) -> None:
    assert format_number(number, form) == shown


def test_a_heading_is_known_by_outline_level_or_name_through_its_parents() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:basedOn w:val="H"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="O"><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>'
    )
    body = "".join(p("words", props=f'<w:pStyle w:val="{s}"/>') for s in ("H", "Own", "O", "T"))
    body += p("words", props='<w:outlineLvl w:val="0"/>') + p("words")
    found = [(x.role, x.level) for x in paragraphs(read(body, styles=styles))]
    assert found == [(Role.HEADING, 2)] * 2 + [
        (Role.HEADING, 3),
        (Role.HEADING, 1),
        (Role.HEADING, 1),
        (Role.BODY, 0),
    ]


def test_merged_cells_stand_once_with_their_spans() -> None:
    across = tc("statement", props='<w:gridSpan w:val="3"/>')
    top = tc("tall", props='<w:vMerge w:val="restart"/>')
    below = tc(props="<w:vMerge/>")
    document = read(tbl(tr(across), tr(top, tc("b"), tc("c")), tr(below, tc("e"), tc("f"))))
    spans = [[(c.column, c.column_span, c.row_span) for c in row.cells] for row in table(document).rows]
    assert spans == [[(0, 3, 1)], [(0, 1, 2), (1, 1, 1), (2, 1, 1)], [(1, 1, 1), (2, 1, 1)]]


def test_old_horizontal_merges_and_grid_offsets_place_their_cells() -> None:
    first = tr(tc("a", props='<w:hMerge w:val="restart"/>'), tc(props="<w:hMerge/>"), tc("c"))
    second = tr(tc("late"), props='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>')
    rows = table(read(tbl(first, second))).rows
    assert [(c.column, c.column_span) for c in rows[0].cells] == [(0, 2), (2, 1)]
    assert rows[1].cells[0].column == 2


def test_a_nested_table_stands_in_its_cell_and_has_a_number_of_its_own() -> None:
    document = read(tbl(tr(tc("outer", tbl(tr(tc("inner"))), "after"))))
    blocks = table(document).rows[0].cells[0].blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]
    assert texts(document) == ["outer", "inner", "after"]
    inner = blocks[1]
    assert isinstance(inner, Table)
    assert inner.region is not None
    assert inner.region.model_dump()["table"] == 2


def test_text_boxes_follow_their_paragraph_with_the_tables_inside_them() -> None:
    box = (
        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p>"
        f"{tbl(tr(tc('in table')))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    assert texts(read(p("anchor", box) + p("next"))) == ["anchor", "boxed", "in table", "next"]


def test_a_note_follows_the_paragraph_that_refers_to_it_within_its_cell() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>the note</w:t></w:r></w:p></w:footnote>'
    separator = '<w:footnote w:id="0" w:type="separator"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    body = tbl(tr(tc(p("answer", '<w:r><w:footnoteReference w:id="2"/></w:r>'), "more"), tc("other")))
    document = read(body, footnotes=separator + note)
    assert texts(document) == ["answer", "the note", "more", "other"]
    assert len(table(document).rows[0].cells[0].blocks) == 3


def test_comments_are_kept_apart_with_the_place_they_hang_on() -> None:
    comment = '<w:comment w:id="5"><w:p><w:r><w:t>why?</w:t></w:r></w:p></w:comment>'
    document = read(p("x") + p("answer", '<w:r><w:commentReference w:id="5"/></w:r>'), comments=comment)
    assert texts(document) == ["x", "answer"]
    assert [c.text for c in document.comments] == ["why?"]
    assert document.comments[0].region == paragraphs(document)[1].region


def test_inserted_and_moved_text_stays_and_deleted_text_never_appears() -> None:
    body = p(
        f"<w:ins>{r('new ')}</w:ins>",
        "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>",
        f"<w:moveTo>{r('here ')}</w:moveTo>",
        f"<w:moveFrom>{r('there')}</w:moveFrom>",
        "<w:ins><w:del><w:r><w:delText>never</w:delText></w:r></w:del></w:ins>",
        "kept",
    )
    assert texts(read(body)) == ["new here kept"]


def test_a_deleted_paragraph_end_joins_the_next_paragraph() -> None:
    body = p("one ", props="<w:rPr><w:del/></w:rPr>") + p("two") + p("last", props="<w:rPr><w:del/></w:rPr>")
    assert texts(read(body)) == ["one two", "last"]


def test_deleted_rows_and_cells_are_gone_and_inserted_ones_stay() -> None:
    body = tbl(
        tr(tc("gone"), props="<w:del/>"),
        tr(tc("a"), tc("gone too", props="<w:cellDel/>"), tc("b", props="<w:cellIns/>"), props="<w:ins/>"),
    )
    assert texts(read(body)) == ["a", "b"]


def test_a_tracked_tick_shows_only_its_present_state() -> None:
    content = "<w:del><w:r><w:delText>☐</w:delText></w:r></w:del><w:ins><w:r><w:t>☒</w:t></w:r></w:ins>"
    document = read(p(checkbox("1", content), " Low"))
    assert (states(document), texts(document)) == ([ON], [" Low"])


def test_hidden_text_is_no_text_whether_hidden_directly_or_by_style() -> None:
    styles = '<w:style w:type="character" w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = p(
        r("a", "<w:vanish/>"),
        r("b", '<w:rStyle w:val="Hid"/>'),
        r("c", '<w:rStyle w:val="Hid"/><w:vanish w:val="0"/>'),
    )
    assert texts(read(body, styles=styles)) == ["c"]


def test_breaks_tabs_and_hyphens_become_characters() -> None:
    inner = (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/>"
        "<w:t>d</w:t><w:cr/></w:r>"
    )
    assert texts(read(p(inner))) == ["a\nb\tc-d\n"]


def test_links_tags_simple_fields_ruby_and_formulas_keep_their_words() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{r('small')}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby></w:r>"
    inner = (
        f"<w:hyperlink>{r('link ')}</w:hyperlink>",
        f"<w:smartTag>{r('tag ')}</w:smartTag>",
        f'<w:fldSimple w:instr="PAGE">{r("7 ")}</w:fldSimple>',
        ruby,
        "<m:oMath><m:r><m:t> x+1</m:t></m:r></m:oMath>",
        f"<w:customXml><w:dir>{r(' end')}</w:dir></w:customXml>",
    )
    assert texts(read(p(*inner))) == ["link tag 7 base x+1 end"]


def test_a_field_over_several_paragraphs_shows_its_result_alone() -> None:
    def character(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    body = p(character("begin"), "<w:r><w:instrText>TOC</w:instrText></w:r>", character("separate"), "one")
    body += p("two", character("end"), " after")
    assert texts(read(body)) == ["one", "two after"]


def test_a_field_that_never_ends_hides_no_more_than_its_instruction() -> None:
    body = p(
        "a ", '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText>REF</w:instrText></w:r>"
    ) + p("b")
    assert texts(read(body)) == ["a ", "b"]


def test_parts_that_are_not_read_are_named() -> None:
    embedded = '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'
    document = read('<w:altChunk r:id="x"/>' + tbl(tr(tc(p(embedded)))))
    assert [(f.code, f.message) for f in document.findings] == [
        ("page.unread", "an embedded document in paragraph 1 was not read"),
        ("page.unread", "an embedded object (Excel.Sheet.12) in table 1, row 1, cell 1 was not read"),
    ]


@pytest.mark.parametrize(
    ("props", "expected"),
    [
        ("<w:b/>", {Emphasis.BOLD}), ('<w:b w:val="0"/>', set()), ("<w:i/>", {Emphasis.ITALIC}),
        ('<w:u w:val="single"/>', {Emphasis.UNDERLINE}), ('<w:u w:val="none"/>', set()),
        ('<w:highlight w:val="yellow"/>', {Emphasis.HIGHLIGHT}), ('<w:highlight w:val="none"/>', set()),
        ('<w:shd w:val="clear" w:fill="FFFF00"/>', {Emphasis.SHADING}), ('<w:shd w:val="clear" w:fill="auto"/>', set()),
        ('<w:shd w:val="clear" w:fill="FFFFFF"/>', set()), ('<w:color w:val="FF0000"/>', {Emphasis.COLOUR}),
        ('<w:color w:val="auto"/>', set()), ('<w:color w:val="000000"/>', set()), ('<w:color w:val="808080"/>', set()),
        ("<w:strike/>", {Emphasis.STRIKE}), ("<w:dstrike/>", {Emphasis.STRIKE}),
    ],
)  # fmt: skip
def test_looks_become_emphasis(props: str, expected: set[Emphasis]) -> None:
    assert runs(read(p(r("Partially", props))))[0].emphasis == expected


def test_toggles_of_paragraph_and_character_style_undo_each_other() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="P"><w:rPr><w:b/><w:color w:val="0000FF"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:b/></w:rPr></w:style>'
    )
    props = '<w:pStyle w:val="P"/>'
    in_both = p(r("a", '<w:rStyle w:val="C"/>'), props=props)
    direct = p(r("b", '<w:rStyle w:val="C"/><w:b/>'), props=props)
    document = read(in_both + direct + p(r("c"), props=props), styles=styles)
    assert [run.emphasis for run in runs(document)] == [set(), {Emphasis.BOLD}, {Emphasis.BOLD}]


def test_shading_of_a_cell_or_paragraph_is_emphasis_of_its_words() -> None:
    shade = '<w:shd w:val="clear" w:fill="92D050"/>'
    document = read(tbl(tr(tc("plain"), tc("chosen", props=shade))) + p("body", props=shade))
    assert [run.emphasis for run in runs(document)] == [set(), {Emphasis.SHADING}, {Emphasis.SHADING}]


def test_a_link_is_not_emphasised_by_looking_like_a_link() -> None:
    look = '<w:rPr><w:u w:val="single"/><w:color w:val="0000FF"/></w:rPr>'
    styles = f'<w:style w:type="character" w:styleId="L">{look}</w:style>'
    link = r("page", '<w:rStyle w:val="L"/>')
    document = read(p(f"<w:hyperlink>{link}</w:hyperlink>"), styles=styles)
    assert runs(document)[0].emphasis == set()


def test_adjacent_runs_of_one_look_are_one_run() -> None:
    document = read(p(r("Par", "<w:b/>"), r("ti", '<w:b/><w:sz w:val="20"/>'), r("ally")))
    assert [run.text for run in runs(document)] == ["Parti", "ally"]


def test_furniture_lists_properties_then_headers_then_footers() -> None:
    core = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>The title</dc:title></cp:coreProperties>'
    section = '<w:sectPr><w:footerReference r:id="f"/><w:headerReference r:id="h"/></w:sectPr>'
    uri = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    data = word_file(
        p("body") + section,
        links=(("h", "header", "header1.xml"), ("f", "footer", "footer1.xml")),
        package_links=(("rId9", "urn:any/core-properties", "docProps/core.xml"),),
        extra={
            "docProps/core.xml": core,
            "word/header1.xml": f'<w:hdr xmlns:w="{uri}">{p("Any Council")}</w:hdr>',
            "word/footer1.xml": f'<w:ftr xmlns:w="{uri}">{p("Page")}</w:ftr>',
        },
    )  # fmt: skip
    assert parse_docx(data, "x.docx").furniture == ("The title", "Any Council", "Page")


def test_empty_paragraphs_count_in_regions_and_are_no_blocks() -> None:
    document = read(p("a") + "<w:p/>" + p(" ") + p("b"))
    regions = [x.region for x in paragraphs(document)]
    assert [region.model_dump()["paragraph"] for region in regions if region is not None] == [1, 4]


def test_a_content_control_with_a_title_alone_changes_nothing() -> None:
    document = read(p(sdt(r("words"), '<w:alias w:val="Option 1"/><w:tag w:val="t"/>')))
    assert (texts(document), marks(document)) == (["words"], [])
