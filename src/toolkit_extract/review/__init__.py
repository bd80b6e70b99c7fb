"""A person's second look: what is shown, what is said, and how that meets what the machine had read.

`corrections.jsonl` is an overlay: nothing here ever changes an extraction. The one call that others need is `apply_to`.
"""

from __future__ import annotations

from toolkit_extract.review.apply import Applied, apply_to, machine_record
from toolkit_extract.review.corrections import CORRECTIONS, Overlay, read_overlay

__all__ = ["CORRECTIONS", "Applied", "Overlay", "apply_to", "machine_record", "read_overlay"]
