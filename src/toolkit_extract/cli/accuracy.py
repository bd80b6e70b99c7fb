"""`toolkit-extract accuracy`: how right the machine is, as far as people's decisions on a random sample tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from toolkit_extract.cli.app import DirArgument, JsonOption, app, console, parse_share, print_utf8, stop
from toolkit_extract.errors import ToolkitExtractError

if TYPE_CHECKING:
    from toolkit_extract.review.accuracy import Estimate, Kind

NO_SAMPLE = "no basis: nobody decided a random sample yet; 'toolkit-extract review DIR --audit 5%' draws one"


@app.command()
def accuracy(
    folder: DirArgument,
    audit: Annotated[
        str | None,
        typer.Option(
            "--audit", metavar="SHARE", help="Share of the sample; by default the largest one drawn."
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Estimate how right the machine is, per format and question, from people's decisions on the random sample."""
    import json

    from toolkit_extract.dataset.stored import stored_records
    from toolkit_extract.review import machine_record, read_overlay
    from toolkit_extract.review.accuracy import estimate

    try:
        overlay = read_overlay(folder)
        share = parse_share(audit, "--audit") if audit is not None else overlay.audit_share
        current = (record for record in stored_records(folder) if not record.superseded_by)
        records = map(machine_record, current)
        estimates = estimate(records, overlay, share or 0.0)
    except ToolkitExtractError as error:
        stop(error)
    if as_json:
        print_utf8(
            (
                json.dumps({"share": share, "estimates": list(map(_plain, estimates))}, indent=1) + "\n"
            ).encode()
        )
    elif not share:
        typer.echo(NO_SAMPLE)
    else:
        _print(estimates, share)


def _plain(estimate: Estimate) -> dict[str, object]:
    from toolkit_extract.review.accuracy import Verdict

    return {
        "format": estimate.format,
        "question": estimate.question,
        "answers": estimate.sure.answers + estimate.doubted.answers,
        "drawn": estimate.drawn,
        "decided": estimate.decided,
        **{verdict.value: estimate.count(verdict) for verdict in Verdict},
        "share": estimate.share,
        "low": estimate.low,
        "high": estimate.high,
        "sure": _plain_kind(estimate.sure),
        "doubted": _plain_kind(estimate.doubted),
    }


def _plain_kind(kind: Kind) -> dict[str, int]:
    from toolkit_extract.review.accuracy import Verdict

    right = kind.verdicts[Verdict.RIGHT]
    return {"answers": kind.answers, "drawn": kind.drawn, "decided": kind.decided, "right": right}


def _print(estimates: list[Estimate], share: float) -> None:
    from rich.table import Table

    from toolkit_extract.review.accuracy import Verdict

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("format", "question"):
        table.add_column(name, no_wrap=True)
    for name in ("answers", "sample", "decided", "wrong", "unread", "right", "95 % interval"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in estimates:
        table.add_row(
            one.format,
            one.question,
            f"{one.sure.answers + one.doubted.answers:,}",
            str(one.drawn),
            str(one.decided),
            str(one.count(Verdict.WRONG)),
            str(one.count(Verdict.UNCLAIMED)),
            "no basis" if one.share is None else f"{100 * one.share:.1f} %",
            "" if one.low is None or one.high is None else f"{100 * one.low:.1f}–{100 * one.high:.1f} %",
        )
    out = console()
    out.print(f"Random sample of {100 * share:g} % of all answers to standards that the returns have")
    out.print(table)
    left = estimates[-1].drawn - estimates[-1].decided if estimates else 0
    if left:
        out.print(
            f"{left} answers of the sample are still to be decided; 'toolkit-extract review' shows them"
        )
