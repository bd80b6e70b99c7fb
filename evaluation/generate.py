"""Writes an evaluation set: `python -m evaluation.generate --out DIR`.

`--authorities N`, `--seed S`, `--variants NAME-OR-PATTERN …` and `--families text word pdf scan` (without either: text)
say how much of it. Each variant is drawn once for each of N authorities; `gold.json` maps every file name to its ground
truth. Scans take seconds a page to read: of them only a few kinds are drawn, once, unless `--full` asks for all of
them N times. The same arguments give the same bytes, but for files that another program converts.
"""

import argparse
import fnmatch
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

from evaluation.answers import complete_return
from evaluation.conversion import is_there
from evaluation.councils import COUNCILS
from evaluation.recipe import Draft, ReturnFile, draft, finish
from evaluation.variants import FAMILIES, VARIANTS, family_of


def select_variants(
    patterns: Sequence[str], families: Sequence[str] = (), *, full: bool = False
) -> list[str]:
    """Names of the variants that match any of the patterns (`layout/*`), in their own order.

    Args:
        patterns: names or patterns; `*` alone stands for all of the families.
        families: families to choose from; without any, those of text where the patterns are `*`, else all.
        full: whether `*` alone stands for the kinds of a full set as well.

    Raises:
        ValueError: a pattern matches no variant.
    """
    families = families or (("text",) if list(patterns) == ["*"] else FAMILIES)
    ordinary = list(patterns) == ["*"] and not full
    known = [
        name
        for name, variant in VARIANTS.items()
        if family_of(name) in families and not (ordinary and variant.extra)
    ]
    for pattern in patterns:
        if not fnmatch.filter(known, pattern):
            message = f"no variant matches {pattern!r}; known: {', '.join(known)}"
            raise ValueError(message)
    return [name for name in known if any(fnmatch.fnmatch(name, pattern) for pattern in patterns)]


def generate(
    *, authorities: int, seed: int, variants: Sequence[str], full: bool = False
) -> Iterator[ReturnFile]:
    """Yields the files of a set; every second one has a name that does not tell whose it is.

    Of costly kinds there is one file each, unless the set is to be full. Files are numbered within their family, so
    that a family's files do not hang on which others are drawn. A variant that needs a program which is not installed
    is left out with a message.

    Raises:
        ProgramMissing: a program is not installed and `CI` is `true`.
    """
    drafts: list[Draft] = []
    missing = _report_missing(variants)
    for name, number in _numbered(variants, authorities, full=full):
        if name in missing:
            continue
        council = COUNCILS[(number - 1 + seed) % len(COUNCILS)]
        chance = Random(f"{seed}/answers/{council.gss}/{number}")
        completed = complete_return(chance, council, brief=VARIANTS[name].brief)
        drafts.append(draft(VARIANTS[name], completed, seed, number=number, named=number % 2 == 1))
    yield from finish(drafts)


def _numbered(variants: Sequence[str], authorities: int, *, full: bool) -> Iterator[tuple[str, int]]:
    """Each variant with the numbers of its files, from 1 in each family."""
    numbers = dict.fromkeys(FAMILIES, 0)
    for name in variants:
        for _ in range(1 if VARIANTS[name].costly and not full else authorities):
            numbers[family_of(name)] += 1
            yield name, numbers[family_of(name)]


def _report_missing(variants: Sequence[str]) -> set[str]:
    """The variants that cannot be drawn here, each told on standard error with what it lacks."""
    missing = set()
    for name in variants:
        lacking = [need for need in VARIANTS[name].needs if not is_there(need)]
        if lacking:
            print(f"left out: {name} ({', '.join(lacking)} not installed)", file=sys.stderr)
            missing.add(name)
    return missing


def write_set(out: Path, files: Iterator[ReturnFile]) -> dict[str, dict[str, Any]]:
    """Writes files and `gold.json` into a folder and returns the gold; a taken name gets a number."""
    out.mkdir(parents=True, exist_ok=True)
    gold: dict[str, dict[str, Any]] = {}
    for file in files:
        name, copy = file.name, 2
        stem, dot, suffix = file.name.rpartition(".")
        while name in gold:
            name, copy = f"{stem} ({copy}){dot}{suffix}", copy + 1
        (out / name).write_bytes(file.data)
        gold[name] = file.gold
    text = json.dumps(gold, ensure_ascii=False, indent=1)
    (out / "gold.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return gold


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.generate", description="Writes an evaluation set."
    )
    parser.add_argument("--out", type=Path, help="folder for the files and gold.json")
    parser.add_argument("--authorities", type=int, default=1, help="returns per variant (default 1)")
    parser.add_argument("--seed", type=int, default=1, help="seed of the set (default 1)")
    parser.add_argument("--variants", nargs="+", default=["*"], help="names or patterns such as 'layout/*'")
    parser.add_argument("--families", nargs="+", choices=FAMILIES, default=[], help="default: text")
    parser.add_argument(
        "--full", action="store_true", help="draw costly kinds (scans) as often as others, and all"
    )
    parser.add_argument("--list", action="store_true", help="print the names of the variants and stop")
    options = parser.parse_args(arguments)
    if options.list:
        print("\n".join(VARIANTS))
        return 0
    if options.out is None:
        parser.error("--out is required")
    try:
        variants = select_variants(options.variants, options.families, full=options.full)
    except ValueError as error:
        parser.error(str(error))
    full = options.full or options.variants != ["*"]
    gold = write_set(
        options.out,
        generate(authorities=options.authorities, seed=options.seed, variants=variants, full=full),
    )
    print(f"{len(gold)} returns of {len(variants)} variants in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
