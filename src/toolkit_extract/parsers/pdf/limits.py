"""How much of a PDF is read before the parser stops and says so?

A process can be stopped, a call into a library cannot: these limits bound what the parser itself does with what the
library has decoded. Time and memory of the library are bounded by whoever runs the parser.
"""

from __future__ import annotations

MAX_PAGES = 1_000
"""Returns have some thirty pages; a file with more pages than this is read to here, with a finding."""

MAX_MISSING_PAGES = 20
"""Pages in a row that cannot be loaded before the announced page count is taken for false."""

MAX_CHARS_PER_PAGE = 60_000
"""A page of the smallest legible print holds some 20,000."""

MAX_OBJECTS_PER_PAGE = 30_000
"""Paths and images of a page, those in forms included."""

MAX_SEGMENTS_PER_PAGE = 150_000
"""Path segments of a page."""

MAX_SEGMENTS_PER_PATH = 400
"""A path of more segments is an illustration; only its bounds are kept."""

MAX_FORM_DEPTH = 6
"""Forms within forms."""

MAX_ANNOTATIONS_PER_PAGE = 3_000

MAX_FIELD_CHARS = 100_000
"""Length of one field value."""

MAX_PAGE_SIDE = 14_400.0
"""Longest side of a page in points (ISO 32000, annex C.2)."""
