"""How does a filled-in form keep its values?

Puts fields where a drawn return left room for them: checkboxes, radio buttons, text and choice fields, with the names,
appearances and gaps that form makers leave. Values of fields are in no page's text.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from evaluation import form
from evaluation.composition import Composition
from evaluation.pdf.drawn import Drawing, PdfLook, draw
from evaluation.pdf.flow import Field, Placed
from evaluation.pdf.fonts import saved, standard_font

_READ_ONLY, _MULTILINE, _RADIO, _PUSH, _COMBO = 1, 1 << 12, 1 << 15, 1 << 16, 1 << 17
_NO_TOGGLE = 1 << 14

_SIGNS = {"tick": "4", "cross": "8", "circle": "l", "square": "n", "diamond": "u", "star": "H"}
"""Characters of ZapfDingbats that widgets show."""


@dataclass(frozen=True)
class FormLook:
    """How the fields of one kind of form are made."""

    ratings: str = "checkbox"
    """`checkbox`, `radio` or `choice` (a list to choose from)."""
    names: tuple[str, ...] = ("Yes",)
    """Names of the ticked state; `*` stands for a name of each box's own."""
    appearance: str = "both"
    """`both`, `on` (none for the empty state), `none` (viewers draw it), or `broken` (empty streams)."""
    sign: str = "tick"
    state_in: str = "both"
    """Where the state stands: `both`, `value` (of a parent field) or `appearance` (the widget's state alone)."""
    decoys: bool = False
    """Whether push buttons, a signature and a field of no size stand beside."""
    texts: bool = False
    """Whether narratives are text fields."""
    flattened: bool = False
    """Whether the fields were made part of the page before it was sent."""


def filled(look: PdfLook, fields: FormLook) -> Callable[[Composition, Random], bytes]:
    """A renderer of filled-in forms."""
    return lambda composition, rng: _fill(draw(composition, rng, look), fields, rng)


def _fill(drawing: Drawing, look: FormLook, rng: Random) -> bytes:
    import pikepdf

    with pikepdf.open(io.BytesIO(drawing.data)) as pdf:
        maker = _Maker(pdf, drawing, look, rng)
        options = [placed for placed in drawing.placed if placed.option is not None]
        if look.ratings == "radio":
            maker.radios(options)
        else:
            for placed in options:
                maker.checkbox(placed)
        for placed in drawing.placed:
            if placed.field is not None and placed.field.chosen is not None:
                maker.choice(placed, placed.field)
            elif placed.field is not None:
                maker.text(placed, placed.field)
        if look.decoys:
            maker.decoys()
        maker.finish()
        if look.flattened:
            # pikepdf takes the form out of the catalogue with its last field
            pdf.flatten_annotations("all")
        return saved(pdf)


