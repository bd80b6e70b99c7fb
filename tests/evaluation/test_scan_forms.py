"""Scanned forms of other kinds are the same each time, and their truth lies on their boxes."""

from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from evaluation.conversion import DEJAVU, PIKEPDF, REPORTLAB, is_there
from evaluation.scan.forms.filled import fill_in, write_forms
from evaluation.scan.forms.kinds import KINDS, FormKind

pytestmark = pytest.mark.skipif(
    not all(map(is_there, (REPORTLAB, PIKEPDF, DEJAVU))),
    reason="reportlab, pikepdf or DejaVu is not installed",
)


@pytest.mark.parametrize(
    "kind", [one for one in KINDS if isinstance(one, FormKind)], ids=lambda kind: kind.name
)
def test_the_boxes_of_a_form_have_labels_and_one_question_or_more(kind: FormKind) -> None:
    form = kind.draw()
    assert len(form.boxes) >= 5
    assert all(label for box in form.boxes for label in box.labels)
    places = {(box.box.page, round(box.box.x0), round(box.box.top)) for box in form.boxes}
    assert len(places) == len(form.boxes)
    assert all(box.box.x0 > 0 and box.box.bottom < form.sheet.height for box in form.boxes)


def test_a_form_is_written_the_same_each_time_and_its_truth_lies_on_ink(tmp_path: Path) -> None:
    truth = write_forms(tmp_path, 3, ["two-pages"])
    (kind,) = (kind for kind in KINDS if kind.name == "two-pages")
    assert fill_in(kind, 3) == ((tmp_path / "two-pages.pdf").read_bytes(), truth["two-pages.pdf"])
    marks = truth["two-pages.pdf"]["marks"]
    assert {mark["page"] for mark in marks} == {1, 2}
    assert {mark["state"] for mark in marks} == {"selected", "unselected"}
    with pypdfium2.PdfDocument(tmp_path / "two-pages.pdf") as pdf:
        shown = [np.asarray(page.render(scale=3, grayscale=True).to_numpy()) for page in pdf]
    for mark in marks:
        pixels = shown[mark["page"] - 1].reshape(shown[mark["page"] - 1].shape[:2])
        area = pixels[
            int(3 * mark["top"]) : int(3 * mark["bottom"]), int(3 * mark["x0"]) : int(3 * mark["x1"])
        ]
        assert (area < 150).mean() > 0.1
