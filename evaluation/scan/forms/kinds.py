"""Which forms are there, and what do they ask? Everything on them is made up."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from evaluation.pdf.paper import LANDSCAPE, PORTRAIT
from evaluation.scan.forms import official
from evaluation.scan.forms.blank import BlankForm
from evaluation.scan.forms.camera import Camera
from evaluation.scan.forms.screen import SCREENS, ScreenKind
from evaluation.scan.scanner import Condition

_OFFICE = Condition((200, 200), tilt=0.7, noise=5, jpeg=75)
_POOR = Condition((150, 150), tilt=1.5, noise=8, jpeg=50, blur=0.4, uneven=0.15, shadow=0.4, specks=30)
_BLACK_WHITE = Condition((200, 200), "otsu", tilt=1.0, noise=6, specks=20, holes=True)
_FAX = Condition((204, 196), "otsu", tilt=0.6, noise=10, specks=30)
_OFF_CENTRE = Condition((200, 200), tilt=1.6, noise=5, jpeg=60, border=14)
_PHOTOGRAPH = Condition(
    (180, 180), "colour", tilt=1.5, noise=6, jpeg=70, blur=0.6, uneven=0.3, perspective=0.03
)


@dataclass(frozen=True)
class FormKind:
    """A form, how it is filled in, scanned or photographed, and stored.

    `several` is the share of the questions with a second mark; `group` the sort of form in the table of scores.
    """

    name: str
    draw: Callable[[], BlankForm]
    hands: tuple[str, ...]
    condition: Condition = field(default_factory=lambda: _OFFICE)
    file: str = "pdf"
    several: float = 0.0
    group: str = "scan"
    camera: Camera | None = None
    """Takes the place of the scanner."""


def leisure() -> BlankForm:
    """One column, boxes before their labels."""
    form = BlankForm(PORTRAIT)
    form.title("Leisure centre survey")
    form.text(
        "Please tell us how you use the centre. It takes about five minutes. Tick one box for each question."
    )
    form.question("1. How often do you visit?")
    form.options_down(["Every day", "Once or twice a week", "About once a month", "Less often"])
    form.question("2. How do you usually get here?")
    form.options_down(["On foot", "By bicycle", "By bus or train", "By car"])
    form.question("3. What is your age?")
    form.options_across(["Under 18", "18 to 34", "35 to 64", "65 or over"])
    form.question("4. Would you recommend us to a friend?")
    form.options_down(["Certainly", "Probably", "Probably not", "I do not know"])
    form.line_to_fill("Anything else?", width=330)
    return form


def staff() -> BlankForm:
    """Two columns of questions, boxes as characters."""
    form = BlankForm(LANDSCAPE, font="Times-Roman", bold="Times-Bold", size=11, kind="glyph")
    form.title("Staff survey: working from home")
    start, half = form.down, form.width / 2 - 20
    asked = [
        ("How many days did you work from home last week?", ["None", "One", "Two", "Three or more"]),
        ("Do you have a desk of your own there?", ["Yes, always", "Sometimes", "No"]),
        ("How is your connection?", ["Fast enough", "Slow at times", "Too slow to work with"]),
        ("Do meetings start on time?", ["Mostly", "About half of them", "Hardly ever"]),
        ("Would you like more days at the office?", ["More", "Fewer", "As it is"]),
        ("Who orders your equipment?", ["My manager", "The help desk", "I do so myself"]),
    ]
    for column, part in enumerate((asked[:3], asked[3:])):
        form.down = start
        x = form.margin + column * (half + 40)
        for words, labels in part:
            form.question(words, x=x, width=half)
            form.options_down(labels, x=x + 8)
    return form


def checklist() -> BlankForm:
    """Three columns of things to tick, each its own question."""
    form = BlankForm(PORTRAIT, size=9, kind="four_lines", side=8)
    form.title("Opening checklist")
    form.text("Mark everything that was done before the doors were opened.")
    columns = {
        "Kitchen": (
            "Fridge at 4 degrees", "Surfaces wiped", "Bins empty",
            "Date labels checked", "Gas off overnight", "Towels changed",
        ),
        "Hall": (
            "Lights tested", "Fire exits clear", "Chairs set out",
            "Heating on", "Piano locked", "Posters current",
        ),
        "Office": (
            "Safe counted", "Float signed for", "Messages read",
            "Rota on the wall", "Keys returned", "Printer filled",
        ),
    }  # fmt: skip
    start, width = form.down, form.width / 3
    for number, (head, items) in enumerate(columns.items()):
        form.down = start + 16
        form.write(form.margin + number * width, form.down, head, bold=True)
        for item in items:
            form.questions += 1
            form.down += 17
            form.option(form.margin + number * width, item)
    form.stray_square(form.margin + 200, form.down + 60, 22)
    return form


def yes_no() -> BlankForm:
    """A ruled matrix of yes, no and not applicable."""
    form = BlankForm(PORTRAIT)
    form.title("Fire safety walk")
    form.emblem(form.margin + form.width - 30, 44)
    form.text("One mark in each row. Leave a row empty if you could not look.")
    rows = [
        "Exits are marked and lit", "Doors close by themselves", "Extinguishers were tested this year",
        "The alarm is heard in every room", "Corridors are free of goods", "The assembly point is signed",
        "Visitors are told what to do", "Ovens are switched off at night", "The plan hangs in the lobby",
        "Candles are not used",
    ]  # fmt: skip
    form.matrix(["Yes", "No", "N/A"], rows, first=0.62)
    form.signature("Signature of the warden")
    return form


def satisfaction() -> BlankForm:
    """Five columns of circles without rules, every second row shaded."""
    form = BlankForm(LANDSCAPE, size=10, kind="round", side=10)
    form.title("How was the course?")
    rows = [
        "The room was suitable", "The trainer knew the subject", "There was time for questions",
        "The handouts are of use to me", "I shall use what I learned", "The length was right",
    ]  # fmt: skip
    heads = ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"]
    form.matrix(heads, rows, first=0.32, ruled=False, striped=True)
    return form


def application() -> BlankForm:
    """Combs for characters, options on a line, a cross before the signature, an emblem: much that is no box."""
    form = BlankForm(PORTRAIT)
    form.title("Application for an allotment")
    form.emblem(form.margin + form.width - 30, 44)
    form.comb("Surname", 18, "EXAMPLE")
    form.comb("Postcode", 8, "AB1 2CD")
    form.comb("Date of birth", 8)
    form.question("Which size do you want?")
    form.options_across(["Full plot", "Half plot", "Raised bed"])
    form.question("Have you had a plot before?")
    form.options_across(["Yes", "No"], side="right")
    form.question("When could you start?")
    form.options_down(["At once", "Within three months", "Next spring"])
    form.text("Please enclose:", bold=True)
    form.bullets(["proof of your address", "the fee for the first year", "a stamped envelope"])
    form.questions += 1
    form.down += 18
    form.option(form.margin, "I have read the rules of the site and will keep to them")
    form.signature("Signed")
    return form


def consent() -> BlankForm:
    """Statements with a box at the right edge."""
    form = BlankForm(PORTRAIT, font="Times-Roman", bold="Times-Bold", size=12, side=12)
    form.title("Consent to take part")
    form.text("Please mark the box behind each statement with which you agree.")
    for words in (
        "I have read the information sheet.", "I could ask questions.", "I know that I may stop at any time.",
        "My answers may be kept for ten years.", "I may be asked again next year.",
        "I would like to be sent the results.",
    ):  # fmt: skip
        form.questions += 1
        form.down += 30
        form.option(form.margin, words, side="edge", width=form.width)
    form.signature("Name and signature of the participant")
    return form


def order() -> BlankForm:
    """Items with dots to a box at the end of the line, and square bullets."""
    form = BlankForm(PORTRAIT, size=11, kind="four_lines")
    form.title("Seed order")
    form.bullets(["Orders close on the last Friday of the month", "One packet of each kind"])
    for item in (
        "Broad beans",
        "Carrots, early",
        "Carrots, late",
        "Leeks",
        "Marigolds",
        "Parsnips",
        "Spinach",
        "Sweet peas",
    ):
        form.questions += 1
        form.down += 20
        end = form.margin + 330
        form.write(form.margin, form.down, item)
        start = form.margin + form.measure(item) + 4
        dots = "." * int((end - 8 - start) / form.measure("."))
        form.write(start, form.down, dots)
        form.box(end, form.down, form.words_at(form.margin, item), [item])
    return form


def scale() -> BlankForm:
    """Numbers above a row of boxes."""
    form = BlankForm(LANDSCAPE, size=11, side=11)
    form.title("Rate our service")
    for words in (
        "How easy was it to reach us?",
        "How clear was our answer?",
        "How likely are you to call again?",
    ):
        form.question(words)
        form.down += 20
        for number in range(11):
            x = form.margin + 20 + number * 58
            label = str(number)
            form.write(x + form.side / 2 - form.measure(label) / 2, form.down, label)
            words_at = form.words_at(x + form.side / 2 - form.measure(label) / 2, label)
            form.box(x, form.down + 17, words_at, [label])
        form.down += 34
    return form


def inspection() -> BlankForm:
    """A list in a table, three states a row."""
    form = BlankForm(PORTRAIT, size=10.5, side=10)
    form.title("Vehicle check")
    rows = ["Tyres", "Lights", "Mirrors", "Horn", "Brakes", "Oil", "Seat belts", "First-aid kit", "Documents"]
    form.matrix(["Good", "Watch", "Repair"], rows, first=0.45)
    form.question("May the vehicle be used?")
    form.options_across(["Yes", "Only within town", "No"])
    return form


def site_visit() -> BlankForm:
    """Boxes behind their labels, several on a line."""
    form = BlankForm(PORTRAIT, font="Times-Roman", bold="Times-Bold", size=12, side=10)
    form.title("Site visit")
    for words, labels in (
        ("Weather", ["Dry", "Rain", "Frost"]), ("Access", ["Open", "By key", "Refused"]),
        ("Ground", ["Firm", "Soft", "Flooded"]), ("Fence", ["Whole", "Broken", "Missing"]),
        ("Next visit", ["In a week", "In a month", "Not needed"]),
    ):  # fmt: skip
        form.question(words)
        form.options_across(labels, side="right", gap=34)
    return form


def two_pages() -> BlankForm:
    """Two pages, one of which is scanned upside down."""
    form = BlankForm(PORTRAIT, size=10)
    form.title("Library questionnaire")
    form.question("Which of these have you used this year? Mark all that apply.")
    form.options_down(
        ["Loans", "Reservations", "Computers", "Study rooms", "Events for children", "Local history"]
    )
    form.question("When do you come?")
    form.options_across(["Mornings", "Afternoons", "Evenings", "Saturdays"])
    form.new_page()
    form.text("Library questionnaire, continued", bold=True)
    form.matrix(
        ["Very good", "Good", "Fair", "Poor"],
        ["Choice of books", "Opening hours", "Quiet", "Toilets", "Help from staff"],
        first=0.4,
    )
    form.question("May we write to you?")
    form.options_down(["Yes, by post", "Yes, by e-mail", "No, thank you"])
    return form


def _photo(name: str, draw: Callable[[], BlankForm], hands: tuple[str, ...], camera: Camera) -> FormKind:
    return FormKind(f"photo-{name}", draw, hands, file="jpeg", group="photograph", camera=camera)


KINDS: tuple[FormKind | ScreenKind, ...] = (
    FormKind("leisure", leisure, ("neat", "crude")),
    FormKind("staff", staff, ("sweeping",), _POOR),
    FormKind("checklist", checklist, ("crossing", "wide_crossing"), _BLACK_WHITE),
    FormKind("yes-no", yes_no, ("crude", "neat")),
    FormKind("satisfaction", satisfaction, ("filling", "scribbling"), _OFF_CENTRE),
    FormKind("application", application, ("crossing",), _BLACK_WHITE, file="tiff"),
    FormKind("consent", consent, ("crossing", "neat"), _OFF_CENTRE),
    FormKind("order", order, ("missing", "neat"), file="png"),
    FormKind("scale", scale, ("ringing_boxes", "crossing"), _POOR),
    FormKind("inspection", inspection, ("felt", "sweeping"), _PHOTOGRAPH, file="photograph"),
    FormKind("site-visit", site_visit, ("crude",), _FAX),
    FormKind("two-pages", two_pages, ("pencil", "changing"), replace(_OFFICE, turns=(0, 2)), several=0.5),
    _photo("leisure", leisure, ("neat", "outside"), Camera(2000, 0.03)),
    _photo("clinic", official.clinic, ("dotting", "crude"), Camera(2400, 0.06, "walnut", shadow=0.4)),
    _photo("tenancy", official.tenancy, ("crossing", "sweeping"), Camera(2600, 0.05, "white", noise=6)),
    _photo("audit", official.audit, ("neat", "scribbling"), Camera(1800, 0.05, "black", blur=1.4)),
    _photo("frequency", official.frequency, ("dotting", "crossing"), Camera(2200, 0.07, "grey", turns=3)),
    _photo(
        "agreement", official.agreement, ("neat", "pencil"), Camera(3000, 0.1, "oak", uneven=0.4, turns=1)
    ),
    _photo("claim", official.claim, ("crossing", "outside"), Camera(2400, 0.04, "walnut")),
    _photo("test-sheet", official.test_sheet, ("bubbling",), Camera(2400, 0.04, "grey")),
    FormKind("audit", official.audit, ("neat", "outside"), group="matrix"),
    FormKind("agreement", official.agreement, ("crossing", "pencil"), _POOR, group="matrix"),
    FormKind("frequency", official.frequency, ("dotting", "neat"), _OFF_CENTRE, group="matrix"),
    FormKind("clinic", official.clinic, ("dotting", "scribbling"), group="matrix"),
    FormKind("test-sheet", official.test_sheet, ("bubbling",), group="bubbles"),
    FormKind("open-bubbles", official.open_bubbles, ("inking_bubbles",), _BLACK_WHITE, group="bubbles"),
    FormKind("ovals", official.ovals, ("bubbling",), _OFFICE, "png", group="bubbles"),
    FormKind("identity", official.identity, ("inking_bubbles", "crossing"), _POOR, group="bubbles"),
    FormKind("claim", official.claim, ("crossing", "neat"), _OFFICE, group="official"),
    FormKind("outlines", official.outlines, ("neat", "crossing"), _OFFICE, group="official"),
    FormKind("outlines-bw", official.outlines, ("crossing",), _BLACK_WHITE, group="official"),
    FormKind(
        "permit", official.permit, ("outside", "filling"), replace(_OFFICE, colour="colour"), group="official"
    ),
    FormKind("notice", official.notice, ("crude",), _OFF_CENTRE, group="official"),
    FormKind("tenancy", official.tenancy, ("dotting", "faint"), _OFFICE, group="official"),
    FormKind("typed-brackets", official.typed_brackets, ("neat",), _OFFICE, group="typed"),
    FormKind("typed-brackets-poor", official.typed_brackets, ("neat",), _POOR, group="typed"),
    FormKind("typed-signs", official.typed_signs, ("neat",), _OFFICE, group="typed"),
    FormKind("typed-signs-bw", official.typed_signs, ("neat",), _BLACK_WHITE, group="typed"),
    *SCREENS,
)
