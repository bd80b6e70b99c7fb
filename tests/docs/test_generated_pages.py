from __future__ import annotations

import json

import jsonschema
import pytest

from docs import generate
from tests.conftest import ROOT
from tests.made_records import record
from toolkit_extract.extract import extract
from toolkit_extract.schemas.toolkit import Toolkit


@pytest.mark.parametrize("name", generate.PAGES)
def test_the_page_is_what_the_code_says_now(name: str) -> None:
    committed = (generate.DOCS / name).read_text(encoding="utf-8")
    assert committed == generate.PAGES[name](), "run 'make docs' and commit the pages"


def test_records_of_any_toolkit_follow_the_published_schema(amhp: Toolkit, other_toolkit: Toolkit) -> None:
    schema = json.loads((generate.DOCS / "record.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    for made in (record(amhp), record(other_toolkit), extract(ROOT / generate.SHOWN)):
        validator.validate(json.loads(made.model_dump_json()))


def test_the_published_schema_refuses_what_no_record_says(amhp: Toolkit) -> None:
    schema = json.loads((generate.DOCS / "record.schema.json").read_text(encoding="utf-8"))
    made = json.loads(record(amhp).model_dump_json())
    made["standards"][0]["evaluate"]["state"] = "perhaps"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate(made)


def test_every_command_is_documented() -> None:
    from typer.main import get_command

    from toolkit_extract.cli import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    assert tuple(command[0] for command in generate.HELP_OF if command) == tuple(commands)
