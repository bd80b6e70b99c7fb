"""How long does a person wait at the review page? Measured in a real browser; part of `make bench`.

A page is ready when its first item is shown with its picture, counted from the start of the program. The next item is
there when it is painted with its picture decoded, counted from the key. People look at an item before they go on, so
the measurement does too; what they need next is fetched meanwhile.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from evaluation.conversion import PIKEPDF, REPORTLAB, is_there
from evaluation.generate import generate
from tests.browser import chromium
from toolkit_extract.batch.ingest import Job, ingest, prepare

PAGES, KIND = 26, "pdf/full-rules"
READY_TARGET, NEXT_TARGET, FILE_TARGET = 2.0, 100.0, 3.0
"""Seconds; milliseconds; megabytes of a mailed file."""
QUEUED, MAILED = 500, 50
STEPS, LOOK_SECONDS = 30, 0.4

_NEXT = """
const [key, done] = arguments;
const started = performance.now();
const seen = new MutationObserver(() => {
  seen.disconnect();
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => done(performance.now() - started);
    channel.port2.postMessage(null);
  });
});
seen.observe(document.getElementById("neighbours"), { childList: true });
document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
"""


def bench_review(folder: Path) -> None:
    """Print the waits of a review of one long PDF, of a long queue, and the size of a mailed file."""
    from toolkit_extract.review.desk import Desk, Wish
    from toolkit_extract.review.static import static_page

    if not all(map(is_there, (REPORTLAB, PIKEPDF))) or not chromium.is_there():
        print("the review page is left out: it needs the development extra, chromium and chromedriver")
        return
    one, many = _ingested(folder / "one", 1), _ingested(folder / "many", 4)
    browser = chromium.start(folder)
    try:
        with chromium.review(one, "--audit", "100%") as _:
            pass  # once before, so that the disk is warm
        started = time.perf_counter()
        with chromium.review(one, "--audit", "100%") as address:
            _open(browser, address)
            ready = time.perf_counter() - started
            print(
                f"review   page of a {PAGES}-page PDF ready in {ready:.2f} s (target at most {READY_TARGET:.0f})"
            )
        with chromium.review(many, "--audit", "100%", "--limit", str(QUEUED)) as address:
            _open(browser, address)
            for what, key in (("shown", "j"), ("decided and next shown", "a")):
                waits = sorted(_wait(browser, key) for _ in range(STEPS))
                print(
                    f"review   {what}, {QUEUED} queued: {statistics.median(waits):.0f} ms median, "
                    f"{waits[int(0.9 * STEPS)]:.0f} ms 9 of 10 (target at most {NEXT_TARGET:.0f})"
                )
    finally:
        browser.quit()
    desk = Desk(many, Wish(audit=1.0, limit=MAILED))
    with desk.drawer:
        size = len(static_page(desk).encode()) / 1e6
    print(f"review   mailed file of {MAILED} answers {size:.2f} MB (target at most {FILE_TARGET:.0f})")


def _ingested(folder: Path, authorities: int) -> Path:
    """Tables of made-up returns in PDF of as many pages as a real one."""
    import pikepdf

    folder.mkdir()
    for number, file in enumerate(generate(authorities=authorities, seed=11, variants=[KIND])):
        path = folder / f"{number} {file.name}"
        path.write_bytes(file.data)
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            while len(pdf.pages) < PAGES:
                pdf.add_blank_page(page_size=(842, 595))
            pdf.save(path)
    ingest(prepare(Job((folder,), folder / "out")))
    return folder / "out"


def _open(browser: chromium.webdriver.Chrome, address: str) -> None:
    browser.get("about:blank")
    browser.get(address)
    deadline = time.monotonic() + 30
    while not browser.execute_script("return document.body.dataset.ready"):
        if time.monotonic() > deadline:
            raise TimeoutError("the review page did not get ready")
        time.sleep(0.01)
    browser.execute_script("localStorage.setItem('reviewer', 'bench')")


def _wait(browser: chromium.webdriver.Chrome, key: str) -> float:
    """Milliseconds from a key to the next item, after a look at this one."""
    time.sleep(LOOK_SECONDS)
    return float(browser.execute_async_script(_NEXT, key))
