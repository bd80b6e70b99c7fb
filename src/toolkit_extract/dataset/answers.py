"""What do all tables of answers share: the key of a row, the order of standards, the text of an answer?"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit_extract.dataset.cleaning import clean_answer, has_broken_word, words_of
from toolkit_extract.schemas.attention import single_answers
from toolkit_extract.schemas.record import Choice, Narrative, ReturnRecord, StandardRecord
from toolkit_extract.schemas.tables import Row
from toolkit_extract.schemas.toolkit import standard_sort_key


def standard_id(number: str) -> str:
    """`S1.10` for `1.10`: a key that pandas, R and DuckDB leave as text."""
    return f"S{number}"


def record_key(record: ReturnRecord, standard: StandardRecord) -> Row:
    """Cells that tie a row to its return and standard."""
    return {
        "return_id": record.return_id,
        "gss_code": record.authority.gss_code,
        "standard_id": standard_id(standard.number),
        "standard": standard.number,
    }


def standards_by_number(record: ReturnRecord) -> list[StandardRecord]:
    """The standards in the order of their numbers: 1.2 before 1.10."""
    return sorted(record.standards, key=lambda standard: standard_sort_key(standard.number))


def verbatim_text(answer: Narrative | Choice) -> str:
    """What an answer holds of the return's words: the free text, or the words beside a rating's options."""
    return answer.remark if isinstance(answer, Choice) else answer.text


def words_to_join(record: ReturnRecord) -> frozenset[str]:
    """The words of a return by which a word that a line's end parted is known; none where no word is parted."""
    texts = [
        verbatim_text(answer)
        for standard in record.standards
        for _, answer in single_answers(standard, with_unassigned=True)
    ]
    return words_of(texts) if any(map(has_broken_word, texts)) else frozenset()


def answer_texts(record: ReturnRecord) -> Iterator[tuple[StandardRecord, str, str]]:
    """Standard, name and text of each answer that has text, as the tables have it; spans of tables refer to it."""
    words = words_to_join(record)
    for standard in standards_by_number(record):
        for name, answer in single_answers(standard, with_unassigned=True):
            text = clean_answer(verbatim_text(answer), words)
            if text is not None:
                yield standard, name, text
