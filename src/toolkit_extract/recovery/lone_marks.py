"""To which option does a box belong that stands on a line of its own?

Conversions of printed pages put a box and its label on different lines. Whether the box comes first or last is the
habit of the whole document: told by the boxes that have a bare option on one side only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit_extract.recovery.marked_text import MARK, join
from toolkit_extract.recovery.stream import Item, LineItem
from toolkit_extract.recovery.vocabulary import Vocabulary


def attach_lone_marks(items: Sequence[Item], vocabulary: Vocabulary) -> list[Item]:
    """The items with each box that stands alone joined to the bare option beside it."""
    lone = [index for index, item in enumerate(items) if _is_lone_mark(item)]
    if not lone:
        return list(items)
    before, after = 0, 0
    for index in lone:
        follows = index + 1 < len(items) and _is_bare_option(items[index + 1], vocabulary)
        precedes = index > 0 and _is_bare_option(items[index - 1], vocabulary)
        before += follows and not precedes
        after += precedes and not follows
    step = 1 if before >= after else -1
    return _joined(items, set(lone), step, vocabulary)


def _joined(items: Sequence[Item], lone: set[int], step: int, vocabulary: Vocabulary) -> list[Item]:
    result: list[Item] = []
    index = 0
    while index < len(items):
        item = items[index]
        following = items[index + 1] if index + 1 < len(items) else None
        mark, option = (index, following) if step == 1 else (index + 1, item)
        if (
            following is not None
            and mark in lone
            and option is not None
            and _is_bare_option(option, vocabulary)
        ):
            result.append(_one(item, following))
            index += 2
        else:
            result.append(item)
            index += 1
    return result


def _one(first: Item, second: Item) -> Item:
    if not (isinstance(first, LineItem) and isinstance(second, LineItem)):
        return first
    return replace(first, text=join((first.text, second.text), " "))


def _is_lone_mark(item: Item) -> bool:
    return isinstance(item, LineItem) and item.text.text.strip() == MARK and item.text.marks[0].boxed


def _is_bare_option(item: Item, vocabulary: Vocabulary) -> bool:
    """Whether a line begins with an option and has no box of its own."""
    if not isinstance(item, LineItem) or item.text.marks:
        return False
    return vocabulary.option.match(item.text.text.lstrip(" \t•-–*")) is not None
