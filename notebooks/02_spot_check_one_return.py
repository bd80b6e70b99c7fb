# %% [markdown]
# # Spot-check one return
#
# Does the record say what the page says? One PDF, looked at the way a careful person would: the page with a box round
# everything that was read, then each rating's place beside its value. `toolkit-extract review` does this for a whole
# folder in a browser; here it is in a notebook.

# %%
import io
from base64 import b64encode
from html import escape

import pdfplumber
from IPython.display import HTML, Image, display

import toolkit_extract

PATH = "../samples/returns/Hackney - pdf drawn-boxes.pdf"
record = toolkit_extract.read_return(PATH)
found = [standard for standard in record.standards if standard.found]
toolkit_extract.show(record)

# %% [markdown]
# ## The page, with what was read
#
# Blue: the cell of a rating. Green: a box read as ticked. Grey: one read as not ticked. Places are PDF points from
# the top left corner, as pdfplumber has them.

# %%
RATINGS = ("evaluate", "prioritise")
COLOURS = {"selected": "#1e7d4f", "unselected": "#8a94a0", "unknown": "#c77700"}


def boxes(page_number):
    """Rectangles of the ratings and their boxes on a page, each with its colour."""
    for standard in found:
        for question in RATINGS:
            choice = standard.answers[question]
            yield from ((region, "#1f5fa8") for region in choice.regions if region.page == page_number)
            for mark in choice.mark_details.values():
                if mark.region is not None and mark.region.page == page_number:
                    yield mark.region, COLOURS[mark.state]


def as_png(picture, colours=64):
    """A picture as a small PNG."""
    data = io.BytesIO()
    picture.quantize(colours).save(data, "PNG", optimize=True)
    return data.getvalue()


with pdfplumber.open(PATH) as pdf:
    picture = pdf.pages[0].to_image(resolution=80, antialias=True)
    for region, colour in boxes(1):
        place = (region.x0, region.top, region.x1, region.bottom)
        picture.draw_rect(place, fill=None, stroke=colour, stroke_width=1)
    display(Image(as_png(picture.annotated)))

# %% [markdown]
# ## Each rating beside its place
#
# The crop is cut from the page by the coordinates in the record. If the two halves of a row disagree, the machine is
# wrong, and a correction belongs into the folder's `corrections.jsonl`.

# %%
SHOWN = 4


def crop(pdf, regions):
    """The part of the page round some regions of one page, as an image tag."""
    page = pdf.pages[regions[0].page - 1]
    left, top = min(r.x0 for r in regions) - 4, min(r.top for r in regions) - 4
    right, bottom = max(r.x1 for r in regions) + 4, max(r.bottom for r in regions) + 4
    inside = (max(0, left), max(0, top), min(page.width, right), min(page.height, bottom))
    data = as_png(page.crop(inside).to_image(resolution=110, antialias=True).original, 16)
    return f"<img alt='' src='data:image/png;base64,{b64encode(data).decode()}'>"


rows = []
with pdfplumber.open(PATH) as pdf:
    for standard in found:
        for question in RATINGS:
            choice = standard.answers[question]
            if not choice.regions or len(rows) == SHOWN:
                continue
            page = choice.regions[0].page
            place = crop(pdf, [region for region in choice.regions if region.page == page])
            said = choice.option or choice.state.value
            sure = f"{choice.confidence:.2f} by {choice.method}"
            words = [f"{standard.number} {question}", place, escape(said.replace("_", " ")), escape(sure)]
            rows.append("".join(f"<td style='text-align:left'>{word}</td>" for word in words))
heads = "".join(f"<th>{head}</th>" for head in ("answer", "place", "the machine read", "confidence"))
display(HTML(f"<table><tr>{heads}</tr>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"))

# %% [markdown]
# ## Is there ink in the boxes that are said to be ticked?
#
# A check that needs no eyes: the share of dark pixels inside each box.

# %%
ink = {"selected": [], "unselected": []}
with pdfplumber.open(PATH) as pdf:
    pages = {
        number: page.to_image(resolution=144).original.convert("L")
        for number, page in enumerate(pdf.pages, 1)
    }
for standard in found:
    for question in RATINGS:
        for mark in standard.answers[question].mark_details.values():
            place = mark.region
            edges = [
                2 * edge for edge in (place.x0 + 1.5, place.top + 1.5, place.x1 - 1.5, place.bottom - 1.5)
            ]
            inside = pages[place.page].crop(tuple(map(round, edges)))
            ink[mark.state].append(sum(inside.histogram()[:128]) / (inside.width * inside.height))
for state, shares in ink.items():
    print(f"{state:10} {len(shares):3} boxes, ink {min(shares):.2f} to {max(shares):.2f}")

# %%
# What this page claims, checked.
assert record.source.format == "pdf" and found
assert len(rows) == SHOWN
assert min(ink["selected"]) > max(ink["unselected"])
for standard in found:
    for question in RATINGS:
        choice = standard.answers[question]
        ticked = [option for option, state in choice.marks.items() if state == "selected"]
        assert choice.option is None or choice.needs_review or ticked == [choice.option]
