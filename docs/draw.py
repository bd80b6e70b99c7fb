"""Which pictures does the documentation show? Drawn by the program from made-up returns: `python -m docs.draw`.

A test compares them with what is committed, so that they show what the program draws now.
"""

import os
import tempfile
from pathlib import Path

from benchmarks.made_up_folder import write_made_up_folder
from toolkit_extract.authorities import councils
from toolkit_extract.dataset.comparison import Selection, compare
from toolkit_extract.dataset.load import load
from toolkit_extract.dataset.stored import stored_toolkit
from toolkit_extract.outputs.pictures import draw_pictures

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
REGION = "West Midlands"
SHOWN = ("heat-map-evaluate", "gaps")


def draw() -> dict[str, bytes]:
    """The pictures as SVG by the name of their file."""
    among = tuple(council for council in councils() if council.region == REGION)
    with tempfile.TemporaryDirectory() as folder:
        write_made_up_folder(Path(folder), among=among)
        comparison = compare(load(folder), stored_toolkit(folder), Selection(region=REGION))
    return {
        f"{picture.name}.svg": picture.svg for picture in draw_pictures(comparison) if picture.name in SHOWN
    }


def main() -> None:
    """Write all pictures."""
    PICTURES.mkdir(exist_ok=True)
    for name, svg in draw().items():
        (PICTURES / name).write_bytes(svg)
        print(os.path.relpath(PICTURES / name, DOCS.parent))


if __name__ == "__main__":
    main()
