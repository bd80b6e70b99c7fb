"""`toolkit-extract codebook`: the shipped codebook of themes, to be copied and edited."""

from __future__ import annotations

from toolkit_extract.cli.app import app, print_utf8


@app.command()
def codebook() -> None:
    """Print the themes that are shipped as TOML; a copy that is edited goes with --codebook."""
    from toolkit_extract.dataset.language.codebook import shipped_words

    print_utf8(shipped_words())
