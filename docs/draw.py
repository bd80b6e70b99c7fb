"""Which pictures does the documentation show? Drawn by the program from made-up returns: `python -m docs.draw`.

Tests compare them with what is committed, so that they show what the program draws now: drawings byte by byte, the
review page, which is photographed in a browser, by how it looks.
"""

import io
import os
import tempfile
from pathlib import Path

from PIL import Image

from benchmarks.made_up_folder import write_made_up_folder
from tests.browser import chromium
from toolkit_extract.authorities import councils
from toolkit_extract.batch.ingest import Job, ingest, prepare
from toolkit_extract.dataset.comparison import Selection, compare
from toolkit_extract.dataset.load import load
from toolkit_extract.dataset.stored import stored_toolkit
from toolkit_extract.outputs.pictures import draw_pictures

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
REGION = "West Midlands"
SHOWN = ("heat-map-evaluate", "gaps")
REVIEW_PAGE = "review-page.png"
REVIEWED = ("BCP - pdf highlighted.pdf", "Cornwall - pdf browser-inputs.pdf", "Sandwell - word bold.docx")
PALETTE = 64


def draw() -> dict[str, bytes]:
    """The pictures as SVG by the name of their file."""
    among = tuple(council for council in councils() if council.region == REGION)
    with tempfile.TemporaryDirectory() as folder:
        write_made_up_folder(Path(folder), among=among)
        comparison = compare(load(folder), stored_toolkit(folder), Selection(region=REGION))
    return {
        f"{picture.name}.svg": picture.svg for picture in draw_pictures(comparison) if picture.name in SHOWN
    }


def draw_review_page() -> bytes:
    """The review page as a browser shows it, as PNG, with its first answer in hand."""
    samples = DOCS.parent / "samples" / "returns"
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "out"
        ingest(prepare(Job(tuple(samples / one for one in REVIEWED), out)))
        browser = chromium.start(Path(name))
        try:
            with chromium.review(out, "--audit", "5%") as address:
                browser.get(address)
                browser.set_script_timeout(30)
                browser.execute_async_script(_SHOWN)
                photograph = browser.get_screenshot_as_png()
        finally:
            browser.quit()
    small = io.BytesIO()
    picture = Image.open(io.BytesIO(photograph)).convert("RGB").quantize(PALETTE, dither=Image.Dither.NONE)
    picture.save(small, "PNG", optimize=True)
    return small.getvalue()


_SHOWN = """
const [done] = arguments;
const look = () => {
  const picture = document.querySelector(".frame img");
  if (!document.body.dataset.ready || !picture || !picture.complete) return requestAnimationFrame(look);
  document.activeElement.blur();
  requestAnimationFrame(() => requestAnimationFrame(() => done()));
};
look();
"""


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    drawn = draw()
    if chromium.is_there():
        drawn[REVIEW_PAGE] = draw_review_page()
    else:
        print(f"{REVIEW_PAGE} is left as it is: it needs chromium and chromedriver")
    for name, picture in drawn.items():
        (PICTURES / name).write_bytes(picture)
        print(os.path.relpath(PICTURES / name, DOCS.parent))


if __name__ == "__main__":
    main()
