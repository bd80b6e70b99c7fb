"""Who submitted each file, as the person who collected the returns wrote it down?

A manifest is a CSV file with a header row: `file,authority[,gss_code][,submitted]`, UTF-8 with or
without a byte order mark. It is checked whole before the first return is read; the first thing wrong
stops the run with its line.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath

from toolkit_extract.authorities.mentions import Role, find_mentions
from toolkit_extract.authorities.names import COUNCIL_WORDS, NameKind, gazetteer, normalise
from toolkit_extract.authorities.spelling import nearest_council, similar_councils
from toolkit_extract.authorities.table import GSS_CODE, Council, councils_by_code
from toolkit_extract.errors import BadManifest

_REQUIRED = ("file", "authority")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TITLES = re.compile(
    r"^(?:the )?(?:(?:(?:london|royal|metropolitan) borough|borough|metropolitan district|city council"
    r"|county council|council|city|county) of (?:the )?|lb (?:of )?|rb (?:of )?)?(?P<place>.+?)"
    r"(?: (?:(?:metropolitan|met|borough|city|county|district|unitary) )*"
    r"(?:council|mbc|mdc|bc|cc|corporation|borough|adult social care|adult social services|social services"
    r"|local authority))?$"
)


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """One row of a manifest.

    Attributes:
        file: path or base name as written, with `/` between folders.
        authority: the council's name in the table, or the name as written of a body that is not in it.
        gss_code: the council's code, None for a body that is not in the table.
        submitted: date of submission, None where the cell is empty.
        line: 1-based line of the manifest, the header being line 1.
        exact: False where the name was taken for a misspelling of a council's.
    """

    file: str
    authority: str
    gss_code: str | None = None
    submitted: date | None = None
    line: int = 0
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows of a manifest in their order."""

    path: Path
    entries: tuple[ManifestEntry, ...]
    _by_file: dict[tuple[str, ...], ManifestEntry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_file", {_file_key(entry.file): entry for entry in self.entries})

    def find(self, path: str | PurePath) -> ManifestEntry | None:
        """Return the row of a file: the row whose path is the longest ending of the file's path.

        A row that holds a base name only serves every file of that name; upper and lower case are the same.
        """
        parts = _file_key(str(path))
        for start in range(len(parts)):
            entry = self._by_file.get(parts[start:])
            if entry is not None:
                return entry
        return None

    def unused(self, paths: Iterable[str | PurePath]) -> tuple[ManifestEntry, ...]:
        """Return the rows that name none of the files, in the order of the manifest."""
        used = {entry.line for path in paths if (entry := self.find(path)) is not None}
        return tuple(entry for entry in self.entries if entry.line not in used)

    def shared(self, paths: Iterable[str | PurePath]) -> tuple[ManifestEntry, ...]:
        """Return the rows that name more than one of the files: not all need be of that authority."""
        times: dict[int, int] = {}
        for path in paths:
            entry = self.find(path)
            if entry is not None:
                times[entry.line] = times.get(entry.line, 0) + 1
        return tuple(entry for entry in self.entries if times.get(entry.line, 0) > 1)


def read_manifest(path: str | Path) -> Manifest:
    """Read and check a manifest.

    Raises:
        BadManifest: naming the line and what is wrong with it: the file cannot be read or is not UTF-8, a
            column is missing, a cell too many, an empty or duplicate file, an unknown or ambiguous council, a
            GSS code that is malformed, unknown or another council's, a date that is not YYYY-MM-DD.
    """
    path = Path(path)
    rows = csv.reader(io.StringIO(_text_of(path), newline=""), strict=True)
    entries: dict[tuple[str, ...], ManifestEntry] = {}
    columns: list[str] = []
    line = 1
    try:
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                line = rows.line_num + 1
                continue
            if not columns:
                columns = _columns(path, line, cells)
            else:
                entry = _entry(path, line, _row(path, line, columns, cells))
                before = entries.setdefault(_file_key(entry.file), entry)
                if before is not entry:
                    raise BadManifest(path, line, f"'{entry.file}' stands on line {before.line} already")
            line = rows.line_num + 1
    except csv.Error as error:
        raise BadManifest(path, rows.line_num, f"is not a CSV row ({error})") from error
    if not columns:
        raise BadManifest(path, 1, "is empty; the header row must be file,authority[,gss_code][,submitted]")
    return Manifest(path, tuple(entries.values()))


def _text_of(path: Path) -> str:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadManifest(path, 1, f"cannot be opened ({error.strerror})") from error
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadManifest(path, line, "is not UTF-8; save the manifest as 'CSV UTF-8'") from error


def _columns(path: Path, line: int, cells: list[str]) -> list[str]:
    columns = [cell.strip().casefold() for cell in cells]
    missing = [name for name in _REQUIRED if name not in columns]
    if missing:
        raise BadManifest(
            path,
            line,
            f"has no column '{missing[0]}'; the header row must be file,authority[,gss_code][,submitted]",
        )
    repeated = next((name for name in columns if name and columns.count(name) > 1), None)
    if repeated:
        raise BadManifest(path, line, f"has the column '{repeated}' twice")
    return columns


def _row(path: Path, line: int, columns: list[str], cells: list[str]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise BadManifest(
            path,
            line,
            f"has {len(cells)} cells for {len(columns)} columns; put a name that holds a comma in quotes",
        )
    return {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}


def _entry(path: Path, line: int, row: dict[str, str]) -> ManifestEntry:
    file = "/".join(_path_parts(row.get("file", "")))
    if not file:
        raise BadManifest(path, line, "names no file")
    council, exact = _council(path, line, row.get("authority", ""), row.get("gss_code", "").upper())
    return ManifestEntry(
        file=file,
        authority=council.name if council else row["authority"],
        gss_code=council.gss_code if council else None,
        submitted=_submitted(path, line, row.get("submitted", "")),
        line=line,
        exact=exact,
    )


def _submitted(path: Path, line: int, cell: str) -> date | None:
    if not cell:
        return None
    try:
        if _ISO_DATE.fullmatch(cell):
            return date.fromisoformat(cell)
    except ValueError:
        pass
    raise BadManifest(path, line, f"the date '{cell}' is not one of the form YYYY-MM-DD")


def _council(path: Path, line: int, authority: str, code: str) -> tuple[Council | None, bool]:
    """Return the council of a row (None for a body not in the table), and whether it is spelt right."""
    coded = _council_of_code(path, line, code) if code else None
    if not authority:
        if coded is None:
            raise BadManifest(path, line, "names no authority")
        return coded, True
    named, exact = councils_named(authority)
    if coded is not None:
        if coded not in named:
            raise BadManifest(path, line, f"{code} is {coded.name}, and the authority is '{authority}'")
        return coded, True
    if len(named) > 1:
        names = ", ".join(council.name for council in named)
        raise BadManifest(
            path, line, f"'{authority}' may be any of {names}; write the full name or the gss_code"
        )
    if named:
        return named[0], exact
    if _claims_to_be_a_council(authority):
        like = " or ".join(council.name for council in similar_councils(authority))
        advice = f"; is it {like}?" if like else "; give the name of the council with adult social services"
        raise BadManifest(path, line, f"'{authority}' is not a council of the table{advice}")
    return None, True


def _council_of_code(path: Path, line: int, code: str) -> Council:
    if not GSS_CODE.fullmatch(code):
        raise BadManifest(
            path, line, f"'{code}' is not the GSS code of a council (E06, E08, E09 or E10 and six digits)"
        )
    council = councils_by_code().get(code)
    if council is None:
        raise BadManifest(path, line, f"no council with adult social services has the GSS code {code}")
    return council


def councils_named(name: str) -> tuple[tuple[Council, ...], bool]:
    """Return the councils that a whole name may mean, and False where it had to be taken for a misspelling.

    Empty for a name of nobody in the table; several for a shared alias ("SMBC") and for names in a row.
    """
    key, names = normalise(name), gazetteer().by_key
    place = _TITLES.match(key)
    for form in (key, place.group("place") if place else key):
        if form in names:
            return names[form].councils, True
    mentions = [mention for mention in find_mentions(name) if mention.role is not Role.ASIDE]
    plain = [mention for mention in mentions if mention.role in (Role.COUNCIL, Role.LISTED, Role.LABELLED)]
    if plain:
        return tuple(dict.fromkeys(council for mention in plain for council in mention.councils)), True
    nearest = nearest_council(key) or (nearest_council(place.group("place")) if place else None)
    return ((nearest,), False) if nearest else ((), True)


def _claims_to_be_a_council(name: str) -> bool:
    words = normalise(name).split()
    known = gazetteer().by_key.get(normalise(name))
    other_place = known is not None and known.kind is NameKind.OTHER_PLACE
    return (
        other_place
        or not COUNCIL_WORDS.isdisjoint(words)
        or words[-1:] in (["bc"], ["cc"])
        or words[:1] == ["lb"]
    )


def _path_parts(path: str) -> list[str]:
    return [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]


def _file_key(path: str) -> tuple[str, ...]:
    """Return the parts of a path as they are compared: composed characters, case folded."""
    return tuple(unicodedata.normalize("NFC", part).casefold() for part in _path_parts(path))
