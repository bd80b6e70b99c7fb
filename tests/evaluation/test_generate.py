"""The command lines write sets and samples, the same each time."""

import json
from pathlib import Path

import pytest

from evaluation import samples
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
    assert select_variants(["*"], FAMILIES) == list(VARIANTS)


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


def test_the_committed_samples_are_what_the_code_writes(tmp_path: Path) -> None:
    size = samples.write_samples(tmp_path)
    for path in tmp_path.iterdir():
        assert (COMMITTED / path.name).read_bytes() == path.read_bytes(), path.name
    assert size < 700_000


def test_every_sample_has_a_row_in_the_readme() -> None:
    table = samples.readme()
    assert all(f"| `{sample.file_name}` |" in table for sample in samples.SAMPLES)


def test_word_samples_are_small_and_each_has_its_gold(tmp_path: Path) -> None:
    samples.write_samples(tmp_path, ["word"])
    gold = json.loads((tmp_path / "gold.json").read_text(encoding="utf-8"))
    files = [path for path in tmp_path.iterdir() if path.suffix == ".docx"]
    assert {path.name for path in files} == set(gold) == {s.file_name for s in samples.word_samples()}
    assert sum(path.stat().st_size for path in files) < 600_000
    assert all(f"| `{path.name}` |" in (tmp_path / "README.md").read_text(encoding="utf-8") for path in files)


def test_pdf_samples_name_kinds_that_exist_and_councils_of_the_list() -> None:
    chosen = samples.pdf_samples()
    assert len({sample.file_name for sample in chosen}) == len(chosen)
    assert {family_of(sample.variant) for sample in chosen} <= {"pdf"}
