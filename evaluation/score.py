"""How right are records, measured against what a careful reader gets from the same files?

Counts per variant. A wrong value that asks for a person's look is *flagged*; one that does not is *silent*, which is
the worst that can happen. Texts are *exact* once white space, bullets and typographic signs are folded, *near* at a
likeness of 0.95. A file or standard that is missing counts against everything in it, flagged, since its absence
shows. A right value that asks for a look all the same is counted too: needless flags cost a person's time.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Json = Mapping[str, Any]

RATINGS = ("evaluate", "prioritise")
HORIZONS = ("short_term", "medium_term", "long_term")
NEAR = 0.95

# What counts for a system, and what against it. Every other measure only says how much there is.
GAINS = (
    "read",
    "authority_right",
    "standards_right",
    "ratings_right",
    "marks_right",
    "texts_exact",
    "texts_close",
)
LOSSES = ("authority_silent", "ratings_silent", "texts_silent")
NOISE = ("ratings_right_flagged", "texts_right_flagged")
SIZES = ("files", "standards", "ratings", "marks", "texts")
MEASURES = (*SIZES, *GAINS, *LOSSES, "ratings_flagged", "texts_flagged", *NOISE)

_BULLET = re.compile(r"[\u2022\uf0b7\u25cf*]|(?m:^\s*[-–]\s)|\\")
_PLAIN = str.maketrans({
    "\u00ad": None, "\u00a0": " ", "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-",
})  # fmt: skip


@dataclass(frozen=True)
class Miss:
    """One value that is not right."""

    variant: str
    file: str
    standard: str
    answer: str
    wanted: str
    got: str
    flagged: bool


@dataclass(frozen=True)
class Scores:
    """Counts by variant, and every miss."""

    by_variant: dict[str, Counter[str]]
    misses: list[Miss]

    @property
    def total(self) -> Counter[str]:
        """Counts over all variants."""
        return sum(self.by_variant.values(), Counter())

    def add(self, other: "Scores") -> None:
        """Take the counts of other variants, and their misses."""
        self.by_variant.update(other.by_variant)
        self.misses.extend(other.misses)


def score(gold: Mapping[str, Json], records: Mapping[str, Json]) -> Scores:
    """Score records by file name against the ground truth by file name."""
    by_variant: dict[str, Counter[str]] = {}
    misses: list[Miss] = []
    for file, truth in gold.items():
        counts = by_variant.setdefault(truth["variant"], Counter(dict.fromkeys(MEASURES, 0)))
        for outcome in _score_file(truth, records.get(file)):
            counts.update(outcome.counts)
            if outcome.missed:
                answer, standard, wanted, got, flagged = outcome.missed
                misses.append(Miss(truth["variant"], file, standard, answer, wanted, got, flagged))
    return Scores(by_variant, misses)


@dataclass(frozen=True)
class _Outcome:
    counts: tuple[str, ...]
    missed: tuple[str, str, str, str, bool] | None = None


def _score_file(truth: Json, record: Json | None) -> Iterator[_Outcome]:
    yield _Outcome(("files", "read") if record else ("files",))
    if record:
        yield _score_authority(truth, record)
    found = {standard["number"]: standard for standard in (record or {}).get("standards", [])}
    for number, wanted in truth["gold"].items():
        got = found.get(number)
        there = any(wanted[rating]["state"] != "absent" for rating in RATINGS)
        right = got is not None and got.get("found", True) == there
        yield _Outcome(("standards", "standards_right") if right else ("standards",))
        for rating in RATINGS:
            yield from _score_rating(number, rating, wanted[rating], got)
        for name, text in _texts(wanted):
            yield _score_text(number, name, text, got)


def _score_authority(truth: Json, record: Json) -> _Outcome:
    code = record["authority"]["gss_code"]
    if code == truth["gss"]:
        return _Outcome(("authority_right",))
    missed = ("authority", "", str(truth["gss"]), str(code), code is None)
    return _Outcome((), missed) if code is None else _Outcome(("authority_silent",), missed)


def _score_rating(number: str, rating: str, wanted: Json, standard: Json | None) -> Iterator[_Outcome]:
    got = (standard or {}).get(rating) or {}
    want, have = (wanted["state"], wanted["option"]), (got.get("state"), got.get("option"))
    flagged = bool(got.get("needs_review"))
    if want == have:
        yield _Outcome(
            ("ratings", "ratings_right", "ratings_right_flagged") if flagged else ("ratings", "ratings_right")
        )
    else:
        seen = standard is None or flagged or have[0] in ("not_recoverable", "absent")
        missed = (rating, number, "/".join(map(str, want)), "/".join(map(str, have)), seen)
        yield _Outcome(("ratings", "ratings_flagged" if seen else "ratings_silent"), missed)
    marks = got.get("marks", {})
    for option, state in wanted["marks"].items():
        yield _Outcome(("marks", "marks_right") if marks.get(option) == state else ("marks",))


def _texts(wanted: Json) -> Iterator[tuple[str, str]]:
    yield "map", wanted["map"]
    for horizon in HORIZONS:
        yield f"plan.{horizon}", wanted["plan"][horizon]
    if wanted.get("plan_unassigned"):
        yield "plan.unassigned", wanted["plan_unassigned"]


def _score_text(number: str, name: str, wanted: str, standard: Json | None) -> _Outcome:
    answer: Any = standard or {}
    for part in name.split("."):
        answer = answer.get(part) or {}
    text, flagged = answer.get("text") or "", bool(answer.get("needs_review"))
    alike = likeness(wanted, text) if standard else 0.0
    if alike == 1:
        counts = ("texts", "texts_exact", "texts_close")
        return _Outcome((*counts, "texts_right_flagged") if flagged else counts)
    seen = standard is None or flagged
    missed = (name, number, fold(wanted), fold(text), seen)
    if alike >= NEAR:
        return _Outcome(("texts", "texts_close"), missed)
    return _Outcome(("texts", "texts_flagged" if seen else "texts_silent"), missed)


def fold(text: str) -> str:
    """Text with white space, bullets and typographic signs made alike."""
    return " ".join(_BULLET.sub(" ", text.translate(_PLAIN)).split())


def likeness(one: str, other: str) -> float:
    """From 0 to 1; 1 where the texts differ in white space, bullets and typographic signs alone."""
    one, other = fold(one), fold(other)
    if one.replace(" ", "") == other.replace(" ", ""):
        return 1.0
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return min(0.999, matcher.ratio()) if one and other and matcher.quick_ratio() >= NEAR / 2 else 0.0


def to_table(scores: Scores) -> str:
    """The scores for a person, one line a variant."""
    width = max(len(name) for name in (*scores.by_variant, "variant"))
    head = f"{'variant':{width}}  {'read':>7} {'auth':>7} {'found':>9}   ratings right/flag/SILENT"
    lines = [f"{head:{width + 62}}  texts exact/near/flag/SILENT"]
    lines += [_line(name, counts, width) for name, counts in sorted(scores.by_variant.items())]
    lines += [_line("ALL", scores.total, width), summary_line(scores)]
    return "\n".join(lines)


def summary_line(scores: Scores) -> str:
    """The shares that count, in one line."""
    total = scores.total
    return (
        f"ratings right {_share(total, 'ratings_right', 'ratings')}, SILENT {total['ratings_silent']}; "
        f"boxes right {_share(total, 'marks_right', 'marks')}; "
        f"texts exact {_share(total, 'texts_exact', 'texts')}, near or exact {_share(total, 'texts_close', 'texts')}, "
        f"SILENT {total['texts_silent']}; authority wrong {total['authority_silent']}; "
        f"right but flagged: {total['ratings_right_flagged']} ratings, {total['texts_right_flagged']} texts"
    )


def _line(name: str, counts: Counter[str], width: int) -> str:
    read = f"{counts['read']}/{counts['files']}"
    authority = f"{counts['authority_right']}/{counts['files']}"
    found = f"{counts['standards_right']}/{counts['standards']}"
    ratings = "/".join(str(counts[name]) for name in ("ratings_right", "ratings_flagged", "ratings_silent"))
    near = counts["texts_close"] - counts["texts_exact"]
    texts = f"{counts['texts_exact']}/{near}/{counts['texts_flagged']}/{counts['texts_silent']}"
    return (
        f"{name:{width}}  {read:>7} {authority:>7} {found:>9}   {ratings:>14} of {counts['ratings']:<6} "
        f" {texts:>20} of {counts['texts']}"
    )


def _share(counts: Counter[str], part: str, whole: str) -> str:
    return f"{100 * counts[part] / max(1, counts[whole]):.2f} %"
