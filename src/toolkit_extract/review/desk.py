"""What happens at the desk of a review: which items lie there, what is known of one, and how is a decision taken in?

Knows no web. The server and the file that can be mailed both ask here.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from toolkit_extract.dataset.stored import stored_toolkit
from toolkit_extract.review.apply import apply_to, fits, machine_record, value_of
from toolkit_extract.review.corrections import Overlay, append, later_than, new_id, read_overlay
from toolkit_extract.review.drawer import CannotDraw, Drawer
from toolkit_extract.review.evidence import PictureOf, hint_page, requests_for
from toolkit_extract.review.queue import WHOLE, Item, Section, items_of, opened_item, sorted_items
from toolkit_extract.review.shelf import Shelf
from toolkit_extract.review.sources import Sources
from toolkit_extract.review.tables import Account, write_tables
from toolkit_extract.review.views import (
    Json,
    decision_view,
    detail_view,
    drawn_view,
    form_view,
    item_view,
    key_of,
    note_view,
    standard_of,
)
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.base import Frozen
from toolkit_extract.schemas.correction import Action, AnswerValue, Correction
from toolkit_extract.schemas.record import Choice, Narrative, ReturnRecord
from toolkit_extract.schemas.toolkit import Toolkit

KEPT_RECORDS = 8


class Wish(Frozen):
    """Which items a review shall show.

    Attributes:
        audit: share of all answers to draw at random.
        sections: only these reasons; all without any.
        limit: at most so many items.
        superseded: returns that a later one of the same authority stands for, too.
    """

    audit: float = Field(default=0.0, ge=0, le=1)
    sections: tuple[Section, ...] = ()
    limit: int | None = None
    superseded: bool = False


class Request(Frozen):
    """What a person asks of some items.

    Attributes:
        items: ids; more than one for the missing standards of a return.
        action: to decide, or to take the decision that stands back.
        value: what the person says instead, for `correct`.
        seen: id of the decision that the person saw for each answer, by key; none where there was none.
        read: fingerprint of the machine's reading that the person saw, by key; an undo needs none.
    """

    items: Annotated[tuple[str, ...], Field(min_length=1, max_length=500)]
    action: Literal["accept", "correct", "unreadable", "undo"]
    value: AnswerValue | None = None
    reviewer: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Annotated[str, Field(max_length=2000)] = ""
    seen: dict[str, str | None] = Field(default_factory=dict)
    read: dict[str, str] = Field(default_factory=dict)


class Refused(Exception):
    """A request that makes no sense; the words are for the person."""


class Conflict(Exception):
    """Somebody else decided in the meantime; `keys` name the answers."""

    def __init__(self, keys: Sequence[str]) -> None:
        super().__init__("somebody decided this in the meantime")
        self.keys = tuple(keys)


@dataclass(slots=True)
class Desk:
    """The review of one output folder.

    Attributes:
        folder: what `ingest` wrote.
        wish: which items to show.
        files: where returns are now, if they were moved.
        drawer: draws the places.
        hold: has a folder to oneself for as long as its tables are written.
    """

    folder: Path
    wish: Wish = field(default_factory=Wish)
    files: Path | None = None
    drawer: Drawer = field(default_factory=Drawer)
    hold: Callable[[Path], AbstractContextManager[object]] = nullcontext
    _toolkit: Toolkit = field(init=False)
    _shelf: Shelf = field(init=False)
    _sources: Sources = field(init=False)
    _items: dict[str, Item] = field(default_factory=dict, init=False)
    _lines: dict[str, Json] = field(default_factory=dict, init=False)
    _sha256: dict[str, str] = field(default_factory=dict, init=False)
    _stale: dict[str, str] = field(default_factory=dict, init=False)
    _written: dict[str, str] = field(default_factory=dict, init=False)
    _overlay: Overlay = field(default_factory=Overlay, init=False)
    _loaded: tuple[int, int] | None = field(default=None, init=False)
    _recent: OrderedDict[str, ReturnRecord] = field(default_factory=OrderedDict, init=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False)

    def __post_init__(self) -> None:
        self._shelf = Shelf(self.folder)
        self._sources = Sources(self.folder, self.files)
        self.load()

    def load(self) -> None:
        """Read the folder: its records, its corrections, and what of these the tables show already.

        Raises:
            UnreadableTables: the folder holds no tables of this program.
            UnusableOutput: the corrections cannot be read.
        """
        with self._lock:
            self._toolkit = stored_toolkit(self.folder)
            self._overlay = read_overlay(self.folder)
            self._written, self._stale, self._sha256 = {}, {}, {}
            views: dict[str, Json] = {}
            items = sorted_items(self._looked_at(views))
            if self.wish.sections:
                items = [item for item in items if item.section in self.wish.sections]
            self._items = {item.id: item for item in items[: self.wish.limit]}
            self._lines = {name: views[name] for name in self._items}
            self._loaded = self._shelf.stamp

    @property
    def toolkit(self) -> Toolkit:
        """The form of the folder's returns."""
        return self._toolkit

    @property
    def skipped(self) -> tuple[int, ...]:
        """Lines of corrections.jsonl that are no corrections."""
        return self._overlay.skipped

    @property
    def items(self) -> tuple[Item, ...]:
        """The queue."""
        return tuple(self._items.values())

    @property
    def unwritten(self) -> int:
        """Decisions that the tables do not show yet, and undone ones that they still do."""
        now = {key_of(*place): line.id for place, line in self._standing()}
        return sum(self._written.get(key) != now.get(key) for key in self._written.keys() | now.keys())

    def item(self, item_id: str) -> Item:
        """An item of the queue, or an answer that is in none.

        Raises:
            KeyError: the folder has no such answer.
        """
        if item_id in self._items:
            return self._items[item_id]
        return_id, _, rest = item_id.partition(":")
        number, _, answer = rest.partition(":")
        record = self._record(return_id)
        return opened_item(record, standard_of(record, number), answer, audit=self.wish.audit)

    def queue(self) -> Json:
        """All that the page needs to begin."""
        with self._lock:
            if self._shelf.has_changed or self._shelf.stamp != self._loaded:
                self.load()
            return {
                "folder": self.folder.resolve().name,
                "form": form_view(self._toolkit),
                "items": list(self._lines.values()),
                "decisions": self._decisions(place for place, _ in self._standing()),
                "cursor": len(self._overlay.lines),
                "unwritten": self.unwritten,
            }

    def detail(self, item_id: str) -> Json:
        """All that is known of an item, with what can be seen of it.

        Raises:
            KeyError: there is no such item.
        """
        item = self.item(item_id)
        record = self._record(item.return_id)
        return {**detail_view(item, record), **self._evidence(item, record)}

    def warm(self) -> None:
        """Draw what the page will ask for first, so that it is at hand."""
        first = next((item for item in self.items if not self._is_done(item)), None)
        if first is not None:
            self.detail(first.id)

    def page(self, item_id: str, page: int) -> Json:
        """A whole page of the item's return, with boxes if the item stands on it.

        Raises:
            KeyError: there is no such item.
        """
        item = self.item(item_id)
        record = self._record(item.return_id)
        standard = standard_of(record, item.standard)
        boxes = [
            box
            for request in requests_for(record, standard, item.answers)
            if isinstance(request, PictureOf) and request.page == page
            for box in request.boxes
        ]
        return self._drawn(record, [PictureOf(page, None, tuple(boxes))])[0]

    def take(self, request: Request) -> Json:
        """Take a request in: it is on the disk when this returns.

        Returns:
            The decisions that changed, with the new cursor.

        Raises:
            Refused: the request makes no sense, such as an option that the form does not have.
            Conflict: an answer has another decision than the person saw.
            UnusableOutput: the decision could not be saved.
        """
        try:
            items = [self.item(name) for name in request.items]
            for item in items:
                self._record(item.return_id)  # of the queue, and still of the folder
        except KeyError as error:
            raise Refused("the queue has changed; load the page again") from error
        if len(items) > 1 and (request.action != "accept" or any(item.answer != WHOLE for item in items)):
            raise Refused("only missing standards can be decided together")
        with self._lock:
            before = len(self._overlay.lines)
            self._overlay = append(self.folder, lambda now: list(self._new_lines(request, items, now)))
            places = {(item.return_id, item.standard, answer) for item in items for answer in item.answers}
            for place in places:
                self._stale.pop(key_of(*place), None)
            return self._since(before, places)

    def changes(self, cursor: int) -> Json:
        """Decisions that were saved after a cursor, by anybody.

        Raises:
            UnusableOutput: the corrections cannot be read.
        """
        with self._lock:
            self._overlay = read_overlay(self.folder)
            return self._since(cursor, ())

    def write(self) -> Account:
        """Write the tables of the folder with all decisions, and note what they show.

        Raises:
            UnreadableTables, UnusableOutput: as `write_tables`.
            FolderHeld: a run has the folder in hand.
        """
        with self._lock, self.hold(self.folder):
            written = write_tables(self.folder)
            self._overlay = read_overlay(self.folder)
            self._written = {key_of(*place): line.id for place, line in self._standing()}
            return written

    def _looked_at(self, views: dict[str, Json]) -> Iterator[Item]:
        """The items of one record after the other, with notes taken of each record."""
        for stored in self._shelf.records():
            self._sha256[stored.return_id] = stored.source.sha256
            self._written.update(_applied_lines(stored))
            if stored.superseded_by and not self.wish.superseded:
                continue
            record = machine_record(stored)
            self._note_stale(record)
            for item in items_of(record, self._overlay, self._toolkit, audit=self.wish.audit):
                views[item.id] = item_view(item, record)
                yield item

    def _note_stale(self, record: ReturnRecord) -> None:
        for line in apply_to(record, self._overlay, self._toolkit).stale:
            self._stale[key_of(record.return_id, line.standard, line.answer)] = line.id

    def _record(self, return_id: str) -> ReturnRecord:
        """The machine's record of a return; the last few are kept, for people go through a return answer by answer."""
        with self._lock:
            if self._shelf.has_changed:
                self._recent.clear()
            if return_id not in self._recent:
                self._recent[return_id] = machine_record(self._shelf.record(return_id))
                if len(self._recent) > KEPT_RECORDS:
                    self._recent.popitem(last=False)
            self._recent.move_to_end(return_id)
            return self._recent[return_id]

    def _is_done(self, item: Item) -> bool:
        """Whether each answer of an item has a decision that is not stale."""
        lines = self._overlay.of_return(self._sha256[item.return_id])
        keys = [(answer, key_of(item.return_id, item.standard, answer)) for answer in item.answers]
        return all((item.standard, answer) in lines and key not in self._stale for answer, key in keys)

    def _standing(self) -> Iterator[tuple[tuple[str, str, str], Correction]]:
        """The lines that stand for answers of this folder."""
        for return_id, sha256 in self._sha256.items():
            for (standard, answer), line in self._overlay.of_return(sha256).items():
                yield (return_id, standard, answer), line

    def _decisions(self, places: Iterable[tuple[str, str, str]]) -> dict[str, Json | None]:
        found: dict[str, Json | None] = {}
        for return_id, standard, answer in places:
            key = key_of(return_id, standard, answer)
            line = self._overlay.of_answer(self._sha256[return_id], standard, answer)
            found[key] = decision_view(line, stale=self._stale.get(key) == line.id) if line else None
        return found

    def _since(self, cursor: int, places: Iterable[tuple[str, str, str]]) -> Json:
        return_ids = {sha256: return_id for return_id, sha256 in self._sha256.items()}
        changed = {
            (return_ids[line.sha256], line.standard, line.answer)
            for line in self._overlay.lines[cursor:]
            if line.sha256 in return_ids
        }
        return {
            "decisions": self._decisions(changed | set(places)),
            "cursor": len(self._overlay.lines),
            "unwritten": self.unwritten,
        }

    def _new_lines(self, request: Request, items: Sequence[Item], now: Overlay) -> Iterator[Correction]:
        """The lines of a request. Nothing is written if any answer has another decision than the person saw."""
        self._overlay = now
        answers = [(item, answer) for item in items for answer in item.answers]
        standing = {
            key_of(item.return_id, item.standard, answer): now.of_answer(
                self._sha256[item.return_id], item.standard, answer
            )
            for item, answer in answers
        }
        others = [
            key for key, line in standing.items() if (line.id if line else None) != request.seen.get(key)
        ]
        if others:
            raise Conflict(others)
        records = {item.return_id: self._record(item.return_id) for item in items}
        for item, answer in answers:
            before = standing[key_of(item.return_id, item.standard, answer)]
            if request.action == "undo":
                if before is not None:
                    yield self._line(request, item, answer, records[item.return_id], before)
            else:
                yield self._line(request, item, answer, records[item.return_id], before)

    def _line(
        self, request: Request, item: Item, answer: str, record: ReturnRecord, before: Correction | None
    ) -> Correction:
        fields: dict[str, Any] = {
            "id": new_id(),
            "sha256": record.source.sha256,
            "toolkit": record.toolkit,
            "standard": item.standard,
            "answer": answer,
            "action": Action(request.action),
            "reviewer": request.reviewer.strip(),
            "at": later_than(before),
            "reason": request.reason.strip(),
            "extractor": record.reading.version,
        }
        if request.action == "undo":
            return Correction(**fields, undoes=before.id if before else None)
        reading = _answer(record, item.standard, answer)
        if request.read.get(key_of(item.return_id, item.standard, answer)) != value_of(reading).fingerprint:
            raise Refused("the return was read again in the meantime, and differently; load the page again")
        if request.action == "correct":
            if request.value is None or not fits(request.value, reading) or item.answer == WHOLE:
                raise Refused("this is no value that the form allows here")
            fields["value"] = request.value
        audit = self.wish.audit if item.audit else None
        return Correction(**fields, machine=value_of(reading), queued=item.section.value, audit=audit)

    def _evidence(self, item: Item, record: ReturnRecord) -> Json:
        standard = standard_of(record, item.standard)
        requests = requests_for(record, standard, item.answers)
        hint = None
        if not requests and (hint := hint_page(record, standard)):
            requests = [PictureOf(hint)]
        if not requests:
            return {"evidence": [note_view(_nowhere(record))], "hint_page": hint}
        return {"evidence": self._drawn(record, requests), "hint_page": hint}

    def _drawn(self, record: ReturnRecord, requests: Sequence[Any]) -> list[Json]:
        path = self._sources.find(record.source)
        if path is None:
            return [note_view(self._sources.why_not(record.source))]
        shown: list[Json] = []
        for request in requests:
            try:
                shown.append(drawn_view(self.drawer.draw(path, request)))
            except CannotDraw as fault:
                shown.append(note_view(f"This place cannot be shown: {fault}."))
        return shown


def _answer(record: ReturnRecord, standard: str, answer: str) -> Narrative | Choice:
    return dict(single_answers(standard_of(record, standard), with_unassigned=True))[answer]


def _applied_lines(record: ReturnRecord) -> Iterator[tuple[str, str]]:
    """Key of each answer that a correction was applied to, or is stale for, with the id of its line."""
    for standard in record.standards:
        for name, answer in single_answers(standard, with_unassigned=True):
            if answer.correction is not None:
                yield key_of(record.return_id, standard.number, name), answer.correction.correction


def _nowhere(record: ReturnRecord) -> str:
    return (
        f"The record names no place for this: nothing of it was found in the file ({record.source.path}). "
        "Open the file and look for it."
    )
