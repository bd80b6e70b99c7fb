"""Which pictures does a comparison make? Large ones are parted by region, so that each can still be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import groupby

from toolkit_extract.outputs.pictures.bars import draw_changes, draw_values
from toolkit_extract.outputs.pictures.canvas import Picture
from toolkit_extract.outputs.pictures.gaps import draw_gaps
from toolkit_extract.outputs.pictures.heat_map import draw_heat_map
from toolkit_extract.outputs.pictures.mismatches import draw_mismatches
from toolkit_extract.outputs.pictures.similarity import draw_similarity
from toolkit_extract.schemas.comparison import Comparison, Member

MOST_ROWS = 40
"""Rows of a heat map that fit a screen and a half; more are parted."""


def draw_pictures(comparison: Comparison) -> Iterator[Picture]:
    """All pictures, each named by what it draws, in the order of the page."""
    for draw in _drawings(comparison):
        picture = draw()
        parts = (picture.kind, picture.subject if picture.kind != "gaps" else None, picture.group)
        yield replace(picture, name="-".join(_slug(part) for part in parts if part))


def count_pictures(comparison: Comparison) -> int:
    """How many pictures `draw_pictures` makes."""
    return sum(1 for _ in _drawings(comparison))


def members_of(picture: Picture, comparison: Comparison) -> tuple[Member, ...]:
    """The members that a picture is about, in its order; all for one that is not about a group."""
    members = dict(_groups(comparison.members)).get(picture.group, comparison.members)
    if picture.kind == "similarity":
        return tuple(member for member in members if member.standing == "read")
    return members


def _drawings(comparison: Comparison) -> Iterator[Callable[[], Picture]]:
    groups = list(_groups(comparison.members))
    roles = list(comparison.rated_questions)
    for role in roles:
        for group, members in groups:
            yield partial(draw_heat_map, comparison, role, members, group)
        yield partial(draw_values, comparison, role)
    yield partial(draw_gaps, comparison)
    if comparison.mismatch_counts:
        yield partial(draw_mismatches, comparison)
    changed = {count.question for count in comparison.change_counts or ()}
    for role, question in comparison.rated_questions.items():
        if question.id in changed:
            yield partial(draw_changes, comparison, role)
    for group, members in groups:
        read = tuple(member for member in members if member.standing == "read")
        if len(read) > 1:
            yield partial(draw_similarity, comparison, read, group)


def _groups(members: tuple[Member, ...]) -> Iterator[tuple[str | None, tuple[Member, ...]]]:
    """All in one, or one a region; a region of too many in parts of like size."""
    if len(members) <= MOST_ROWS:
        yield None, members
        return
    for region, several in groupby(members, key=lambda member: member.region):
        of_region = tuple(several)
        name = region or "Region not known"
        if len(of_region) <= MOST_ROWS:
            yield name, of_region
            continue
        parts = -(-len(of_region) // MOST_ROWS)
        size = -(-len(of_region) // parts)
        for place in range(parts):
            yield f"{name}, part {place + 1} of {parts}", of_region[place * size : (place + 1) * size]


def _slug(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
