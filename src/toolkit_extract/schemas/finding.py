"""Doubts that travel with a record, and the catalogue of their codes.

A finding never stops a document. Its code is one of `CATALOGUE`; the documentation page is generated from the
catalogue, and a test checks that every code is raised by some test.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, field_validator

from toolkit_extract.schemas.base import Frozen


class Severity(StrEnum):
    """How much a finding matters to someone who relies on the record."""

    INFO = "info"  # nothing is in doubt; said so that nothing is lost silently
    WARNING = "warning"  # a person should look before relying on the answer it names
    ERROR = "error"  # a part of the return was not read


class FindingCode(Frozen):
    """One kind of doubt: what it means and what a person does about it."""

    code: str
    severity: Severity
    meaning: str
    remedy: str


def _codes(*rows: tuple[str, Severity, str, str]) -> dict[str, FindingCode]:
    return {row[0]: FindingCode(code=row[0], severity=row[1], meaning=row[2], remedy=row[3]) for row in rows}


_I, _W, _E = Severity.INFO, Severity.WARNING, Severity.ERROR

CATALOGUE: dict[str, FindingCode] = _codes(
    ("standard.missing", _W, "The return has no trace of this standard.", "Ask the authority whether it left it out."),
    ("standard.repeated", _W, "The standard stands more than once; the answers were read from all its places.",
     "Compare the places and decide which one counts."),
    ("standard.by_wording", _W, "The standard has no number in the file and was known by its place or wording.",
     "Check that its answers belong to this standard."),
    ("standard.unconfirmed", _W, "The number was recognised from a picture, and its statement does not bear it out.",
     "Check the number on the page."),
    ("standard.unidentified", _E, "A completed table stands under a statement that nothing identifies.",
     "Look at the place named, and number the standard in a copy of the file."),
    ("standard.out_of_order", _I, "The standard stands elsewhere than the form has it.", "Nothing, if intended."),
    ("question.missing", _W, "No trace of this question was found under the standard.",
     "Look whether the column was deleted or lost in conversion."),
    ("choice.not_recoverable", _W, "The file has lost the state of boxes that matter.",
     "Ask for the original file, or look at the source and record the choice as a correction."),
    ("choice.multiple", _W, "More than one option is ticked.", "Ask the authority which one it meant."),
    ("choice.inferred", _W, "No box says which option was chosen; emphasis, a sign or the words do.",
     "Compare the answer with the file."),
    ("choice.conflict", _W, "Two signs of the same choice disagree; the message says which was believed.",
     "Look at the file."),
    ("choice.ink_unplaced", _W, "No box of a scanned rating is ticked, and ink beside its options is not understood.",
     "Look at the page, and record the choice as a correction."),
    ("choice.boxes_lost", _I, "The chosen option is legible, some of the other boxes are not.",
     "Nothing, unless two ticks are likely."),
    ("choice.label_unread", _W, "A label in a scan cannot be read; the order of the others tells which option it is.",
     "Look at the page."),
    ("choice.options_missing", _W, "Options of the form are not in the return.",
     "Look whether lines were deleted or lost in conversion."),
    ("choice.remark", _I, "Words were written beside the options; they are kept as the choice's remark.", "Read them."),
    ("mark.unassigned", _W, "A box stands beside no option of the form.", "Look at the place that it names."),
    ("narrative.stitched", _I, "The answer was torn by a page break or a conversion and was put together again.",
     "Nothing; its pieces are in `regions`."),
    ("narrative.split_by_wording", _W, "Text of two columns ran together and was parted by its wording.",
     "Check both answers against the file."),
    ("narrative.handwriting", _W, "The cell holds handwriting, which is not read.", "Type it in as a correction."),
    ("narrative.digits_differ", _W, "Two engines read different digits in a scan; the message has both readings.",
     "Look which of the two the page has."),
    ("plan.unassigned", _W, "Plan text stands under no horizon; it is kept as `unassigned`.",
     "Assign it in a correction if the horizon is clear."),
    ("plan.after_labels", _W, "All horizon labels stand together and the text follows the last of them.",
     "Check which horizon the text was meant for."),
    ("text.unplaced", _W, "Text within the standards ended in no answer.", "Read it at the place named."),
    ("text.outside", _I, "Text before the first or after the last standard belongs to no answer.",
     "Nothing; it is named so that nothing is lost silently."),
    ("text.encoding", _W, "The file does not say its character encoding, and it was inferred.",
     "Look for odd characters in the texts."),
    ("correction.stale", _W, "A person's correction was made of another reading of this answer and is not applied.",
     "Decide the answer again with `toolkit-extract review`."),
    ("text.from_layer", _W, "Nothing recognises text here; words that another program laid under a scan were taken.",
     "Install an engine and read the file again."),
    ("comment.kept_apart", _I, "The return holds reviewers' comments; they are no part of the answers.",
     "Read them in the record's `comments`."),
    ("page.unread", _E, "Something on this page was not read.", "Look at the page named."),
    ("document.limit", _E, "A limit was reached and the rest of the document was not read.", "Split the file."),
    ("document.converted", _I, "The file was converted by another program before it was read.", "Nothing."),
    ("return.superseded", _W, "A later return by the same authority has the same standards, and counts instead.",
     "Check which of the two the authority means; the manifest's dates decide before all others."),
    ("authority.unknown", _W, "No council could be recognised.", "Name it in a manifest."),
    ("authority.ambiguous", _W, "More than one council is as likely; none is claimed.", "Name it in a manifest."),
    ("authority.disagreement", _W, "Two sources name different councils; the message says which was believed.",
     "Check the file name, the manifest and the cover."),
)  # fmt: skip


class Finding(Frozen):
    """Something about a return that a person should know."""

    code: str = Field(description="a code of the catalogue")
    severity: Severity
    standard: str | None = Field(default=None, description="number of the standard as printed")
    answer: str | None = Field(default=None, description="answer of the standard, such as `evaluate`")
    message: str
    page: int | None = Field(default=None, description="page number, from 1, where the format has pages")
    lines: tuple[int, int] | None = Field(
        default=None, description="first and last line, where the format has lines"
    )

    @field_validator("code")
    @classmethod
    def _known(cls, code: str) -> str:
        if code not in CATALOGUE:
            raise ValueError(f"unknown finding code '{code}'")
        return code


def finding(
    code: str,
    message: str,
    *,
    standard: str | None = None,
    answer: str | None = None,
    page: int | None = None,
    lines: tuple[int, int] | None = None,
) -> Finding:
    """Make a finding with the severity that the catalogue gives its code."""
    severity = CATALOGUE[code].severity
    return Finding(
        code=code,
        severity=severity,
        standard=standard,
        answer=answer,
        message=message,
        page=page,
        lines=lines,
    )
