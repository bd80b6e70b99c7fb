from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from docs.notebooks import executed, notebook_of, shown, sources

SOURCES = sources()
NAMES = [source.stem for source in SOURCES]


def test_there_are_notebooks_in_reading_order() -> None:
    assert [name[:2] for name in NAMES] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_a_notebook_has_the_cells_of_its_source(source: Path) -> None:
    kept = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    made = notebook_of(source)
    assert [(cell.cell_type, cell.source) for cell in kept.cells] == [
        (cell.cell_type, cell.source) for cell in made.cells
    ], "make notebooks"


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_the_last_cell_checks_what_the_text_claims(source: Path) -> None:
    last = notebook_of(source).cells[-1]
    assert last.cell_type == "code"
    assert last.source.startswith("# What this page claims, checked.")
    assert last.source.count("assert ") >= 3


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_a_notebook_runs_and_shows_what_is_kept(source: Path) -> None:
    kept = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    assert shown(executed(source)) == shown(kept), "make notebooks"


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_a_notebook_is_light_and_names_no_path_of_the_machine_that_ran_it(source: Path) -> None:
    text = source.with_suffix(".ipynb").read_text(encoding="utf-8")
    assert len(text) < 200_000
    # Not in pictures, whose letters stand for bytes.
    words = re.sub(r'"image/png": "[^"]+"|base64,[^\'\\"]+', "", text)
    assert not re.search(r"/(home|root|tmp|Users|var|usr|work)/", words)
