from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.made_records import choice, narrative, record
from tests.unit.review.lines import HIGH, answer_of, line
from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.errors import UnreadableTables
from toolkit_extract.outputs.files import write
from toolkit_extract.review.apply import value_of
from toolkit_extract.review.corrections import append, read_overlay
from toolkit_extract.review.desk import Desk, Wish
from toolkit_extract.review.server import FILES, application
from toolkit_extract.review.static import static_page
from toolkit_extract.schemas.record import ReturnRecord
from toolkit_extract.schemas.toolkit import ChoiceQuestion, Toolkit
from toolkit_extract.sharing.purge import purge

TOKEN = "a-secret"
PORT = 4567
HERE = f"http://127.0.0.1:{PORT}"
EVIL = "</script><img src=x onerror=alert(1)>\u2028<!--"


@pytest.fixture
def made(amhp: Toolkit) -> ReturnRecord:
    question = amhp.question("evaluate")
    assert isinstance(question, ChoiceQuestion)
    doubted = choice(
        question, "partially", needs_review=True, review_reasons=("chosen without a box",), remark=EVIL
    )
    return record(amhp, changed={"1.1": {"evaluate": doubted, "map": narrative(EVIL, needs_review=True)}})


@pytest.fixture
def folder(tmp_path: Path, amhp: Toolkit, made: ReturnRecord) -> Path:
    write(tmp_path, all_rows((made,), amhp), amhp, "0.1.0")
    return tmp_path


@pytest.fixture
def desk(folder: Path) -> Iterator[Desk]:
    desk = Desk(folder, Wish(audit=0.05))
    with desk.drawer:
        yield desk


@pytest.fixture
def client(desk: Desk) -> TestClient:
    return TestClient(application(desk, TOKEN, PORT), base_url=HERE, headers={"x-review-token": TOKEN})


def request(
    made: ReturnRecord, action: str = "accept", answer: str = "evaluate", **fields: Any
) -> dict[str, Any]:
    key = f"{made.return_id}:1.1:{answer}"
    read = {key: value_of(answer_of(made, "1.1", answer)).fingerprint}
    return {
        "items": [key], "action": action, "reviewer": "Ada", "reason": "", "seen": {key: None}, "read": read, **fields,
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/api/queue", "/api/items/x", "/api/changes/0", "/api/decisions", "/api/tables"]
)
@pytest.mark.parametrize("token", [None, "", "a-secreT", "a-secret "])
def test_nothing_of_a_return_is_said_without_the_token(path: str, token: str | None, desk: Desk) -> None:
    headers = {} if token is None else {"x-review-token": token}
    client = TestClient(application(desk, TOKEN, PORT), base_url=HERE)
    answer = client.get(path, headers=headers)
    assert answer.status_code == (401 if (token or "").strip() != TOKEN else answer.status_code)
    assert "Dudley" not in answer.text or (token or "").strip() == TOKEN


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": f"evil.example:{PORT}"},
        {"host": "127.0.0.1:1"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": f"https://127.0.0.1:{PORT}"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=str,
)
def test_other_names_and_other_sites_get_nothing(headers: dict[str, str], client: TestClient) -> None:
    for path in ("/", "/api/queue"):
        assert client.get(path, headers=headers).status_code == 403
    assert client.post("/api/decisions", headers=headers, json={}).status_code == 403


def test_every_answer_carries_the_policy_the_refused_ones_too(client: TestClient) -> None:
    for answer in (
        client.get("/"),
        client.get("/api/queue"),
        client.get("/nowhere"),
        client.get("/", headers={"host": "evil.example"}),
    ):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"


def test_the_page_is_whole_and_loads_nothing_from_elsewhere(client: TestClient) -> None:
    for path in FILES:
        answer = client.get(path)
        assert answer.status_code == 200
        assert "http://" not in answer.text
        assert "https://" not in answer.text
        assert "innerHTML" not in answer.text
    page = client.get("/").text
    assert "style=" not in page
    assert "onclick" not in page


def test_the_queue_and_an_item_say_what_the_machine_read_and_why_it_is_doubted(
    client: TestClient, made: ReturnRecord
) -> None:
    queue = client.get("/api/queue").json()
    first = next(
        item for item in queue["items"] if item["answer"] == "evaluate" and item["standard"] == "1.1"
    )
    assert (first["section"], first["reasons"][0], first["authority"]) == (
        "doubtful",
        "chosen without a box",
        "Dudley",
    )
    detail = client.get(f"/api/items/{first['id']}").json()
    said = next(answer for answer in detail["answers"] if answer["name"] == "evaluate")
    assert (said["option"], said["marks"]["not_at_all"], said["method"]) == (
        "partially",
        "unselected",
        "unicode_glyph",
    )
    assert [answer["name"] for answer in detail["answers"]][:2] == ["map", "evaluate"]
    assert "is not where it was read" in detail["evidence"][0]["words"]


