"""How is a browser started, and a review for it to look at? For tests, and for the benchmark."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
DRIVER = shutil.which("chromedriver")
FLAGS = """--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --window-size=1280,800""".split()


def is_there() -> bool:
    """Whether this machine has a browser and its driver."""
    return None not in (BROWSER, DRIVER)


def start(folder: Path) -> webdriver.Chrome:
    """A browser with nothing of any other; what it saves goes into `folder/saved`."""
    options = Options()
    options.binary_location = BROWSER or ""
    for flag in (*FLAGS, f"--user-data-dir={folder / 'profile'}"):
        options.add_argument(flag)
    options.add_experimental_option("prefs", {"download.default_directory": str(folder / "saved")})
    return webdriver.Chrome(options=options, service=Service(DRIVER))


@contextmanager
def review(folder: Path, *arguments: str) -> Iterator[str]:
    """`toolkit-extract review` in a process of its own, ended by Ctrl-C; gives the address that it prints."""
    command = [sys.executable, "-m", "toolkit_extract", "review", str(folder), "--no-browser", *arguments]
    # The command is this interpreter and our own program.
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        if process.stdout is None:
            raise RuntimeError("no standard output")
        first = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/#\S+", first)
        try:
            if found is None:
                raise RuntimeError(first + process.stdout.read())
            yield found[0]
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=20)
        if process.returncode != 0:
            raise RuntimeError(process.stdout.read())
