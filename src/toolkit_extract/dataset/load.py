"""How are written tables loaded again, with the types that their description states?

A folder that `ingest` wrote in, pandas frames out. Types come from `datapackage.json` beside the tables, so a table of
any toolkit loads alike and `1.10` stays text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit_extract.errors import UnreadableTables
from toolkit_extract.schemas.formulas import GUARD, restored

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {
    "string": "string",
    "integer": "Int64",
    "number": "Float64",
    "boolean": "boolean",
    "date": "string",
}


def load(folder: str | Path) -> dict[str, pd.DataFrame]:
    """The tables by name: `assessments`, `answers`, `marks`, `returns`, `findings`, and others that the folder has.

    Identifiers and texts are `string`, ratings ordered categories from lowest to highest, other code lists categories,
    counts and scores `Int64`, yes or no `boolean`, dates `datetime64`. A missing value is `NA`; its state column says
    why. Texts are as they were before CSV put an apostrophe in front of those that a spreadsheet would run as a
    formula: take care where you write them to.

    Raises:
        UnreadableTables: the folder holds no tables of this program.
    """
    folder = Path(folder)
    try:
        package = json.loads((folder / "datapackage.json").read_bytes())
        resources = [resource for resource in package["resources"] if resource.get("type") == "table"]
        return {
            resource["name"]: _read(folder / resource["path"], resource["schema"]) for resource in resources
        }
    except OSError as error:
        raise UnreadableTables(folder, error.strerror or type(error).__name__) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UnreadableTables(folder, "datapackage.json and the tables do not belong together") from error


def _read(path: Path, schema: dict[str, Any]) -> pd.DataFrame:
    import pandas as pd

    fields: list[dict[str, Any]] = schema["fields"]
    frame = pd.read_csv(
        path,
        dtype={field["name"]: _dtype(field) for field in fields},
        keep_default_na=False,
        na_values=[""],
        true_values=["true"],
        false_values=["false"],
    )
    for field in fields:
        name = field["name"]
        if field["type"] == "date":
            frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d")
        elif field["type"] == "string" and "categories" not in field:
            guarded = frame[name].str.startswith(GUARD, na=False)
            if guarded.any():
                frame.loc[guarded, name] = frame.loc[guarded, name].map(restored)
    return frame


def _dtype(field: dict[str, Any]) -> Any:
    import pandas as pd

    if "categories" in field:
        values = [category["value"] for category in field["categories"]]
        return pd.CategoricalDtype(values, ordered=field["categoriesOrdered"])
    return _DTYPES[field["type"]]
