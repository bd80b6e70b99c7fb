"""The manifest: what it may hold, and which line is named when it holds anything else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolkit_extract.authorities import Manifest, read_manifest
from toolkit_extract.errors import BadManifest

HEADER = "file,authority,gss_code,submitted\n"


def manifest(folder: Path, text: str, encoding: str = "utf-8") -> Manifest:
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return read_manifest(path)


def problem(folder: Path, text: str) -> str:
    with pytest.raises(BadManifest) as caught:
        manifest(folder, text)
    return str(caught.value)


def test_a_row_gives_the_council_its_code_and_the_date(tmp_path: Path) -> None:
    (entry,) = manifest(tmp_path, HEADER + "a.docx,Dudley MBC,E08000027,2023-03-14\n").entries
    assert (entry.file, entry.authority, entry.gss_code) == ("a.docx", "Dudley", "E08000027")
    assert (entry.submitted, entry.line, entry.exact) == (date(2023, 3, 14), 2, True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_byte_order_mark_and_either_line_end_are_fine(tmp_path: Path, encoding: str, end: str) -> None:
    text = f"File, Authority{end}{end}a.txt,Leeds{end}"  # capitals, spaces and a blank line too
    (entry,) = manifest(tmp_path, text, encoding).entries
    assert (entry.gss_code, entry.line) == ("E08000035", 3)


@pytest.mark.parametrize(
    "authority, code",
    [
        ("Dudley", "E08000027"),
        ("London Borough of Camden", "E09000007"),
        ("LB Camden", "E09000007"),
        ("Camden Council", "E09000007"),
        ("The Royal Borough of Kensington & Chelsea", "E09000020"),
        ('"Bournemouth, Christchurch and Poole"', "E06000058"),
        ("reading", "E06000038"),  # a word elsewhere, a name in this column
        ("Durham County Council", "E06000047"),
        ("B&NES", "E06000022"),
        ("Newcastle City Council", "E08000021"),
    ],
)
def test_a_council_may_be_written_in_any_of_its_names(tmp_path: Path, authority: str, code: str) -> None:
    (entry,) = manifest(tmp_path, f"file,authority\na.txt,{authority}\n").entries
    assert (entry.gss_code, entry.exact) == (code, True)


def test_a_misspelt_council_is_taken_and_marked(tmp_path: Path) -> None:
    (entry,) = manifest(tmp_path, "file,authority\na.txt,Wolverhamton\n").entries
    assert (entry.authority, entry.exact) == ("Wolverhampton", False)


def test_a_code_alone_names_the_council(tmp_path: Path) -> None:
    (entry,) = manifest(tmp_path, HEADER + "a.txt,,e08000027,\n").entries
    assert entry.authority == "Dudley"


def test_a_code_settles_an_ambiguous_name(tmp_path: Path) -> None:
    (entry,) = manifest(tmp_path, HEADER + "a.txt,SMBC,E08000029,\n").entries
    assert entry.authority == "Solihull"


@pytest.mark.parametrize(
    "authority",
    [
        "Camden and Islington NHS Foundation Trust",  # named after two councils
        "Essex Partnership University NHS Foundation Trust",
        "Anyshire Care CIC",
    ],
)
def test_a_body_that_is_no_council_keeps_its_name_and_has_no_code(tmp_path: Path, authority: str) -> None:
    (entry,) = manifest(tmp_path, f"file,authority\na.txt,{authority}\n").entries
    assert (entry.authority, entry.gss_code) == (authority, None)


@pytest.mark.parametrize(
    "rows, words",
    [
        ("a.txt,Anyshire County Council,,\n", "line 2: 'Anyshire County Council' is not a council"),
        ("a.txt,Newcastle-under-Lyme,,\n", "line 2: 'Newcastle-under-Lyme' is not a council"),  # a district
        ("a.txt,SMBC,,\n", "line 2: 'SMBC' may be any of"),
        ("a.txt,Richmond and Wandsworth Councils,,\n", "may be any of Richmond upon Thames, Wandsworth"),
        ("a.txt,Dudley,E08000030,\n", "line 2: E08000030 is Walsall, and the authority is 'Dudley'"),
        ("a.txt,Dudley,E0800027,\n", "line 2: 'E0800027' is not the GSS code"),  # a figure short
        ("a.txt,Dudley,E07000001,\n", "'E07000001' is not the GSS code"),  # a district's class
        ("a.txt,Dudley,E08099999,\n", "has the GSS code E08099999"),  # nobody's
        ("a.txt,,,\n", "line 2: names no authority"),
        (",Dudley,,\n", "line 2: names no file"),
        ("a.txt,Dudley,,14/03/2023\n", "line 2: the date '14/03/2023'"),
        ("a.txt,Dudley,,2023-02-30\n", "line 2: the date '2023-02-30'"),
        ("a.txt,Dudley,,20230314\n", "line 2: the date '20230314'"),
        ("a.txt,Dudley,,\nb.txt,Leeds,,\nA.TXT,Leeds,,\n", "line 4: 'A.TXT' stands on line 2 already"),
        ("x/a.txt,Dudley,,\nx\\a.txt,Leeds,,\n", "line 3: 'x/a.txt' stands on line 2 already"),
        ("a.txt,Bournemouth, Christchurch and Poole,,2023-01-01\n", "5 cells for 4 columns"),  # no quotes
        ('"a\nb.txt",Dudley,,\nc.txt,Nowhere Borough Council,,\n', "line 4: 'Nowhere"),  # a cell of two lines
        ('"a.txt,Dudley,,\n', "is not a CSV row"),  # a quote left open
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, rows: str, words: str) -> None:
    assert words in problem(tmp_path, HEADER + rows)


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "line 1: is empty"),
        ("name,authority\n", "line 1: has no column 'file'"),
        ("file\n", "line 1: has no column 'authority'"),
        ("file,authority,file\n", "line 1: has the column 'file' twice"),
        ("file;authority\n", "line 1: has no column 'file'"),
    ],
)
def test_a_header_that_will_not_do_is_refused(tmp_path: Path, text: str, words: str) -> None:
    assert words in problem(tmp_path, text)


def test_text_that_is_not_utf8_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadManifest, match="line 3: is not UTF-8"):
        manifest(tmp_path, "file,authority\na.txt,Leeds\ncaf\u00e9.txt,Leeds\n", "cp1252")


def test_a_manifest_that_is_not_there_is_a_bad_manifest(tmp_path: Path) -> None:
    with pytest.raises(BadManifest, match="cannot be opened"):
        read_manifest(tmp_path / "none.csv")


def test_a_file_is_found_by_path_or_by_base_name(tmp_path: Path) -> None:
    rows = "2023/a.txt,Dudley\n2024/a.txt,Walsall\nb.txt,Leeds\n"
    read = manifest(tmp_path, "file,authority\n" + rows)
    found = {
        path: read.find(path)
        for path in ("2023/a.txt", "/data/2024/A.txt", "any/where/b.txt", "a.txt", "c.txt")
    }
    names = {path: entry.authority if entry else None for path, entry in found.items()}
    assert names == {
        "2023/a.txt": "Dudley",
        "/data/2024/A.txt": "Walsall",
        "any/where/b.txt": "Leeds",
        "a.txt": None,  # either of two: not guessed
        "c.txt": None,
    }


def test_the_longer_path_wins_over_the_base_name(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,authority\na.txt,Dudley\nx/a.txt,Walsall\n")
    entry = read.find(Path("in") / "x" / "a.txt")
    assert entry is not None and entry.authority == "Walsall"


def test_rows_without_a_file_and_rows_with_two_are_told(tmp_path: Path) -> None:
    read = manifest(tmp_path, "file,authority\na.txt,Dudley\nb.txt,Walsall\n")
    paths = ["x/a.txt", "y/a.txt"]
    assert [entry.file for entry in read.unused(paths)] == ["b.txt"]
    assert [entry.file for entry in read.shared(paths)] == ["a.txt"]
