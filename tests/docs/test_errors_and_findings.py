from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit_extract import errors
from toolkit_extract.batch.child import UNEXPECTED
from toolkit_extract.batch.plan import DUPLICATE, FORGOTTEN
from toolkit_extract.schemas.finding import CATALOGUE

CLASSES = [
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, errors.ToolkitExtractError) and error is not errors.ToolkitExtractError
]

# Codes whose reader is not there yet. A code leaves the list with its reader.
NOT_RAISED_YET: set[str] = set()


@pytest.mark.parametrize("error", CLASSES)
def test_each_error_has_its_own_code_and_a_row_in_the_documentation(
    error: type[errors.ToolkitExtractError],
) -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| `{error.__name__}`( \(run\))? \|", page, re.MULTILINE)
    assert [other for other in CLASSES if other.code == error.code] == [error]


def test_no_error_is_documented_that_does_not_exist() -> None:
    page = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) == {error.__name__ for error in CLASSES}


def codes_in(folder: Path, but: tuple[str, ...] = ()) -> set[str]:
    """Codes of the catalogue that stand in quotation marks in the Python files of a folder."""
    texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if path.name not in but]
    quoted = set(re.findall(r'"([a-z]+\.[a-z_]+)"', "\n".join(texts)))
    return quoted & CATALOGUE.keys()


# Tests that make findings by hand, to see what becomes of them, do not show that anything raises them.
MADE_BY_HAND = ("dataset", "outputs", "docs")


def codes_that_tests_expect() -> set[str]:
    folders = [
        path
        for path in (ROOT / "tests" / "unit").iterdir()
        if path.is_dir() and path.name not in MADE_BY_HAND
    ]
    others = [
        path
        for path in (ROOT / "tests").iterdir()
        if path.is_dir() and path.name not in ("unit", *MADE_BY_HAND)
    ]
    return set().union(*(codes_in(folder) for folder in [*folders, *others]))


def test_every_finding_is_raised_somewhere_in_the_code() -> None:
    raised = codes_in(ROOT / "src", but=("finding.py",))
    assert CATALOGUE.keys() - raised <= NOT_RAISED_YET
    assert raised & NOT_RAISED_YET == set(), "take it off the list"


def test_every_finding_that_the_code_raises_is_expected_by_a_test() -> None:
    raised = codes_in(ROOT / "src", but=("finding.py",))
    assert raised - codes_that_tests_expect() == set()


def test_every_finding_says_what_it_means_and_what_to_do() -> None:
    for entry in CATALOGUE.values():
        assert entry.meaning.endswith(".")
        assert entry.remedy.endswith(".")


WILL_NOT_READ = ROOT / "docs" / "when-a-return-will-not-read.md"
MESSAGES = {
    row[0]: row[1:]
    for row in re.findall(
        r"^\| `([\w.]+)` \| (.+?) \| (.+) \|$", WILL_NOT_READ.read_text("utf-8"), re.MULTILINE
    )
}
IN_THE_CALLERS_WORDS = (errors.UnusableOutput, errors.UnusableExport)
OF_NO_CLASS = {UNEXPECTED, DUPLICATE, FORGOTTEN}


def test_the_way_from_message_to_remedy_has_every_code_and_no_other() -> None:
    assert MESSAGES.keys() == {error.code for error in CLASSES} | OF_NO_CLASS | CATALOGUE.keys()


@pytest.mark.parametrize("error", [error for error in CLASSES if error not in IN_THE_CALLERS_WORDS])
def test_a_message_is_quoted_as_the_error_says_it(error: type[errors.ToolkitExtractError]) -> None:
    said, remedy = MESSAGES[error.code]
    assert remedy.endswith(".")
    assert said in " ".join(inspect.getsource(error).split()).replace('" f"', "").replace('" "', "")
