"""Lines of the tables: who makes them, which are made again, and what becomes of bad ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_records import record
from tests.unit.batch.runs import CREW, Run, tables
from toolkit_extract.batch import tables as batch_tables
from toolkit_extract.batch.ledger import open_ledger
from toolkit_extract.batch.lines import TableLines
from toolkit_extract.batch.protocol import Layout, LinesTask, pack_lines, pack_record, unpack_lines
from toolkit_extract.batch.worker import end_workers, lines_isolated
from toolkit_extract.outputs.lines import Lines
from toolkit_extract.schemas.toolkit import Toolkit

MANY = batch_tables.FEW + 3


@pytest.fixture(scope="module", autouse=True)
def _no_worker_is_left() -> Iterator[None]:
    yield
    end_workers()


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who made lines, in this order: `worker` or `here`."""
    makers: list[str] = []
    isolated, here = batch_tables.lines_isolated, batch_tables.TableLines.of_packed

    def by_worker(*arguments):  # type: ignore[no-untyped-def]
        makers.append("worker")
        return isolated(*arguments)

    def by_us(*arguments):  # type: ignore[no-untyped-def]
        makers.append("here")
        return here(*arguments)

    monkeypatch.setattr(batch_tables, "lines_isolated", by_worker)
    monkeypatch.setattr(batch_tables.TableLines, "of_packed", by_us)
    return makers


def many(**others: str) -> dict[str, str]:
    return {f"f{number:02}": f"words {number}" for number in range(MANY)} | others


def test_workers_make_many_lines_and_a_new_file_among_them_costs_its_own_alone(
    put: Callable[..., None], run: Run, made: list[str]
) -> None:
    put(**many())
    run()
    assert made == ["worker"] * MANY
    made.clear()
    put(a="one more")  # the last of an authority's returns counts: the first changes no other
    run()
    assert made == ["here"]


def test_lines_are_the_same_bytes_whoever_makes_them(
    put: Callable[..., None], run: Run, made: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(**many())
    run("by-workers")
    monkeypatch.setattr(batch_tables, "FEW", 1000)
    run("by-us")
    monkeypatch.setattr(batch_tables, "FEW", 0)
    monkeypatch.setattr(batch_tables, "lines_isolated", lambda *_: None)
    run("by-us-since-workers-cannot")
    assert set(made) == {"worker", "here"}
    assert tables("by-workers") == tables("by-us") == tables("by-us-since-workers-cannot")


def test_other_tables_are_made_of_the_same_records_and_lines_of_the_old_ones_are_dropped(
    put: Callable[..., None], run: Run, made: list[str]
) -> None:
    put(a="one", b="two")
    run()
    run(free_text=False)
    assert made == ["here"] * 4
    assert b"words" not in (Path("out") / "answers.csv").read_bytes()
    with open_ledger(Path("out")) as ledger:
        assert len(ledger.keys_of_lines()) == 2


def test_damaged_lines_are_made_again(put: Callable[..., None], run: Run, made: list[str]) -> None:
    put(a="one")
    run()
    before = tables()
    with open_ledger(Path("out")) as ledger:
        (key,) = ledger.keys_of_lines()
        ledger.keep_lines([(key, sha256(b"one").hexdigest(), b"no lines")])
    Path("out/answers.csv").unlink()
    run()
    assert tables() == before
    assert made == ["here", "here"]


def test_a_worker_that_cannot_make_lines_says_so_and_the_next_one_can(amhp: Toolkit) -> None:
    layout = Layout(amhp)
    assert lines_isolated(LinesTask(b"no record", 1 << 20, layout), CREW.limits) is None
    packed, length = pack_record(record(amhp))
    made = lines_isolated(LinesTask(packed, length, layout), CREW.limits)
    assert made == TableLines(layout).of_packed(LinesTask(packed, length, layout))


names = st.text("abc", min_size=1, max_size=3)


@given(
    st.dictionaries(names, st.binary(max_size=20), max_size=4),
    st.dictionaries(names, st.integers(0, 9), max_size=4),
)
def test_lines_are_unpacked_as_they_were_packed(content: dict[str, bytes], rows: dict[str, int]) -> None:
    assert unpack_lines(pack_lines(Lines(content, rows))) == Lines(content, rows)


@pytest.mark.parametrize("packed", [b"", b"words", pack_lines(Lines({"a": b"b"}))[:-3]])
def test_what_is_no_lines_is_refused(packed: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        unpack_lines(packed)
