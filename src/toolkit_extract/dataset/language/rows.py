"""Which rows do the free texts of a record make in the tables `actions`, `mentions` and `themes`?

One pass: each text is read once, and all rules look at the same `Doc`. Spans are characters of the answer's text as the
tables have it, from 0, the end exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from toolkit_extract.dataset.answers import answer_texts, record_key
from toolkit_extract.dataset.language.actions import Action, find_actions
from toolkit_extract.dataset.language.mentions import Mention, find_mentions
from toolkit_extract.dataset.language.pipeline import Reader, build_reader
from toolkit_extract.dataset.language.themes import ThemeMention, find_themes
from toolkit_extract.schemas.codebook import NO_AIDS, TextAids
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.tables import Row
from toolkit_extract.schemas.toolkit import Toolkit

UNASSIGNED = "unassigned"
LanguageRows = Callable[[ReturnRecord], Mapping[str, Iterable[Row]]]


def language_row_maker(toolkit: Toolkit, aids: TextAids = NO_AIDS) -> LanguageRows:
    """Makes the rows of the three tables for one record after another.

    Args:
        toolkit: the form, which says which answers are plans.
        aids: an installed spaCy model whose organisations are mentioned as well, and a codebook in place of the
            package's.

    Raises:
        MissingDependency: no such model is installed.
    """
    reader = build_reader(aids)
    plans = frozenset(question.id for question in toolkit.questions if question.kind == "plan")

    def rows(record: ReturnRecord) -> Mapping[str, Iterable[Row]]:
        return record_to_language_rows(record, reader, plans)

    return rows


def record_to_language_rows(
    record: ReturnRecord, reader: Reader, plans: frozenset[str]
) -> dict[str, list[Row]]:
    """The rows of one record by table; `plans` are the ids of questions whose texts are parted into actions."""
    answers = list(answer_texts(record))
    tables: dict[str, list[Row]] = {"actions": [], "mentions": [], "themes": []}
    for (standard, answer, text), doc in zip(answers, reader.read(text for *_, text in answers), strict=True):
        key: Row = {**record_key(record, standard), "authority": record.authority.name, "answer": answer}
        question, _, horizon = answer.partition(".")
        if question in plans:
            found = find_actions(doc, reader.lexicon)
            tables["actions"] += _action_rows(
                found, text, {**key, "horizon": horizon if horizon != UNASSIGNED else None}
            )
        mentions = find_mentions(doc, reader.model, reader.model_name)
        tables["mentions"] += [{**key, **_mention_cells(mention, text)} for mention in mentions]
        tables["themes"] += [{**key, **_theme_cells(mention, text)} for mention in find_themes(doc, reader)]
    return tables


def _action_rows(actions: Iterable[Action], text: str, key: Row) -> Iterator[Row]:
    for number, action in enumerate(actions, start=1):
        due = action.due
        yield {
            **key,
            "action": number,
            "text": _one_line(text[action.start : action.end]),
            "verb": action.verb or None,
            "owner": action.owner or None,
            "due_words": _one_line(text[due.start : due.end]) if due else None,
            "due_from": due.first.isoformat() if due and due.first else None,
            "due_to": due.last.isoformat() if due and due.last else None,
            "due_method": f"rule:{due.rule}" if due else None,
            "start": action.start,
            "end": action.end,
            "method": action.method,
        }


def _mention_cells(mention: Mention, text: str) -> Row:
    return {
        "kind": mention.kind,
        "text": _one_line(text[mention.start : mention.end]),
        "normalised": mention.normalised,
        "start": mention.start,
        "end": mention.end,
        "method": mention.method,
    }


def _theme_cells(mention: ThemeMention, text: str) -> Row:
    start, end = mention.sentence
    return {
        "theme": mention.theme,
        "stance": mention.stance,
        "term": _one_line(mention.term),
        "cue": _one_line(mention.cue) or None,
        "start": mention.start,
        "end": mention.end,
        "sentence_start": start,
        "sentence_end": end,
        "sentence": _one_line(text[start:end]),
        "method": mention.method,
    }


def _one_line(words: str) -> str:
    return " ".join(words.split())
