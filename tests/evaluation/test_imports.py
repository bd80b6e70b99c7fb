"""What draws the returns knows the form and nothing of the software that they measure."""

import ast
from pathlib import Path

import pytest

import evaluation

ROOT = Path(evaluation.__path__[0]).parent


def _imported(module: str) -> set[str]:
    """Names of the modules that a module imports, those inside its functions too."""
    path = ROOT.joinpath(*module.split("."))
    source = path.with_suffix(".py") if path.with_suffix(".py").exists() else path / "__init__.py"
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            inside = [f"{node.module}.{alias.name}" for alias in node.names]
            names.update([node.module, *(name for name in inside if _is_module(name))])
    return names


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def _reached_from(module: str) -> set[str]:
    """All modules that a module imports, directly or through others of the package."""
    reached: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting += _imported(name) if name.split(".")[0] == "evaluation" else []
    return reached


@pytest.mark.parametrize(
    "entry", ["evaluation.generate", "evaluation.samples", "evaluation.scan.forms.filled"]
)
def test_drawing_returns_imports_nothing_of_the_software_under_measure(entry: str) -> None:
    reached = _reached_from(entry)
    assert {"evaluation.scan.printed", "evaluation.pdf.paper"} <= reached
    assert not [name for name in reached if name.split(".")[0] == "toolkit_extract"]
