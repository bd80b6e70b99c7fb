from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from toolkit_extract.dataset.language.codebook import load_codebook

TABLES = ("actions", "mentions", "themes")
BOOK = """id = "own"
version = "1"
[cues]
gap = ["wobbly"]
strength = ["solid"]
[[themes]]
id = "people"
label = "People"
terms = ["AMHP", "team", "staff", "manager"]
"""


def themes(out: Path) -> set[str]:
    with (out / "themes.csv").open(encoding="utf-8", newline="") as file:
        return {row["theme"] for row in csv.DictReader(file)}


def test_tables_of_language_are_written_on_request_and_again_only_when_asked_otherwise(
    folder: Path, program: Program
) -> None:
    Path("book.toml").write_text(BOOK, encoding="utf-8")
    asked = ("ingest", "in", "--out", "out", "--with", "language")
    first = program(*asked)
    assert first.exit_code == 0
    assert all(f"{name}.csv" in first.stdout for name in TABLES)
    shipped = (Path("out") / "themes.csv").read_bytes()
    assert (
        "nothing has changed" in program(*asked).stdout
        or (Path("out") / "themes.csv").read_bytes() == shipped
    )
    assert program(*asked, "--codebook", "book.toml").exit_code == 0
    assert themes(Path("out")) == {"people"}
    again = program(*asked)
    assert again.exit_code == 0
    assert "were made with the codebook 'own'" in again.stderr
    assert (Path("out") / "themes.csv").read_bytes() == shipped
    assert "codebook" not in program(*asked).stderr


def test_tables_of_language_are_added_to_a_folder_and_keep_its_codebook(
    folder: Path, program: Program
) -> None:
    Path("book.toml").write_text(BOOK, encoding="utf-8")
    assert program("ingest", "in", "--out", "out").exit_code == 0
    added = program("annotate", "out", "--with", "language", "--codebook", "book.toml")
    assert added.exit_code == 0 and "out/themes.csv: " in added.stdout
    assert program("annotate", "out", "--with", "privacy").exit_code == 0
    assert themes(Path("out")) == {"people"}
    assert Path("out/privacy.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--codebook", "book.toml"), "needs --with language"),
        (("--with", "language", "--codebook", "none.toml"), "none.toml: codebook: cannot be read"),
        (("--with", "language", "--codebook", "in/Dudley.txt"), "Dudley.txt: codebook: "),
        (("--with", "language", "--model", "no_such_model"), "'no_such_model' is not installed"),
    ],
)
def test_a_codebook_or_model_that_cannot_be_used_is_said_before_anything_is_read(
    folder: Path, program: Program, arguments: tuple[str, ...], words: str
) -> None:
    Path("book.toml").write_text(BOOK, encoding="utf-8")
    result = program("ingest", "in", "--out", "out", *arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.replace("│", " ").split())
    assert not Path("out/returns.csv").exists() and "Traceback" not in result.stderr


def test_the_shipped_codebook_can_be_copied_edited_and_used(folder: Path, program: Program) -> None:
    printed = program("codebook")
    assert printed.exit_code == 0
    edited = printed.stdout.replace('id = "beds"', 'id = "places"')
    assert edited != printed.stdout
    Path("mine.toml").write_text(edited, encoding="utf-8")
    assert "places" in {theme.id for theme in load_codebook(Path("mine.toml")).themes}
