"""Is this text what an untouched form control shows, and no answer?

The words are those of word processors and form makers, not of a form.
"""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(
    r"^[\W_]*(?:(?:please\s+)?(?:select|choose|pick)(?:\s+(?:an?|one|your|from)?\s*"
    r"(?:item|option|one|answer|rating|value|the\s+list|list|below))*|"
    r"(?:click|tap)(?:\s+or\s+(?:click|tap))?(?:\s+here)?\s+to\s+(?:enter|add|type|select|choose|insert)[\w ]{0,30}|"
    r"(?:click|tap|type|enter|insert)\s+(?:your\s+)?(?:text|answer|response)?\s*here)[\W_]*$",
    re.IGNORECASE,
)
"""`Choose an item.`, `Please select`, `Click or tap here to enter text.` Not `Select two leads`."""


def is_placeholder(text: str) -> bool:
    """Whether a whole paragraph is a placeholder."""
    return len(text) < 80 and PLACEHOLDER.match(text) is not None
