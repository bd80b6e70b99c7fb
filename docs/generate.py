"""Which pages of the documentation does the code itself write?

`python -m docs.generate` writes them; a test compares them with what is committed, so that they cannot go stale.
"""

import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

from rich.console import Console

from toolkit_extract.batch.ingest import Job, ingest, prepare
from toolkit_extract.batch.limits import Limits, default_memory
from toolkit_extract.batch.run import Crew, default_workers
from toolkit_extract.batch.worker import end_workers
from toolkit_extract.cli import COMMANDS
from toolkit_extract.extract import extract
from toolkit_extract.outputs.account import account
from toolkit_extract.outputs.report import print_record
from toolkit_extract.schemas.comparison import comparison_tables
from toolkit_extract.schemas.finding import CATALOGUE, Severity
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import FAMILIES, FieldSchema, TableSchema, tables_of
from toolkit_extract.toolkits import load_toolkit

DOCS = Path(__file__).parent
ROOT = DOCS.parent
SAMPLES = Path("samples") / "returns"
SHOWN = SAMPLES / "Dudley AMHP self-assessment 2024.txt"
SHOWN_WORD = SAMPLES / "County Durham - word typed-beside-control.docx"
MADE = "<!-- written by `make docs`; edit the code, not this page -->\n"
HELP_OF = ((), *((name,) for name in COMMANDS))
"""The program itself, then each command, as `--help` lists them."""
HELP_WIDTH = 100


def record_schema() -> str:
    """The JSON Schema of a record."""
    schema = ReturnRecord.model_json_schema(mode="serialization")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def findings_page() -> str:
    """Every finding code: what it means and what a person does about it."""
    lines = [
        MADE,
        "# Findings",
        "",
        "A finding is something about a return that a person should know. It never stops a return, and it travels",
        "with the record and in `findings.csv`. Severities: `info` nothing is in doubt; `warning` look before relying",
        "on the answer named; `error` a part of the return was not read.",
        "",
        "| code | severity | meaning | what to do |",
        "| --- | --- | --- | --- |",
    ]
    ranks = list(Severity)
    lines += [
        f"| `{entry.code}` | {entry.severity.value} | {entry.meaning} | {entry.remedy} |"
        for entry in sorted(CATALOGUE.values(), key=lambda entry: (-ranks.index(entry.severity), entry.code))
    ]
    return "\n".join(lines) + "\n"


def data_dictionary() -> str:
    """Every column of every table, for the AMHP toolkit."""
    toolkit = load_toolkit("amhp")
    lines = [
        MADE,
        "# Data dictionary",
        "",
        f"The tables as they are for the {toolkit.name}. For another toolkit the columns that",
        "the questions make follow its questions: ratings first (option, score, state), then texts. An empty cell is a",
        "missing value; *empty means* says why it can be missing. `datapackage.json` beside the tables says the same",
        "for programs. Tables behind `findings.csv` are written when they are asked for with `--with`. Columns marked",
        "*free text* hold words of the returns; `--no-free-text` leaves them empty.",
    ]
    for table in tables_of(toolkit, FAMILIES):
        lines += _table_section(table)
    return "\n".join(lines) + "\n"


def comparison_dictionary() -> str:
    """Every column of the tables of a comparison, for the AMHP toolkit; of a column per standard the first one."""
    toolkit = load_toolkit("amhp")
    _, *others = (f"S{standard.number}" for standard in toolkit.standards)
    lines = [
        MADE,
        "# Tables of a comparison",
        "",
        "What `toolkit-extract compare` writes, as it is for the AMHP toolkit; [comparing](compare.md) says how the",
        "measures are made. `matrix_*.csv` have a column for each standard, of which the first is shown.",
    ]
    for table in comparison_tables(toolkit, with_changes=True):
        fields = tuple(field for field in table.fields if field.name not in others)
        lines += _table_section(table.model_copy(update={"fields": fields}))
    return "\n".join(lines) + "\n"


def _table_section(table: TableSchema) -> list[str]:
    lines = ["", f"## {table.name}.csv", "", f"One row per {table.row}."]
    if table.primary_key:
        lines.append(f"Key: {', '.join(f'`{name}`' for name in table.primary_key)}.")
    for key in table.foreign_keys:
        fields = ", ".join(f"`{name}`" for name in key.fields)
        lines.append(f"{fields} stand in `{key.table}.csv`.")
    lines += ["", "| column | type | meaning | empty means |", "| --- | --- | --- | --- |"]
    return lines + [_column_row(field) for field in table.fields]


