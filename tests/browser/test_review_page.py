from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys

from tests.browser.chromium import review
from tests.browser.conftest import Page
from tests.unit.review.lines import line
from toolkit_extract.dataset.all_rows import all_rows
from toolkit_extract.dataset.stored import stored_records, stored_toolkit
from toolkit_extract.outputs.files import write
from toolkit_extract.review.corrections import append, read_overlay
from toolkit_extract.review.desk import Desk
from toolkit_extract.review.static import write_static
from toolkit_extract.schemas.correction import Action, AnswerValue
from toolkit_extract.schemas.outcome import result_order


def lines(folder: Path) -> list[tuple[str, str, str, str | None]]:
    return [
        (line.standard, line.answer, line.action.value, line.value.option if line.value else None)
        for line in read_overlay(folder).lines
    ]


def place(page: Page) -> tuple[str, str]:
    """Standard and answer in hand, as the page's own list names them."""
    item = page.driver.execute_script(
        "return document.querySelector('.entry[aria-current] .name').textContent"
    )
    number, _, answer = item.partition(" ")
    return number, answer


def go_to(page: Page, section: str, words: str = "") -> None:
    """Show one reason of the queue alone, and open the first item with these words."""
    page.click(f".chip.{section}")
    chosen = "[...document.querySelectorAll('.entry')].find((one) => one.title.includes(arguments[0]))"
    page.driver.execute_script(f"{chosen}.click()", words)
    page.wait(lambda: page.driver.execute_script(f"return {chosen}.getAttribute('aria-current')", words))
    page.click(f".chip.{section}")


