from __future__ import annotations

import csv
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser.conftest import Page, new_browser
from toolkit_extract.review.corrections import parse_overlay
from toolkit_extract.review.desk import Desk, Wish
from toolkit_extract.review.static import write_static
from toolkit_extract.schemas.correction import Action


def mailed(folder: Path, wish: Wish) -> Path:
    desk = Desk(folder, wish)
    with desk.drawer:
        write_static(desk, folder / "queue.html")
    return folder / "queue.html"


def saved_file(page: Page, tmp_path: Path) -> Path:
    page.click("#write")
    page.wait(lambda: list((tmp_path / "saved").glob("*.jsonl")))
    (path,) = (tmp_path / "saved").glob("*.jsonl")
    return path


def test_a_mailed_queue_is_decided_without_a_server_and_handed_back(folder: Path, tmp_path: Path) -> None:
    from typer.testing import CliRunner

    from toolkit_extract.cli import app

    path = mailed(folder, Wish(audit=0.2, sections=("doubtful", "audit", "missing")))
    driver: webdriver.Chrome = new_browser(tmp_path)
    try:
        page = Page(driver)
        page.open(path.as_uri())
        assert page.sees(".frame img, .rows, .lines, .note")
        page.press("a")
        page.give_name("Grace")
        page.wait(lambda: page.text("#progress").startswith("1 of"))
        page.press("1" + Keys.ENTER)
        page.wait(lambda: page.text("#progress").startswith("2 of"))
        page.press("x")
        page.wait(lambda: page.text("#progress").startswith("3 of"))
        page.press("u")
        page.wait(lambda: page.text("#progress").startswith("2 of"))
        driver.refresh()
        page.wait(lambda: driver.execute_script("return document.body.dataset.ready"))
        assert page.text("#progress").startswith("2 of")
        handed = saved_file(page, tmp_path)
        assert page.complaints() == []
    finally:
        driver.quit()
    overlay = parse_overlay(handed.read_bytes())
    assert overlay.skipped == ()
    assert [line.action for line in overlay.lines] == [
        Action.ACCEPT, overlay.lines[1].action, Action.UNREADABLE, Action.UNDO,
    ]  # fmt: skip
    assert {line.reviewer for line in overlay.lines} == {"Grace"}
    result = CliRunner().invoke(app, ["apply", str(folder), str(handed)])
    assert result.exit_code == 0
    assert "4 new lines" in result.output
    assert "2 answers decided by a person" in result.output
    with (folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        assert sum(row["reviewed"] in {"accepted", "corrected"} for row in csv.DictReader(file)) == 2
