from __future__ import annotations

import re
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    for link in links:
        if "://" not in link:
            assert (page.parent / link).exists(), link


def test_every_make_command_that_is_named_exists_and_each_that_exists_is_explained() -> None:
    targets = set(
        re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    ) - {"help"}
    for page in PAGES:
        named = set(re.findall(r"(?:`|\$ )make ([a-z-]+)", page.read_text(encoding="utf-8")))
        assert named <= targets, page.name
    explained = re.findall(
        r"^\| `make ([a-z-]+)` \|", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(explained) == targets


def test_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import toolkit_extract

    monkeypatch.chdir(tmp_path)
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    toolkit_extract.ingest("samples/returns/sandwell_return.txt", "out")
    for name in ("README.md", "docs/loading.md", "docs/compare.md", "docs/language.md"):
        page = ROOT / name
        for block in re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            exec(compile(block, page.name, "exec"), {})


def test_sql_of_the_loading_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import duckdb

    import toolkit_extract

    monkeypatch.chdir(tmp_path)
    toolkit_extract.ingest(ROOT / "samples" / "returns" / "sandwell_return.txt", "out")
    toolkit_extract.export("out", "duckdb")
    page = (ROOT / "docs" / "loading.md").read_text(encoding="utf-8")
    with closing(duckdb.connect()) as database:
        for block in re.findall(r"```sql\n(.*?)```", page, re.DOTALL):
            rows = database.execute(block).fetchall()
            assert len(rows) == 28
            assert "S1.1" in {cell for row in rows for cell in row}


def test_ci_runs_the_test_command_of_the_readme_last() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "$ make test\n" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^make ([a-z-]+)", script, re.MULTILINE) == ["check", "evaluate", "test"]


def test_versions_are_pinned_by_name_and_number_alone() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9a-z.]*", pin) for pin in pins)
    pinned = {pin.partition("==")[0] for pin in pins}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [
        name for extra in project["optional-dependencies"].values() for name in extra
    ]
    names = {re.split(r"[<>=\[;]", requirement)[0].lower() for requirement in wanted}
    assert names - {"toolkit-extract"} <= pinned
