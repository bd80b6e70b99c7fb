"""Which forms do offices hand out, and the machines that read sheets of bubbles? Everything on them is made up."""

from random import Random

from evaluation.pdf.paper import LANDSCAPE, PORTRAIT, Rectangle
from evaluation.scan.forms.blank import BlankForm

# --- offices ------------------------------------------------------------------------------------------------


def claim() -> BlankForm:
    """Tinted headings, combs, a box to sign in and one for a photograph; thick boxes before their labels."""
    form = BlankForm(PORTRAIT, size=10, kind="thick", side=12, snapped=False)
    form.title("Claim for travelling costs")
    paper, right = form.paper, form.margin + form.width
    paper.rectangle(Rectangle(1, right - 80, 100, right, 190), width=0.7)
    form.write(right - 66, 146, "Photograph")
    _band(form, "1  About you")
    form.comb("Family name", 14, "MUSTERFRAU")
    form.comb("Date of birth", 8, "01041980")
    form.question("Marital status")
    form.options_across(["single", "married", "widowed", "divorced"])
    _band(form, "2  About your journey")
    form.question("How did you travel?")
    form.options_down(["by train", "by bus", "by car of my own", "by another's car"])
    form.question("Was the journey ordered by your office?")
    form.options_across(["yes", "no"])
    _band(form, "3  Declaration")
    form.questions += 1
    form.down += 18
    form.option(form.margin, "The above is complete and true.")
    form.questions += 1
    form.down += 20
    form.option(form.margin, "I have added the tickets.")
    paper.rectangle(Rectangle(1, form.margin, form.down + 20, form.margin + 220, form.down + 70), width=0.7)
    form.write(form.margin + 4, form.down + 32, "Signature")
    paper.rectangle(
        Rectangle(1, form.margin + 250, form.down + 20, form.margin + 370, form.down + 70), width=0.7
    )
    form.write(form.margin + 254, form.down + 32, "Date")
    return form


def _band(form: BlankForm, words: str, colour: str = "#d5dfea") -> None:
    form.down += 12
    area = Rectangle(form.paper.page, form.margin, form.down, form.margin + form.width, form.down + 18)
    form.paper.rectangle(area, fill=colour, stroke=False)
    form.write(form.margin + 6, form.down + 13, words, bold=True)
    form.down += 22


def outlines() -> BlankForm:
    """Every question has boxes of another make and size."""
    form = BlankForm(PORTRAIT, font="Times-Roman", bold="Times-Bold", size=11, snapped=False)
    form.title("Survey of households")
    for kind, side, words, labels in (
        ("double", 12, "Do you rent or own your home?", ["Rent", "Own", "Live with others"]),
        ("dotted", 11, "How is it heated?", ["Gas", "Oil", "Wood", "District heating"]),
        ("dashed", 14, "How many rooms has it?", ["One or two", "Three", "Four", "More"]),
        ("rounded", 11, "Is there a garden?", ["Yes", "Shared", "No"]),
        ("sunken", 12, "Has it a lift?", ["Yes", "No", "Not needed"]),
        ("shadowed", 11, "Is there a cellar?", ["Dry", "Damp", "None"]),
        ("shaded", 10, "Where do you park?", ["Street", "Garage", "Nowhere"]),
        ("thin", 8, "Which floor is it on?", ["Ground", "First", "Higher"]),
        ("thin", 18, "May we call again?", ["Gladly", "In writing only", "No"]),
        ("thick", 23, "Would you move?", ["Yes", "No"]),
    ):
        form.kind, form.side = kind, side
        form.question(words)
        form.down += max(side - 12, 0)
        form.options_across(labels, gap=26)
    return form


def permit() -> BlankForm:
    """Boxes behind their labels, white on a tinted ground."""
    form = BlankForm(PORTRAIT, size=10.5, kind="white", side=13, snapped=False)
    form.title("Building permit: what is enclosed")
    for part, items in (
        ("Drawings", ("Site plan", "Floor plans", "Sections", "Elevations")),
        ("Reports", ("Structure", "Fire safety", "Sound", "Energy")),
        ("Consents", ("Neighbour to the north", "Neighbour to the south", "Owner of the land")),
    ):
        form.question(part)
        for item in items:
            form.questions += 1
            area = Rectangle(1, form.margin, form.down, form.margin + form.width, form.down + 19)
            form.paper.rectangle(area, fill="#dfeadf", stroke=False)
            form.down += 13.5
            form.option(form.margin + 6, item, side="edge", width=300)
            form.down += 8
    form.signature("Applicant")
    return form


