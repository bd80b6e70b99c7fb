"""Writes the committed samples: `python -m evaluation.samples [--out DIR]`, by default into `samples/`.

A small choice from the evaluation set with shorter answers: every text format once and the main tears, and one section
in each way of marking that Word and PDF files know. The files go into `returns/`; beside it `gold.json` holds what a
careful reader gets from each, and a README says what it shows. The same code gives the same bytes; where LibreOffice or
Chromium had a hand in a file, the same version of them does.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from evaluation.answers import complete_return
from evaluation.conversion import ProgramMissing, is_there
from evaluation.councils import COUNCILS, by_gss
from evaluation.pdf.fonts import saved
from evaluation.recipe import ReturnFile, draft, finish, without_absent
from evaluation.variants import FAMILIES, VARIANTS

SEED = 2024


@dataclass(frozen=True)
class Sample:
    """One committed sample: its file name, the variant and council it is drawn for, and what it shows."""

    file_name: str
    variant: str
    gss: str
    shows: str
    sections: tuple[int, ...] = (1, 2, 3, 4, 5, 6)
    number: int | None = None
    """By which chance draws it; without one, its place among the samples that are drawn."""


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


_SECTIONS_OF_SMALL = (1, 2, 3, 4, 6)


_WORD = (
    ("content-controls", "Checkbox content controls inside paragraphs"),
    ("control-states", "Checkbox controls whose state is spelt 1, true, on, or not at all"),
    ("control-glyphs", "Checkbox controls with signs of their own"),
    ("control-paragraphs", "Checkbox controls around whole paragraphs"),
    ("control-cells", "Checkbox controls around cells of a nested table"),
    ("control-rows", "Rows in repeating-section controls"),
    (
        "controls-in-rich-text",
        "Answers, cells and rows inside rich-text controls; placeholders in empty ones",
    ),
    ("typed-beside-control", "A tick typed beside an untouched checkbox control"),
    ("legacy-defaults", "Legacy form fields, their state in `w:checked` or in `w:default`"),
    ("legacy-text-fields", "Answers in legacy text fields"),
    ("drop-downs", "Drop-down controls"),
    ("legacy-drop-downs", "Legacy drop-down fields"),
    ("symbols-wingdings", "Boxes as `w:sym`"),
    ("symbol-letters", "Boxes as letters in a symbol font"),
    ("glyphs-split", "Unicode boxes and labels split over runs"),
    ("brackets", "Typed brackets"),
    ("box-cells", "Boxes in cells of their own"),
    ("option-columns", "Option labels as column headers, a tick under one of them"),
    ("list-bullets", "Boxes that are the bullets of a list"),
    ("activex", "ActiveX boxes, labels typed beside them"),
    ("activex-captions", "ActiveX boxes whose captions are the labels"),
    ("if-fields", "Boxes as results of fields"),
    ("boxes-in-text-boxes", "Boxes in text boxes, held as shape and as fallback"),
    ("tick-pictures", "A picture of a tick beside the choice"),
    ("ellipses", "An ellipse drawn round the choice"),
    ("bold", "The choice in bold"),
    ("shaded", "The choice shaded"),
    ("struck", "Everything but the choice struck out"),
    ("deleted-tracked", "Everything but the choice deleted by tracked changes"),
    ("written-out", "The choice in words"),
    (
        "statement-row-numbered",
        "Generated numbers; the statement in a merged first row; a header of two rows",
    ),
    ("split-cells", "Merged and split cells, one row per horizon"),
    ("cut-tables", "Tables cut in two, headers that come again"),
    ("one-table", "The whole form as one table"),
    ("tracked-changes", "Answers under revision"),
    ("text-boxes", "Answers in text boxes"),
    ("strict", "Strict names"),
)
_PDF = (
    ("full-rules", "Drawn boxes; rows cut inside a sentence by the page's end"),
    ("short-strokes", "Rules of many short strokes; boxes as characters"),
    ("no-rules", "A table without rules"),
    ("rotated-90", "Turned pages"),
    ("cropped", "A crop box; crosses that leave their boxes"),
    ("dingbats", "Boxes of ZapfDingbats"),
    ("drawn-boxes", "Boxes as rectangles, paths or frames, with ticks, fills or bullets"),
    ("pictures", "Boxes as small pictures"),
    ("boxes-behind", "Boxes behind their labels"),
    ("private-use-codes", "Boxes with private-use codes"),
    ("symbol-letters", "Boxes that a symbol font calls Latin letters"),
    ("no-unicode-map", "Boxes of a font without a map to Unicode"),
    ("form-checkboxes", "A form with checkboxes"),
    ("form-state-names", "Checkboxes whose ticked state has names of its own"),
    ("form-no-appearance", "Checkboxes without appearances"),
    ("form-radios", "Radio buttons"),
    ("form-texts", "Answers in text fields"),
    ("form-lists", "Ratings in lists to choose from"),
    ("flattened", "A form that was flattened"),
    ("ink", "Ticks as ink annotations, sticky notes beside"),
    ("typed-on-top", "Ticks as free-text annotations"),
    ("circled", "Shapes drawn round the choice"),
    ("highlighted", "A highlighter over the choice"),
    ("platypus", "Laid out by a library"),
    ("office-controls", "Exported by LibreOffice, controls as form fields"),
    ("office-legacy-flat", "Exported by LibreOffice, legacy fields as drawings"),
    ("browser-inputs", "Printed by Chromium"),
)


def _samples_of(family: str, suffix: str, kinds: Sequence[tuple[str, str]], first: int) -> tuple[Sample, ...]:
    """One section of one council for each kind, the councils in turn."""
    samples = []
    for number, (kind, shows) in enumerate(kinds):
        council = COUNCILS[(first + number) % len(COUNCILS)]
        section = _SECTIONS_OF_SMALL[number % len(_SECTIONS_OF_SMALL)]
        name = f"{council.short} - {family} {kind}{suffix}".replace("&", "and")
        samples.append(
            Sample(name, f"{family}/{kind}", council.gss, f"{shows}; section {section}", (section,))
        )
    return tuple(samples)


def word_samples() -> tuple[Sample, ...]:
    """The Word samples: one small file for each way of marking and each structure."""
    return _samples_of("word", ".docx", _WORD, 0)


def pdf_samples() -> tuple[Sample, ...]:
    """The PDF samples: one small file for each writer, each kind of rules and each way of marking."""
    return _samples_of("pdf", ".pdf", _PDF, 7)


SCANS: tuple[Sample, ...] = (
    Sample(
        "Hull - scan ticked by pen.pdf",
        "scan/scribbles-and-fills",
        "E06000010",
        "Printed, ticked by pens that scribble and fill, scanned in black and white: pictures without text; section 5",
        sections=(5,),
        number=1,
    ),
)


def samples_of(families: Sequence[str] = FAMILIES) -> tuple[Sample, ...]:
    """The samples of some families, text first."""
    known = {"text": lambda: SAMPLES, "word": word_samples, "pdf": pdf_samples, "scan": lambda: SCANS}
    return tuple(sample for family, give in known.items() if family in families for sample in give())


def draw_samples(samples: Sequence[Sample]) -> list[ReturnFile]:
    """Draws samples, in their order.

    Raises:
        ProgramMissing: one of them needs a program, a library or fonts that are not installed.
    """
    drafts = []
    for number, sample in enumerate(samples, start=1):
        recipe = VARIANTS[sample.variant]
        lacking = [need for need in recipe.needs if not is_there(need)]
        if lacking:
            message = f"{sample.file_name} cannot be drawn: {', '.join(lacking)} not installed"
            raise ProgramMissing(message)
        completed = complete_return(Random(f"{SEED}/samples/{sample.gss}"), by_gss(sample.gss), brief=True)
        named = not sample.file_name.startswith("return-")
        recipe = replace(recipe, plan=replace(recipe.plan, sections=sample.sections))
        drawn = draft(recipe, completed, SEED, number=sample.number or number, named=named)
        drafts.append(replace(drawn, name=sample.file_name, gold=without_absent(drawn.gold)))
    return [_settled(file) for file in finish(drafts)]


def _settled(file: ReturnFile) -> ReturnFile:
    """A PDF without the times and marks of the program that wrote it, which differ from run to run."""
    if not file.name.endswith(".pdf"):
        return file
    import pikepdf

    with pikepdf.open(io.BytesIO(file.data)) as pdf:
        if "/CreationDate" not in pdf.docinfo:
            return file
        for key in ("/CreationDate", "/ModDate"):
            if key in pdf.docinfo:
                del pdf.docinfo[key]
        if "/Metadata" in pdf.Root:
            del pdf.Root.Metadata
        for key in ("/DocChecksum", "/ID"):
            if key in pdf.trailer:
                del pdf.trailer[key]
        return replace(file, data=saved(pdf))


def readme(samples: Sequence[Sample]) -> str:
    """The table of samples as Markdown."""
    lines = [
        "# Samples",
        "",
        "Made-up returns: no authority wrote them, and nothing in them says anything about a real service.",
        "Council names and GSS codes are real so that they can be recognised. The returns are in `returns/`;",
        "`gold.json` holds what a careful reader gets from each, without the standards that it leaves out.",
        "`make samples` (`python -m evaluation.samples`) writes this folder anew: the same bytes, if LibreOffice and",
        "Chromium, which made some of the PDF files, are of the same versions.",
        "",
        "| file | what it shows | how made | licence |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| `{sample.file_name}` | {sample.shows} | `evaluation`, variant `{sample.variant}` | the project's |"
        for sample in samples
    ]
    return "\n".join(lines) + "\n"


def write_samples(out: Path, samples: Sequence[Sample]) -> int:
    """Writes samples into `returns/` of a folder, beside it `gold.json` (one file a line) and README.md.

    Returns the number of bytes written.

    Raises:
        ProgramMissing: as `draw_samples`; nothing is written.
    """
    files = draw_samples(samples)
    entries = [
        f"{json.dumps(file.name, ensure_ascii=False)}: {json.dumps(file.gold, ensure_ascii=False)}"
        for file in files
    ]
    contents: dict[str, bytes] = {f"returns/{file.name}": file.data for file in files}
    contents["gold.json"] = ("{\n" + ",\n".join(entries) + "\n}\n").encode()
    contents["README.md"] = readme(samples).encode()
    contents[".gitattributes"] = b"* -text\n"
    (out / "returns").mkdir(parents=True, exist_ok=True)
    for name, data in contents.items():
        (out / name).write_bytes(data)
    return sum(len(data) for data in contents.values())


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.samples", description="Writes the samples.")
    parser.add_argument("--out", type=Path, default=Path("samples"), help="folder (default: samples)")
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=FAMILIES, help="default: all")
    options = parser.parse_args(arguments)
    samples = samples_of(options.families)
    try:
        size = write_samples(options.out, samples)
    except ProgramMissing as missing:
        print(f"nothing written: {missing}", file=sys.stderr)
        return 1
    print(f"{len(samples)} samples, {size // 1000} kB with gold.json, in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
