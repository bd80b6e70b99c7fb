"""The records of the samples, answer by answer. `make golden-update` writes them; the commit explains every change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from evaluation.score import likeness, score
from tests.conftest import ROOT
from toolkit_extract.dataset.answers import verbatim_text
from toolkit_extract.dataset.normalise import record_to_answer_rows, sort_findings
from toolkit_extract.extract import extract
from toolkit_extract.parsers.scan.ocr.choose import VARIABLE
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import Row, clean_text

SAMPLES = ROOT / "samples" / "returns"
EXPECTED = Path(__file__).parent / "expected"
GOLD: dict[str, Any] = json.loads((ROOT / "samples" / "gold.json").read_text(encoding="utf-8"))
SCANS = frozenset(name for name in GOLD if GOLD[name]["variant"].startswith("scan/"))
ALIKE = 0.95
"""Likeness of a recognised text to the expected one: an engine may round otherwise on another processor."""

SHOWN = ("state", "option", "text", "method", "confidence", "needs_review")


@cache
def read(name: str) -> ReturnRecord:
    """The record of a sample; scans are read by the engine whose version is pinned."""
    with pytest.MonkeyPatch.context() as patch:
        if name in SCANS:
            patch.setenv(VARIABLE, "rapidocr")
        return extract(SAMPLES / name)


def parted(summary: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """A summary of a scan without its texts and confidences, which are an engine's; and the texts."""
    answers = summary["answers"]
    texts = {name: answer["text"] for name, answer in answers.items() if "text" in answer}
    kept = {
        name: {key: value for key, value in answer.items() if key not in ("text", "confidence")}
        for name, answer in answers.items()
    }
    return {**summary, "answers": kept}, texts


def summary(record: ReturnRecord) -> dict[str, Any]:
    """What of a record is compared: who, every answer by its name, standards that are not there, and the findings."""
    missing = {standard.number for standard in record.standards if not standard.found}
    verbatim = {
        (standard.number, name): clean_text(verbatim_text(answer))
        for standard in record.standards
        for name, answer in single_answers(standard)
    }
    return {
        "format": record.source.format,
        "authority": record.authority.model_dump(),
        "submitted": record.submitted,
        "answers": {
            f"{row['standard']} {row['answer']}": shown(
                {**row, "text": verbatim[str(row["standard"]), str(row["answer"])]}
            )
            for row in record_to_answer_rows(record)
            if row["standard"] not in missing
        },
        "missing": sorted(missing),
        "findings": list(described_findings(record)),
    }


def shown(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in SHOWN if row[name] is not None}


def described_findings(record: ReturnRecord) -> Iterator[str]:
    for finding in sort_findings(record.findings):
        if finding.code == "standard.missing":
            continue
        yield " ".join(part for part in (finding.standard, finding.answer, finding.code) if part)


def to_text(made: dict[str, Any]) -> str:
    """One answer a line, so that a change reads as answers."""
    answers = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(answer, ensure_ascii=False)}"
        for name, answer in made["answers"].items()
    )
    findings = ",\n".join(f"  {json.dumps(line)}" for line in made["findings"])
    head = "".join(
        f' "{name}": {json.dumps(made[name])},\n' for name in ("format", "authority", "submitted", "missing")
    )
    return f'{{\n{head} "answers": {{\n{answers}\n }},\n "findings": [\n{findings}\n ]\n}}\n'


@pytest.mark.parametrize("name", GOLD)
def test_a_sample_is_read_as_it_was(name: str, request: pytest.FixtureRequest) -> None:
    made = summary(read(name))
    path = EXPECTED / f"{name}.json"
    if request.config.getoption("--golden-update"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(to_text(made), encoding="utf-8", newline="\n")
    assert path.exists(), "there is no expected record: run 'make golden-update' and look at what it wrote"
    expected = json.loads(path.read_text(encoding="utf-8"))
    if name not in SCANS:
        assert made == expected
        return
    (facts, texts), (known, known_texts) = parted(made), parted(expected)
    assert facts == known
    assert texts.keys() == known_texts.keys()
    unlike = {key for key in texts if likeness(texts[key], known_texts[key]) < ALIKE}
    assert unlike == set()


def test_no_sample_has_a_wrong_value_that_is_not_marked_for_review() -> None:
    records = {name: json.loads(read(name).model_dump_json()) for name in GOLD}
    silent = [miss for miss in score(GOLD, records).misses if not miss.flagged]
    assert [miss for miss in silent if miss.answer in ("evaluate", "prioritise", "authority")] == []


@pytest.mark.parametrize("name", GOLD)
def test_a_standard_that_a_sample_does_not_hold_is_told_missing(name: str) -> None:
    record = read(name)
    found = {standard.number for standard in record.standards if standard.found}
    told = {finding.standard for finding in record.findings if finding.code == "standard.missing"}
    assert found == GOLD[name]["gold"].keys()
    assert told == {standard.number for standard in record.standards} - found


def test_expected_records_are_of_samples_that_exist() -> None:
    assert {path.name.removesuffix(".json") for path in EXPECTED.iterdir()} == set(GOLD)


def test_the_flag_that_rewrites_expected_records_is_off(request: pytest.FixtureRequest) -> None:
    assert not request.config.getoption("--golden-update"), (
        "the expected records were rewritten; now run without it"
    )
