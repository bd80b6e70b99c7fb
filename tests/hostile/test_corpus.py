"""Every hostile file ends in a declared outcome, in time, in little memory, and says nothing of its text."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

import pytest

from tests.hostile.corpus import CORPUS, make_corpus
from tests.hostile.hostile_file import CANARY
from tests.hostile.reader import Reader, Reading

VERBS = ("extract", "inspect")
Readings = dict[tuple[str, str], Future[Reading]]


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Readings]:
    """All files, being read by two readers in the order of the corpus."""
    paths = make_corpus(tmp_path_factory.mktemp("corpus"))
    with Reader() as first, Reader() as second, ThreadPoolExecutor(2) as threads:
        free: SimpleQueue[Reader] = SimpleQueue()
        free.put(first)
        free.put(second)

        def read(path: Path, verb: str, memory: int) -> Reading:
            reader = free.get()
            try:
                return reader.read(path, verb, memory=memory)
            finally:
                free.put(reader)

        try:
            yield {
                (file.name, verb): threads.submit(read, paths[file.name], verb, file.memory)
                for file in CORPUS
                for verb in VERBS
            }
        finally:
            threads.shutdown(cancel_futures=True)


def test_the_corpus_is_large_and_names_each_file_once() -> None:
    assert len(CORPUS) >= 60
    assert len({file.name for file in CORPUS}) == len(CORPUS)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.what)
def test_a_file_ends_as_it_may_and_its_words_are_not_told(file, verb: str, readings: Readings) -> None:  # type: ignore[no-untyped-def]
    reading = readings[file.name, verb].result()
    allowed = file.allowed if verb == "extract" else file.allowed_to_inspect
    assert reading.outcome in allowed, reading
    if reading.outcome == "read" and file.findings and (verb == "extract" or file.name.endswith(".pdf")):
        assert file.findings & set(reading.findings), reading.findings
    told = "\n".join((reading.said, reading.noise, *reading.messages))
    assert CANARY not in told
    assert reading.outcome == "read" or "\n" not in reading.said
    reading.said.encode()
