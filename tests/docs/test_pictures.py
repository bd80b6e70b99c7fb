from __future__ import annotations

from docs import draw


def test_the_pictures_are_what_the_program_draws_now() -> None:
    committed = {path.name: path.read_bytes() for path in draw.PICTURES.iterdir()}
    assert committed == draw.draw(), "run 'make pictures' and commit them"
