"""The tutorial's lines, run one after the other as a newcomer would, and what it says that they print."""

from __future__ import annotations

import doctest
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir
from pathlib import Path

from selenium import webdriver

from tests.browser.conftest import Page
from tests.conftest import ROOT

TUTORIAL = ROOT / "docs" / "tutorial.md"
REVIEW = "toolkit-extract review out"
BEFORE = ("make demo", "source .venv/bin/activate")
"""What this environment has behind it."""


def blocks() -> Iterator[tuple[str, str]]:
    """The fenced blocks: their language and what they hold."""
    yield from re.findall(
        r"^```(\w+)\n(.*?)^```$", TUTORIAL.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )


def commands(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what it is said to print."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, printed = part.partition("\n")
        yield command, printed


def matches(printed: str, expected: str) -> bool:
    """Whether something was printed as the page says, where `…` stands for anything."""
    pattern = ".*".join(re.escape(piece) for piece in _lines(expected).split("…"))
    return re.fullmatch(pattern, _lines(printed), re.DOTALL) is not None


def _lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines()).strip()


def environment() -> dict[str, str]:
    """That of a shell in which the project's environment is active, 80 columns wide."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8"}


def run(command: str, folder: Path) -> str:
    """What a command prints."""
    done = subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def run_review(folder: Path, browser: webdriver.Chrome) -> str:
    """What the review prints when a person accepts the first answer, gives a name and ends it."""
    with subprocess.Popen(
        [*REVIEW.split(), "--no-browser"], cwd=folder, env=environment(), stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        try:
            page = Page(browser)
            page.open(first.split(": ")[1].strip())
            page.driver.execute_script("localStorage.clear()")
            page.press("a")
            page.give_name("Ada")
            page.wait(lambda: page.text("#progress").startswith("1 of"))
            page.wait((folder / "out" / "corrections.jsonl").exists)
        finally:
            process.send_signal(signal.SIGINT)
        return first + process.stdout.read()


def test_every_line_of_the_tutorial_prints_what_it_says(tmp_path: Path, browser: webdriver.Chrome) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    for language, block in blocks():
        if language == "pycon":
            test = doctest.DocTestParser().get_doctest(block, {}, "tutorial", str(TUTORIAL), 0)
            with chdir(tmp_path):
                assert doctest.DocTestRunner().run(test).failed == 0
            continue
        for command, expected in commands(block):
            if command in BEFORE:
                continue
            printed = run_review(tmp_path, browser) if command == REVIEW else run(command, tmp_path)
            assert matches(printed, expected), f"{command}\n{printed}"


def test_an_output_that_differs_is_noticed() -> None:
    assert matches("a\nbig\nc  \n", "a\n…\nc\n")
    assert not matches("a\nc", "a\n…\nd")
    assert not matches("", "a")
