"""How long do the tables of a country's returns take? `python -m benchmarks.dataset`.

Records of as many full returns as there are authorities that have the duty, on one core, from records to files on the
disk. Made-up returns are read first, which is not counted; each stands for several authorities.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from benchmarks.bench import TEXT, draw_returns
from toolkit_extract.authorities.table import councils
from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.dataset.load import load
from toolkit_extract.extract import extract
from toolkit_extract.outputs.files import check_folder, write
from toolkit_extract.schemas.outcome import result_order
from toolkit_extract.schemas.record import AuthorityRef, ReturnRecord
from toolkit_extract.schemas.tables import FAMILIES
from toolkit_extract.sharing.export import ExportFormat, export
from toolkit_extract.toolkits import load_toolkit

DIFFERENT = 9
TABLES_TARGET, ALL_TARGET = 5.0, 60.0
"""Seconds of one core for the five tables, and for these with all families."""


def made_records(folder: Path) -> list[ReturnRecord]:
    """A record for each authority, in the order of the tables."""
    read = [extract(path) for path in draw_returns(folder / "text", TEXT, DIFFERENT)]
    records = []
    for number, council in enumerate(councils()):
        record = read[number % len(read)]
        sha256 = f"{number:064x}"[::-1]
        records.append(
            record.model_copy(
                update={
                    "return_id": sha256[:16],
                    "source": record.source.model_copy(update={"path": f"{number}.txt", "sha256": sha256}),
                    "authority": AuthorityRef(
                        name=council.name, gss_code=council.gss_code, region=council.region, method="filename",
                        confidence=1.0,
                    ),
                }
            )
        )  # fmt: skip
    return sorted(records, key=result_order)


def timed(what: str, work: Callable[[], object], target: float | None = None) -> float:
    """Print the processor time of some work; returns it."""
    started = time.process_time()
    work()
    taken = time.process_time() - started
    words = f" (target at most {target:.0f} s)" if target else ""
    print(f"{what:36} {taken:6.2f} s{words}")
    return taken


def bench(folder: Path) -> None:
    """Print the times."""
    toolkit, records = load_toolkit("amhp"), made_records(folder)
    words = sum(
        len(text.split())
        for row in (rows for _, rows in all_rows(records, toolkit))
        for text in _texts(row["answers"])
    )
    print(
        f"{len(records)} returns of {len(toolkit.standards)} standards, {words // len(records)} words of answers each"
    )

    def tables(families: Iterable[str]) -> Callable[[], object]:
        out = folder / "-".join(("out", *families))
        check_folder(out)
        return lambda: write(out, all_rows(records, toolkit, families), toolkit, "bench", families=families)

    timed("five tables and records", tables(()), TABLES_TARGET)
    for family in FAMILIES:
        timed(f"the same with {family}", tables((family,)))
    timed("the same with all", tables(tuple(FAMILIES)), ALL_TARGET)
    timed("load", lambda: load(folder / "out"))
    for form in ExportFormat:
        timed(f"export to {form}", lambda form=form: export(folder / "out", form))


def _texts(rows: Iterable[object]) -> Iterable[str]:
    return (str(row["text"]) for row in rows if row["text"])  # type: ignore[index]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    argparse.ArgumentParser(prog="python -m benchmarks.dataset", description=__doc__).parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="toolkit-extract-bench-") as folder:
        bench(Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
