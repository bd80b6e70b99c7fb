"""What is a hostile file: its bytes, and how reading it may end?

Words that stand in a file's text hold `CANARY`, which must never be seen in an error, a finding or a log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CANARY = "Zanzibarcanary"

READ = "read"
EMPTY, DAMAGED, UNSAFE, LIMIT = "file.empty", "file.damaged", "file.unsafe", "limit.reached"
PASSWORD, UNREADABLE, UNSUPPORTED, NO_RETURN = (
    "file.password",
    "file.unreadable",
    "file.unsupported",
    "return.none",
)
NO_CONVERTER = "dependency.missing"
STOPPED_TIME, STOPPED_MEMORY, STOPPED_CRASH = "stopped.time", "stopped.memory", "stopped.crash"

OPTIONS = "☐ Not at all<br>☒ Partially<br>☐ To a greater extent<br>☐ Consistently and to a high standard"
ROW = f"{CANARY} meets.\t{OPTIONS}\tShort Term<br>{CANARY} hires.\t☐ No risk<br>☒ Low<br>☐ Medium<br>☐ High"
HEADER = "Map\tEvaluate\tPlan\tPrioritise\n"
RETURN = "".join(f"{number} All know who does this work.\n\n{HEADER}{ROW}\n\n" for number in ("1.1", "1.2"))
"""A small return as tab-separated text."""


@dataclass(frozen=True, slots=True)
class HostileFile:
    """One file of the corpus.

    Attributes:
        name: of the file, unique.
        what: what is hostile or odd about it.
        allowed: outcomes of `extract`; `inspect` may also read what is no return.
        make: writes it to a path.
        findings: one of these codes must be among the findings when it is read.
        memory: cap in bytes under which it is read.
    """

    name: str
    what: str
    allowed: frozenset[str]
    make: Callable[[Path], object]
    findings: frozenset[str] = frozenset()
    memory: int = 1 << 30

    @property
    def allowed_to_inspect(self) -> frozenset[str]:
        """Outcomes of `inspect`, which knows of no returns."""
        if NO_RETURN not in self.allowed:
            return self.allowed
        return self.allowed - {NO_RETURN} | {READ}


Content = bytes | str | Callable[[], bytes]


def of(
    name: str,
    what: str,
    content: Content,
    *allowed: str,
    findings: tuple[str, ...] = (),
    memory: int = 1 << 30,
) -> HostileFile:
    """A file of the given bytes; text becomes UTF-8, a function is called when the file is made."""

    def make(path: Path) -> None:
        data = content() if callable(content) else content
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return HostileFile(name, what, frozenset(allowed), make, frozenset(findings), memory)
