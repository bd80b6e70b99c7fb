"""How does a record become the lines that it adds to the tables?

Pure, and the same in every process: a worker makes lines, and so does the run itself where no worker is worth starting.
"""

from __future__ import annotations

from toolkit_extract.batch.protocol import Layout, LinesTask, pack_lines, unpack_record
from toolkit_extract.dataset.all_rows import rows_of_all
from toolkit_extract.dataset.families import row_makers
from toolkit_extract.outputs.files import written_tables
from toolkit_extract.outputs.lines import LineMaker, Lines
from toolkit_extract.schemas.outcome import FileResult
from toolkit_extract.schemas.record import ReturnRecord


class TableLines:
    """Makes the lines of results for the tables of one layout; what is costly to load is loaded once."""

    def __init__(self, layout: Layout) -> None:
        """Make lines for this layout.

        Raises:
            KeyError: there is no such family of tables.
            MissingDependency: the model is not installed.
        """
        self.layout = layout
        self._rows = row_makers(layout.families, layout.toolkit, layout.aids)
        tables = written_tables(layout.toolkit, layout.families, free_text=layout.free_text)
        self._make = LineMaker(tables, records=layout.free_text)

    def of(self, result: FileResult) -> Lines:
        """The lines of a result."""
        return self._make(result, rows_of_all(result, self.layout.toolkit, self._rows))

    def of_packed(self, task: LinesTask) -> bytes:
        """The packed lines of a packed record.

        Raises:
            ValueError: it is no record, or longer than allowed.
        """
        return pack_lines(self.of(record_of(task)))


def record_of(task: LinesTask) -> ReturnRecord:
    """The record of a task, with what only other files of the run give rise to.

    Raises:
        ValueError: it is no record, or longer than allowed.
    """
    record = unpack_record(task.record, task.limit)
    if not task.findings and not task.superseded_by:
        return record
    added = {"findings": record.findings + task.findings, "superseded_by": task.superseded_by}
    return record.model_copy(update=added)
