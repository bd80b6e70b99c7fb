"""Damaged samples end in a record or in one of the package's own errors; `make fuzz` goes on for longer."""

from __future__ import annotations

import pytest

from tests.hostile.fuzz import Case, damaged, run, samples
from tests.hostile.mutation import mutate

SEEDS = range(130)


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return list(run(SEEDS))


def test_no_damaged_sample_ends_in_what_nobody_declared(cases: list[Case]) -> None:
    assert len(cases) == len(SEEDS)
    assert [str(case) for case in cases if case.bad] == []


def test_the_damage_gets_past_the_first_check(cases: list[Case]) -> None:
    """Were all files refused at once, nothing behind the refusal would be tried."""
    read = sum(case.reading.outcome == "read" for case in cases)
    assert read > len(cases) / 3
    assert read < len(cases)


def test_a_seed_makes_the_same_file_each_time_and_another_than_the_sample() -> None:
    for seed in range(len(samples())):
        sample, data = damaged(seed)
        assert data == mutate(sample.read_bytes(), seed)
    changed = [damaged(seed)[1] != damaged(seed)[0].read_bytes() for seed in range(len(samples()))]
    assert sum(changed) > 0.9 * len(changed)