def test_a_doubt_is_decided_by_keys_alone_and_is_in_the_tables_at_the_end(
    browser: webdriver.Chrome, folder: Path
) -> None:
    page = Page(browser)
    with review(folder, "--only", "doubtful") as address:
        page.open(address)
        page.driver.execute_script("localStorage.clear()")
        first = place(page)
        page.press("a")
        page.give_name("Ada Lovelace")
        page.wait(lambda: place(page) != first)
        second = place(page)
        page.press("2")
        assert page.sees("#editor")
        page.press(Keys.ENTER)
        page.wait(lambda: place(page) != second)
        third = place(page)
        page.press("x")
        page.wait(lambda: len(lines(folder)) == 3)
        page.wait(lambda: page.text("#progress").startswith("3 of"))
        assert [line[:2] for line in lines(folder)] == [
            (number, answer.lower()) for number, answer in (first, second, third)
        ]
        assert [line[2] for line in lines(folder)][::2] == ["accept", "unreadable"]
        page.press("u")
        page.wait(lambda: len(lines(folder)) == 4 and place(page) == third)
        assert read_overlay(folder).lines[-1].action is Action.UNDO
        assert page.complaints() == []
    with (folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        reviewed = [row["reviewed"] for row in csv.DictReader(file) if row["reviewed"]]
    assert len(reviewed) == 2
    assert {line.reviewer for line in read_overlay(folder).lines} == {"Ada Lovelace"}


def test_the_picture_of_the_place_stands_beside_the_value_with_a_box_round_it(page: Page) -> None:
    go_to(page, "audit", ".pdf")
    page.wait(lambda: page.shown(".frame img", "one.complete && one.naturalWidth > 200"))
    box, frame = page.box(".box.answer"), page.box(".frame")
    assert frame["left"] <= box["left"] < box["right"] <= frame["right"] + 1
    assert page.box(".frame img")["right"] < page.box("#value")["left"]
    page.press("b")
    assert not page.sees(".box.answer")
    page.press("bp")
    page.wait(lambda: page.text("#whole-page") == "Only the place")
    page.wait(lambda: page.shown(".frame img", "one.complete && one.naturalWidth"))
    assert page.shown(".frame img", "one.naturalWidth") > page.box(".frame")["width"] * 0.9
    page.click("#page-on")
    page.wait(lambda: "Page 2" in page.text(".picture figcaption"))


def test_a_word_row_and_lines_of_a_text_are_shown_with_what_was_read_marked(page: Page) -> None:
    go_to(page, "audit", ".docx")
    page.wait(lambda: page.sees(".rows .cell"))
    go_to(page, "audit", ".txt")
    page.wait(lambda: page.sees(".lines"))
    assert page.text(".lines th").isdigit()


def test_a_text_is_corrected_and_escape_leaves_it_as_it_was(page: Page, folder: Path) -> None:
    go_to(page, "audit", "")
    page.driver.execute_script("localStorage.setItem('reviewer', 'Ada')")
    while not page.sees("#value .text"):
        page.press("j")
        page.wait(lambda: page.sees("#value p"))
    before = place(page)
    page.press("e")
    page.find("#text").send_keys("not kept" + Keys.ESCAPE)
    assert not page.sees("#editor")
    assert lines(folder) == []
    page.press("e")
    page.find("#text").clear()
    page.find("#text").send_keys("aexu <b>bold</b>\nsecond" + Keys.CONTROL + Keys.ENTER)
    page.wait(lambda: len(lines(folder)) == 1)
    (line,) = read_overlay(folder).lines
    assert line.value is not None
    assert line.value.text == "aexu <b>bold</b>\nsecond"
    assert line.audit == pytest.approx(0.2)
    page.press("k")
    while place(page) != before:
        page.press("k")
    page.wait(lambda: "Corrected to: aexu <b>bold</b>" in page.text("#decision"))


def test_a_note_is_kept_with_the_decision_and_keys_in_it_decide_nothing(page: Page, folder: Path) -> None:
    page.driver.execute_script("localStorage.setItem('reviewer', 'Ada')")
    page.press("n")
    page.press("axe kept")
    page.press(Keys.ENTER)
    assert lines(folder) == []
    page.press("a")
    page.wait(lambda: len(lines(folder)) == 1)
    assert read_overlay(folder).lines[0].reason == "axe kept"


def test_several_boxes_can_be_ticked_and_none_and_not_there(page: Page, folder: Path) -> None:
    page.driver.execute_script("localStorage.setItem('reviewer', 'Ada')")
    go_to(page, "doubtful", "box")
    page.press("1")
    page.press("4")
    page.press(Keys.ENTER)
    page.wait(lambda: len(lines(folder)) == 1)
    value = read_overlay(folder).lines[-1].value
    assert value is not None
    assert (value.state, len(value.selected)) == ("multiple_selected", 2)
    page.press("1")
    page.press("1")
    page.press(Keys.ENTER)
    page.wait(lambda: len(lines(folder)) == 2)
    value = read_overlay(folder).lines[-1].value
    assert value is not None
    assert value.state == "none_selected"
    page.press("e")
    page.click("#is-absent")
    page.click("#editor button.main")
    page.wait(lambda: len(lines(folder)) == 3)
    value = read_overlay(folder).lines[-1].value
    assert value is not None
    assert (value.state, value.selected) == ("absent", ())


def test_missing_standards_are_decided_together_or_one_by_one(page: Page, folder: Path) -> None:
    page.driver.execute_script("localStorage.setItem('reviewer', 'Ada')")
    go_to(page, "missing", ".pdf")
    assert "whole standard" in page.title
    page.press("e")
    page.wait(lambda: "Map" in page.title)
    page.press("e")
    page.find("#text").send_keys("It is there" + Keys.CONTROL + Keys.ENTER)
    page.wait(lambda: len(lines(folder)) == 1)
    page.wait(lambda: "whole standard" in page.title)
    assert "1 of 7 answers decided" in page.text("#decision")
    count = int("".join(filter(str.isdigit, page.text("#accept-all"))))
    page.click("#accept-all")
    page.wait(lambda: len(lines(folder)) == 1 + 7 * count)


def test_the_later_of_two_reviewers_sees_the_earlier_ones_decision_and_chooses(
    browser: webdriver.Chrome, folder: Path
) -> None:
    page = Page(browser)
    with review(folder, "--only", "doubtful") as address:
        page.open(address)
        page.driver.execute_script("localStorage.setItem('reviewer', 'Ada')")
        first_window = page.driver.current_window_handle
        page.driver.switch_to.new_window("window")
        page.open(address)
        second = place(page)
        page.press("x")
        page.wait(lambda: len(lines(folder)) == 1)
        page.driver.close()
        page.driver.switch_to.window(first_window)
        page.driver.execute_script("localStorage.setItem('reviewer', 'Ben')")
        assert place(page) == second
        page.press("a")
        page.wait(lambda: page.sees("#conflict"))
        assert "Not saved. Ada decided this just now: Marked unreadable." in page.text("#conflict")
        assert len(lines(folder)) == 1
        page.press(Keys.TAB + Keys.ENTER)
        page.wait(lambda: len(lines(folder)) == 2)
        assert [line.reviewer for line in read_overlay(folder).lines] == ["Ada", "Ben"]


def test_progress_is_kept_when_the_review_is_begun_again(browser: webdriver.Chrome, folder: Path) -> None:
    page = Page(browser)
    with review(folder, "--only", "doubtful") as address:
        page.open(address)
        page.driver.execute_script("localStorage.setItem('reviewer', 'Ada')")
        first = place(page)
        page.press("a")
        page.wait(lambda: place(page) != first)
        second = place(page)
    with review(folder, "--only", "doubtful") as address:
        page.open(address)
        assert place(page) == second
        assert page.text("#progress").startswith("1 of")


def test_an_address_without_its_token_shows_nothing_of_a_return(
    browser: webdriver.Chrome, folder: Path
) -> None:
    page = Page(browser)
    with review(folder) as address:
        page.driver.get("about:blank")
        page.driver.get(address.split("#")[0] + "#wrong")
        page.wait(lambda: page.sees("#empty-words"))
        assert "open the address that the program printed" in page.text("#empty-words")
        assert "Hackney" not in page.driver.page_source
        page.driver.get_log("browser")  # the refusal itself


def test_the_token_does_not_stay_in_the_address(page: Page) -> None:
    assert "#" not in page.driver.current_url
    page.driver.refresh()
    page.wait(lambda: page.driver.execute_script("return document.body.dataset.ready"))


def test_text_of_a_return_is_never_markup(browser: webdriver.Chrome, folder: Path) -> None:
    evil = "</script><img src=x onerror=\"document.title='owned'\"><b>"
    path = folder / "records.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for record in records:
        record["authority"]["name"] = evil
        record["source"]["path"] = f"{evil}.pdf"
        for standard in record["standards"]:
            standard["statement"] = standard["title"] = evil
            standard["found"] = True
            standard["map"] |= {"state": "answered", "text": evil, "method": evil, "needs_review": True}
            standard["map"]["review_reasons"] = [evil]
            standard["evaluate"] |= {"remark": evil, "needs_review": True}
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    toolkit = stored_toolkit(folder)
    in_order = sorted(stored_records(folder), key=result_order)
    write(folder, all_rows(in_order, toolkit), toolkit, "0.1.0")
    said = AnswerValue(state="answered", text=evil)
    made = next(stored_records(folder))
    append(folder, lambda _: [line(made, "1.1", "map", "correct", said, reviewer=evil, reason=evil)])
    page = Page(browser)

    def look_about() -> None:
        page.wait(lambda: evil in page.text("#title"))
        name = f"{made.return_id}:1.1:map"
        page.driver.execute_script(
            "openItem(state.queue.items.find((item) => item.id === arguments[0]))", name
        )
        page.wait(lambda: evil in page.text("#decision"))
        page.press("jjjj")
        assert page.driver.find_elements("css selector", "main b img, li img, [onerror]") == []
        assert "owned" not in page.driver.title
        assert page.complaints() == []

    with review(folder) as address:
        page.open(address)
        look_about()
    desk = Desk(folder)
    with desk.drawer:
        write_static(desk, folder / "queue.html")
    page.open((folder / "queue.html").as_uri())
    look_about()


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_is_wider_than_the_window(width: int, page: Page) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 500}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        page.wait(lambda: page.driver.execute_script("return window.innerWidth") == width)
        for _ in range(12):
            wide = page.driver.execute_script("return document.documentElement.scrollWidth")
            assert wide <= width
            assert page.box("#accept")["left"] >= 0
            page.press("j")
        if width < 500:
            page.click("#open-queue")
            page.wait(lambda: page.sees(".entry[aria-current]"))
            assert page.find("#open-queue").get_attribute("aria-expanded") == "true"
            for button in page.driver.find_elements("css selector", ".decide > .buttons button"):
                assert not button.is_displayed() or button.rect["height"] >= 44
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_every_control_has_a_name_and_can_be_reached_by_tab(page: Page) -> None:
    go_to(page, "audit", ".pdf")
    page.wait(lambda: page.sees(".frame img"))
    unnamed = page.driver.execute_script(
        """return [...document.querySelectorAll('button, input, select, textarea, [tabindex="0"]')]
           .filter((one) => one.offsetParent && !one.textContent.trim() && !one.getAttribute('aria-label'))
           .filter((one) => !(one.labels && one.labels.length)).map((one) => one.outerHTML)"""
    )
    assert unnamed == []
    page.press(Keys.TAB)
    seen = set()
    for _ in range(40):
        seen.add(page.driver.execute_script("return document.activeElement.id"))
        page.press(Keys.TAB)
    assert {"accept", "edit", "unreadable", "why", "boxes", "evidence"} <= seen


