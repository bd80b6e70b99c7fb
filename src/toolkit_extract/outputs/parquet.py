"""How does a table become a Parquet file?

Code lists are dictionaries, ordered where the ratings are; texts are strings, counts 64-bit integers. The descriptions
of the table and of its columns stand in the file's metadata. Needs the extra `parquet`.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from toolkit_extract.errors import MissingDependency
from toolkit_extract.schemas.tables import FieldSchema, TableSchema

if TYPE_CHECKING:
    import pandas as pd

COMPRESSION = "zstd"


def to_parquet(table: TableSchema, frame: pd.DataFrame) -> bytes:
    """The table as a Parquet file.

    Args:
        table: what the table is like.
        frame: the table with the types that `load` gives.

    Raises:
        MissingDependency: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise MissingDependency(
            f"{table.name}.parquet", "pyarrow", "install it with pip install 'toolkit-extract[parquet]'"
        ) from error
    fields = [
        pa.field(field.name, _type(field, pa), metadata={"description": field.description})
        for field in table.fields
    ]
    made = pa.Table.from_pandas(frame, schema=pa.schema(fields), preserve_index=False)
    metadata = {**(made.schema.metadata or {}), b"description": f"One row per {table.row}.".encode()}
    content = io.BytesIO()
    parquet.write_table(made.replace_schema_metadata(metadata), content, compression=COMPRESSION)
    return content.getvalue()


def _type(field: FieldSchema, pa: Any) -> Any:
    if field.categories:
        return pa.dictionary(pa.int32(), pa.string(), ordered=field.ordered)
    return {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }[field.type]
