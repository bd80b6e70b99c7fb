"""How do the sources of `notebooks/` become notebooks with what they show? `python -m docs.notebooks`.

A source is a Python file in the percent format of jupytext: it can be read, compared and linted. The notebook beside it
has the same cells and their outputs, for readers who run nothing. Outputs are the same on every run; what hangs on the
machine or the version of a program is taken out.
"""

import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
SECONDS = 120
"""How long one cell may take on a machine that has other work."""

_INLINE = re.compile(r"data:image/[^'\"]+")
"""A picture within HTML; its bytes hang on the program that packed them."""

_METADATA = {
    "jupytext": {"formats": "ipynb,py:percent"},
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
}


def sources() -> list[Path]:
    """The sources, in the order in which they are read."""
    return sorted(NOTEBOOKS.glob("*.py"))


def notebook_of(source: Path) -> Any:
    """The notebook of a source, without outputs."""
    notebook = jupytext.read(source, fmt="py:percent")
    notebook.metadata = nbformat.from_dict(_METADATA)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"{source.stem[:2]}-{number:02}"
        cell.metadata = nbformat.from_dict({})
    return notebook


def executed(source: Path) -> Any:
    """The notebook of a source with what its cells show, run in the folder of the notebooks.

    Raises:
        nbclient.exceptions.CellExecutionError: a cell failed.
    """
    notebook = notebook_of(source)
    where = {"metadata": {"path": str(NOTEBOOKS)}}
    with tempfile.TemporaryDirectory() as sockets:
        # Sockets that are files, where there are such: nobody else on the machine can listen or speak.
        kernel = {} if sys.platform == "win32" else {"transport": "ipc", "ip": f"{sockets}/kernel"}
        config = Config({"KernelManager": kernel})
        NotebookClient(notebook, config=config, timeout=SECONDS, resources=where).execute()
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    return notebook


def shown(notebook: Any) -> list[list[dict[str, str]]]:
    """What each cell shows as text, and of which kinds its pictures are."""
    return [
        [_shown(output) for output in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"
    ]


def _shown(output: Any) -> dict[str, str]:
    if output.output_type == "stream":
        return {"stream": output.text}
    return {
        kind: "a picture" if kind.startswith("image/") else _INLINE.sub("a picture", content)
        for kind, content in output.data.items()
    }


def main() -> int:
    """Run all sources and write their notebooks."""
    for source in sources():
        nbformat.write(executed(source), source.with_suffix(".ipynb"))
        print(source.with_suffix(".ipynb").relative_to(ROOT))
    return 0


if __name__ == "__main__":
    sys.exit(main())
