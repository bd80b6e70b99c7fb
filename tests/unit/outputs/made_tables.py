"""Tables with what is hard to write: formulas, links, long texts, missing values, a number that looks like another."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tests.made_records import choice, narrative, record
from toolkit_extract.dataset.load import load
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.outputs.about import About
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.outcome import FailedFile, result_order
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Standard, Toolkit

ABOUT = About("Returns of a form", "amhp 1", "0.1", ("free text was left out",))
FORMULA, LINK, LONG = '=HYPERLINK("http://example.org")', "https://example.org", "word " * 8000


def made_frames(folder: Path, amhp: Toolkit) -> tuple[Toolkit, dict[str, pd.DataFrame]]:
    """A form with the standards 1.1, 1.2 and 1.10, and the loaded tables of one return and one failed file."""
    numbers = ("1.1", "1.2", "1.10")
    standards = tuple(Standard(number=number, section=1, title="t") for number in numbers)
    toolkit = amhp.model_copy(update={"standards": standards})
    question = toolkit.question("evaluate")
    assert isinstance(question, ChoiceQuestion)
    made = record(
        toolkit,
        changed={
            "1.1": {"map": narrative(FORMULA), "evaluate": choice(question)},
            "1.2": {"map": narrative(LONG), "evaluate": choice(question, "partially")},
            "1.10": {"map": narrative(LINK)},
        },
        submitted="2024-02-29",
    )
    failed = FailedFile(path="b.txt", code="file.empty", message="b.txt: the file is empty")
    check_folder(folder)
    write(folder, normalise(sorted((made, failed), key=result_order), toolkit), toolkit, "0")
    return toolkit, load(folder)
