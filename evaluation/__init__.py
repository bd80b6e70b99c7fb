"""Makes completed returns whose true answers are known, to measure extraction against.

Written from the form's side: it draws what an authority might send and says what a careful reader would get
from it. What draws the returns imports nothing from the package that they measure, so a misunderstanding
there cannot be shared here.

The way of a return: `form` (the blank form) -> `answers` (a `model.CompletedReturn`, the truth) -> `drawing`
(rows of items in one authority's hand, `marks` for the ticks) -> `tears` (rows in pieces) -> `composition`
(the document as blocks, with what was lost) -> a renderer (`text/`, `word/`, `pdf/`, `scan/`) -> `conversion` (other
people's programs, where a kind asks for one; what `scan/` printed then goes through pens and a scanner) -> `delivery`
(bytes and file name). A `recipe.Variant` names one such way, `variants` holds them all and `generate` writes sets. A
renderer takes a `Composition` and returns text, bytes, an `Unconverted` document, or a `Printed` one; the mark style
`structured` leaves the boxes to it.
"""