def notice() -> BlankForm:
    """Much that is square or round and no box: a code, a bar code, an emblem, large letters, bullets, empty cells."""
    form = BlankForm(PORTRAIT, size=10, snapped=False, kind="thin", side=10)
    form.title("DOG LICENCE OFFICE")
    paper, right = form.paper, form.margin + form.width
    _code(form, right - 66, 40, 60)
    form.emblem(right - 120, 60)
    form.text("ODD OOD DOO 0 O o D: letters and ciphers that resemble boxes.")
    form.bullets(["bring the old tag", "bring the card of vaccination"], sign="□")
    form.bullets(["fees are due in March", "a second dog costs twice as much"], sign="●")
    form.bullets(["guide dogs are free"], sign="○")
    rows = ["Name of dog", "Breed", "Colour", "Born", "Chip"]
    top = form.down + 8
    for number in range(len(rows) + 1):
        paper.line(form.margin, top + 18 * number, form.margin + 198, top + 18 * number, 0.5)
    for number in range(12):
        x = form.margin + (0 if number == 0 else 18 * number)
        paper.line(x, top, x, top + 18 * len(rows), 0.5)
    form.down = top + 18 * len(rows) + 14
    for number, words in enumerate(rows):
        form.write(form.margin + 206, top + 18 * number + 12, words)
    form.question("Is the dog kept")
    form.options_across(["in a house", "in a yard", "elsewhere"])
    form.question("Has it bitten anybody?")
    form.options_across(["yes", "no"])
    for number, x in enumerate(range(round(form.margin), round(form.margin) + 160, 3)):
        paper.line(x, 760, x, 785, 0.6 + 0.5 * (number * 7 % 3))
    return form


def _code(form: BlankForm, x: float, top: float, side: float) -> None:
    """A two-dimensional code: a random pattern of modules with the three squares in its corners."""
    count, rng = 25, Random(5)
    module = side / count
    for row in range(count):
        for column in range(count):
            corner = min(row, count - 1 - row) < 8 and min(column, count - 1 - column) < 8
            corner = corner and not (row > count / 2 and column > count / 2)
            if not corner and rng.random() < 0.5:
                place = Rectangle(1, x + column * module, top + row * module, 0, 0)
                place = Rectangle(1, place.x0, place.top, place.x0 + module, place.top + module)
                form.paper.rectangle(place, fill="#000000", stroke=False)
    for row, column in ((0, 0), (0, count - 7), (count - 7, 0)):
        place = Rectangle(1, x + column * module, top + row * module, x + (column + 7) * module, 0)
        place = Rectangle(1, place.x0, place.top, place.x1, place.top + 7 * module)
        form.paper.rectangle(place, fill="#000000", stroke=False)
        form.paper.rectangle(place.grown(-module), fill="#ffffff", stroke=False)
        form.paper.rectangle(place.grown(-2 * module), fill="#000000", stroke=False)


# --- rows of boxes under heads ------------------------------------------------------------------------------


def audit() -> BlankForm:
    """Yes, No and N.A. to a row, without any rules."""
    form = BlankForm(
        PORTRAIT, font="Times-Roman", bold="Times-Bold", size=11, kind="thin", side=10, snapped=False
    )
    form.title("Kitchen audit")
    form.text("Mark one box in each row.")
    rows = [
        "Hands are washed before work", "Boards are kept apart", "Food is covered", "Fridges are below 5 degrees",
        "Waste is taken out daily", "Floors are dry", "Staff wear caps", "Pests were looked for",
        "Allergens are listed", "The first-aid box is full", "Deliveries are checked", "Knives are locked away",
    ]  # fmt: skip
    form.matrix(["Yes", "No", "N.A."], rows, first=0.6, ruled=False)
    return form


def agreement() -> BlankForm:
    """Squares under numbers in a ruled table, with a key above it."""
    form = BlankForm(PORTRAIT, size=10, kind="thin", side=11, snapped=False)
    form.title("About your work")
    form.text("1 = disagree strongly, 2 = disagree, 3 = neither, 4 = agree, 5 = agree strongly")
    rows = [
        "I know what is expected of me", "I have what I need for my work", "My work is noticed",
        "My opinion counts", "I learn new things", "My colleagues do good work", "I would work here again",
    ]  # fmt: skip
    form.matrix(["1", "2", "3", "4", "5"], rows, first=0.5)
    return form


