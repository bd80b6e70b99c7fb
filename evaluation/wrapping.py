"""How does a text break into lines of a given width?"""

import textwrap

_KEPT_TOGETHER = {"[ ]": "[\x01]", "( )": "(\x01)", r"\[ \]": "\\[\x01\\]"}


def wrap_lines(text: str, width: int, hanging: int = 0) -> list[str]:
    """Lines of at most `width` characters (longer only for longer words); an empty box never breaks.

    Args:
        text: one paragraph.
        width: characters to a line.
        hanging: spaces before each line but the first.
    """
    for box, bound in _KEPT_TOGETHER.items():
        text = text.replace(box, bound)
    lines = textwrap.wrap(
        text, width, subsequent_indent=" " * hanging, break_long_words=False, break_on_hyphens=False
    )
    return [line.replace("\x01", " ") for line in lines]
