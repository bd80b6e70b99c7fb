"""The review page in a real browser, by clicks and keys. Where there is none the tests are skipped; in CI they fail."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.chromium import is_there, review, start
from tests.conftest import ROOT
from toolkit_extract.batch.ingest import Job, ingest, prepare

SAMPLES = ("Hackney - pdf drawn-boxes.pdf", "Sandwell - word bold.docx", "2024-cornwall-self-assessment.txt")
PATIENCE = 20.0
"""Seconds until what a person waits for must be there, on a machine that has other work."""
SHOWN = """
const one = [...document.querySelectorAll(arguments[0])].find(
  (each) => each.checkVisibility({{ visibilityProperty: true, opacityProperty: true }}) && each.getClientRects().length
);
return one ? {of_it} : null;
"""


class Page:
    """What a person does and sees."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Open an address and wait until the page has its first item."""
        self.driver.get("about:blank")
        self.complaints()  # of a page whose server has ended since
        self.driver.get(address)
        self.wait(lambda: self.driver.execute_script("return document.body.dataset.ready"))

    def wait(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + PATIENCE
        while not is_so():
            assert time.monotonic() < deadline, self.text("main")
            time.sleep(0.02)

    def press(self, keys: str) -> None:
        """Press keys wherever the focus is."""
        ActionChains(self.driver).send_keys(keys).perform()

    def shown(self, selector: str, of_it: str) -> Any:
        """Something of the first element of a selector that is shown, or None where none is.

        The page draws its parts anew whenever it hears something, so an element is found and asked in one go.
        """
        return self.driver.execute_script(SHOWN.format(of_it=of_it), selector)

    def find(self, selector: str) -> WebElement:
        """The first element of a selector that is shown, for what only the driver can do with it."""
        found: WebElement | None = self.shown(selector, "one")
        assert found is not None, f"{selector} is not shown"
        return found

    def click(self, selector: str) -> None:
        """Click an element, once more where it was drawn anew meanwhile."""
        try:
            self.find(selector).click()
        except StaleElementReferenceException:
            self.find(selector).click()

    def text(self, selector: str) -> str:
        """The words of an element that is shown, on one line."""
        words = self.shown(selector, "one.innerText")
        assert words is not None, f"{selector} is not shown"
        return " ".join(words.split())

    def sees(self, selector: str) -> bool:
        """Whether such an element is shown."""
        return bool(self.shown(selector, "true"))

    def box(self, selector: str) -> dict[str, float]:
        """Where an element that is shown stands in the window."""
        found = self.shown(selector, "one.getBoundingClientRect().toJSON()")
        assert found is not None, f"{selector} is not shown"
        return dict(found)

    @property
    def title(self) -> str:
        """The standard and answer in hand."""
        return self.text("#title")

    def give_name(self, name: str) -> None:
        """Answer the question who is reviewing."""
        self.find("#name").clear()
        self.find("#name").send_keys(name + Keys.ENTER)

    def complaints(self) -> list[str]:
        """What the browser complained of, such as a breach of the policy."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


def new_browser(folder: Path) -> webdriver.Chrome:
    """A browser with nothing of any other; what it saves goes into the folder."""
    if not is_there():
        pytest.skip("needs chromium and chromedriver: apt install chromium chromium-driver")
    return start(folder)


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    driver = new_browser(tmp_path_factory.mktemp("browser"))
    yield driver
    driver.quit()


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of three samples: a PDF, a Word file and a text."""
    folder = tmp_path_factory.mktemp("ingested") / "out"
    ingest(prepare(Job(tuple(ROOT / "samples" / "returns" / name for name in SAMPLES), folder)))
    return folder


@pytest.fixture
def folder(ingested: Path, tmp_path: Path) -> Path:
    """A copy of these tables, without corrections."""
    return Path(shutil.copytree(ingested, tmp_path / "out"))


@pytest.fixture
def page(browser: webdriver.Chrome, folder: Path) -> Iterator[Page]:
    """The page of a review of the three samples, with nobody's name given yet."""
    with review(folder, "--audit", "20%") as address:
        page = Page(browser)
        page.driver.set_window_size(1280, 800)
        page.open(address)
        yield page
        assert page.complaints() == []
