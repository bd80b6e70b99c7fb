"""The command lines write sets and samples, the same each time."""

import json
import zipfile
from pathlib import Path

import pikepdf
import pytest

from evaluation import samples
from evaluation.conversion import CHROMIUM, LIBREOFFICE, is_there
from evaluation.generate import generate, main, select_variants
from evaluation.variants import FAMILIES, VARIANTS, family_of

COMMITTED = Path(__file__).parents[2] / "samples"


def test_the_command_writes_files_and_their_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--variants", "html/clean", "layout/w*", "--authorities", "3", "--seed", "4"]
    assert main(["--out", str(tmp_path), *chosen]) == 0
    gold = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    assert len(gold) == 6
    assert {entry["variant"] for entry in gold.values()} == {"html/clean", "layout/wide"}
    assert {path.name for path in tmp_path.iterdir()} == {*gold, "gold.json"}
    assert "6 returns" in capsys.readouterr().out


def test_the_same_seed_gives_the_same_files_and_another_seed_others() -> None:
    names = ["tabs-html/torn", "eml/multipart"]
    first, second, other = (list(generate(authorities=2, seed=seed, variants=names)) for seed in (1, 1, 2))
    assert first == second
    assert [file.data for file in first] != [file.data for file in other]


def test_one_authority_each_covers_every_variant_of_a_family() -> None:
    names = select_variants(["*"], ["text"])
    files = list(generate(authorities=1, seed=1, variants=names))
    assert [file.gold["variant"] for file in files] == names
    assert len(names) >= 40


def test_without_patterns_the_text_family_is_chosen_and_with_them_all_are() -> None:
    assert {family_of(name) for name in select_variants(["*"])} == {"text"}
    assert {family_of(name) for name in select_variants(["word/*", "layout/*"])} == {"word", "text"}
    assert select_variants(["*"], FAMILIES, full=True) == list(VARIANTS)


def test_a_family_is_the_same_files_whatever_is_drawn_beside_it() -> None:
    alone = list(generate(authorities=1, seed=3, variants=["word/bold"]))
    beside = list(generate(authorities=1, seed=3, variants=["layout/wide", "word/bold"]))
    assert beside[1:] == alone


def test_half_of_the_file_names_tell_the_authority() -> None:
    files = list(generate(authorities=4, seed=1, variants=["linear/labels", "pipe/breaks"]))
    neutral = [file for file in files if file.name.startswith(("return-", "amhp_", "Document", "toolkit"))]
    assert len(neutral) == len(files) // 2


def test_an_unknown_variant_is_refused_with_those_that_exist() -> None:
    with pytest.raises(ValueError, match="tabs-html/torn"):
        select_variants(["no such variant"])


def test_the_list_of_variants_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    assert capsys.readouterr().out.split() == list(VARIANTS)


CONVERTED = {LIBREOFFICE, CHROMIUM}


def _drawn_here(sample: samples.Sample) -> bool:
    """Whether a sample hangs on no program outside the environment, whose version would show in it."""
    needs = VARIANTS[sample.variant].needs
    return not CONVERTED & set(needs) and all(map(is_there, needs))


def _content(path: Path) -> object:
    """What a file holds, however the compressor of this Python packs it."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            return {name: package.read(name) for name in package.namelist()}
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            streams = [thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
            return len(pdf.pages), len(list(pdf.objects)), streams
    return path.read_bytes()


def test_the_committed_samples_are_what_the_code_writes(tmp_path: Path) -> None:
    chosen = [sample for sample in samples.samples_of() if _drawn_here(sample)]
    samples.write_samples(tmp_path, chosen)
    for sample in chosen:
        place = f"returns/{sample.file_name}"
        assert _content(COMMITTED / place) == _content(tmp_path / place), sample.file_name
    committed = json.loads((COMMITTED / "gold.json").read_text(encoding="utf-8"))
    drawn = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    assert drawn == {sample.file_name: committed[sample.file_name] for sample in chosen}


def test_the_committed_samples_are_all_there_and_small() -> None:
    names = {sample.file_name for sample in samples.samples_of()}
    assert {path.name for path in (COMMITTED / "returns").iterdir()} == names
    assert json.loads((COMMITTED / "gold.json").read_text(encoding="utf-8")).keys() == names
    assert sum(path.stat().st_size for path in COMMITTED.rglob("*") if path.is_file()) < 2_000_000


def test_the_committed_readme_has_a_row_for_every_sample() -> None:
    page = (COMMITTED / "README.md").read_text(encoding="utf-8")
    assert page == samples.readme(samples.samples_of())
    assert all(f"| `{sample.file_name}` |" in page for sample in samples.samples_of())


def test_samples_name_kinds_that_exist_and_files_once() -> None:
    assert {family_of(sample.variant) for sample in samples.samples_of()} >= {"text", "word", "pdf"}
    for family in ("text", "word", "pdf"):
        chosen = samples.samples_of([family])
        assert len({sample.file_name for sample in chosen}) == len(chosen)
        assert {family_of(sample.variant) for sample in chosen} == {family}


def test_nothing_is_written_where_a_sample_cannot_be_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(samples, "is_there", lambda need: need != CHROMIUM)
    assert samples.main(["--out", str(tmp_path)]) == 1
    assert list(tmp_path.iterdir()) == []
    assert "chromium not installed" in capsys.readouterr().err