def test_the_list_is_one_stop_of_the_tab_key_and_arrows_go_through_it(page: Page) -> None:
    page.driver.execute_script("document.querySelector('.entry[aria-current]').focus()")
    first = place(page)
    page.press(Keys.ARROW_DOWN)
    page.wait(lambda: place(page) != first)
    assert page.driver.execute_script("return document.activeElement.matches('.entry[aria-current]')")
    assert (
        page.driver.execute_script("return document.querySelectorAll('.entry[tabindex=\"0\"]').length") == 1
    )
    page.press(Keys.ARROW_UP)
    page.wait(lambda: place(page) == first)


def test_colours_of_text_can_be_told_from_what_is_behind_them(page: Page) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 to 1 for text."""
    poor = page.driver.execute_script(CONTRAST)
    assert poor == []


def test_single_keys_can_be_turned_off(page: Page, folder: Path) -> None:
    """WCAG 2.2, 2.1.4."""
    page.driver.execute_script("localStorage.setItem('reviewer', 'Ada')")
    page.press("?")
    page.click("#keys-on")
    page.click("#help button.main")
    before = page.title
    page.press("aj")
    assert page.title == before
    assert lines(folder) == []
    page.driver.execute_script("localStorage.removeItem('keys')")


CONTRAST = """
const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
const part = (value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
function behind(one) {
  for (let at = one; at; at = at.parentElement) {
    const colour = rgb(getComputedStyle(at).backgroundColor);
    if (colour.length === 3 || colour[3] === 1) return colour;
  }
  return [255, 255, 255];
}
const poor = [];
for (const one of document.querySelectorAll("body *")) {
  const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (!own || !one.offsetParent || one.closest(".hidden, :disabled")) continue;
  const [a, b] = [light(rgb(getComputedStyle(one).color)), light(behind(one))];
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) poor.push(`${one.tagName}.${one.className}: ${one.innerText.slice(0, 20)} ${ratio.toFixed(2)}`);
}
return poor;
"""
