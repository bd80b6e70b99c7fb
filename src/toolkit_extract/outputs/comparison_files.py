"""How does a comparison become files? Tables, pictures and the page, with a description that lists them all.

Everything is written under temporary names and then renamed, the description last. Files that the comparison before has
left in the folder, and this one has not, are taken away: the description says which they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from toolkit_extract.errors import UnusableOutput
from toolkit_extract.outputs.comparison_page import render_page
from toolkit_extract.outputs.datapackage import (
    DESCRIPTOR,
    PACKAGE_SCHEMA,
    RESOURCE_SCHEMA,
    fingerprint_of,
    table_resource,
)
from toolkit_extract.outputs.files import TEMPORARY_SUFFIX, replace_files
from toolkit_extract.outputs.lines import to_csv
from toolkit_extract.outputs.pictures.canvas import Picture
from toolkit_extract.schemas.comparison import Comparison, comparison_rows, comparison_tables

PACKAGE_NAME = "toolkit-extract-comparison"
PAGE = "comparison.html"
PICTURES = "pictures"
_OURS = re.compile(r"[a-z0-9_-]+\.csv|comparison\.html|pictures/[a-z0-9-]+\.(svg|png)")
"""Names that a comparison gives its files."""
_MEDIA = {".html": "text/html", ".svg": "image/svg+xml", ".png": "image/png"}


def check_comparison_folder(folder: Path, *, force: bool = False) -> None:
    """Make sure, before any work is done, that the folder can take a comparison; make it if need be.

    Raises:
        UnusableOutput: it is a file, cannot be made, or holds something else.
    """
    try:
        (folder / PICTURES).mkdir(parents=True, exist_ok=True)
        probe = folder / f"probe{TEMPORARY_SUFFIX}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise UnusableOutput(
            folder, f"cannot take files ({error.strerror}); name another folder with --out"
        ) from error
    descriptor = folder / DESCRIPTOR
    if descriptor.exists() and _written(folder) is None:
        raise UnusableOutput(
            folder, f"holds another {DESCRIPTOR} than that of a comparison; name another folder with --out"
        )
    foreign = (
        []
        if force or descriptor.exists()
        else [name for name in (PAGE, "gaps.csv") if (folder / name).exists()]
    )
    if foreign:
        raise UnusableOutput(
            folder,
            f"holds {', '.join(foreign)} and no {DESCRIPTOR} beside; name another folder, or overwrite with --force",
        )


def comparison_contents(
    comparison: Comparison, pictures: Iterable[Picture] | None, version: str
) -> dict[str, bytes]:
    """The bytes of each file by its name, the description last; without pictures there is no page either."""
    tables = comparison_tables(comparison.toolkit, with_changes=comparison.changes is not None)
    rows = comparison_rows(comparison)
    contents = {f"{table.name}.csv": to_csv(table, rows[table.name]) for table in tables}
    resources: list[dict[str, Any]] = [
        table_resource(table, fingerprint_of(contents[f"{table.name}.csv"])) for table in tables
    ]
    if pictures is not None:
        drawn = list(pictures)
        others = {PAGE: render_page(comparison, drawn, version)}
        titles = {PAGE: comparison.title}
        for picture in drawn:
            for ending, content in ((".svg", picture.svg), (".png", picture.png())):
                others[f"{PICTURES}/{picture.name}{ending}"] = content
                titles[f"{PICTURES}/{picture.name}{ending}"] = picture.title
        resources += [_resource(name, titles[name], content) for name, content in others.items()]
        contents |= others
    package = {
        "$schema": PACKAGE_SCHEMA,
        "name": PACKAGE_NAME,
        "title": f"Comparison of returns: {comparison.title}",
        "description": "Made from the tables of completed returns. It holds none of their free text.",
        "toolkit_extract": {
            "version": version,
            "toolkit": comparison.toolkit.id,
            "toolkit_version": comparison.toolkit.version,
            "notes": list(comparison.notes),
        },
        "resources": resources,
    }
    contents[DESCRIPTOR] = (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
    return contents


def write_comparison(folder: Path, contents: dict[str, bytes]) -> None:
    """Write the files, and take away those of the comparison before that are not among them.

    Raises:
        UnusableOutput: the disk is full, or the folder went away.
    """
    before = _written(folder) or set()
    replace_files(folder, contents)
    for name in before - contents.keys():
        (folder / name).unlink(missing_ok=True)


def comparisons_below(folder: Path) -> list[Path]:
    """Folders below a folder, itself included, that a comparison was written into."""
    return [path.parent for path in sorted(folder.rglob(DESCRIPTOR)) if _written(path.parent) is not None]


def remove_comparison(folder: Path) -> None:
    """Take away the files of a comparison, and the folder if nothing else is in it.

    Raises:
        OSError: something cannot be taken away.
    """
    for name in (*sorted(_written(folder) or ()), DESCRIPTOR):
        (folder / name).unlink(missing_ok=True)
    for place in (folder / PICTURES, folder):
        if place.is_dir() and not any(place.iterdir()):
            place.rmdir()


def _written(folder: Path) -> set[str] | None:
    """Files that a comparison in this folder says it wrote; None where its description is none of a comparison."""
    try:
        package = json.loads((folder / DESCRIPTOR).read_bytes())
        if package["name"] != PACKAGE_NAME:
            return None
        names = {str(resource["path"]) for resource in package["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # The description may have been changed by anybody: only names that we give are ever taken away.
    return {name for name in names if _OURS.fullmatch(name)}


def _resource(name: str, title: str, content: bytes) -> dict[str, Any]:
    path = Path(name)
    return {
        "$schema": RESOURCE_SCHEMA,
        "name": f"{path.stem}-{path.suffix[1:]}",
        "title": title,
        "path": name,
        "format": path.suffix[1:],
        "mediatype": _MEDIA[path.suffix],
        **fingerprint_of(content).stated,
    }
