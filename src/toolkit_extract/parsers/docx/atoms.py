"""What is a paragraph made of while it is being read? Text and marks, some of them still in doubt."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from toolkit_extract.parsers.docx.numbering import ListLabel
from toolkit_extract.schemas.document import Emphasis, MarkState, Role, RunOrigin
from toolkit_extract.schemas.region import CellRegion

NO_EMPHASIS: frozenset[Emphasis] = frozenset()


class Doubt(StrEnum):
    """Why a sign may turn out to be no mark: its company decides."""

    NONE = ""
    HOLLOW = "hollow"  # an empty square that is also a bullet or a missing-glyph sign
    FILLED = "filled"  # a black square, a bullet unless hollow ones stand beside it
    CIRCLE = "circle"  # an empty circle
    DISC = "disc"  # a black circle
    PICTURE = "picture"  # a small picture that nothing names
    SHAPE = "shape"  # a small drawn shape


# Not frozen, though never changed: thousands are made for a return, and freezing doubles their cost.
@dataclass(slots=True)
class TextAtom:
    """Words of one look."""

    text: str
    emphasis: frozenset[Emphasis] = NO_EMPHASIS
    origin: RunOrigin = RunOrigin.TEXT


@dataclass(slots=True)
class MarkAtom:
    """A mark, or what may be one."""

    state: MarkState
    method: str
    confidence: float = 0.99
    verbatim: str = ""
    boxed: bool = True
    conflict: str | None = None
    label: str | None = None
    doubt: Doubt = Doubt.NONE
    stateful: bool = False  # whether the file stores the state apart from what it shows
    emphasis: frozenset[Emphasis] = NO_EMPHASIS

    def without_doubt(self) -> MarkAtom:
        """The same mark, settled."""
        return replace(self, doubt=Doubt.NONE)


Atom = TextAtom | MarkAtom


@dataclass(slots=True)
class Draft:
    """A paragraph whose marks in doubt are not settled yet."""

    atoms: list[Atom]
    region: CellRegion
    role: Role = Role.BODY
    level: int = 0
    label: ListLabel | None = None
    after: list[object] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words without the marks."""
        return "".join(atom.text for atom in self.atoms if isinstance(atom, TextAtom))
