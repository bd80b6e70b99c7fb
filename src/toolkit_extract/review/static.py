"""How does a queue become one file that can be mailed?

The page of the server with its script, style, items and pictures inside, and a policy that allows these and nothing
else. It asks no server: decisions stay in the reader's browser until they are handed back as a file.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

from toolkit_extract.errors import UnusableOutput
from toolkit_extract.review.desk import Desk
from toolkit_extract.review.server import asset, script

_STYLE = '<link rel="stylesheet" href="/review.css">'
_SCRIPT = '<script src="/review.js" defer></script>'
_POLICY = "<!-- policy -->"


def static_page(desk: Desk, progress: Callable[[], object] = lambda: None) -> str:
    """The whole page with all of the desk's items, their decisions and what can be seen of them.

    Args:
        desk: the review.
        progress: called after each item.
    """
    queue = desk.queue()
    details = {}
    for item in queue["items"]:
        details[item["id"]] = desk.detail(item["id"])
        progress()
    names = ",".join(details)
    data = {
        "id": hashlib.sha256(f"{queue['folder']}:{names}".encode()).hexdigest()[:16],
        "name": re.sub(r"[^\w.-]+", "-", queue["folder"]) or "review",
        "toolkit": desk.toolkit.id,
        "audit": desk.wish.audit or None,
        "queue": queue,
        "details": details,
    }
    style = asset("review.css").decode()
    code = script("mailed.js").decode()
    embedded = (
        f'<script type="application/json" id="data">{_as_data(data)}</script>\n<script>{code}</script>\n'
    )
    page = asset("page.html").decode().replace(_POLICY, _policy(style, code), 1)
    page = page.replace(_STYLE, f"<style>{style}</style>", 1)
    return page.replace(_SCRIPT, embedded, 1)


def write_static(desk: Desk, path: Path, progress: Callable[[], object] = lambda: None) -> int:
    """Write the page and return its size in bytes.

    Raises:
        UnusableOutput: the file cannot be written.
    """
    page = static_page(desk, progress).encode()
    try:
        path.write_bytes(page)
    except OSError as error:
        raise UnusableOutput(path, f"cannot be written ({error.strerror}); name another file") from error
    return len(page)


def _policy(style: str, script: str) -> str:
    """A policy that lets exactly this style and this script in; the data is no script and is never run."""
    return (
        '<meta http-equiv="Content-Security-Policy" content="'
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'\">"
    )


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _as_data(data: object) -> str:
    """JSON that can stand inside an element: no sign in it ends the element or begins another."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