def frequency() -> BlankForm:
    """Circles under words in a ruled table, on a sheet on its side."""
    form = BlankForm(LANDSCAPE, size=11, kind="circle", side=12, snapped=False)
    form.title("Sleep diary")
    rows = [
        "I woke before dawn", "I could not fall asleep", "I felt rested", "I slept in the daytime",
        "I took something to sleep", "I dreamt",
    ]  # fmt: skip
    form.matrix(["Never", "Seldom", "Sometimes", "Often", "Always"], rows, first=0.36)
    return form


def clinic() -> BlankForm:
    """A list of complaints in two columns with round buttons behind the words, and options on lines."""
    form = BlankForm(PORTRAIT, size=11, kind="thick_circle", side=11, snapped=False)
    form.title("Before your visit")
    for words, labels in (
        ("Do you smoke?", ["Never", "I used to", "Sometimes", "Daily"]),
        ("Do you take medicine?", ["Yes", "No"]),
        ("Were you ever operated on?", ["Yes", "No", "I do not know"]),
    ):
        form.question(words)
        form.options_across(labels, gap=24)
    form.question("Which of these bothers you most?")
    form.options_down(
        ["Headache", "Cough", "Fever", "Pain in the back", "Tiredness", "Loss of weight", "None of these"]
    )
    form.question("Who sent you here?")
    form.options_down(["My doctor", "A friend", "Nobody"], side="edge", width=200)
    form.line_to_fill("Allergies", width=300)
    return form


def tenancy() -> BlankForm:
    """Much text, and boxes before long labels."""
    form = BlankForm(
        PORTRAIT, font="Times-Roman", bold="Times-Bold", size=11, kind="square", side=10, snapped=False
    )
    form.title("Handing over a flat")
    form.text(
        "Both sides walk through the flat together and note what they see. Whatever is not noted here counts as "
        "in good order. The list is kept with the contract, and each side is given a copy of it on the same day."
    )
    form.question("Keys handed over")
    form.options_across(["front door", "flat", "cellar", "letter box"])
    form.question("State of the rooms")
    form.options_down(
        [
            "The walls were painted within the last year", "The floors have scratches but no holes",
            "The windows close tightly", "The cooker was cleaned",
        ]
    )  # fmt: skip
    form.text(
        "Meters are read at the same hour. The deposit is paid back within three months unless a fault shows up "
        "that was hidden when the flat was handed over, in which case both sides agree on a share of the cost."
    )
    form.question("Meters")
    form.options_across(["gas read", "water read", "power read"])
    form.question("The tenant")
    form.options_down(["accepts the flat as it is", "accepts it with the faults above", "does not accept it"])
    form.signature("Landlord and tenant")
    return form


# --- bubbles ------------------------------------------------------------------------------------------------


def test_sheet() -> BlankForm:
    """Lettered circles in two columns of questions, marks for the machine in the corners."""
    form = BlankForm(PORTRAIT, size=9, kind="circle", side=13, snapped=False)
    form.title("Answer sheet")
    _corners(form)
    form.line_to_fill("Name")
    top = form.down + 20
    for number in range(40):
        column, row = divmod(number, 20)
        form.questions += 1
        x, form.down = form.margin + 40 + column * 230, top + row * 26
        form.write(x, form.down, str(number + 1))
        for order, letter in enumerate("ABCDE"):
            at = x + 26 + order * 24
            form.write(at + form.side / 2 - form.measure(letter) / 2, form.down - 2.2, letter)
            labels = [letter, f"{number + 1} {letter}", f"{number + 1}{letter}"]
            form.box(at, form.down, Rectangle(1, at, form.down - 11, at + 13, form.down + 2), labels)
    return form


def _corners(form: BlankForm) -> None:
    for x in (24, form.sheet.width - 40):
        for top in (24, form.sheet.height - 40):
            form.paper.rectangle(Rectangle(1, x, top, x + 16, top + 16), fill="#000000", stroke=False)


def open_bubbles() -> BlankForm:
    """Empty circles under letters."""
    form = BlankForm(PORTRAIT, size=10, kind="circle", side=11, snapped=False)
    form.title("Quiz")
    top = form.down + 14
    for order, letter in enumerate("ABCD"):
        x = form.margin + 60 + order * 28
        form.write(x + form.side / 2 - form.measure(letter) / 2, top, letter, bold=True)
    for number in range(20):
        form.questions += 1
        form.down = top + 20 + number * 22
        form.write(form.margin + 30, form.down, f"{number + 1}.")
        for order, letter in enumerate("ABCD"):
            x = form.margin + 60 + order * 28
            labels = [letter, f"{number + 1} {letter}", f"{number + 1}. {letter}"]
            form.box(x, form.down, Rectangle(1, x, form.down - 9, x + 11, form.down), labels)
    return form


