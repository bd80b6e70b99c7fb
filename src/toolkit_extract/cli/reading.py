"""`toolkit-extract show` and `inspect`: what one file says, with and without a toolkit."""

from __future__ import annotations

from toolkit_extract.cli.app import FileArgument, JsonOption, ToolkitOption, app, console, print_utf8, stop
from toolkit_extract.errors import ToolkitExtractError


@app.command()
def show(file: FileArgument, toolkit: ToolkitOption = "amhp", as_json: JsonOption = False) -> None:
    """Print what one return says, for a person, with every doubt beside the answer that it is about."""
    from toolkit_extract.extract import extract
    from toolkit_extract.outputs.lines import to_json_line
    from toolkit_extract.outputs.report import print_record
    from toolkit_extract.toolkits import load_toolkit

    try:
        record = extract(file, toolkit=toolkit)
    except ToolkitExtractError as error:
        stop(error)
    if as_json:
        print_utf8(to_json_line(record))
    else:
        print_record(record, load_toolkit(toolkit), console())


@app.command()
def inspect(file: FileArgument, as_json: JsonOption = False) -> None:
    """Print what the parser sees in any document, before a toolkit is applied."""
    import json

    from toolkit_extract.extract import inspect as read_document
    from toolkit_extract.outputs.inspection import document_to_inspection, print_document
    from toolkit_extract.parsers.labels import labelled_marks

    try:
        document = read_document(file)
        marks = labelled_marks(document)
    except ToolkitExtractError as error:
        stop(error)
    if as_json:
        seen = document_to_inspection(document, marks)
        print_utf8((json.dumps(seen, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace"))
    else:
        print_document(document, marks, console())
