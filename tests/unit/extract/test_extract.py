"""One return from file to record: what the formats' own extras become."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from evaluation.answers import complete_return
from evaluation.councils import by_gss
from evaluation.recipe import produce
from evaluation.variants import VARIANTS
from toolkit_extract.extract import extract
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.record import ReturnRecord


def read(kind: str, folder: Path) -> ReturnRecord:
    """A made-up return of one kind, written and read."""
    completed = complete_return(Random(5), by_gss("E08000028"), brief=True)
    file = produce(VARIANTS[kind], completed, 5, number=1, named=True)
    path = folder / file.name
    path.write_bytes(file.data)
    return extract(path)


@pytest.mark.parametrize("kind", ["word/comments-footnotes", "pdf/ink"])
def test_comments_and_sticky_notes_are_kept_apart_from_the_answers(kind: str, tmp_path: Path) -> None:
    record = read(kind, tmp_path)
    texts = [
        getattr(answer, "text", "")
        for standard in record.standards
        for _, answer in single_answers(standard, with_unassigned=True)
    ]
    assert [found.code for found in record.findings].count("comment.kept_apart") == 1
    assert record.comments
    assert not any(comment in text for comment in record.comments for text in texts)
