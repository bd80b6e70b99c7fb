from __future__ import annotations

import itertools
import json
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_records import record
from tests.unit.review.lines import HIGH, line, overlay
from toolkit_extract.errors import UnusableOutput
from toolkit_extract.review.corrections import (
    CORRECTIONS,
    append,
    later_than,
    merge,
    parse_overlay,
    read_overlay,
    standing,
)
from toolkit_extract.schemas.correction import Action, AnswerValue, Correction
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.toolkit import Toolkit


@pytest.fixture(scope="module")
def made(amhp: Toolkit) -> ReturnRecord:
    return record(amhp)


def stands(*lines: Correction) -> Correction | None:
    return overlay(*lines).of_answer(lines[0].sha256, lines[0].standard, lines[0].answer)


def test_a_folder_without_corrections_has_none(tmp_path: Path) -> None:
    assert read_overlay(tmp_path).lines == ()


def test_what_is_appended_is_read_again(tmp_path: Path, made: ReturnRecord) -> None:
    first, second = (
        line(made, "1.1", "prioritise", "correct", HIGH),
        line(made, "1.2", "map", reason="clear £5"),
    )
    append(tmp_path, lambda _: [first])
    after = append(tmp_path, lambda now: [second] if now.lines == (first,) else [])
    assert read_overlay(tmp_path).lines == after.lines == (first, second)


def test_the_last_line_by_time_stands_whatever_the_order_of_the_file(made: ReturnRecord) -> None:
    early = line(made, "1.1", "prioritise", minutes=1)
    late = line(made, "1.1", "prioritise", "correct", HIGH, minutes=2)
    assert stands(early, late) == stands(late, early) == late


def test_of_two_lines_at_one_moment_the_same_one_stands_in_any_order(made: ReturnRecord) -> None:
    one, two = line(made, "1.1", "map", reviewer="Ada"), line(made, "1.1", "map", reviewer="Ben")
    assert stands(one, two) == stands(two, one)


def test_an_undo_brings_back_what_stood_before(made: ReturnRecord) -> None:
    first = line(made, "1.1", "prioritise")
    second = line(made, "1.1", "prioritise", "correct", HIGH, minutes=1)
    undo = line(made, "1.1", "prioritise", "undo", minutes=2, undoes=second.id)
    assert stands(first, second, undo) == first
    assert stands(second, undo) is None


@given(order=st.permutations(range(5)), cut=st.integers(0, 5))
def test_files_merge_to_the_same_in_any_order_and_any_parts(
    order: list[int], cut: int, made: ReturnRecord
) -> None:
    first = line(made, "1.1", "map", id="0" * 32)
    lines = [
        first,
        line(made, "1.1", "map", "unreadable", id="1" * 32, minutes=1),
        line(made, "1.1", "map", "undo", id="2" * 32, minutes=2, undoes="1" * 32),
        line(made, "1.2", "prioritise", "correct", HIGH, id="3" * 32),
        line(made, "1.2", "prioritise", id="4" * 32, minutes=-5),
    ]
    shuffled = [lines[place] for place in order]
    assert standing([*shuffled[cut:], *shuffled[:cut], *shuffled[:2]]) == standing(lines)


def test_a_torn_last_line_is_passed_over_and_the_next_one_is_whole(
    tmp_path: Path, made: ReturnRecord
) -> None:
    first, second = line(made, "1.1", "map"), line(made, "1.2", "map")
    append(tmp_path, lambda _: [first])
    path = tmp_path / CORRECTIONS
    whole = path.read_bytes()
    for cut in range(1, len(whole) - 1, 37):
        path.write_bytes(whole + whole[:cut])
        assert read_overlay(tmp_path).lines == (first,)
        after = append(tmp_path, lambda _: [second])
        assert after.lines == (first, second)
        assert after.skipped == (2,)


@pytest.mark.parametrize(
    "raw",
    [
        b"no json",
        b"[]",
        b'{"id": "x"}',
        b"\xff\xfe",
        b'{"action": "accept"}' + b" " * 2_000_000,
    ],
    ids=["words", "list", "too little", "no text", "too long"],
)
def test_what_is_no_correction_is_named_by_its_line_and_stops_nothing(raw: bytes, made: ReturnRecord) -> None:
    good = line(made, "1.1", "map")
    read = parse_overlay(raw + b"\n\n" + good.model_dump_json().encode() + b"\n")
    assert (read.lines, read.skipped) == ((good,), (1,))


