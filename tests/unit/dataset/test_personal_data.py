"""What the rules for likely personal data take, and what they leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.privacy.score import FOLDER, read_labelled, score
from tests.made_records import choice, narrative, record
from toolkit_extract.dataset.answers import answer_texts
from toolkit_extract.dataset.masking import masked, masked_record
from toolkit_extract.dataset.personal_names import model_names
from toolkit_extract.dataset.personal_numbers import has_nhs_check_digit, is_phone_number
from toolkit_extract.dataset.privacy import hint, personal_data_detector, record_to_privacy_rows
from toolkit_extract.dataset.spans import Span
from toolkit_extract.errors import MissingDependency
from toolkit_extract.schemas.tables import table_of
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit

DETECT = personal_data_detector()
NAMED = "The rota is held by Sarah Thompson (0121 496 0123, sarah.t@example.gov.uk).\nThompson reviews it."


def flagged(text: str) -> list[tuple[str, str]]:
    return [(span.kind, text[span.start : span.end]) for span in DETECT(text)]


@pytest.mark.parametrize(
    "number",
    [
        "0121 496 0123",
        "(0121) 496 0123",
        "07700 900123",
        "+44 7700 900123",
        "0044 121 496 0123",
        "01632-960001",
    ],
)
def test_a_telephone_number_is_known_however_it_is_written(number: str) -> None:
    assert is_phone_number(number)
    assert flagged(f"Ring {number} today.") == [("phone_number", number)]


@pytest.mark.parametrize(
    "words",
    [
        "01-04-2023 31-03-2024",
        "0900-1700 and 1000-1600",
        "£120,000 to £135,000",
        "2021 2022 2023 2024",
        "12345678901234567890",
        "reference 1234567890",
    ],
)
def test_dates_hours_sums_and_references_are_no_telephone_numbers(words: str) -> None:
    assert flagged(f"From {words} on.") == []


@pytest.mark.parametrize(
    ("digits", "right"), [("9434765919", True), ("9434765918", False), ("1111111111", False)]
)
def test_the_last_digit_of_an_nhs_number_checks_the_others(digits: str, right: bool) -> None:
    assert has_nhs_check_digit(digits) is right


def test_a_number_that_is_called_an_nhs_number_is_one_though_its_check_digit_is_wrong() -> None:
    assert flagged("NHS number 943 476 5918") == [("nhs_number", "943 476 5918")]
    assert flagged("number 943 476 5918") == []


def test_a_postcode_is_of_an_area_that_exists() -> None:
    assert flagged("at DY1 1HF and QQ1 1AA") == [("postcode", "DY1 1HF")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dr Okafor covers nights", "Okafor"),
        ("Mr A Kowalczyk wrote", "A Kowalczyk"),
        ("led by Oluwaseun Adebayo", "Oluwaseun Adebayo"),
        ("Zanele Mthembu, Principal Social Worker", "Zanele Mthembu"),
        ("Siobhán O'Neill and others", "Siobhán O'Neill"),
        ("with J. Patel", "J. Patel"),
        ("ask Imran", "Imran"),
        ("Mark Evans will write", "Mark Evans"),
    ],
)
def test_a_name_is_known_by_lists_titles_roles_and_verbs(text: str, name: str) -> None:
    assert flagged(text) == [("person_name", name)]


@pytest.mark.parametrize(
    "text",
    [
        "Mark each case",
        "Will review in May and June",
        "Victoria Hospital",
        "The Francis Report",
        "St Mary's Hospital",
        "led by West Midlands Police",
        "Since May there are two",
        "Chaired by the Director of Adult Social Services",
        "MS Teams",
    ],
)
def test_words_places_bodies_and_papers_are_no_names(text: str) -> None:
    assert flagged(text) == []


def test_a_sentence_that_ties_few_staff_to_a_special_category_is_flagged_whole() -> None:
    text = "Cover is thin. One of our three AMHPs is on long-term sick leave. Rates fell."
    assert flagged(text) == [("special_category", "One of our three AMHPs is on long-term sick leave")]


@pytest.mark.parametrize(
    "text",
    [
        "Sickness absence is monitored.",
        "All AMHPs have training on autism.",
        "One AMHP leads on our autism pathway.",
        "An AMHP may be called when a person is very unwell.",
    ],
)
def test_policies_training_and_patients_are_not_meant(text: str) -> None:
    assert flagged(text) == []


def test_rows_say_where_and_of_what_kind_and_repeat_no_words(amhp: Toolkit) -> None:
    made = record(amhp, changed={"1.2": {"map": narrative(NAMED)}})
    rows = record_to_privacy_rows(made, DETECT)
    texts = {(standard.number, answer): text for standard, answer, text in answer_texts(made)}
    assert [(row["kind"], row["masked"]) for row in rows] == [
        ("person_name", "S. T."),
        ("phone_number", "11 digits"),
        ("email_address", "…@example.gov.uk"),
        ("person_name", "T."),  # known from the same return
    ]
    for row in rows:
        assert set(row) == set(table_of("privacy", amhp).columns)
        span = texts["1.2", "map"][row["start"] : row["end"]]  # type: ignore[misc]
        assert span in NAMED
        assert span != row["masked"]


def test_a_masked_record_holds_none_of_the_flagged_words_and_nothing_to_flag(amhp: Toolkit) -> None:
    question = amhp.question("evaluate")
    assert isinstance(question, ChoiceQuestion)
    made = record(
        amhp,
        changed={
            "1.2": {
                "map": narrative(NAMED),
                "evaluate": choice(question, "partially", remark="see Sarah Thompson"),
            },
            "1.3": {"map": narrative("nothing\u00a0here")},
        },
    ).model_copy(update={"comments": ("asked Thompson again",)})
    hidden = masked_record(made, DETECT)
    kept = hidden.model_dump_json()
    assert all(word not in kept for word in ("Sarah", "Thompson", "496", "sarah.t"))
    assert record_to_privacy_rows(hidden, DETECT) == []
    assert (
        hidden.standards[1]
        .answers["map"]
        .text.startswith(  # type: ignore[union-attr]
            "The rota is held by [person_name] ([phone_number], [email_address]).\n[person_name] reviews"
        )
    )
    assert hidden.standards[2] == made.standards[2]  # verbatim where nothing is flagged
    assert masked_record(hidden, DETECT) == hidden


def test_a_span_within_another_is_masked_with_it() -> None:
    spans = [Span(0, 9, "special_category", "r"), Span(2, 5, "person_name", "r")]
    assert masked("012345678 rest", spans) == "[special_category] rest"


def test_a_hint_of_a_postcode_is_its_area() -> None:
    assert hint("DY1 1HF", "postcode") == "DY…"


def test_a_model_that_is_not_installed_is_named_and_none_is_fetched() -> None:
    with pytest.raises(MissingDependency, match="no_such_model"):
        model_names("no_such_model")


def test_an_installed_model_that_is_named_is_asked_for_names_too(tmp_path: Path) -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns(
        [{"label": "PERSON", "pattern": "Zed"}, {"label": "ORG", "pattern": "Acme"}]
    )  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    detect = personal_data_detector(str(tmp_path / "model"))
    text = "Ask Zed at Acme, or Sarah Thompson"
    assert [text[span.start : span.end] for span in detect(text)] == ["Zed", "Sarah Thompson"]
    assert flagged("Ask Zed at Acme") == []


@pytest.mark.parametrize(
    ("file", "kind", "precision", "recall"),
    [
        ("development.txt", "person_name", 0.9, 0.9),
        ("development.txt", "special_category", 0.95, 0.95),
        ("held-out.txt", "person_name", 0.9, 0.75),
        ("held-out.txt", "special_category", 0.7, 0.6),
        *((file, kind, 1.0, 1.0) for file in ("development.txt", "held-out.txt")
          for kind in ("email_address", "phone_number", "nhs_number", "postcode")),
    ],
)  # fmt: skip
def test_the_rules_are_as_good_as_the_documentation_says(
    file: str, kind: str, precision: float, recall: float
) -> None:
    result = score(read_labelled(FOLDER / file), DETECT)
    assert result.wanted[kind]
    assert result.precision(kind) >= precision
    assert result.recall(kind) >= recall
