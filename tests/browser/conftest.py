"""The review page in a real browser, by clicks and keys. Where there is none the tests are skipped; in CI they fail."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.browser.chromium import is_there, review, start
from tests.conftest import ROOT
from toolkit_extract.batch.ingest import Job, ingest, prepare

SAMPLES = ("Hackney - pdf drawn-boxes.pdf", "Sandwell - word bold.docx", "2024-cornwall-self-assessment.txt")
PATIENCE = 10.0


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

    def find(self, selector: str) -> WebElement:
        """The first element of a selector that is shown."""
        shown = [one for one in self.driver.find_elements(By.CSS_SELECTOR, selector) if one.is_displayed()]
        assert shown, f"{selector} is not shown"
        return shown[0]

    def click(self, selector: str) -> None:
        """Click an element."""
        self.find(selector).click()

    def text(self, selector: str) -> str:
        """The words of an element that is shown, on one line."""
        return " ".join(self.find(selector).text.split())

    def sees(self, selector: str) -> bool:
        """Whether such an element is shown."""
        return any(one.is_displayed() for one in self.driver.find_elements(By.CSS_SELECTOR, selector))

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
