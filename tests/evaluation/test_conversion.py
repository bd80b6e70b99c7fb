"""What is not installed is told and left out; CI leaves nothing out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation import conversion
from evaluation.conversion import LIBREOFFICE, ProgramMissing, Unconverted, convert_all, is_there
from evaluation.generate import generate


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr("shutil.which", lambda _name: None)


def test_a_kind_whose_program_is_missing_is_left_out_with_a_message(
    capsys: pytest.CaptureFixture[str],
) -> None:
    files = list(generate(authorities=2, seed=1, variants=["word/opendocument", "word/bold"]))
    assert [file.gold["variant"] for file in files] == ["word/bold"] * 2
    assert capsys.readouterr().err == "left out: word/opendocument (libreoffice not installed)\n"


def test_in_ci_a_missing_program_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(ProgramMissing, match="libreoffice is not installed"):
        is_there(LIBREOFFICE)


def test_a_document_cannot_be_converted_without_the_program() -> None:
    with pytest.raises(ProgramMissing):
        convert_all([Unconverted(b"", ".docx", ".pdf")])


def _fake_office(results: dict[bytes, bytes]) -> Callable[..., None]:
    def run(_program: str, paths: list[Path], out: Path, target: str, _profile: Path) -> None:
        for path in paths:
            if path.read_bytes() in results:
                (out / f"{path.stem}{target}").write_bytes(results[path.read_bytes()])

    return run


def test_documents_of_several_targets_come_back_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "find_program", lambda _name: "/bin/office")
    monkeypatch.setattr(conversion, "_run_libreoffice", _fake_office({b"a": b"A", b"b": b"B", b"c": b"C"}))
    documents = [
        Unconverted(b"a", ".docx", ".pdf"),
        Unconverted(b"b", ".docx", ".odt"),
        Unconverted(b"c", ".docx", ".pdf"),
    ]
    assert convert_all(documents) == [b"A", b"B", b"C"]


def test_a_document_that_the_program_left_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "find_program", lambda _name: "/bin/office")
    monkeypatch.setattr(conversion, "_run_libreoffice", _fake_office({}))
    with pytest.raises(RuntimeError, match=r"no \.odt of a \.docx"):
        convert_all([Unconverted(b"a", ".docx", ".odt")])