class _Maker:
    """Makes the fields of one document."""

    def __init__(self, pdf: Any, drawing: Drawing, look: FormLook, rng: Random) -> None:

        self._pdf, self._drawing, self._look, self._rng = pdf, drawing, look, rng
        self._fields: list[Any] = []
        fonts = {"/Helv": "/Helvetica", "/ZaDb": "/ZapfDingbats"}
        self._fonts = {name: pdf.make_indirect(standard_font(base)) for name, base in fonts.items()}

    def finish(self) -> None:
        """Writes the form into the catalogue."""
        import pikepdf

        self._pdf.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array(self._fields),
            DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(self._fonts)),
            DA=pikepdf.String("/Helv 0 Tf 0 g"),
            NeedAppearances=self._look.appearance == "none",
        )

    # --- parts ---------------------------------------------------------------------------------------------

    def _widget(self, placed: Placed, **entries: Any) -> Any:
        """A widget annotation on its page."""
        import pikepdf

        corners = self._drawing.paper.place(placed.box)
        page = self._pdf.pages[placed.box.page - 1]
        widget = self._pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                Rect=pikepdf.Array([round(corner, 2) for corner in corners]),
                F=4,
                P=page.obj,
                **entries,
            )
        )
        if "/Annots" not in page.obj:
            page.obj.Annots = pikepdf.Array()
        page.obj.Annots.append(widget)
        return widget

    def _stream(self, placed: Placed, content: str) -> Any:
        """An appearance of the size of a placed box."""
        import pikepdf

        x0, y0, x1, y1 = self._drawing.paper.place(placed.box)
        stream = pikepdf.Stream(self._pdf, content.encode("cp1252", "replace"))
        stream.Type, stream.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        stream.BBox = pikepdf.Array([0, 0, round(x1 - x0, 2), round(y1 - y0, 2)])
        stream.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(self._fonts))
        return self._pdf.make_indirect(stream)

    def _on_content(self, placed: Placed) -> str:
        if self._look.appearance == "broken":
            return ""
        sign = _SIGNS[self._look.sign]
        return f"q BT /ZaDb {placed.box.bottom - placed.box.top:.1f} Tf 0.8 1.2 Td ({sign}) Tj ET Q"

    def _appearance(self, placed: Placed, name: str) -> Any:
        import pikepdf

        # a radio button's ring is part of its appearances; a checkbox lies on a printed box
        ring = "q BT /ZaDb 9 Tf 0 1 Td (m) Tj ET Q " if self._look.ratings == "radio" else ""
        states = pikepdf.Dictionary({f"/{name}": self._stream(placed, ring + self._on_content(placed))})
        if self._look.appearance != "on":
            states["/Off"] = self._stream(placed, ring)
        return pikepdf.Dictionary(N=states)

    def _state_name(self, placed: Placed) -> str:
        option = placed.option
        assert option is not None  # noqa: S101 - only options come here
        name = self._look.names[sum(map(ord, option.number + option.code)) % len(self._look.names)]
        return name.replace("*", option.label) if "*" in name else name

    def _look_of(self) -> Any:
        import pikepdf

        return pikepdf.Dictionary(CA=pikepdf.String(_SIGNS[self._look.sign]), BC=pikepdf.Array([0]))

    # --- fields --------------------------------------------------------------------------------------------

    def checkbox(self, placed: Placed) -> None:
        """A checkbox, its state in the field, in the widget, or in both."""
        import pikepdf

        option = placed.option
        assert option is not None  # noqa: S101 - only options come here
        on = self._state_name(placed)
        state = pikepdf.Name(f"/{on}") if option.ticked else pikepdf.Name.Off
        entries: dict[str, Any] = {"MK": self._look_of(), "DA": pikepdf.String("/ZaDb 0 Tf 0 g")}
        if self._look.appearance != "none":
            entries["AP"] = self._appearance(placed, on)
        if self._look.state_in != "value" or self._rng.random() < 0.5:
            entries["AS"] = state
        name = pikepdf.String(f"{option.rating}_{option.number.replace('.', '_')}_{option.code}")
        if self._look.state_in != "value":
            value = {"V": state} if self._look.state_in == "both" else {}
            self._fields.append(self._widget(placed, FT=pikepdf.Name.Btn, T=name, **value, **entries))
            return
        parent = self._pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Btn, T=name, V=state))
        entries["AS"] = state
        parent.Kids = pikepdf.Array([self._widget(placed, Parent=parent, **entries)])
        self._fields.append(parent)

    def radios(self, options: Sequence[Placed]) -> None:
        """A group of radio buttons for each rating; some groups name their states by number, through `Opt`."""
        import pikepdf

        groups: dict[tuple[str, str], list[Placed]] = {}
        for placed in options:
            if placed.option is not None:
                groups.setdefault((placed.option.number, placed.option.rating), []).append(placed)
        for (number, rating), members in groups.items():
            by_number = self._rng.random() < 0.4
            parent = self._pdf.make_indirect(
                pikepdf.Dictionary(
                    FT=pikepdf.Name.Btn,
                    Ff=_RADIO | _NO_TOGGLE,
                    T=pikepdf.String(f"{rating} {number.replace('.', '-')}"),
                )
            )
            kids, chosen = [], "Off"
            for position, placed in enumerate(members):
                option = placed.option
                assert option is not None  # noqa: S101 - filtered above
                on = str(position) if by_number else option.code
                chosen = on if option.ticked else chosen
                state = pikepdf.Name(f"/{on}") if option.ticked else pikepdf.Name.Off
                appearance = self._appearance(placed, on)
                kids.append(self._widget(placed, Parent=parent, MK=self._look_of(), AS=state, AP=appearance))
            parent.Kids = pikepdf.Array(kids)
            parent.V = pikepdf.Name(f"/{chosen}")
            if by_number:
                labels = [placed.option.label for placed in members if placed.option is not None]
                parent.Opt = pikepdf.Array([pikepdf.String(label) for label in labels])
            self._fields.append(parent)

    def choice(self, placed: Placed, field: Field) -> None:
        """A combo box of the four options, its value the label or a short export value."""
        import pikepdf

        exported = self._rng.random() < 0.5
        options = list(
            form.OPTIONS["evaluate" if field.name.startswith("evaluate") else "prioritise"].values()
        )
        pairs = [
            pikepdf.Array([pikepdf.String(str(position)), pikepdf.String(label)])
            if exported
            else pikepdf.String(label)
            for position, label in enumerate(options, start=1)
        ]
        entries: dict[str, Any] = {}
        shown = field.chosen or ""
        if shown:
            entries["V"] = pikepdf.String(str(options.index(shown) + 1) if exported else shown)
        if self._look.appearance != "none":
            entries["AP"] = pikepdf.Dictionary(N=self._stream(placed, _text_content(field, placed)))
        self._fields.append(
            self._widget(
                placed,
                FT=pikepdf.Name.Ch,
                Ff=_COMBO,
                T=pikepdf.String(field.name),
                Opt=pikepdf.Array(pairs),
                DA=pikepdf.String(f"/Helv {field.size} Tf 0 g"),
                **entries,
            )
        )

    def text(self, placed: Placed, field: Field) -> None:
        """A text field of several lines with its value, and perhaps the picture of it."""
        import pikepdf

        entries: dict[str, Any] = {"V": pikepdf.String(field.value)} if field.value else {}
        if self._look.appearance != "none":
            entries["AP"] = pikepdf.Dictionary(N=self._stream(placed, _text_content(field, placed)))
        self._fields.append(
            self._widget(
                placed,
                FT=pikepdf.Name.Tx,
                Ff=_MULTILINE,
                T=pikepdf.String(field.name),
                DA=pikepdf.String(f"/Helv {field.size} Tf 0 g"),
                **entries,
            )
        )

    def decoys(self) -> None:
        """Fields that are no answers: a button, a signature, a field of no size, each on the first page."""
        import pikepdf

        box = self._drawing.placed[0].box
        corner = type(box)(1, 700, 14, 780, 30)
        place = Placed(corner, corner)
        none = type(box)(1, 0, 0, 0, 0)
        caption = pikepdf.Dictionary(CA=pikepdf.String("Submit"))
        self._fields += [
            self._widget(place, FT=pikepdf.Name.Btn, Ff=_PUSH, T=pikepdf.String("Submit"), MK=caption),
            self._widget(Placed(none, none), FT=pikepdf.Name.Sig, T=pikepdf.String("Signature1")),
            self._widget(
                Placed(none, none),
                FT=pikepdf.Name.Tx,
                Ff=_READ_ONLY,
                T=pikepdf.String("form_version"),
                V=pikepdf.String("7.2"),
            ),
        ]


def _text_content(field: Field, placed: Placed) -> str:
    """The content of a text field's appearance."""
    height = placed.box.bottom - placed.box.top
    width = placed.box.x1 - placed.box.x0
    return f"/Tx BMC q 0 0 {width:.1f} {height:.1f} re W n BT {shown_lines(field, height)} ET Q EMC"


def shown_lines(field: Field, height: float) -> str:
    """Operators that show the lines of a field from its top on."""
    shown = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in field.lines]
    drawn = " ".join(f"({line}) Tj 0 -{1.2 * field.size:.1f} Td" for line in shown)
    return f"/Helv {field.size} Tf 2 {height - field.size - 1:.1f} Td {drawn}"
