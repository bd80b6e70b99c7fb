from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest

from tests.made_records import choice, narrative, record
from toolkit_extract.dataset.normalise import normalise
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.finding import finding
from toolkit_extract.schemas.outcome import DuplicateFile, FailedFile, Outcome
from toolkit_extract.schemas.record import AuthorityRef
from toolkit_extract.schemas.tables import tables_of
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import frictionless


def write_run(folder: Path, toolkit: Toolkit) -> Path:
    """A run with everything in it: doubts, a duplicate, a failed file, a return of nobody."""
    first = toolkit.standards[0].number
    (rating,) = [question for question in toolkit.questions if isinstance(question, ChoiceQuestion)][:1]
    both = choice(rating, *(option.code for option in rating.options[:2]), needs_review=True)
    doubts = (
        finding("authority.unknown", "nobody"),
        finding("choice.multiple", "two", standard=first, answer=rating.id),
    )
    made = record(toolkit, findings=doubts, changed={first: {rating.id: both}}, submitted="2024-02-29")
    nobody = record(toolkit, "b.txt", authority=AuthorityRef(), changed={first: {rating.id: choice(rating)}})
    outcome = Outcome(
        records=(made, nobody),
        failed=(FailedFile(path="=c.txt", code="file.empty", message="=c.txt: the file is empty"),),
        duplicates=(DuplicateFile.of(made, "d.txt"),),
    )
    check_folder(folder)
    write(folder, normalise(outcome.in_order(), toolkit), toolkit, "1.2.3")
    return folder / "datapackage.json"


def faults(descriptor: Path) -> list[list[object]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = frictionless.validate(str(descriptor))
    return report.flatten(["resourceName", "rowNumber", "fieldName", "type", "note"])


def test_the_package_is_valid_to_an_independent_reader(
    tmp_path: Path, amhp: Toolkit, other_toolkit: Toolkit
) -> None:
    for toolkit in (amhp, other_toolkit):
        assert faults(write_run(tmp_path / toolkit.id, toolkit)) == []


@pytest.mark.parametrize(
    ("table", "good", "bad"),
    [
        ("answers.csv", ",selected,", ",chosen,"),  # no such state
        ("assessments.csv", ",S1.2,", ",1.2,"),  # a key that is a number
        ("marks.csv", ",E08000027,", ",E99000000,"),  # no code of an authority with social services
        ("findings.csv", "returns/dudley.txt", "elsewhere.txt"),  # no such return
        ("returns.csv", ",28,28,", ",many,28,"),  # not a count
    ],
)
def test_an_independent_reader_notices_a_table_that_was_spoilt(
    tmp_path: Path, amhp: Toolkit, table: str, good: str, bad: str
) -> None:
    descriptor = write_run(tmp_path, amhp)
    path = tmp_path / table
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    assert {"type-error", "constraint-error", "foreign-key"} & {str(fault[3]) for fault in faults(descriptor)}


def test_descriptor_follows_data_package_2(tmp_path: Path, amhp: Toolkit) -> None:
    package = json.loads(write_run(tmp_path, amhp).read_text(encoding="utf-8"))
    assert package["$schema"].startswith("https://datapackage.org/profiles/2")
    assert package["toolkit_extract"] == {
        "version": "1.2.3",
        "toolkit": "amhp",
        "toolkit_version": amhp.version,
        "form": amhp.model_dump(mode="json"),
    }
    tables = [resource for resource in package["resources"] if resource.get("type") == "table"]
    assert [table["path"] for table in tables] == [f"{table.name}.csv" for table in tables_of(amhp)]
    for table in tables:
        assert table["$schema"]
        assert table["schema"]["fieldsMatch"] == "exact"
        for field in table["schema"]["fields"]:
            if "categories" in field:
                assert field["constraints"]["enum"] == [category["value"] for category in field["categories"]]
            for missing in field.get("missingValues", []):
                assert missing["value"] == ""
                assert missing["label"]


def test_sizes_and_hashes_tell_whether_a_file_was_changed(tmp_path: Path, amhp: Toolkit) -> None:
    descriptor = write_run(tmp_path, amhp)
    records = tmp_path / "records.jsonl"
    records.write_bytes(records.read_bytes() + b"\n")
    assert {fault[3] for fault in faults(descriptor)} == {"byte-count", "hash-count"}


def test_a_text_that_looks_like_a_missing_value_stays_a_text(tmp_path: Path, amhp: Toolkit) -> None:
    made = record(amhp, changed={"1.1": {"map": narrative("NA")}})
    check_folder(tmp_path)
    write(tmp_path, normalise([made], amhp), amhp, "0")
    assert ",NA," in (tmp_path / "assessments.csv").read_text(encoding="utf-8")
    assert faults(tmp_path / "datapackage.json") == []
