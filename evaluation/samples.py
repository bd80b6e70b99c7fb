"""Writes the committed samples: `python -m evaluation.samples [--out DIR]`, by default into `samples/`.

A small choice from the evaluation set with shorter answers: every text format once and the main tears, with `gold.json`
and a README that says what each file shows. The same code gives the same bytes.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from evaluation.answers import complete_return
from evaluation.councils import by_gss
from evaluation.recipe import ReturnFile, produce
from evaluation.variants import VARIANTS

SEED = 2024


@dataclass(frozen=True)
class Sample:
    """One committed sample: its file name, the variant and council it is drawn for, and what it shows."""

    file_name: str
    variant: str
    gss: str
    shows: str
    sections: tuple[int, ...] = (1, 2, 3, 4, 5, 6)


SAMPLES: tuple[Sample, ...] = (
    Sample(
        "Dudley AMHP self-assessment 2024.txt",
        "tabs-html/torn",
        "E08000027",
        "Tab-separated cells with HTML inside; rows and headers cut by page breaks, tables lost, boxes lost beside "
        "others that kept their state",
    ),
    Sample(
        "sandwell_return.txt",
        "layout/dense-pages",
        "E08000028",
        "Text that keeps a PDF's page layout: four columns by white space, pages that end inside a row, running lines",
    ),
    Sample(
        "Walsall completed toolkit.md",
        "pipe/torn",
        "E08000030",
        "Markdown pipe tables with `<br>`, some of them torn; continued tables without a header",
    ),
    Sample(
        "wolverhampton_amhp_standards_2024.html",
        "html/horizon-rows",
        "E08000031",
        "A clean web page; one table row per horizon, other cells spanning three rows",
    ),
    Sample(
        "return-0005.txt",
        "plain/reading-order",
        "E06000010",
        "Text of a PDF in reading order, cells one after another; the authority is named on the cover only",
    ),
    Sample(
        "AMHP toolkit - BCP (v2).md",
        "pandoc/grid",
        "E06000058",
        "Grid tables with narrow columns; only sections 1 and 2 were returned",
        sections=(1, 2),
    ),
    Sample(
        "return-0007.txt",
        "tabs-html/appendices",
        "E09000020",
        "A covering letter before, appendices with tables of their own after; section 5 and some standards left out",
        sections=(1, 2, 3, 4, 6),
    ),
    Sample(
        "County Durham AMHP self assessment.eml",
        "eml/quoted",
        "E06000047",
        "A reply by e-mail, answers in the quoted message beneath; sections 1 to 5",
        sections=(1, 2, 3, 4, 5),
    ),
    Sample(
        "2024-cornwall-self-assessment.txt",
        "tabs-html/windows-1252",
        "E06000052",
        "Windows-1252 with CRLF line ends; choices as [x], [X] or (x); sections 1 to 3",
        sections=(1, 2, 3),
    ),
    Sample(
        "hackney completed toolkit.txt",
        "linear/written-out",
        "E09000012",
        "No tables and no boxes: the chosen option is written out under its heading; sections 4 to 6",
        sections=(4, 5, 6),
    ),
    Sample(
        "return-0011.md",
        "linear/markdown",
        "E08000035",
        "Markdown headings for standards and columns; sections 1 to 3",
        sections=(1, 2, 3),
    ),
    Sample(
        "Bristol-AMHP-Toolkit-FINAL.htm",
        "html/word",
        "E06000023",
        "A word processor's web page: nested spans, boxes in runs of their own; only section 3 was returned",
        sections=(3,),
    ),
)


def draw_samples() -> list[ReturnFile]:
    """The samples in the order of the README."""
    files = []
    for number, sample in enumerate(SAMPLES, start=1):
        completed = complete_return(Random(f"{SEED}/samples/{sample.gss}"), by_gss(sample.gss), brief=True)
        named = not sample.file_name.startswith("return-")
        recipe = VARIANTS[sample.variant]
        recipe = replace(recipe, plan=replace(recipe.plan, sections=sample.sections))
        drawn = produce(recipe, completed, SEED, number=number, named=named)
        files.append(ReturnFile(sample.file_name, drawn.data, drawn.gold))
    return files


def readme() -> str:
    """The table of samples as Markdown."""
    lines = [
        "# Samples",
        "",
        "Made-up returns: no authority wrote them, and nothing in them says anything about a real service.",
        "Council names and GSS codes are real so that they can be recognised. `gold.json` holds what a careful",
        "reader gets from each file. `make samples` (`python -m evaluation.samples`) writes this folder anew,",
        "byte for byte.",
        "",
        "| file | what it shows | how made | licence |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{sample.file_name}` | {sample.shows} | `evaluation`, variant `{sample.variant}` | the project's |"
        for sample in SAMPLES
    ]
    return "\n".join(lines) + "\n"


def write_samples(out: Path) -> int:
    """Writes samples, `gold.json` (one file a line) and README.md into a folder; returns the bytes written."""
    out.mkdir(parents=True, exist_ok=True)
    contents: dict[str, bytes] = {file.name: file.data for file in draw_samples()}
    entries = [
        f"{json.dumps(file.name, ensure_ascii=False)}: {json.dumps(file.gold, ensure_ascii=False)}"
        for file in draw_samples()
    ]
    contents["gold.json"] = ("{\n" + ",\n".join(entries) + "\n}\n").encode()
    contents["README.md"] = readme().encode()
    contents[".gitattributes"] = b"* -text\n"
    for name, data in contents.items():
        (out / name).write_bytes(data)
    return sum(len(data) for data in contents.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.samples", description="Writes the samples.")
    parser.add_argument("--out", type=Path, default=Path("samples"), help="folder (default: samples)")
    options = parser.parse_args(arguments)
    size = write_samples(options.out)
    print(f"{len(SAMPLES)} samples, {size // 1000} kB with gold.json, in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