def _column_row(field: FieldSchema) -> str:
    kind = f"{field.type}, {field.unit}" if field.unit else field.type
    kind += ", free text" if field.free_text else ""
    meaning = field.description
    if field.name == "code":
        meaning += " See [findings](findings.md)."
    elif field.categories:
        values = "; ".join(f"`{category.value}` {category.label}" for category in field.categories)
        meaning += f"<br>{values}"
    return f"| `{field.name}` | {kind} | {meaning} | {'never empty' if field.required else field.missing} |"


def cli_page() -> str:
    """The help text of every command."""
    lines = [MADE, "# Command line", ""]
    for command in HELP_OF:
        shown = " ".join(("toolkit-extract", *command, "--help"))
        lines += ["```console", f"$ {shown}", help_text(command).strip(), "```", ""]
    lines += [
        "Exit statuses of `ingest`: 0 every return was read; 1 some were not, each named with the reason on",
        "standard error and in `returns.csv`; 2 the command line or the output folder is unusable. `show` and",
        "`inspect` end with 1 where the file cannot be read, `compare` with 2 where there is nothing to compare.",
        "`python -m toolkit_extract` is the same program.",
    ]
    return "\n".join(lines) + "\n"


def help_text(command: tuple[str, ...]) -> str:
    """What `--help` prints, at a fixed width and without colours."""
    from typer.testing import CliRunner

    from toolkit_extract.cli import app

    env = {"COLUMNS": str(HELP_WIDTH), "TERMINAL_WIDTH": str(HELP_WIDTH), "NO_COLOR": "1", "TERM": "dumb"}
    result = CliRunner().invoke(app, [*command, "--help"], prog_name="toolkit-extract", env=env)
    return "\n".join(line.rstrip() for line in result.output.splitlines()) + "\n"


def demo_output() -> str:
    """What `make demo` ends with. All samples are of one date, as in a fresh clone."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        shutil.copytree(ROOT / SAMPLES, SAMPLES)
        for path in SAMPLES.iterdir():
            os.utime(path, (0, 0))
        crew = Crew(default_workers(), Limits(memory=default_memory()))
        job = Job((SAMPLES,), Path("out"), crew=crew)
        finished = ingest(prepare(job))
        end_workers()
        lines = account(finished.outcome, finished.rows, load_toolkit("amhp"), Path("out"))
    return _console_block("\n".join(lines))


def show_output(sample: Path, number: str) -> str:
    """What `show` prints of a sample: its head and one standard."""
    toolkit = load_toolkit("amhp")
    with chdir(ROOT):
        record = extract(sample)
    printed = io.StringIO()
    print_record(record, toolkit, Console(file=printed, width=80, highlight=False, color_system=None))
    head, *parts = "\n".join(line.rstrip() for line in printed.getvalue().splitlines()).split("\n\n")
    shown = next(part for part in parts if part.startswith(f"{number}  "))
    return _console_block(f"{head}\n…\n{shown}")


def _console_block(text: str) -> str:
    return f"```text\n{text}\n```\n"


def readme() -> str:
    """The README with the output of its commands as it is now."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    made = {
        "demo": demo_output,
        "show Word": lambda: show_output(SHOWN_WORD, "3.1"),
        "show text": lambda: show_output(SHOWN, "2.4"),
    }
    for name, make in made.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
        before, rest = page.split(start)
        page = before + start + make() + end + rest.split(end)[1]
    return page


def language_page() -> str:
    """The page of language with the themes of the codebook and the figures of the evaluation as they are now."""
    from evaluation.language.run import SCORED, evaluate, figures
    from toolkit_extract.dataset.language.pipeline import build_reader

    reader = build_reader()
    rows = [f"| `{theme.id}` | {theme.label} |" for theme in reader.codebook.themes]
    made = {
        "themes": "\n".join(["| theme | about |", "| --- | --- |", *rows]) + "\n",
        "figures": figures({what: evaluate(what, reader) for what in SCORED}) + "\n",
    }
    page = (DOCS / "language.md").read_text(encoding="utf-8")
    for name, part in made.items():
        before, rest = page.split(f"<!-- {name} -->\n")
        page = f"{before}<!-- {name} -->\n{part}<!-- /{name} -->\n" + rest.split(f"<!-- /{name} -->\n")[1]
    return page


PAGES: dict[str, Callable[[], str]] = {
    "record.schema.json": record_schema,
    "findings.md": findings_page,
    "data-dictionary.md": data_dictionary,
    "comparison-tables.md": comparison_dictionary,
    "cli.md": cli_page,
    "language.md": language_page,
    "../README.md": readme,
}


def main() -> None:
    """Write all pages."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8", newline="\n")
        print(os.path.relpath(DOCS / name, ROOT))


if __name__ == "__main__":
    main()
