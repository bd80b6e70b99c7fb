"""Are actions, mentions and themes as right as they must be? `python -m evaluation.language.run` scores them.

Prints precision and recall on the part that rules were tuned on and on the part that was held out, and everything
that is wrong with `--misses`. Exit status: 0 every shipped theme has the precision it must have; 1 some lack it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from evaluation.language.labels import (
    BLIND,
    HELD_OUT,
    NOT_TUNED,
    OTHER_HAND,
    OTHER_HAND_HELD_OUT,
    TUNED,
    WRITTEN_LAST,
    labelled_sets,
)
from toolkit_extract.dataset.language.actions import Action, find_actions
from toolkit_extract.dataset.language.mentions import find_mentions
from toolkit_extract.dataset.language.pipeline import Reader, build_reader
from toolkit_extract.dataset.language.themes import find_themes

MUST_REACH = 0.9
"""Precision of each shipped theme, and of its claims of a gap or strength, where rules were not tuned."""
TOGETHER = "not tuned on"
"""All sets of `NOT_TUNED` as one."""
CLAIMS = ": gap or strength"
PARTS_OF_ACTIONS = ("parting", "verb", "owner", "due")
SHOWN = (TUNED, HELD_OUT, OTHER_HAND, OTHER_HAND_HELD_OUT, BLIND)


@dataclass
class Score:
    """Counts of what was found and labelled."""

    right: int = 0
    found: int = 0
    labelled: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, found: Iterable[object], labelled: Iterable[object], words: str) -> None:
        """Count one text."""
        found, labelled = set(found), set(labelled)
        self.right += len(found & labelled)
        self.found += len(found)
        self.labelled += len(labelled)
        if found != labelled:
            wrong, missed = sorted(map(str, found - labelled)), sorted(map(str, labelled - found))
            self.misses.append(f"{words!r}\n    found and wrong: {wrong}\n    not found: {missed}")

    @property
    def precision(self) -> float:
        """Right among found; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Right among labelled; 1 where nothing was."""
        return self.right / self.labelled if self.labelled else 1.0

    def __str__(self) -> str:
        if not (self.found or self.labelled):
            return "– | – | 0"
        return f"{self.precision:.2f} | {self.recall:.2f} | {self.labelled}"


Scores = dict[tuple[str, str], Score]
"""By what is scored and part of the labelled texts."""


def score_themes(
    reader: Reader, item: tuple[str, dict[str, str]]
) -> Iterator[tuple[str, set[object], set[object]]]:
    """Each theme of a sentence with its stance, and the themes whatever their stance."""
    words, labels = item
    doc = next(iter(reader.read([words])))
    found = {mention.theme: mention.stance for mention in find_themes(doc, reader)}
    claims, labelled_claims = _claims(found), _claims(labels)
    for theme in sorted({*found, *labels}):
        yield theme, {theme} & set(found), {theme} & set(labels)
        yield theme + CLAIMS, _of(claims, theme), _of(labelled_claims, theme)
    yield "all themes", set(found), set(labels)
    yield "all themes" + CLAIMS, claims, labelled_claims


def score_mentions(
    reader: Reader, item: tuple[str, set[tuple[str, str]]]
) -> Iterator[tuple[str, set[object], set[object]]]:
    """Kind and words of each mention."""
    words, labels = item
    doc = next(iter(reader.read([words])))
    found = {(mention.kind, words[mention.start : mention.end]) for mention in find_mentions(doc)}
    for kind in sorted({kind for kind, _ in (*found, *labels)}):
        yield kind, {pair for pair in found if pair[0] == kind}, {pair for pair in labels if pair[0] == kind}
    yield "all mentions", set(found), set(labels)


def score_actions(reader: Reader, item: object) -> Iterator[tuple[str, set[object], set[object]]]:
    """Where actions begin and end, and what is read of each."""
    plan = item
    doc = next(iter(reader.read([plan.words])))
    found = find_actions(doc, reader.lexicon)
    spans, offset = [], 0
    for action in plan.actions:
        start = plan.words.index(action.starts, offset)
        offset = plan.words.index(action.ends, start) + len(action.ends)
        spans.append((start, offset))
    yield "parting", {(action.start, action.end) for action in found}, set(spans)
    known = dict(zip(spans, plan.actions, strict=True))
    for action in found:
        label = known.get((action.start, action.end))
        if label is not None:
            yield "verb", _some(action.start, action.verb), _some(action.start, label.verb)
            yield "owner", _some(action.start, action.owner), _some(action.start, label.owner)
            yield "due", _some(action.start, _due(action)), _some(action.start, label.due or "")


SCORED: dict[str, Callable[..., Iterator[tuple[str, set[object], set[object]]]]] = {
    "themes": score_themes,
    "mentions": score_mentions,
    "actions": score_actions,
}


def evaluate(what: str, reader: Reader) -> Scores:
    """Score one table on each set of its labelled texts, and on all that rules were not tuned on."""
    scores: Scores = {}
    for part, items in labelled_sets(what).items():
        for item in items:
            words = getattr(item, "words", None) or item[0]
            for name, found, labels in SCORED[what](reader, item):
                for column in (part, *((TOGETHER,) if part in NOT_TUNED else ())):
                    scores.setdefault((name, column), Score()).add(found, labels, words)
    return scores


def to_table(scores: Scores, sets: Sequence[str] = SHOWN) -> str:
    """The scores as a Markdown table: a row for what is scored, three columns for each set that has labels of it."""
    there = [
        part for part in sets if any(score.labelled for (_, known), score in scores.items() if known == part)
    ]
    names = sorted({name for name, _ in scores}, key=lambda name: (name.startswith("all "), name))
    lines = [
        f"| what | {' | '.join(f'{part}: precision | recall | labelled' for part in there)} |",
        f"| --- |{' --- | --- | --- |' * len(there)}",
    ]
    lines += [
        f"| {name} | {' | '.join(str(scores.get((name, part), Score())) for part in there)} |"
        for name in names
    ]
    return "\n".join(lines)


def to_set_table(scores: Scores) -> str:
    """A row a set of sentences: all themes whatever their stance, and all claims."""
    lines = [
        "| sentences | precision | recall | labelled | claims: precision | recall | labelled |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for part in (TUNED, OTHER_HAND, WRITTEN_LAST, *NOT_TUNED):
        cells = [str(scores.get((name, part), Score())) for name in ("all themes", "all themes" + CLAIMS)]
        lines.append(f"| {part} | {' | '.join(cells)} |")
    return "\n".join(lines)


def figures(scores: dict[str, Scores]) -> str:
    """All figures as the documentation has them: for each theme, for all mentions, and for actions."""
    return "\n\n".join(
        (
            "Themes, on all sentences that rules were not tuned on; *claims* are of a gap or strength:",
            to_theme_table(scores["themes"]),
            "Themes by set:",
            to_set_table(scores["themes"]),
            "Mentions, by kind and words:",
            to_table(scores["mentions"]),
            "Actions: where they begin and end, and what is read of those that are parted right:",
            to_table(scores["actions"]),
        )
    )


def to_theme_table(scores: Scores) -> str:
    """A row a theme: the theme whatever its stance, and its claims, on what rules were not tuned on."""
    lines = [
        "| theme | precision | recall | labelled | claims: precision | recall | labelled |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    names = {name for name, _ in scores if not name.endswith(CLAIMS)}
    for name in sorted(names, key=lambda name: (name.startswith("all "), name)):
        cells = [str(scores.get((key, TOGETHER), Score())) for key in (name, name + CLAIMS)]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def below(scores: Scores, themes: Iterable[str]) -> dict[str, float]:
    """Precision of the themes that lack what they must have, or that no sentence is labelled with."""
    names = [name for theme in themes for name in (theme, theme + CLAIMS)]
    scored = {name: scores.get((name, TOGETHER), Score()) for name in names}
    return {
        theme: score.precision
        for theme, score in scored.items()
        if score.precision < MUST_REACH or not score.labelled
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.language.run", description=__doc__)
    parser.add_argument(
        "--misses", action="store_true", help="print what is wrong in the sets that are tuned on"
    )
    misses = parser.parse_args(arguments).misses
    reader = build_reader()
    scores = {what: evaluate(what, reader) for what in SCORED}
    for what in SCORED:
        print(f"{what}: {', '.join(f'{len(items)} {part}' for part, items in labelled_sets(what).items())}")
    print(f"\n{figures(scores)}")
    if misses:
        print_misses(scores)
    lacking = below(scores["themes"], [theme.id for theme in reader.codebook.themes])
    for theme, precision in lacking.items():
        print(f"theme '{theme}' has precision {precision:.2f}, below {MUST_REACH}")
    return 1 if lacking else 0


def print_misses(scores: dict[str, Scores]) -> None:
    """What is wrong, and only where rules are tuned: what is held out is not looked at."""
    for what in scores.values():
        for (name, part), score in what.items():
            if part in (TUNED, OTHER_HAND) and (name.startswith("all ") or name in PARTS_OF_ACTIONS):
                print(f"\n{name}, {part}:", *score.misses, sep="\n  ")


def _claims(stances: dict[str, str]) -> set[object]:
    """What is claimed beyond the theme: a neutral row claims no stance."""
    return {(theme, stance) for theme, stance in stances.items() if stance != "neutral"}


def _of(claims: set[object], theme: str) -> set[object]:
    return {claim for claim in claims if isinstance(claim, tuple) and claim[0] == theme}


def _some(start: int, value: str) -> set[object]:
    return {(start, value)} if value else set()


def _due(action: Action) -> str:
    if action.due is None or (action.due.first is None and action.due.last is None):
        return ""
    return "/".join(day.isoformat() if day else "" for day in (action.due.first, action.due.last))


if __name__ == "__main__":
    raise SystemExit(main())
