"""How do returns compare? Frames of a folder and its form in, a `schemas.comparison.Comparison` out.

`choose_members` says which returns stand beside each other, `answers` what each of them says, and one module each
counts, ranks, finds mismatches, pairs and changes. Pure: no file is read or written. Ratings are ordinal, so there are
counts, shares and medians, and no means.
"""

from toolkit_extract.dataset.comparison.compare import Earlier, compare
from toolkit_extract.dataset.comparison.members import Selection

__all__ = ["Earlier", "Selection", "compare"]
