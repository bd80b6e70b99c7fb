"""Writes scanned forms of other kinds: `python -m evaluation.scan.forms.filled --out DIR`.

`--seed S` and `--forms NAME …` say which. `forms.json` maps every file to its boxes: `state`, `label` (and all `labels`
that count as right), `page`, `x0`, `top`, `x1`, `bottom` in points of the page as displayed, and `how` it was marked.
The same arguments give the same bytes.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from evaluation.conversion import CHROMIUM, is_there
from evaluation.scan.forms.blank import BlankForm
from evaluation.scan.forms.camera import photograph
from evaluation.scan.forms.kinds import KINDS, FormKind
from evaluation.scan.forms.screen import ScreenKind, capture
from evaluation.scan.hands import HANDS
from evaluation.scan.ink import Sheet
from evaluation.scan.marking import Marked, mark_page
from evaluation.scan.printed import SCALE, PrintedBox, render_pages, snapped
from evaluation.scan.scanned import place_of
from evaluation.scan.scanner import ScannedPage, as_jpeg, scan_page
from evaluation.scan.store import as_pdf, as_photograph, as_png, as_tiff

_SUFFIXES = {"pdf": ".pdf", "tiff": ".tif", "png": ".png", "photograph": ".jpg", "jpeg": ".jpg"}


def fill_in(kind: FormKind | ScreenKind, seed: int) -> tuple[bytes, dict[str, Any]]:
    """One form, filled in and scanned, photographed or shown: the file, and the truth about it."""
    if isinstance(kind, ScreenKind):
        return capture(kind, seed)
    rng = Random(f"{seed}/{kind.name}")
    blank = kind.draw()
    data = blank.paper.save()
    boxes = _boxes(blank, kind, rng)
    boxes = snapped(data, boxes) if blank.snapped else tuple(boxes)
    hands = {one.number: HANDS[rng.choice(kind.hands)] for one in boxes}
    pages: list[ScannedPage] = []
    marked: list[Marked] = []
    for number, pixels in enumerate(render_pages(data), start=1):
        sheet = Sheet(pixels, SCALE, number, Random(rng.getrandbits(64)))
        marked += mark_page(sheet, boxes, hands)
        pages.append(
            photograph(sheet.pixels, kind.camera, rng)
            if kind.camera
            else scan_page(sheet.pixels, kind.condition, rng, number)
        )
    labels = [one.labels for one in blank.boxes]
    truth = {
        "kind": kind.name,
        "group": kind.group,
        "marks": [_truth(one, labels[int(one.box.code)], pages) for one in marked],
        "page_sizes": [[round(side, 2) for side in page.size] for page in pages],
    }
    return _store(kind, pages), truth


def _boxes(blank: BlankForm, kind: FormKind, rng: Random) -> list[PrintedBox]:
    """The form's boxes with the answers of somebody who answers most questions."""
    chosen: set[int] = set()
    for question in dict.fromkeys(one.question for one in blank.boxes):
        numbers = [number for number, one in enumerate(blank.boxes) if one.question == question]
        if rng.random() < (0.85 if len(numbers) > 1 else 0.5):
            count = min(len(numbers), 2 if rng.random() < kind.several else 1)
            chosen.update(rng.sample(numbers, count))
    return [
        PrintedBox(
            f"{kind.name}/{one.question}",
            "",
            str(number),
            one.labels[0],
            one.box,
            one.words,
            number in chosen if one.printed is None else one.printed,
            printed=one.printed is not None and one.printed,
        )
        for number, one in enumerate(blank.boxes)
    ]


def _truth(one: Marked, labels: Sequence[str], pages: Sequence[ScannedPage]) -> dict[str, Any]:
    place = place_of(pages[one.box.box.page - 1].map(one.box.box))
    return {"state": one.state, "label": labels[0], "labels": list(labels), "how": one.how, **place}


def _store(kind: FormKind, pages: Sequence[ScannedPage]) -> bytes:
    if kind.file == "tiff":
        return as_tiff(pages)
    if kind.file == "png":
        return as_png(pages[0])
    if kind.file == "jpeg":
        return as_jpeg(pages[0].image, kind.camera.quality if kind.camera else kind.condition.jpeg)
    if kind.file == "photograph":
        return as_photograph(pages[0], kind.condition.jpeg)
    return as_pdf(pages, kind.condition.jpeg)


def write_forms(out: Path, seed: int, names: Sequence[str] = ()) -> dict[str, dict[str, Any]]:
    """Writes the forms (of these names, else all) and `forms.json` into a folder; returns the truth."""
    out.mkdir(parents=True, exist_ok=True)
    truth = {}
    for kind in KINDS:
        if isinstance(kind, ScreenKind) and not is_there(CHROMIUM):
            continue
        if not names or kind.name in names:
            data, said = fill_in(kind, seed)
            name = kind.name + (".png" if isinstance(kind, ScreenKind) else _SUFFIXES[kind.file])
            (out / name).write_bytes(data)
            truth[name] = said
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (out / "forms.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return truth


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.scan.forms.filled", description="Writes scanned forms of other kinds."
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the files and forms.json")
    parser.add_argument("--seed", type=int, default=1, help="seed (default 1)")
    parser.add_argument(
        "--forms", nargs="+", choices=[kind.name for kind in KINDS], default=[], help="default: all"
    )
    options = parser.parse_args(arguments)
    truth = write_forms(options.out, options.seed, options.forms)
    print(
        f"{len(truth)} forms with {sum(len(one['marks']) for one in truth.values())} boxes in {options.out}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
