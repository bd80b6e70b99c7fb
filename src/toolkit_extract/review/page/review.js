// The page: the queue, one item of it, and what a person says about it. Where it comes from and goes to, `desk` knows.
"use strict";

(() => {
  const get = (id) => document.getElementById(id);
  const SECTIONS = {
    stale: "Changed", doubtful: "Doubtful", missing: "Missing", conflicting: "Conflicting", audit: "Audit", opened: "Opened",
  };
  const STATES = {
    none_selected: "Nothing is ticked", multiple_selected: "More than one option is ticked", not_recoverable: "Not recoverable: the file does not say",
    absent: "Not in the return", blank: "Blank", answered: "", selected: "",
  };
  const SIGNS = { selected: "☒", unselected: "☐", unknown: "▨" };
  const MARKS = { accept: "✓", correct: "✎", unreadable: "⊘" };
  const WORDS = { accept: "Accepted", correct: "Corrected", unreadable: "Marked unreadable" };

  const state = {
    queue: null, decisions: {}, cursor: 0, current: null, detail: null, shown: [], details: new Map(),
    sections: new Set(), page: null, mine: [], editing: false, busy: false,
  };
  const rowOf = new Map();

  // Keys, names and values

  const key = (item, answer) => `${item.return_id}:${item.standard}:${answer}`;
  const keys = (item) => item.answers.map((answer) => key(item, answer));
  const isWhole = (item) => item.answer === "*";
  const decisionsOf = (item) => keys(item).map((name) => state.decisions[name] || null);
  const isDone = (item) => decisionsOf(item).every((decision) => decision && !decision.stale);
  const form = (answer) => state.queue.form.answers[answer];
  const label = (item) => (isWhole(item) ? "whole standard" : form(item.answer).label);
  const optionLabel = (answer, code) => (form(answer).options.find((option) => option.code === code) || { label: code }).label;

  function valueWords(answer, value) {
    if (form(answer).kind !== "choice") return value.state === "answered" ? value.text || "unreadable" : STATES[value.state];
    if (value.state === "selected") {
      const option = form(answer).options.find((one) => one.code === value.option);
      return option ? `${option.label} (${option.score})` : value.option;
    }
    const several = value.selected.map((code) => optionLabel(answer, code)).join(", ");
    return STATES[value.state] + (several ? `: ${several}` : "");
  }

  function decisionWords(answer, decision) {
    if (decision.action !== "correct") return WORDS[decision.action];
    return `Corrected to: ${valueWords(answer, decision.value)}`;
  }

  function since(at) {
    const minutes = Math.round((Date.now() - Date.parse(at)) / 60000);
    if (minutes < 1) return "just now";
    if (minutes < 60) return `${minutes} min ago`;
    return new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
  }

  const say = (words) => { get("said-aloud").textContent = words; };

  // The queue

  function filtered() {
    const authority = get("authority").value;
    const todo = get("todo").checked;
    return state.queue.items.filter((item) => (
      (!state.sections.size || state.sections.has(item.section)) && (!authority || item.authority === authority)
      && (!todo || !isDone(item) || item === state.current)
    ));
  }

  function buildRow(item) {
    const button = element("button", { type: "button", class: "entry", title: `${item.file}: ${item.reasons.join("; ")}` },
      element("span", { class: "sign", "aria-hidden": "true" }),
      element("span", { class: "name" }, `${item.standard} ${label(item)}`),
      element("span", { class: "of" }, item.authority),
      element("span", { class: "hidden state" }));
    button.addEventListener("click", () => { closeQueue(); open(item); });
    return element("li", { class: item.section }, button);
  }

  function paintRow(item) {
    const row = rowOf.get(item.id);
    if (!row) return;
    const first = decisionsOf(item)[0];
    const done = isDone(item);
    const button = row.firstChild;
    row.classList.toggle("done", done);
    row.querySelector(".sign").textContent = done ? MARKS[first.action] : "";
    row.querySelector(".state").textContent = done ? `, ${WORDS[first.action].toLowerCase()}` : ", to do";
    if (item === state.current) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }

  function paintList() {
    state.shown = filtered();
    let before = null;
    const rows = [];
    for (const item of state.shown) {
      if (item.section !== before) {
        rows.push(element("li", { class: "part" }, SECTIONS[item.section]));
        before = item.section;
      }
      if (!rowOf.has(item.id)) rowOf.set(item.id, buildRow(item));
      rows.push(rowOf.get(item.id));
      paintRow(item);
    }
    get("list").replaceChildren(...rows);
  }

  function paintSections() {
    const buttons = Object.entries(SECTIONS).map(([name, words]) => {
      const items = state.queue.items.filter((item) => item.section === name);
      if (!items.length) return null;
      const left = items.filter((item) => !isDone(item)).length;
      const chip = element("button", { type: "button", class: `chip ${name}`, "aria-pressed": String(state.sections.has(name)) },
        words, " ", element("span", { class: "count" }, String(left)), element("span", { class: "hidden" }, " to do"));
      chip.addEventListener("click", () => {
        if (!state.sections.delete(name)) state.sections.add(name);
        paintSections();
        paintList();
        get("sections").querySelector(`.${name}`).focus();
      });
      return chip;
    });
    get("sections").replaceChildren(...buttons.filter(Boolean));
  }

  function paintProgress(unwritten) {
    const items = state.queue.items;
    const done = items.filter(isDone).length;
    get("progress").textContent = `${done} of ${items.length} decided`;
    get("meter").max = Math.max(1, items.length);
    get("meter").value = done;
    if (unwritten !== undefined) {
      get("write").hidden = !unwritten && desk.kind === "served";
      get("write").textContent = desk.writeLabel(unwritten);
      get("write").title = desk.writeTitle;
      get("write").classList.toggle("waiting", unwritten > 0);
    }
  }

  function learn(news) {
    Object.assign(state.decisions, news.decisions);
    state.cursor = news.cursor;
    const touched = new Set(Object.keys(news.decisions));
    for (const item of state.queue.items) {
      if (keys(item).some((name) => touched.has(name))) paintRow(item);
    }
    paintSections();
    paintProgress(news.unwritten);
  }

  // One item

  async function detailOf(item) {
    const known = state.details.get(item.id);
    if (known) return known;
    const answer = await desk.detail(item.id);
    if (!answer.ok) return { error: answer.body.error };
    state.details.set(item.id, answer.body);
    if (state.details.size > 80) state.details.delete(state.details.keys().next().value);
    return answer.body;
  }

  function prefetch(item) {
    const at = state.shown.indexOf(item);
    const next = [1, 2, 3, -1].map((step) => state.shown[at + step]).filter(Boolean);
    for (const other of next) {
      detailOf(other).then((detail) => {
        for (const seen of detail.evidence || []) {
          if (seen.kind === "picture") {
            const image = new Image();
            image.src = seen.image;
            image.decode().catch(() => {});
          }
        }
      });
    }
  }

  async function open(item, { focus = false } = {}) {
    const before = state.current;
    state.current = item;
    state.page = null;
    state.detail = null;
    closeEditor();
    get("conflict").hidden = true;
    get("why").value = "";
    const detail = await detailOf(item);
    if (state.current !== item) return;
    state.detail = detail;
    if (before) paintRow(before);
    paintItem();
    const row = rowOf.get(item.id);
    paintRow(item);
    if (row) row.scrollIntoView({ block: "nearest" });
    if (focus) get("title").focus({ preventScroll: true });
    prefetch(item);
  }

  function paintItem() {
    const { current: item, detail } = state;
    get("item").hidden = false;
    get("empty").hidden = true;
    get("whose").textContent = item.authority;
    get("file").textContent = item.file.split("/").pop();
    get("file").title = item.file;
    get("title").replaceChildren(element("b", {}, item.standard), ` ${item.title} `,
      element("span", { class: "question" }, label(item)));
    if (detail.error) {
      get("evidence").replaceChildren(element("p", { class: "note" }, detail.error));
      get("value").replaceChildren();
      return;
    }
    get("statement").textContent = detail.statement;
    get("reasons").replaceChildren(...item.reasons.map((reason, at) => element("li", { class: at ? "" : item.section }, reason)));
    get("place").textContent = detail.place || (detail.hint_page ? `No place in the file; page ${detail.hint_page} is where it would stand` : "No place of its own in the file");
    paintEvidence(detail.evidence);
    get("value").replaceChildren(...(isWhole(item) ? [] : machineElements(item)));
    paintNeighbours();
    get("return-findings").replaceChildren(...detail.return_findings.map((words) => element("li", {}, words)));
    get("doubts").hidden = !detail.return_findings.length;
    paintDecision();
  }

  function paintEvidence(evidence) {
    get("evidence").replaceChildren(...evidenceElements(evidence));
    const answer = get("evidence").querySelector(".here, .read");
    if (answer) answer.scrollIntoView({ block: "nearest" });
    else get("evidence").scrollTop = 0;
    const paged = desk.kind === "served" && state.detail.pages && state.detail.format !== "docx";
    for (const id of ["page-back", "whole-page", "page-on"]) get(id).hidden = !paged;
    get("boxes").hidden = !evidence.some((seen) => seen.kind === "picture" && seen.boxes.length);
    get("whole-page").textContent = state.page ? "Only the place" : "Whole page";
  }

  function answerOf(name) {
    return state.detail.answers.find((answer) => answer.name === name);
  }

  function machineElements(item) {
    const said = answerOf(item.answer);
    const made = [element("h3", {}, "The machine read")];
    if (said.kind === "choice") {
      made.push(element("ul", { class: "boxes" }, ...form(item.answer).options.map((option) => {
        const mark = said.marks[option.code];
        return element("li", { class: said.option === option.code ? `${mark} chosen` : mark },
          element("span", { class: "glyph", "aria-hidden": "true" }, SIGNS[mark]), " ", option.label,
          element("span", { class: "hidden" }, `: ${mark}`));
      })));
      made.push(element("p", { class: said.state === "selected" ? "result" : "result none" }, valueWords(item.answer, said)));
      if (said.remark) made.push(element("p", { class: "remark" }, `Written beside: ${said.remark}`));
    } else {
      made.push(element("p", { class: said.state === "answered" ? "text" : "result none" }, valueWords(item.answer, said)));
    }
    const known = [`confidence ${said.confidence.toFixed(2)}`];
    if (said.method) known.push(`by ${said.method.replaceAll("_", " ")}`);
    made.push(element("p", { class: "known" }, known.join(" · ")));
    return made;
  }

  function paintNeighbours() {
    const item = state.current;
    get("neighbours").replaceChildren(...state.detail.answers.map((answer) => {
      const decision = state.decisions[key(item, answer.name)];
      const here = item.answers.includes(answer.name) && !isWhole(item);
      const words = decision && decision.action === "correct" ? valueWords(answer.name, decision.value) : valueWords(answer.name, answer);
      const button = element("button", { type: "button", class: answer.needs_review ? "answer doubt" : "answer", "aria-current": here ? "true" : null },
        element("span", { class: "name" }, form(answer.name).label, " ", element("span", { class: "sign" }, decision && !decision.stale ? MARKS[decision.action] : "")),
        element("span", { class: "words" }, words));
      button.addEventListener("click", () => openAnswer(answer.name));
      return element("li", {}, button);
    }));
  }

  function openAnswer(name) {
    const item = state.current;
    const id = `${item.return_id}:${item.standard}:${name}`;
    const queued = state.queue.items.find((other) => other.id === id);
    return open(queued || { ...item, id, answer: name, answers: [name], section: "opened", reasons: ["opened from its standard"], audit: false, parent: item.parent || item }, { focus: true });
  }

  function paintDecision() {
    const item = state.current;
    const whole = isWhole(item);
    const [first] = decisionsOf(item);
    const done = isDone(item);
    const absent = whole && !item.found;
    const line = get("decision");
    line.className = "decision";
    if (done) {
      const words = whole ? "Decided" : decisionWords(item.answer, first);
      line.textContent = `${words} — ${first.reviewer}, ${since(first.at)}${first.reason ? ` — “${first.reason}”` : ""}`;
      line.classList.add(first.action);
    } else if (first && first.stale) {
      line.textContent = `${decisionWords(item.answer, first)} by ${first.reviewer}, of another reading. The machine says something else now: decide again.`;
      line.classList.add("stale");
    } else {
      const some = decisionsOf(item).filter(Boolean).length;
      line.textContent = some ? `${some} of ${item.answers.length} answers decided` : "Not decided yet";
    }
    get("accept").querySelector("span").textContent = absent ? "It is not there" : whole ? `Accept all ${item.answers.length}` : "Accept";
    get("edit").querySelector("span").textContent = whole ? "One by one" : "Correct";
    get("unreadable").hidden = whole;
    get("undo").disabled = !decisionsOf(item).some(Boolean);
    const alike = absent ? missingOfReturn(item) : [];
    get("accept-all").hidden = alike.length < 2;
    get("accept-all").textContent = `None of the ${alike.length} missing standards is there`;
  }

  const missingOfReturn = (item) => state.queue.items.filter((other) => (
    other.return_id === item.return_id && isWhole(other) && !other.found && !isDone(other)));

  // Deciding

  const reviewer = () => localStorage.getItem("reviewer") || "";

  function paintWho() {
    get("who").textContent = reviewer() || "Your name";
  }

  function askWho() {
    get("name").value = reviewer();
    get("ask-who").showModal();
    get("name").select();
    return new Promise((settle) => {
      get("ask-who").addEventListener("close", () => {
        const name = get("name").value.trim();
        if (get("ask-who").returnValue === "yes" && name) localStorage.setItem("reviewer", name);
        get("ask-who").returnValue = "";
        paintWho();
        settle(reviewer());
      }, { once: true });
    });
  }

  async function decide(action, { value = null, items = [state.current], seen = null, move = true } = {}) {
    if (state.busy || !state.detail || state.detail.error) return;
    const name = reviewer() || await askWho();
    if (!name) return;
    state.busy = true;
    const known = {};
    for (const item of items) for (const one of keys(item)) known[one] = seen ? seen[one] || null : (state.decisions[one] || { id: null }).id;
    const answer = await desk.take({
      items: items.map((item) => item.id), action, value, reviewer: name, reason: get("why").value, seen: known,
    });
    state.busy = false;
    if (answer.status === 409) return showConflict(action, value, items, answer.body);
    if (!answer.ok) return showError(answer.body.error);
    get("conflict").hidden = true;
    learn(answer.body);
    get("why").value = "";
    if (action !== "undo") state.mine.push(...items.map((item) => item.id));
    say(action === "undo" ? "Taken back" : `${WORDS[action]}. ${get("progress").textContent}`);
    closeEditor();
    if (action === "undo" || !move) {
      paintDecision();
      paintNeighbours();
    } else {
      toNextUndecided();
    }
  }

  function showError(words) {
    get("conflict").replaceChildren(element("p", {}, words));
    get("conflict").hidden = false;
  }

  function showConflict(action, value, items, body) {
    const before = body.keys.map((name) => state.decisions[name]);
    learn(body);
    paintDecision();
    paintNeighbours();
    const theirs = body.keys.map((name) => state.decisions[name]).filter(Boolean);
    const words = theirs.length
      ? `${theirs[0].reviewer} decided this ${since(theirs[0].at)}: ${decisionWords(body.keys[0].split(":").slice(2).join(":"), theirs[0])}.`
      : `${before[0] ? before[0].reviewer : "Somebody"} took the decision back.`;
    const keep = element("button", { type: "button" }, theirs.length ? "Keep theirs" : "Leave it");
    const mine = element("button", { type: "button" }, "Save mine instead");
    keep.addEventListener("click", () => { get("conflict").hidden = true; closeEditor(); get("title").focus(); });
    mine.addEventListener("click", () => decide(action, { value, items }));
    get("conflict").replaceChildren(element("p", {}, `Not saved. ${words}`), element("div", { class: "buttons" }, keep, mine));
    get("conflict").hidden = false;
    keep.focus();
  }

  function undo() {
    if (decisionsOf(state.current).some(Boolean)) return decide("undo");
    const last = state.mine.pop();
    const item = state.queue.items.find((other) => other.id === last);
    if (item && isDone(item)) return open(item, { focus: true }).then(() => decide("undo"));
    return say("There is nothing to take back");
  }

  function toNextUndecided() {
    const from = state.current.parent || state.current;
    if (from !== state.current && !isDone(from)) return open(from, { focus: true });
    const at = Math.max(0, state.queue.items.indexOf(from));
    const list = filtered();
    const order = [...list.filter((item) => state.queue.items.indexOf(item) > at), ...list];
    const next = order.find((item) => !isDone(item));
    if (next) return open(next, { focus: true });
    paintItem();
    say("All of this list is decided");
    return undefined;
  }

  function step(by) {
    const list = state.shown;
    const at = list.indexOf(state.current.parent || state.current);
    const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
    if (next && next !== state.current) open(next, { focus: true });
  }

  // Correcting

  function openEditor(ticked = null) {
    const item = state.current;
    if (!state.detail || state.detail.error) return undefined;
    if (isWhole(item)) return openAnswer(item.answers[0]);
    const said = answerOf(item.answer);
    const decision = decisionsOf(item)[0];
    const from = decision && decision.action === "correct" && !decision.stale ? decision.value : said;
    const editor = get("editor");
    const fields = said.kind === "choice" ? choiceFields(item, from, ticked) : textFields(from);
    const buttons = element("p", { class: "buttons" },
      element("button", { type: "submit", class: "main" }, "Save"),
      element("button", { type: "button", id: "cancel" }, "Cancel"));
    editor.replaceChildren(...fields, buttons);
    buttons.lastChild.addEventListener("click", () => { closeEditor(); get("edit").focus(); });
    editor.hidden = false;
    state.editing = true;
    get("item").classList.add("editing");
    (editor.querySelector("textarea") || editor.querySelector("input:checked") || editor.querySelector("input")).focus();
    editor.scrollIntoView({ block: "nearest" });
    return undefined;
  }

  function absentField(from) {
    return element("label", { class: "check absent" },
      element("input", { type: "checkbox", id: "is-absent", checked: from.state === "absent" }), " Not in the return");
  }

  function choiceFields(item, from, ticked) {
    const boxes = form(item.answer).options.map((option, at) => element("label", { class: "check" },
      element("input", { type: "checkbox", name: "option", value: option.code, checked: ticked === null ? from.selected.includes(option.code) : at === ticked }),
      " ", element("kbd", {}, String(at + 1)), " ", option.label));
    const absent = absentField(ticked === null ? from : { state: "" });
    absent.addEventListener("change", (event) => {
      if (event.target.checked) for (const box of get("editor").elements.option) box.checked = false;
    });
    return [element("fieldset", {}, element("legend", {}, "The return says"), ...boxes, absent)];
  }

  function textFields(from) {
    return [
      element("label", { class: "field tall" }, "The return says", element("textarea", { id: "text", rows: 8, value: from.text, maxLength: 200000, spellcheck: true })),
      absentField(from),
    ];
  }

  function edited() {
    const editor = get("editor");
    const nothing = { text: "", option: null, selected: [] };
    if (get("is-absent").checked) return { ...nothing, state: "absent" };
    if (get("text")) {
      const text = get("text").value;
      return { ...nothing, state: text.trim() ? "answered" : "blank", text: text.trim() ? text : "" };
    }
    const selected = [...editor.elements.option].filter((box) => box.checked).map((box) => box.value);
    const states = ["none_selected", "selected"];
    return { ...nothing, state: states[selected.length] || "multiple_selected", option: selected.length === 1 ? selected[0] : null, selected };
  }

  function save() {
    const value = edited();
    const said = answerOf(state.current.answer);
    const same = value.state === said.state && value.text === said.text && String(value.selected) === String(said.selected);
    decide(same ? "accept" : "correct", { value: same ? null : value });
  }

  function closeEditor() {
    state.editing = false;
    get("editor").hidden = true;
    get("editor").replaceChildren();
    get("item").classList.remove("editing");
  }

  function tick(at) {
    const item = state.current;
    if (!item || isWhole(item) || form(item.answer).kind !== "choice" || at >= form(item.answer).options.length) return;
    if (!state.editing) openEditor(at);
    else {
      const box = get("editor").elements.option[at];
      box.checked = !box.checked;
      if (box.checked) get("is-absent").checked = false;
      box.focus();
    }
  }

  // Pages

  async function showPage(page) {
    const { current: item, detail } = state;
    if (!detail || !detail.pages || get("whole-page").hidden) return;
    const number = Math.min(detail.pages, Math.max(1, page));
    const answer = await desk.page(item.id, number);
    if (state.current !== item) return;
    state.page = number;
    paintEvidence([answer.ok ? answer.body : { kind: "note", words: answer.body.error }]);
  }

  function firstPage() {
    const seen = state.detail.evidence.find((one) => one.kind === "picture");
    return state.page || (seen ? seen.page : state.detail.hint_page || 1);
  }

  function togglePage() {
    if (!state.detail || get("whole-page").hidden) return;
    if (state.page) {
      state.page = null;
      paintEvidence(state.detail.evidence);
    } else {
      showPage(firstPage());
    }
  }

  function toggleBoxes() {
    const on = document.body.classList.toggle("no-boxes");
    get("boxes").setAttribute("aria-pressed", String(!on));
  }

  function closeQueue() {
    document.body.classList.remove("queue-open");
    get("open-queue").setAttribute("aria-expanded", "false");
  }

  // Keys

  const KEYS = {
    a: () => decide("accept"), e: () => openEditor(), x: () => !isWhole(state.current) && decide("unreadable"), u: undo,
    j: () => step(1), k: () => step(-1), n: () => get("why").focus(), p: togglePage, b: toggleBoxes, "?": () => get("help").showModal(),
  };

  function onKey(event) {
    const field = event.target.closest("input:not([type=checkbox]), textarea, select");
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
      if (state.editing) { closeEditor(); get("edit").focus(); } else if (field) field.blur();
      return;
    }
    if (state.editing && event.key === "Enter" && !event.isComposing) {
      const inText = event.target.matches("textarea");
      if (inText ? event.ctrlKey || event.metaKey : event.target.matches("input")) { event.preventDefault(); save(); }
      return;
    }
    if (event.target.id === "why" && event.key === "Enter") { event.target.blur(); return; }
    if (field || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
    if (document.querySelector("dialog[open]") || !get("keys-on").checked || !state.current) return;
    if (/^[1-9]$/.test(event.key)) { event.preventDefault(); tick(Number(event.key) - 1); return; }
    const act = KEYS[event.key.toLowerCase()];
    if (act && !(state.editing && event.key.toLowerCase() !== "b" && event.key.toLowerCase() !== "p")) { event.preventDefault(); act(); }
  }

  // Beginning

  function listen() {
    const clicks = {
      accept: () => decide("accept"), edit: () => openEditor(), unreadable: () => decide("unreadable"), undo,
      "accept-all": () => decide("accept", { items: missingOfReturn(state.current) }),
      back: () => step(-1), on: () => step(1), who: askWho, "open-help": () => get("help").showModal(), "no-name": () => get("ask-who").close(""),
      "whole-page": togglePage, "page-back": () => showPage(firstPage() - 1), "page-on": () => showPage(firstPage() + 1), boxes: toggleBoxes,
      write: writeTables,
      "open-queue": () => get("open-queue").setAttribute("aria-expanded", String(document.body.classList.toggle("queue-open"))),
    };
    for (const [id, act] of Object.entries(clicks)) get(id).addEventListener("click", act);
    get("editor").addEventListener("submit", (event) => { event.preventDefault(); save(); });
    get("authority").addEventListener("change", paintList);
    get("todo").addEventListener("change", paintList);
    get("keys-on").checked = localStorage.getItem("keys") !== "off";
    get("keys-on").addEventListener("change", () => localStorage.setItem("keys", get("keys-on").checked ? "on" : "off"));
    document.addEventListener("keydown", onKey);
  }

  async function writeTables() {
    get("write").disabled = true;
    const answer = await desk.write();
    get("write").disabled = false;
    if (!answer.ok) return showError(answer.body.error);
    paintProgress(answer.body.unwritten);
    say(answer.body.words.join(". "));
    get("decision").textContent = answer.body.words.join(". ");
    return undefined;
  }

  async function lookForNews() {
    if (document.visibilityState !== "visible" || state.busy) return;
    const answer = await desk.changes(state.cursor);
    if (!answer.ok || state.busy || !Object.keys(answer.body.decisions).length) return;
    learn(answer.body);
    if (state.current && state.detail && !state.editing) { paintDecision(); paintNeighbours(); }
  }

  function showEmpty(title, words) {
    get("item").hidden = true;
    get("empty").hidden = false;
    get("empty-title").textContent = title;
    get("empty-words").textContent = words;
  }

  async function begin() {
    listen();
    paintWho();
    const answer = await desk.queue();
    if (!answer.ok) return showEmpty("The review cannot be shown", answer.body.error);
    state.queue = answer.body;
    state.decisions = { ...answer.body.decisions };
    state.cursor = answer.body.cursor;
    get("folder").textContent = answer.body.folder;
    document.title = `Review of ${answer.body.folder}`;
    const authorities = [...new Set(state.queue.items.map((item) => item.authority))].sort();
    get("authority").append(element("option", { value: "" }, "all"), ...authorities.map((name) => element("option", { value: name }, name)));
    paintSections();
    paintList();
    paintProgress(answer.body.unwritten);
    if (!state.queue.items.length) return showEmpty("Nothing to review", "No answer is in doubt. Draw a random sample with --audit 5% to check some anyway.");
    await open(state.queue.items.find((item) => !isDone(item)) || state.queue.items[0]);
    if (desk.kind === "served") setInterval(lookForNews, 15000);
    document.body.dataset.ready = "true";
    return undefined;
  }

  begin();
})();
