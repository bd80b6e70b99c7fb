"""Reads and checks a toolkit file. A broken one is refused with file, line or key, and what is wrong."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from toolkit_extract.errors import BrokenToolkit, UnknownToolkit, UnreadableFile
from toolkit_extract.schemas.toolkit import Toolkit

MAX_TOOLKIT_BYTES = 1_000_000
_LINE_IN_MESSAGE = re.compile(r"\s*\(at line (\d+), column (\d+)\)\s*$")


def shipped_toolkits() -> tuple[str, ...]:
    """Names of the toolkits that come with the package."""
    folder = resources.files(__package__)
    return tuple(
        sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    )


@cache
def load_toolkit(name_or_path: str = "amhp") -> Toolkit:
    """Load a toolkit by its shipped name or from a file.

    Raises:
        UnknownToolkit: neither a shipped name nor an existing file.
        UnreadableFile: the file cannot be opened.
        BrokenToolkit: the file is no valid toolkit; the message names the line or the key.
    """
    if name_or_path in shipped_toolkits():
        source = resources.files(__package__).joinpath(f"{name_or_path}.toml")
        return parse_toolkit(source.read_text(encoding="utf-8"), f"{name_or_path}.toml")
    path = Path(name_or_path)
    if not path.is_file():
        raise UnknownToolkit(name_or_path, shipped_toolkits())
    try:
        data = path.read_bytes()[: MAX_TOOLKIT_BYTES + 1]
    except OSError as error:
        raise UnreadableFile(path, error.strerror or type(error).__name__) from error
    if len(data) > MAX_TOOLKIT_BYTES:
        raise BrokenToolkit(
            path, "whole file", f"is larger than {MAX_TOOLKIT_BYTES:,} bytes, which no form needs"
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BrokenToolkit(path, f"line {line}", "is not UTF-8; save the file as UTF-8") from error
    return parse_toolkit(text, str(path))


def parse_toolkit(text: str, name: str) -> Toolkit:
    """Make a toolkit of the text of a toolkit file; `name` is used in errors.

    Raises:
        BrokenToolkit: see `load_toolkit`.
    """
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _LINE_IN_MESSAGE.search(str(error))
        where = f"line {match[1]}, column {match[2]}" if match else "end of file"
        raise BrokenToolkit(name, where, _LINE_IN_MESSAGE.sub("", str(error))) from error
    try:
        return Toolkit.model_validate(fields)
    except ValidationError as error:
        raise BrokenToolkit(name, *_first_faults(error, fields)) from error


def _first_faults(error: ValidationError, fields: dict[str, object]) -> tuple[str, str]:
    """Key path of the first fault, and the words for it (with a count of the others)."""
    faults = error.errors(include_url=False, include_context=False)
    first = faults[0]
    where = _key_path(first["loc"], fields)
    problem = first["msg"].removeprefix("Value error, ")
    if len(faults) > 1:
        problem += f" (and {len(faults) - 1} more)"
    return where, problem


def _key_path(location: tuple[int | str, ...], fields: object) -> str:
    """`questions[2].options[1].score`: the path of keys as the file has them, entries counted from 1."""
    path = ""
    for part in location:
        if isinstance(part, int):
            path += f"[{part + 1}]"
            fields = fields[part] if isinstance(fields, list) and part < len(fields) else None
        elif isinstance(fields, dict) and part not in fields and part == fields.get("kind"):
            continue  # the name of the union's branch, which the file does not have
        else:
            path += f".{part}" if path else part
            fields = fields.get(part) if isinstance(fields, dict) else None
    return f"key {path}" if path else "whole file"
