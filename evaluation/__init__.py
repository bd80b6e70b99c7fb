"""Makes completed returns whose true answers are known, to measure extraction against.

Written from the form's side: it draws what an authority might send and says what a careful reader would get
from it. What draws the returns imports nothing from the package that they measure, so a misunderstanding
there cannot be shared here.

The way of a return: `form` (the blank form) -> `answers` (a `model.CompletedReturn`, the truth) -> `drawing`
(rows of items in one authority's hand, `marks` for the ticks) -> `tears` (rows in pieces) -> `composition`
(the document as blocks, with what was lost) -> a renderer (`text/`) -> `delivery` (bytes and file name).
`variants` names the recipes and `generate` writes sets. A renderer of another kind takes a `Composition` and
returns bytes; the mark style `structured` leaves the boxes to it.
"""