def test_a_decision_is_on_the_disk_when_it_is_answered(
    client: TestClient, folder: Path, made: ReturnRecord
) -> None:
    answer = client.post("/api/decisions", json=request(made, reason="legible"))
    (saved,) = read_overlay(folder).lines
    assert answer.json()["decisions"][f"{made.return_id}:1.1:evaluate"]["id"] == saved.id
    assert answer.json()["unwritten"] == 1
    assert (saved.reviewer, saved.reason, saved.queued) == ("Ada", "legible", "doubtful")
    assert saved.machine is not None
    assert saved.machine.option == "partially"


def test_a_correction_and_its_undo(client: TestClient, folder: Path, made: ReturnRecord) -> None:
    value = {"state": "selected", "option": "not_at_all", "selected": ["not_at_all"]}
    first = client.post("/api/decisions", json=request(made, "correct", value=value)).json()
    key = f"{made.return_id}:1.1:evaluate"
    assert first["decisions"][key]["value"]["option"] == "not_at_all"
    seen = {key: first["decisions"][key]["id"]}
    second = client.post("/api/decisions", json=request(made, "undo", seen=seen)).json()
    assert second["decisions"] == {key: None}
    assert read_overlay(folder).of_answer(made.source.sha256, "1.1", "evaluate") is None
    assert len(read_overlay(folder).lines) == 2


def test_the_second_of_two_reviewers_is_told_and_overwrites_nothing(
    client: TestClient, folder: Path, made: ReturnRecord
) -> None:
    client.post("/api/decisions", json=request(made))
    late = client.post("/api/decisions", json=request(made, "unreadable", reviewer="Ben"))
    key = f"{made.return_id}:1.1:evaluate"
    assert late.status_code == 409
    assert late.json()["keys"] == [key]
    assert late.json()["decisions"][key]["reviewer"] == "Ada"
    assert len(read_overlay(folder).lines) == 1
    seen = {key: late.json()["decisions"][key]["id"]}
    assert (
        client.post("/api/decisions", json=request(made, "unreadable", reviewer="Ben", seen=seen)).status_code
        == 200
    )
    assert read_overlay(folder).standing[made.source.sha256]["1.1", "evaluate"].reviewer == "Ben"


def test_two_servers_of_one_folder_see_each_others_decisions(
    client: TestClient, folder: Path, made: ReturnRecord
) -> None:
    other = TestClient(
        application(Desk(folder), TOKEN, PORT), base_url=HERE, headers={"x-review-token": TOKEN}
    )
    other.post("/api/decisions", json=request(made))
    assert client.post("/api/decisions", json=request(made)).status_code == 409
    news = client.get("/api/changes/0").json()
    assert list(news["decisions"]) == [f"{made.return_id}:1.1:evaluate"]
    assert client.get(f"/api/changes/{news['cursor']}").json()["decisions"] == {}


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"action": "delete"},
        {"action": "correct"},
        {"action": "correct", "value": {"state": "selected", "option": "enormous", "selected": ["enormous"]}},
        {"action": "correct", "value": {"state": "answered", "text": "words"}},
        {"reviewer": ""},
        {"reviewer": "x" * 300},
        {"reason": "x" * 3000},
        {"items": ["nothing:1.1:map"]},
        {"items": []},
        {"read": {}},
        {"extra": 1},
    ],
    ids=str,
)
def test_what_is_no_decision_is_refused_and_saves_nothing(
    body: dict[str, Any], client: TestClient, folder: Path, made: ReturnRecord
) -> None:
    given = {**request(made), **body} if body else {}
    answer = client.post("/api/decisions", json=given)
    assert answer.status_code == 422
    assert answer.json()["error"]
    assert read_overlay(folder).lines == ()


def test_too_much_at_once_is_refused(client: TestClient) -> None:
    assert client.post("/api/decisions", content=b" " * 1_100_000).status_code == 413


