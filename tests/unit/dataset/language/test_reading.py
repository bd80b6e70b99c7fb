"""Sentences, actions, mentions and themes of single texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit_extract.dataset.language.actions import Action, find_actions
from toolkit_extract.dataset.language.codebook import load_codebook
from toolkit_extract.dataset.language.mentions import find_mentions
from toolkit_extract.dataset.language.pipeline import Reader, build_reader, is_as_written
from toolkit_extract.dataset.language.sentences import MAX_TOKENS, trimmed
from toolkit_extract.dataset.language.themes import find_themes
from toolkit_extract.errors import BrokenToolkit, MissingDependency
from toolkit_extract.schemas.codebook import TextAids

READER = build_reader()


def actions(text: str) -> list[Action]:
    return find_actions(next(iter(READER.read([text]))), READER.lexicon)


def stances(text: str, reader: Reader = READER) -> dict[str, str]:
    return {mention.theme: mention.stance for mention in find_themes(next(iter(reader.read([text]))), reader)}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("- One\n- Two", ["One", "Two"]),
        ("1. One\n2) Two\n(c) Three", ["One", "Two", "Three"]),
        ("one; two; three", ["one", "two", "three"]),
        ("A line that was broken\nin its middle", ["A line that was broken\nin its middle"]),
        ("We met with\nMidshire Council", ["We met with\nMidshire Council"]),
        ("First paragraph\nSecond paragraph", ["First paragraph", "Second paragraph"]),
        ("Some, e.g. nurses, came. Others left.", ["Some, e.g. nurses, came.", "Others left."]),
        ("There are approx. 3 of them.", ["There are approx. 3 of them."]),
    ],
)
def test_items_lines_and_sentences_are_parted(text: str, sentences: list[str]) -> None:
    doc = next(iter(READER.read([text])))
    spans = [trimmed(sentence) for sentence in doc.sents]
    assert [text[start:end] for start, end in spans if end > start] == sentences


@pytest.mark.parametrize(
    ("text", "verb", "owner", "method"),
    [
        ("Review the rota", "review", "", "rule:imperative"),
        ("To review the rota", "review", "", "rule:imperative"),
        ("Reviewing the rota", "review", "", "rule:gerund"),
        ("Recruitment of a deputy", "recruit", "", "rule:noun"),
        ("The AMHP lead will draft a paper", "draft", "AMHP lead", "rule:plan"),
        ("PSW to draft a paper", "draft", "PSW", "rule:owner_to"),
        ("Draft a paper (PSW)", "draft", "PSW", "rule:imperative"),
        ("A leaflet is to be written", "write", "", "rule:plan"),
        ("Second laptop for the hub", "", "", "rule:fragment"),
    ],
)
def test_what_is_to_be_done_is_an_action(text: str, verb: str, owner: str, method: str) -> None:
    (action,) = actions(text)
    assert (action.verb, action.owner, action.method) == (verb, owner, method)


@pytest.mark.parametrize(
    "text",
    ["N/A", "None", "Standard met.", "As above", "Ongoing", "The rota is full.", "No date yet", "March 2025"],
)
def test_what_says_nothing_is_planned_is_none(text: str) -> None:
    assert actions(text) == []


def test_two_verbs_with_objects_are_two_actions_and_with_one_object_are_one() -> None:
    assert [action.verb for action in actions("Review the rota and train two nurses")] == ["review", "train"]
    assert [action.verb for action in actions("Develop and implement a rota")] == ["develop"]
    assert [action.verb for action in actions("Train nurses to spot risk and report it")] == ["train"]


def test_an_owner_or_date_on_its_own_belongs_to_the_action_before_it() -> None:
    (action,) = actions("Draft a paper.\nOwner: Head of Service\nDeadline: 1 May 2025")
    assert action.owner == "Head of Service"
    assert action.due is not None and str(action.due.last) == "2025-05-01"


@pytest.mark.parametrize(
    ("text", "kind", "verbatim", "normalised"),
    [
        ("Kept on RiO.", "system", "RiO", "RiO"),
        ("Ask the AMHP Lead.", "role", "AMHP Lead", "AMHP lead"),
        ("We have 2.5 WTE here.", "staffing_number", "2.5 WTE", "2.5 WTE"),
        ("We have six AMHPs here.", "staffing_number", "six AMHPs", "6 AMHPs"),
        (
            "Ask Midshire Borough Council.",
            "organisation",
            "Midshire Borough Council",
            "Midshire Borough Council",
        ),
        ("Book refresher training.", "training", "refresher training", "refresher training"),
        ("On 31 March 2025 it ends.", "date", "31 March 2025", "2025-03-31"),
    ],
)
def test_a_mention_has_its_words_and_one_form(text: str, kind: str, verbatim: str, normalised: str) -> None:
    found = [mention for mention in find_mentions(next(iter(READER.read([text])))) if mention.kind == kind]
    assert [(text[m.start : m.end], m.normalised) for m in found] == [(verbatim, normalised)]


@pytest.mark.parametrize(
    "text", ["A mosaic of teams.", "6 AMHP referrals came.", "A council of war.", "600 assessments."]
)
def test_words_that_only_look_like_a_system_a_body_or_a_headcount_are_none(text: str) -> None:
    kinds = {mention.kind for mention in find_mentions(next(iter(READER.read([text]))))}
    assert not kinds & {"system", "organisation", "staffing_number"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("There is no formal protocol.", {"protocols": "gap"}),
        ("There are no gaps in training.", {"training": "strength"}),
        ("Training is not without difficulties.", {"training": "gap"}),
        ("The team has yet to agree a protocol.", {"protocols": "gap"}),
        ("There is a lack of clear data.", {"data": "gap"}),
        ("A protocol is in place.", {"protocols": "strength"}),
        ("A protocol is not in place.", {"protocols": "gap"}),
        ("A protocol will be in place by May.", {"protocols": "neutral"}),
        ("If the protocol is unclear, ask.", {"protocols": "neutral"}),
        (
            "Supervision is well established, but training is patchy.",
            {"supervision": "strength", "training": "gap"},
        ),
        ("There is no dashboard for delays.", {"data": "gap"}),
        ("Review the protocol.", {"protocols": "neutral"}),
        ("No lone working takes place.", {"lone_working": "strength"}),
        ("The garden has raised beds.", {}),
    ],
)
def test_a_stance_is_that_of_the_nearest_cue_after_negation(text: str, expected: dict[str, str]) -> None:
    assert stances(text) == expected


def test_cues_that_are_equally_near_are_said_to_disagree() -> None:
    (mention,) = find_themes(next(iter(READER.read(["Good training patchy."]))), READER)
    assert (mention.stance, mention.method) == ("neutral", "rule:cues_disagree")


def test_a_codebook_of_ones_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text(
        'id="b"\nversion="1"\n[cues]\ngap=["wobbly"]\nstrength=["solid"]\n'
        '[[themes]]\nid="chairs"\nlabel="Chairs"\nterms=["chair"]\n'
    )
    assert stances("Our chairs are wobbly.", build_reader(TextAids(codebook=load_codebook(path)))) == {
        "chairs": "gap"
    }


@pytest.mark.parametrize(
    "text", ["themes = 3", "id = [", 'id="b"\nversion="1"\n[cues]\ngap=[]\nstrength=[]\n']
)
def test_a_file_that_is_no_codebook_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "book.toml"
    path.write_text(text)
    with pytest.raises(BrokenToolkit, match=r"book\.toml"):
        load_codebook(path)


def test_a_model_that_is_not_installed_is_named_with_what_to_do() -> None:
    with pytest.raises(MissingDependency, match="no_such_model"):
        build_reader(TextAids(model="no_such_model"))


@pytest.mark.parametrize(
    ("phrase", "exact"),
    [("EDT", True), ("RiO", True), ("AMHP lead", False), ("Power BI", True), ("out of hours", False)],
)
def test_capitals_of_a_phrase_say_whether_it_is_matched_as_written(phrase: str, exact: bool) -> None:
    assert is_as_written(phrase) is exact


WORDS = st.sampled_from(
    "Review train the policy s.117 SI40 no not and ; . , : \n - 1. by March 2025 AMHP Lead".split(" ")
    + "to will beds is lack of ( ) “ é".split(" ")
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_every_span_lies_in_the_text_and_holds_words(text: str) -> None:
    doc = next(iter(READER.read([text])))
    spans = [(action.start, action.end) for action in find_actions(doc, READER.lexicon)]
    spans += [(mention.start, mention.end) for mention in find_mentions(doc)]
    spans += [(mention.start, mention.end) for mention in find_themes(doc, READER)]
    assert all(0 <= start < end <= len(text) and text[start:end].strip() for start, end in spans)


def test_a_text_without_an_end_is_parted_so_that_its_cost_stays_linear() -> None:
    doc = next(iter(READER.read(["beds lack no protocol and train " * 400])))
    assert max(len(sentence) for sentence in doc.sents) <= MAX_TOKENS


@pytest.mark.parametrize(
    "text",
    [
        "No plan to recruit.",
        "No plans at present to extend the hours.",
        "There are no plans to extend the hub's hours.",
        "We do not intend to recruit.",
        "We don't plan to change the rota.",
        "We will not recruit.",
        "We won't be changing the rota.",
        "It is not proposed to alter the rota.",
        "No longer planning to pilot the app.",
        "We are not going to commission an app.",
        "Neither site will move.",
        "Nothing needs to change.",
        "Managers do not need to sign off reports.",
        "The director will never be asked to approve overtime.",
        "No recruitment is planned.",
    ],
)
def test_a_plan_that_is_denied_is_no_action(text: str) -> None:
    assert actions(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "We are not going to buy an app, but will keep using the present one.",
            "will keep using the present one.",
        ),
        ("We will not only recruit but also train.", "We will not only recruit but also train."),
    ],
)
def test_what_follows_a_denial_may_be_an_action(text: str, words: str) -> None:
    assert [text[action.start : action.end] for action in actions(text)] == [words]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("The plan that the AMHP lead wrote last year will be reviewed.", ""),
        ("AMHPs who work at night will be offered a taxi.", ""),
        ("Staff whom the AMHP lead has trained will report to EDT.", ""),
        ("If funding is found, the Head of Service will recruit two AMHPs.", "Head of Service"),
        ("In 2025/26 the AMHP Lead will run four sessions.", "AMHP Lead"),
        ("By 31/03/2026 the PSW will have written a framework.", "PSW"),
        ("The team manager, with support from HR, will advertise both posts.", "team manager"),
        ("The Trust has agreed to fund a second post.", "Trust"),
        ("Finance manager and AMHP lead to cost a rota.", "Finance manager and AMHP lead"),
        ("Explore co-location with the crisis team – AMHP Manager – Dec 2025", "AMHP Manager"),
        ("The service will review the rota.", "service"),
        ("Cover to be found for the hub - the principal social worker to lead.", "principal social worker"),
        ("Everything that managers need will be bought.", ""),
    ],
)
def test_an_owner_is_who_acts_and_no_clause(text: str, owner: str) -> None:
    (action,) = actions(text)
    assert action.owner == owner


@pytest.mark.parametrize(
    ("text", "verb", "last"),
    [
        ("By March 2026, agree a protocol.", "agree", "2026-03-31"),
        ("By the end of June 2026: publish the policy.", "publish", "2026-06-30"),
        ("From 1 May 2026 we will shadow EDT.", "shadow", None),
        ("New leaflet printed by Apr-25", "print", "2025-04-30"),
        ("Leaflet to be printed by Apr-25", "print", "2025-04-30"),
        ("Training plan to be signed off in Sept 2025", "sign off", "2025-09-30"),
        ("Deputy director to lead a group that will report in October 2025.", "lead", "2025-10-31"),
    ],
)
def test_an_action_may_begin_with_its_date(text: str, verb: str, last: str | None) -> None:
    (action,) = actions(text)
    assert action.start == 0 and action.end == len(text)
    assert action.verb == verb
    assert action.due is not None and (str(action.due.last) if action.due.last else None) == last


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("1) Refresh the policy 2) Brief all staff 3) Audit its use", ["refresh", "brief", "audit"]),
        ("(a) map waits (b) agree a route (c) share both", ["map", "agree", "share"]),
        ("We will: i) map waits ii) agree a route", ["map", "agree"]),
        ("1. Refresh the policy 2. Brief all staff", ["refresh", "brief"]),
    ],
)
def test_a_list_in_one_line_is_parted(text: str, verbs: list[str]) -> None:
    assert [action.verb for action in actions(text) if action.verb][-len(verbs) :] == verbs


@pytest.mark.parametrize(
    "text", ["Meet in room 2) near the hub", "See standard 1.2) and (a) of the policy", "Recruit (1) lead."]
)
def test_a_bracket_that_counts_nothing_parts_no_list(text: str) -> None:
    assert len(actions(text)) <= 1


@pytest.mark.parametrize(
    "text", ["Those who need to renew have been told.", "Procedures that need to be updated: none."]
)
def test_what_a_clause_says_of_people_is_no_plan(text: str) -> None:
    assert actions(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We no longer rely on agency staff.", {"workforce": "strength"}),
        ("Difficulties with recruitment have been resolved.", {"workforce": "strength"}),
        ("Difficulties with recruitment have not been resolved.", {"workforce": "gap"}),
        ("Difficulties with recruitment have only partly been resolved.", {"workforce": "gap"}),
        ("Difficulties with recruitment are to be resolved.", {"workforce": "gap"}),
        ("We have resolved the delays in conveyance.", {"conveyance": "strength"}),
        ("The gaps in our data have been closed.", {"data": "strength"}),
        ("The problems we had with EDT are behind us.", {"out_of_hours": "strength"}),
        ("Turnover has fallen.", {"workforce": "strength"}),
        ("Turnover has doubled.", {"workforce": "gap"}),
        ("A list of vacancies is kept.", {"workforce": "neutral"}),
        ("We no longer have to wait for a bed.", {"beds": "strength"}),
        ("The police no longer attend.", {"police": "gap"}),
        ("Stress is a regular theme.", {"wellbeing": "neutral"}),
        ("Training lapsed when the provider closed.", {"training": "gap"}),
        ("Nobody has to attend alone.", {"lone_working": "strength"}),
    ],
)
def test_a_trouble_that_is_over_is_a_strength(text: str, expected: dict[str, str]) -> None:
    assert stances(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Continue as now.",
        "To continue as is.",
        "Awaiting news from the ICB.",
        "This should be enough to meet demand.",
        "Funding ends in March 2026.",
    ],
)
def test_what_says_how_things_are_or_stay_is_no_action(text: str) -> None:
    assert actions(text) == []


def test_a_trouble_that_was_not_treated_is_a_gap() -> None:
    assert stances("We have not reviewed the risks of lone working.") == {"lone_working": "gap"}
    assert stances("Lone working has not caused problems.") == {"lone_working": "strength"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("To recruit so that nobody finishes late.", {"workforce": "neutral"}),
        ("Continue to monitor gaps through the case management system.", {"records_systems": "neutral"}),
        ("Address the lack of training.", {"training": "neutral"}),
        ("Supervision covers reporting of delays.", {"supervision": "neutral"}),
        ("Delays are reported in the electronic record.", {"records_systems": "neutral"}),
        ("Concerns about training are logged each week.", {"training": "neutral"}),
        ("This is supported by a training matrix.", {"training": "neutral"}),
        ("A notice is produced as easy read.", {"accessible_information": "neutral"}),
        ("They have informal and formal supervision.", {"supervision": "neutral"}),
        ("Delays in conveyance are common.", {"conveyance": "gap"}),
        ("There are concerns about training.", {"training": "gap"}),
        ("Audit shows that training is poor.", {"training": "gap"}),
    ],
)
def test_what_is_planned_wished_for_or_reported_on_is_no_claim(text: str, expected: dict[str, str]) -> None:
    assert stances(text) == expected
