"""Which hostile and odd files must be read or refused, and how may each end?

Every file is made on the fly from a few lines; `make_corpus` writes them all. Texts, Word
files and PDFs have modules of their own; here are odd names and odd places.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.hostile import corpus_pdf, corpus_text, corpus_word
from tests.hostile.hostile_file import LIMIT, READ, RETURN, UNREADABLE, HostileFile, of


def make_corpus(folder: Path, files: Iterable[HostileFile] | None = None) -> dict[str, Path]:
    """Write every file, or some, each into a folder of its own, and return the paths by name."""
    paths = {}
    for index, file in enumerate(CORPUS if files is None else files):
        parent = folder / f"{index:03}"
        parent.mkdir()
        paths[file.name] = parent / file.name
        file.make(paths[file.name])
    return paths


def _odd_names() -> Iterator[HostileFile]:
    names = {
        "a line\nbreak.txt": "a name with a newline",
        "quotes ' \" ` $(true).txt": "a name with quotes and a shell's signs",
        "😀 emoji é.txt": "a name with an emoji and an accent",
        "n" * 246 + ".txt": "a name of 250 characters",
        "\udcff\udcfe.txt": "a name of bytes that are no UTF-8",
        "-rf.txt": "a name like an option",
        "=cmd|' -C calc'!A0.txt": "a name like a formula",
        "esc\x1b[31mred\x07.txt": "a name with a terminal's control codes",
        "\u202etxt.exe": "a name that turns the writing round",
        " ": "a name of one blank",
        "[bold red]rich.txt": "a name with console markup",
    }
    for name, what in names.items():
        yield of(name, what, RETURN, READ)


def _odd_places() -> Iterator[HostileFile]:
    def linked(target: str) -> Callable[[Path], object]:
        return lambda path: path.symlink_to(target)

    def loop(path: Path) -> None:
        path.with_name("other").symlink_to(path.name)
        path.symlink_to("other")

    def locked(path: Path) -> None:
        path.write_text(RETURN, encoding="utf-8")
        path.chmod(0)

    def listening(path: Path) -> None:
        # The path of a socket is short: bind it from within its folder.
        here = Path.cwd()
        os.chdir(path.parent)
        try:
            with socket.socket(socket.AF_UNIX) as server:
                server.bind(path.name)
        finally:
            os.chdir(here)

    def grows(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(60_000_000_000)

    one = frozenset({UNREADABLE})
    # Root may read what nobody may.
    yield HostileFile(
        "locked.txt", "a file nobody may read", one if os.geteuid() else frozenset({READ}), locked
    )
    yield HostileFile("loop.txt", "a loop of symbolic links", one, loop)
    yield HostileFile("dangling.txt", "a symbolic link to nothing", one, linked("gone.txt"))
    yield HostileFile("pipe.txt", "a named pipe that nobody writes to", one, os.mkfifo)
    yield HostileFile("socket.txt", "a socket", one, listening)
    yield HostileFile("folder.txt", "a folder", one, Path.mkdir)
    yield HostileFile("zeros.txt", "a link to a device without an end", one, linked("/dev/zero"))
    yield HostileFile("vanished.txt", "a file that is gone", one, lambda path: None)
    yield HostileFile("sparse.docx", "a file of 60 GB that takes no room", frozenset({LIMIT}), grows)


def corpus() -> tuple[HostileFile, ...]:
    """All files, each name once."""
    return (
        *_odd_names(),
        *_odd_places(),
        *corpus_text.files(),
        *corpus_word.files(),
        *corpus_pdf.files(),
    )


CORPUS = corpus()