def test_an_answer_in_no_queue_can_be_opened_and_decided(
    client: TestClient, folder: Path, made: ReturnRecord
) -> None:
    item = f"{made.return_id}:5.1:map"
    assert client.get(f"/api/items/{item}").json()["id"] == item
    read = {item: value_of(answer_of(made, "5.1", "map")).fingerprint}
    body = {**request(made), "items": [item], "seen": {}, "read": read}
    assert client.post("/api/decisions", json=body).status_code == 200
    assert read_overlay(folder).lines[0].standard == "5.1"
    assert client.get(f"/api/items/{made.return_id}:5.1:weather").status_code == 404


def test_tables_are_written_when_asked_and_the_count_of_waiting_decisions_says_so(
    client: TestClient, folder: Path, made: ReturnRecord
) -> None:
    client.post("/api/decisions", json=request(made))
    assert b"accepted" not in (folder / "answers.csv").read_bytes()
    written = client.post("/api/tables", json={}).json()
    assert written["unwritten"] == 0
    assert b"accepted" in (folder / "answers.csv").read_bytes()
    assert client.get(f"/api/items/{made.return_id}:1.1:evaluate").status_code == 200
    assert Desk(folder).unwritten == 0


def test_a_run_that_writes_the_records_anew_in_the_meantime_is_noticed(
    client: TestClient, folder: Path, made: ReturnRecord, amhp: Toolkit
) -> None:
    client.get("/api/queue")
    more = record(amhp, "aaa first.txt")
    write(folder, all_rows((more, made), amhp), amhp, "0.1.0")
    assert (
        client.get(f"/api/items/{made.return_id}:1.1:evaluate").json()["answers"][1]["option"] == "partially"
    )


def test_a_decision_about_a_return_that_was_taken_out_in_the_meantime_is_refused(
    client: TestClient, folder: Path, made: ReturnRecord
) -> None:
    client.get("/api/queue")
    purge(folder, made.return_id)
    answer = client.post("/api/decisions", json=request(made))
    assert answer.status_code == 422
    assert "load the page again" in answer.json()["error"]
    assert read_overlay(folder).lines == ()


def test_a_stale_correction_is_queued_again_with_what_the_person_had_said(
    folder: Path, made: ReturnRecord, amhp: Toolkit
) -> None:
    before = record(amhp)
    append(folder, lambda _: [line(before, "1.1", "evaluate", "accept", machine=HIGH)])
    queue = Desk(folder).queue()
    assert queue["items"][0]["section"] == "stale"
    assert queue["decisions"][queue["items"][0]["id"]]["stale"] is True


def test_a_queue_can_be_cut_to_reasons_and_a_number(folder: Path) -> None:
    assert {item.answer for item in Desk(folder).items} == {"map", "evaluate"}
    assert len(Desk(folder, Wish(limit=1)).items) == 1
    assert Desk(folder, Wish(sections=("missing",))).items == ()


def test_returns_that_a_later_one_stands_for_are_queued_only_when_asked_for(
    folder: Path, made: ReturnRecord, amhp: Toolkit
) -> None:
    late = made.model_copy(update={"superseded_by": "0" * 16})
    write(folder, all_rows((late,), amhp), amhp, "0.1.0")
    assert Desk(folder, Wish(audit=1.0)).items == ()
    assert len(Desk(folder, Wish(superseded=True)).items) == 2


def test_a_folder_that_ingest_did_not_write_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableTables):
        Desk(tmp_path)


def test_the_mailed_page_holds_everything_and_lets_no_text_out_of_its_place(desk: Desk) -> None:
    page = static_page(desk)
    head, _, rest = page.partition('<script type="application/json" id="data">')
    data, _, script = rest.partition("</script>")
    assert json.loads(data)["details"]
    assert EVIL in json.dumps(json.loads(data), ensure_ascii=False)
    assert "<" not in data
    assert script.count("</script>") == 1
    assert "src=" not in head.replace("img-src", "").replace("script-src", "").replace(
        "style-src", ""
    ).replace("default-src", "")
    assert "script-src 'sha256-" in head


def test_a_decision_about_a_reading_that_has_changed_since_is_refused(
    client: TestClient, folder: Path, made: ReturnRecord, amhp: Toolkit
) -> None:
    before = client.get("/api/queue").json()["items"]
    now = made.model_copy(update={"standards": record(amhp).standards})
    write(folder, all_rows((now,), amhp), amhp, "0.1.0")
    body = request(made)
    answer = client.post("/api/decisions", json=body)
    assert answer.status_code == 422
    assert "load the page again" in answer.json()["error"]
    assert read_overlay(folder).lines == ()
    assert len(client.get("/api/queue").json()["items"]) < len(before)
