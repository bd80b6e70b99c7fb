"""Who submitted a return: accepted and refused examples, source by source.

All texts are made up. Refused examples count as much as accepted ones: a wrong council is worse than none.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_extract.authorities import ManifestEntry, Recognition, councils, councils_by_code, recognise

SILENT = "return-0042.txt"


def by_file(filename: str) -> Recognition:
    return recognise(manifest=None, filename=filename, cover=(), body=())


def by_cover(*paragraphs: str) -> Recognition:
    return recognise(manifest=None, filename=SILENT, cover=paragraphs, body=())


def by_text(*paragraphs: str) -> Recognition:
    return recognise(manifest=None, filename=SILENT, cover=(), body=paragraphs)


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("Dudley_AMHP_return.docx", "Dudley"),  # underscores
        ("AMHP self assessment - LB Hackney FINAL v2 (1).pdf", "Hackney"),  # the words of a much-sent file
        ("rbkc-amhp.txt", "Kensington and Chelsea"),  # initials in lower case
        ("SandwellMBC2024.txt", "Sandwell"),  # words run together
        ("towerhamlets.pdf", "Tower Hamlets"),  # without a capital, too
        ("sthelens.txt", "St. Helens"),
        ("St. Helens return.docx", "St. Helens"),  # a full stop that ends no name
        ("walsall.txt", "Walsall"),
        ("york north.txt", "York"),  # a point of the compass after the name is a team
        ("north-yorkshire.txt", "North Yorkshire"),  # the longer name
        ("Bristol%20City%20Council.pdf", "City of Bristol"),  # from a web page
        ("bath-and-north-east-somerset.txt", "Bath and North East Somerset"),
        ("B&NES AMHP.docx", "Bath and North East Somerset"),
        ("H&F.pdf", "Hammersmith and Fulham"),
        ("NE Lincs.docx", "North East Lincolnshire"),
        ("South Glos.docx", "South Gloucestershire"),
        ("cwac.pdf", "Cheshire West and Chester"),
        ("BCP Council.pdf", "Bournemouth, Christchurch and Poole"),
        ("Reading_AMHP.docx", "Reading"),  # an English word, capitalised among words of file names
        ("reading.txt", "Reading"),  # and alone
        ("LB Sutton return.docx", "Sutton"),  # a surname with a council word
        ("Kingston Council.docx", "Kingston upon Thames"),
        ("Newcastle AMHP.docx", "Newcastle upon Tyne"),
        ("SMBC Solihull.docx", "Solihull"),  # ambiguous initials, explained
        ("Dudley MBC with Birmingham.docx", "Dudley"),  # one of two has the council word
        (
            "Essex Partnership University Trust - Southend.docx",
            "Southend-on-Sea",
        ),  # a trust, then the council
        ("returns/2023/Leeds v1.docx", "Leeds"),
        ("C:\\returns\\Leeds.docx", "Leeds"),
    ],
)
def test_a_file_name_names_its_council(filename: str, name: str) -> None:
    found = by_file(filename)
    assert (found.name, found.method) == (name, "filename")


@pytest.mark.parametrize(
    "filename",
    [
        "return-0042.txt",  # nothing
        "reading-list.txt",  # an English word beside another
        "Reading List.docx",
        "Reading the toolkit.docx",  # an English word before "the"
        "Jane Sutton return.docx",  # a surname
        "bury st edmunds.txt",  # another town
        "Newcastle-under-Lyme.docx",  # a district
        "East Kent AMHP.docx",  # part of a county
        "West Suffolk Council.docx",  # a district
        "University of Birmingham AMHP.docx",  # a university
        "Camden and Islington NHS Foundation Trust AMHP.pdf",  # a trust named after two
        "camden-and-islington-nhs-foundation-trust.pdf",
        "bcp plan 2023.txt",  # business continuity
        "Greater Manchester.docx",
        "2023 AMHP Self Assessment Toolkit (Completed).docx",
        "",
    ],
)
def test_a_file_name_that_names_no_council_gives_none(filename: str) -> None:
    assert by_file(filename) == Recognition()


@pytest.mark.parametrize(
    ("filename", "candidates"),
    [
        ("SMBC_return.docx", ("Stockport", "St. Helens", "Sefton", "Sandwell", "Solihull")),
        ("Northants 2023.pdf", ("North Northamptonshire", "West Northamptonshire")),  # one county, now two
        ("Kent and Medway return.pdf", ("Kent", "Medway")),
        ("camden-islington.pdf", ("Camden", "Islington")),
        ("Kingston.docx", ("Kingston upon Hull", "Kingston upon Thames")),
        ("Beds.docx", ("Bedford", "Central Bedfordshire")),
    ],
)
def test_a_file_name_between_councils_gives_candidates(filename: str, candidates: tuple[str, ...]) -> None:
    assert by_file(filename) == Recognition(candidates=candidates)


def test_every_council_is_known_by_its_names_in_a_file_name() -> None:
    for council in councils():
        for name in (council.name, council.official_name, council.official_name.upper()):
            for written in (name, name.replace(" ", "_"), f"AMHP return {name} v2"):
                assert by_file(f"{written}.docx").gss_code == council.gss_code, written


def test_every_council_is_known_by_a_slug_of_its_name() -> None:
    for council in councils():
        words = "".join(letter if letter.isalnum() else " " for letter in council.name.lower()).split()
        assert by_file(f"{'-'.join(words)}.txt").gss_code == council.gss_code
        assert by_file(f"{''.join(words)}.txt").gss_code == council.gss_code


def test_a_misspelt_file_name_is_taken_with_less_confidence() -> None:
    found = by_file("Wolverhamton AMHP.docx")
    assert (found.name, found.method) == ("Wolverhampton", "filename")
    assert found.confidence < 0.9


def test_a_word_in_lower_case_gives_less_confidence_than_a_name() -> None:
    assert (
        by_file("reading.txt").confidence
        < by_file("Reading.txt").confidence
        < by_file("walsall.txt").confidence
    )


def test_a_folder_is_a_hint() -> None:
    found = by_file("Dudley/return-0042.txt")
    assert (found.name, found.method) == ("Dudley", "filename")
    assert found.confidence < 0.9


def test_the_file_name_comes_before_the_folder() -> None:
    assert by_file("Dudley/Walsall.txt").name == "Walsall"


def test_a_folder_settles_an_ambiguous_file_name() -> None:
    assert by_file("Solihull/SMBC_return.docx").name == "Solihull"


@pytest.mark.parametrize("path", ["/home/bradford/return-1.txt", "C:\\Users\\Dudley\\return-1.txt"])
def test_a_home_folder_names_a_person(path: str) -> None:
    assert by_file(path) == Recognition()


def test_a_cover_overrules_a_folder_and_says_so() -> None:
    found = recognise(manifest=None, filename="Dudley/return.txt", cover=["Walsall Council"], body=())
    assert (found.name, found.method, found.disagreement) == ("Walsall", "cover", "the folder names Dudley")
    assert found.confidence < 0.9


def test_a_hint_and_a_text_that_disagree_leave_the_choice_open() -> None:
    body = ["Our Walsall community.", "Walsall Council employs the team."]
    found = recognise(manifest=None, filename="reading.txt", cover=(), body=body)
    assert found == Recognition(candidates=("Reading", "Walsall"))


@pytest.mark.parametrize(
    ("cover", "name"),
    [
        (["Dudley Metropolitan Borough Council", "written with Birmingham"], "Dudley"),
        (["AMHP self-assessment | LB Hackney"], "Hackney"),
        (["CITY OF YORK COUNCIL"], "York"),
        (
            ["Name of local authority:", "Kingston upon Hull"],
            "Kingston upon Hull",
        ),  # label and answer in two cells
        (["Local Authority\tDurham"], "County Durham"),
        (["Peer review by Walsall Council", "Local authority: Dudley"], "Dudley"),  # a label before all else
        (["Organisation: Royal Borough of Windsor & Maidenhead"], "Windsor and Maidenhead"),
        (["Reading"], "Reading"),  # a word, but a title
        (["Reading AMHP Service Self-Assessment 2023"], "Reading"),
        (["Jane Sutton, AMHP Lead, Camden Council"], "Camden"),  # a surname that is a council's name
        (["RBKC AMHP toolkit"], "Kensington and Chelsea"),
        (["Contact: amhp@walsall.gov.uk"], "Walsall"),  # an address
        (["Queries to duty@n-somerset.gov.uk or the lead", "North Somerset"], "North Somerset"),
    ],
)
def test_a_cover_names_its_council(cover: list[str], name: str) -> None:
    found = by_cover(*cover)
    assert (found.name, found.method) == (name, "cover")


@pytest.mark.parametrize(
    ("cover", "candidates"),
    [
        (["Reading the toolkit"], ()),  # an English word
        (["Reading List"], ()),
        (["Jane Sutton"], ()),  # a person
        (["With thanks to Devon County Council and Norfolk County Council"], ()),  # acknowledgements
        (["Camden and Islington NHS Foundation Trust"], ()),  # a trust
        (["Dudley MBC", "Walsall Council"], ("Dudley", "Walsall")),  # two alike
        (["Kent and Medway AMHP self assessment"], ("Kent", "Medway")),
        (["Local Authority: Camden and Islington"], ("Camden", "Islington")),
        (["Authority: SMBC"], ("Stockport", "St. Helens", "Sefton", "Sandwell", "Solihull")),
        (["The service for Walsall is described below; it covers all wards and has two hubs."], ("Walsall",)),
    ],
)
def test_a_cover_that_does_not_decide_gives_candidates(cover: list[str], candidates: tuple[str, ...]) -> None:
    assert by_cover(*cover) == Recognition(candidates=candidates)


def test_a_cover_of_one_endless_paragraph_is_no_title_and_takes_no_endless_time() -> None:
    assert by_cover("Kent and " * 2000).gss_code is None


def test_every_council_is_known_on_a_cover() -> None:
    for council in councils():
        for cover in (
            f"Local authority: {council.name}",
            f"AMHP toolkit: {council.official_name}",
            council.name,
        ):
            assert by_cover("AMHP Service Self-Assessment Toolkit", cover).gss_code == council.gss_code, cover


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (["Reading Borough Council employs us.", "The Reading Borough Council lead agrees."], "Reading"),
        (
            ["The Dudley rota is kept.", "It reflects our Dudley community.", "Training in Birmingham."],
            "Dudley",
        ),
        (["Our neighbours Walsall and Sandwell meet.", "Dudley Council", "Dudley MBC"], "Dudley"),
        (
            ["South Gloucestershire Council", "South Gloucestershire"],
            "South Gloucestershire",
        ),  # not the county
        (["Nottinghamshire County Council", "Nottinghamshire EDT"], "Nottinghamshire"),  # not the city
        (
            ["East Riding of Yorkshire Council", "East Riding of Yorkshire"],
            "East Riding of Yorkshire",
        ),  # not York
        (["Write to amhp@walsall.gov.uk", "See www.walsall.gov.uk"], "Walsall"),
        (
            ["Our Essex AMHPs", "Essex County Council", "Essex Partnership University NHS Foundation Trust"],
            "Essex",
        ),
        (["Our Bury residents", "Bury MBC"], "Bury"),
        (["Our RBKC AMHPs", "The RBKC rota"], "Kensington and Chelsea"),  # initials that mean nothing else
        (
            ["West Northamptonshire Council", "Northamptonshire", "West Northamptonshire"],
            "West Northamptonshire",
        ),
    ],
)
def test_a_text_that_speaks_of_its_own_council_names_it(body: list[str], name: str) -> None:
    found = by_text(*body)
    assert (found.name, found.method) == (name, "text")
    assert found.confidence < 0.9


@pytest.mark.parametrize(
    "body",
    [
        ["Training is by Birmingham City Council."],  # one mention is not enough
        ["Reading the policy is required.", "After reading Council papers", "bury the past"],  # English words
        ["P v Cheshire West and Chester Council", "The Cheshire West judgment", "the Cheshire West ruling"]
        * 3,
        ["TTM v London Borough of Hackney", "London Borough of Hillingdon v Neary"] * 3,  # court cases
        ["Camden and Islington NHS Foundation Trust"] * 9,  # a trust
        ["Kent Police", "East Kent Hospitals", "Kent and Medway NHS and Social Care Partnership Trust"] * 5,
        ["The course at the University of Birmingham", "Sheffield Hallam University"] * 5,  # universities
        ["The hub is at 1 Dudley Road.", "Sheffield House"] * 5,  # addresses
        ["North Devon District Council", "West Suffolk Council", "Newcastle-under-Lyme Borough Council"] * 5,
        ["Poole Town Council", "Bury Parish Council"] * 5,
        ["Greater Manchester", "West Midlands Police", "Leicestershire Constabulary"] * 5,
        ["The business continuity plan (BCP) is kept.", "The BCP was tested."] * 5,
        ["Our MCC rota", "the MCC", "CWC"] * 5,  # short initials
        ["Walsall, Wolverhampton and Sandwell share a rota."] * 3,  # neighbours in a row
        ["neighbouring authorities such as Walsall Council"] * 5,
        ["Nottinghamshire County Council", "Nottingham City Council"] * 3,  # a tie
        ["walsall council", "walsall council"],  # running text without capitals is not trusted
    ],
)
def test_a_text_that_only_mentions_others_names_nobody(body: list[str]) -> None:
    found = by_text(*body)
    assert (found.gss_code, found.method, found.confidence) == (None, None, 0.0)


def test_a_tie_in_the_text_gives_both_as_candidates() -> None:
    found = by_text(*["Nottinghamshire County Council", "Nottingham City Council"] * 3)
    assert set(found.candidates) == {"Nottingham", "Nottinghamshire"}


def test_a_text_settles_a_file_name_between_councils() -> None:
    body = ["Our Sandwell community.", "Sandwell Council employs the team."]
    found = recognise(manifest=None, filename="SMBC_return.docx", cover=(), body=body)
    assert (found.name, found.method) == ("Sandwell", "text")


def test_a_text_outside_the_candidates_of_the_file_name_settles_nothing() -> None:
    body = ["Our Leeds community.", "Leeds City Council employs the team."]
    found = recognise(manifest=None, filename="Northants.docx", cover=(), body=body)
    assert found == Recognition(candidates=("North Northamptonshire", "West Northamptonshire", "Leeds"))


def entry(authority: str, code: str | None, *, exact: bool = True) -> ManifestEntry:
    return ManifestEntry("a.txt", authority, code, date(2023, 3, 14), 2, exact)


def test_the_manifest_comes_before_all_else_and_disagreement_is_told() -> None:
    found = recognise(
        manifest=entry("Dudley", "E08000027"), filename="Walsall.docx", cover=["Walsall Council"], body=()
    )
    assert (found.gss_code, found.region, found.method) == ("E08000027", "West Midlands", "manifest")
    assert found.confidence == 1.0
    assert found.disagreement == "the file name names Walsall; the cover names Walsall"


def test_a_misspelt_manifest_has_less_confidence() -> None:
    found = recognise(manifest=entry("Dudley", "E08000027", exact=False), filename=SILENT, cover=(), body=())
    assert (found.method, found.confidence < 0.9) == ("manifest", True)


def test_a_trust_in_the_manifest_keeps_its_name_and_gets_no_code() -> None:
    trust = "Camden and Islington NHS Foundation Trust"
    found = recognise(manifest=entry(trust, None), filename="Camden.docx", cover=["Camden Council"], body=())
    assert (found.name, found.gss_code, found.region, found.method) == (trust, None, None, "manifest")


def test_a_file_name_that_the_cover_contradicts_is_less_sure() -> None:
    found = recognise(manifest=None, filename="Dudley.docx", cover=["Walsall Council"], body=())
    assert (found.name, found.disagreement) == ("Dudley", "the cover names Walsall")
    assert found.confidence < 0.9


def test_agreement_is_not_disagreement() -> None:
    found = recognise(manifest=None, filename="Dudley.docx", cover=["Dudley MBC"], body=["Dudley MBC"] * 3)
    assert found.disagreement is None


PIECES = st.sampled_from(
    [council.name for council in councils()]
    + [
        "Council",
        "and",
        "NHS Trust",
        "our",
        "North",
        "v",
        ",",
        ".",
        "Local authority:",
        "\n",
        "\t",
        "SMBC",
        "Cumbria",
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(filename=TEXTS, cover=st.lists(TEXTS, max_size=4), body=st.lists(TEXTS, max_size=4))
def test_no_code_is_ever_given_that_is_not_in_the_table(
    filename: str, cover: list[str], body: list[str]
) -> None:
    found = recognise(manifest=None, filename=filename, cover=cover, body=body)
    if found.gss_code is None:
        assert (found.name, found.region, found.method, found.confidence) == (None, None, None, 0.0)
    else:
        council = councils_by_code()[found.gss_code]
        assert (found.name, found.region) == (council.name, council.region)
        assert 0 < found.confidence <= 1
        assert found.candidates == ()
    assert set(found.candidates) <= {council.name for council in councils()}


@given(TEXTS)
def test_the_same_text_always_gives_the_same_answer(text: str) -> None:
    assert by_text(text) == by_text(text)
