"""Which option is it whose label a pen has made unreadable?

A tick may cover the words beside it. Where all other labels of a rating are read and stand in the form's order, each
beside a box of its own, the one box left over is that of the one option left over, if both have the same place.
"""

from __future__ import annotations

from collections.abc import Sequence


def unread_label(
    boxes: Sequence[int], labels: Sequence[tuple[int, int]], options: int
) -> tuple[int, int] | None:
    """The one option whose label is not read: its index, and the offset from which its words would stand.

    None unless boxes and labels leave no other.

    Args:
        boxes: offsets of the boxes of a rating, ascending.
        labels: offset and index of each option that is read.
        options: how many options the form has.
    """
    if len(boxes) != options or len(labels) != options - 1 or options < 3:
        return None
    indexes = [index for _, index in sorted(labels)]
    missing = next(index for index in range(options) if index not in indexes)
    if indexes != [index for index in range(options) if index != missing]:
        return None
    for shift in (0, 1):  # boxes stand before their labels, or behind them
        if all(_lies_behind(boxes, index - shift, offset) for offset, index in labels):
            box = missing - shift
            return missing, (boxes[box] + 1 if box >= 0 else 0)
    return None


def _lies_behind(boxes: Sequence[int], index: int, offset: int) -> bool:
    """Whether an offset lies behind the box of that index and before the next."""
    low = boxes[index] if index >= 0 else -1
    high = boxes[index + 1] if index + 1 < len(boxes) else None
    return low < offset and (high is None or offset < high)