def ovals() -> BlankForm:
    """Lettered ovals, wider than they are high."""
    form = BlankForm(PORTRAIT, size=7.5, kind="oval", side=9, snapped=False)
    form.title("Scholarship test")
    _corners(form)
    top = form.down + 30
    for number in range(30):
        column, row = divmod(number, 15)
        form.questions += 1
        x, form.down = form.margin + 40 + column * 230, top + row * 24
        form.write(x, form.down, f"{number + 1}.")
        for order, letter in enumerate("ABCD"):
            at = x + 26 + order * 30
            place = Rectangle(1, at, form.down - 8, at + 16, form.down + 2)
            form.paper.canvas.setLineWidth(0.6)
            form.paper.canvas.ellipse(
                place.x0, form.paper.y(place.bottom), place.x1, form.paper.y(place.top), stroke=1, fill=0
            )
            form.write(at + 8 - form.measure(letter) / 2, form.down - 0.4, letter)
            labels = [letter, f"{number + 1} {letter}", f"{number + 1}. {letter}", f"{number + 1}{letter}"]
            form.add(place, place, labels)
    return form


def identity() -> BlankForm:
    """Ciphers in circles, a column for each place of a number."""
    form = BlankForm(PORTRAIT, size=8, kind="circle", side=12, snapped=False)
    form.title("Candidate number")
    top, places = form.down + 30, 7
    for column in range(places):
        form.questions += 1
        x = form.margin + 40 + column * 24
        form.paper.rectangle(Rectangle(1, x - 4, top - 22, x + 16, top - 2), width=0.6)
        for cipher in range(10):
            form.down = top + 14 + cipher * 20
            words = str(cipher)
            form.write(x + form.side / 2 - form.measure(words) / 2, form.down - 1.8, words)
            form.box(x, form.down, Rectangle(1, x, form.down - 11, x + 12, form.down + 1), [words])
    form.down += 30
    form.question("Which paper do you sit?")
    form.options_across(["Mathematics", "Physics", "Latin"])
    return form


# --- typed --------------------------------------------------------------------------------------------------


def typed_brackets() -> BlankForm:
    """Brackets of a typewriter, with and without an x."""
    return _typed("Courier", 11, ("[ ]", "[x]"), ("( )", "(X)"))


def typed_signs() -> BlankForm:
    """Signs of a typeface: squares, then circles."""
    return _typed("DejaVu", 11, ("☐", "☒"), ("○", "●"), ("☐", "☑"))


def _typed(font: str, size: float, *signs: tuple[str, str]) -> BlankForm:
    form = BlankForm(PORTRAIT, font="Helvetica" if font == "DejaVu" else font, size=size, snapped=False)
    form.bold = "Courier-Bold" if font == "Courier" else form.bold
    form.title("Loan of tools")
    asked = (
        ("What do you need?", ["Ladder", "Drill", "Saw", "Wheelbarrow"]),
        ("For how long?", ["One day", "A week", "Longer"]),
        ("Have you used it before?", ["Yes", "No", "Something like it"]),
        ("Who fetches it?", ["I do", "My neighbour", "You bring it"]),
        ("How will you pay?", ["Cash", "Card", "Invoice", "It was paid"]),
    )
    for number, (words, labels) in enumerate(asked):
        form.question(words)
        empty, full = signs[number % len(signs)]
        for order, label in enumerate(labels):
            form.down += 1.5 * size
            chosen = order == (number * 7 + 1) % len(labels)
            _typed_option(form, font, full if chosen else empty, label, printed=chosen)
    return form


def _typed_option(form: BlankForm, font: str, sign: str, label: str, *, printed: bool) -> None:
    from evaluation.pdf.paper import string_width

    x, size = form.margin + 12, form.size
    form.paper.text(x, form.down, sign, font, size)
    wide = string_width(sign, font, size)
    place = Rectangle(1, x, form.down - 0.75 * size, x + wide, form.down + 0.12 * size)
    at = x + wide + 0.6 * size
    form.write(at, form.down, label)
    form.add(place, form.words_at(at, label), [label], printed=printed)