@pytest.mark.parametrize("missing", ["machine", "value"])
def test_a_line_that_lacks_what_its_action_needs_is_no_correction(missing: str, made: ReturnRecord) -> None:
    said = json.loads(line(made, "1.1", "prioritise", "correct", HIGH).model_dump_json())
    said[missing] = None
    assert parse_overlay(json.dumps(said).encode()).skipped == (1,)


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_time_that_nobody_decided_at_makes_a_line_no_correction(at: str, made: ReturnRecord) -> None:
    said = json.loads(line(made, "1.1", "map").model_dump_json())
    assert parse_overlay(json.dumps({**said, "at": at}).encode()).skipped == (1,)


def test_lines_of_returns_that_were_taken_out_are_not_taken_in(tmp_path: Path, made: ReturnRecord) -> None:
    gone = line(made, "1.1", "map", reason="Zanzibar", sha256="0" * 64)
    data = b"".join(one.model_dump_json().encode() + b"\n" for one in (gone, line(made, "1.2", "map")))
    merged = merge(tmp_path, data, without={gone.sha256})
    assert (merged.new, merged.skipped, merged.purged) == (1, (), 1)
    assert b"Zanzibar" not in (tmp_path / CORRECTIONS).read_bytes()


def test_fields_of_a_newer_version_are_no_hindrance_and_are_kept(tmp_path: Path, made: ReturnRecord) -> None:
    said = json.loads(line(made, "1.1", "map").model_dump_json())
    newer = json.dumps({**said, "mood": "sure"}).encode()
    assert merge(tmp_path, newer + b"\n").new == 1
    assert b'"mood": "sure"' in (tmp_path / CORRECTIONS).read_bytes()


def test_merging_twice_adds_nothing(tmp_path: Path, made: ReturnRecord) -> None:
    data = b"".join(line(made, number, "map").model_dump_json().encode() + b"\n" for number in ("1.1", "1.2"))
    assert merge(tmp_path, data).new == 2
    again = merge(tmp_path, data + b"torn {")
    assert (again.new, again.skipped) == (0, (3,))
    assert len(read_overlay(tmp_path).lines) == 2


def test_a_decision_follows_the_one_it_replaces_though_the_clock_is_behind(made: ReturnRecord) -> None:
    before = line(made, "1.1", "map", minutes=60 * 24 * 365 * 50)
    assert later_than(before) > before.at


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path, made: ReturnRecord) -> None:
    numbers = itertools.count()
    lines = [line(made, "1.1", "map", minutes=next(numbers)) for _ in range(24)]

    def write(mine: list[Correction]) -> None:
        for one in mine:
            append(tmp_path, lambda _, one=one: [one])

    threads = [threading.Thread(target=write, args=(lines[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.id for one in read_overlay(tmp_path).lines) == sorted(one.id for one in lines)


def test_a_disk_that_takes_nothing_is_said_and_nothing_is_claimed(tmp_path: Path, made: ReturnRecord) -> None:
    (tmp_path / CORRECTIONS).mkdir()
    with pytest.raises(UnusableOutput, match="nothing was saved"):
        append(tmp_path, lambda _: [line(made, "1.1", "map")])
    with pytest.raises(UnusableOutput, match="cannot be read"):
        read_overlay(tmp_path)


def test_values_that_say_the_same_are_equal_whatever_their_spacing_and_order() -> None:
    assert (
        AnswerValue(state="answered", text="a  b\n c").key == AnswerValue(state="answered", text="a b c").key
    )
    one = AnswerValue(state="multiple_selected", selected=("low", "high"))
    assert one.key == AnswerValue(state="multiple_selected", selected=("high", "low")).key
    assert one.key != AnswerValue(state="multiple_selected", selected=("high", "medium")).key


def test_every_action_is_one_that_a_line_can_have(made: ReturnRecord) -> None:
    for action in Action:
        said = HIGH if action is Action.CORRECT else None
        undoes = "0" * 32 if action is Action.UNDO else None
        one = line(made, "1.1", "prioritise", action, said, undoes=undoes)
        assert parse_overlay(one.model_dump_json().encode()).lines == (one,)
