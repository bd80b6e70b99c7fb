"""What was labelled by hand, and which part of it is held out?"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from toolkit_extract.schemas.base import Frozen

FOLDER = Path(__file__).parent
EVERY = 3
"""Each text at this distance is held out."""
STANCES = {"g": "gap", "s": "strength", "n": "neutral"}
KINDS = {"staffing": "staffing_number"}
TUNED, HELD_OUT = "tuned", "held out"
BROADENED, WRITTEN_LAST = "cues broadened with", "written last"
OTHER_HAND, OTHER_HAND_HELD_OUT = "another hand", "another hand, held out"
BLIND, BLIND_AGAIN, UNTOUCHED = "after the mending", "after that", "at the very end"
NOT_TUNED = (HELD_OUT, OTHER_HAND_HELD_OUT, BLIND, BLIND_AGAIN, UNTOUCHED)
"""Sets that rules were not tuned on; of some a few misses were mended, as the documentation says of each."""
Item = TypeVar("Item")


class LabelledAction(Frozen):
    """One action of a text: its first and last words, verb, owner and due period (`first/last`)."""

    starts: str
    ends: str
    verb: str
    owner: str = ""
    due: str | None = None


class LabelledPlan(Frozen):
    """A plan text with its actions."""

    words: str
    actions: tuple[LabelledAction, ...]


def labelled_themes(name: str = "themes.txt") -> list[tuple[str, dict[str, str]]]:
    """Sentences with the stance of each of their themes; `fresh.txt` has those written after the rules."""
    return [
        (words, {theme: STANCES[stance] for theme, stance in (label.split(":") for label in labels)})
        for labels, words in _lines(name, ",")
    ]


def labelled_mentions(name: str = "mentions.txt") -> list[tuple[str, set[tuple[str, str]]]]:
    """Sentences with kind and words of each mention."""
    found = []
    for labels, words in _lines(name, ", "):
        pairs = (label.split("=") for label in labels)
        found.append((words, {(KINDS.get(kind, kind), name) for kind, name in pairs}))
    return found


def labelled_plans(name: str = "actions.toml") -> list[LabelledPlan]:
    """Plan texts with their actions."""
    data = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    return [LabelledPlan.model_validate(text) for text in data["text"]]


def parts(items: Sequence[Item]) -> dict[str, list[Item]]:
    """The items that rules were tuned on, and those that were held out."""
    held_out = [item for number, item in enumerate(items, start=1) if number % EVERY == 0]
    tuned = [item for number, item in enumerate(items, start=1) if number % EVERY]
    return {TUNED: tuned, HELD_OUT: held_out}


def labelled_sets(what: str) -> dict[str, list[Any]]:
    """All that is labelled for a table, by the set that it is of."""
    read, files = SETS[what]
    sets: dict[str, list[Any]] = {}
    for file, names in files.items():
        items = read(file)
        sets |= {names[0]: items} if len(names) == 1 else dict(zip(names, parts(items).values(), strict=True))
    return sets


def _lines(name: str, comma: str) -> Iterator[tuple[list[str], str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            labels, _, words = line.partition(" | ")
            yield [] if labels.strip() == "-" else labels.strip().split(comma), words


_FIRST, _SECOND = (TUNED, HELD_OUT), (OTHER_HAND, OTHER_HAND_HELD_OUT)
SETS: dict[str, tuple[Callable[[str], list[Any]], dict[str, tuple[str, ...]]]] = {
    "themes": (
        labelled_themes,
        {
            "themes.txt": _FIRST,
            "fresh.txt": (BROADENED,),
            "fresh2.txt": (WRITTEN_LAST,),
            "unseen.txt": _SECOND,
            "blind.txt": (BLIND,),
            "blind2.txt": (BLIND_AGAIN,),
            "untouched.txt": (UNTOUCHED,),
        },
    ),
    "mentions": (labelled_mentions, {"mentions.txt": _FIRST, "unseen_mentions.txt": _SECOND}),
    "actions": (
        labelled_plans,
        {"actions.toml": _FIRST, "unseen_actions.toml": _SECOND, "blind_actions.toml": (BLIND,)},
    ),
}
"""By table: how its labels are read, and the sets that each file holds; of two, the second is every third item."""
