// One item: the place in the file, what the machine read, what stands beside it, and what was decided.
"use strict";

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

async function openItem(item, { focus = null } = {}) {
  const before = state.current;
  state.current = item;
  state.page = null;
  state.detail = null;
  closeEditor();
  byId("conflict").hidden = true;
  byId("why").value = "";
  const detail = await detailOf(item);
  if (state.current !== item) return;
  state.detail = detail;
  if (before) paintRow(before);
  paintRow(item);
  paintItem();
  // All that is written is written: from here on the browser lays the page out once.
  const row = rowOf.get(item.id);
  if (row) row.scrollIntoView({ block: "nearest" });
  scrollToPlace();
  if (focus === "list" && row) row.firstChild.focus({ preventScroll: true });
  else if (focus) byId("title").focus({ preventScroll: true });
  setTimeout(() => prefetch(item), 30);
}

function paintItem() {
  const { current: item, detail } = state;
  byId("item").hidden = false;
  byId("empty").hidden = true;
  byId("whose").textContent = item.authority;
  byId("file").textContent = item.file.split("/").pop();
  byId("file").title = item.file;
  byId("title").replaceChildren(element("b", {}, item.standard), ` ${item.title} `,
    element("span", { class: "question" }, label(item)));
  if (detail.error) {
    byId("evidence").replaceChildren(element("p", { class: "note" }, detail.error));
    byId("value").replaceChildren();
    return;
  }
  byId("statement").textContent = detail.statement;
  byId("reasons").replaceChildren(...item.reasons.map((reason, at) => element("li", { class: at ? "" : item.section }, reason)));
  byId("place").textContent = detail.place || (detail.hint_page ? `No place in the file; page ${detail.hint_page} is where it would stand` : "No place of its own in the file");
  paintEvidence(detail.evidence);
  byId("value").replaceChildren(...(isWhole(item) ? [] : machineElements(item)));
  paintNeighbours();
  byId("return-findings").replaceChildren(...detail.return_findings.map((words) => element("li", {}, words)));
  byId("doubts").hidden = !detail.return_findings.length;
  paintDecision();
}

function paintEvidence(evidence) {
  byId("evidence").replaceChildren(...evidenceElements(evidence));
  const paged = desk.kind === "served" && state.detail.pages && state.detail.format !== "docx";
  for (const id of ["page-back", "whole-page", "page-on"]) byId(id).hidden = !paged;
  byId("boxes").hidden = !evidence.some((seen) => seen.kind === "picture" && seen.boxes.length);
  byId("whole-page").textContent = state.page ? "Only the place" : "Whole page";
}

function scrollToPlace() {
  const answer = byId("evidence").querySelector(".here, .read");
  if (answer) answer.scrollIntoView({ block: "nearest" });
  else byId("evidence").scrollTop = 0;
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
  byId("neighbours").replaceChildren(...state.detail.answers.map((answer) => {
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
  return openItem(queued || { ...item, id, answer: name, answers: [name], section: "opened", reasons: ["opened from its standard"], audit: false, fingerprints: { [name]: answerOf(name).fingerprint }, parent: item.parent || item }, { focus: "title" });
}

function paintDecision() {
  const item = state.current;
  const whole = isWhole(item);
  const [first] = decisionsOf(item);
  const done = isDone(item);
  const absent = whole && !item.found;
  const line = byId("decision");
  line.className = "decision";
  if (isPending(item)) {
    line.textContent = "Saving …";
  } else if (done) {
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
  byId("accept").querySelector("span").textContent = absent ? "It is not there" : whole ? `Accept all ${item.answers.length}` : "Accept";
  byId("edit").querySelector("span").textContent = whole ? "One by one" : "Correct";
  byId("unreadable").hidden = whole;
  byId("undo").disabled = !decisionsOf(item).some(Boolean);
  const alike = absent ? missingOfReturn(item) : [];
  byId("accept-all").hidden = alike.length < 2;
  byId("accept-all").textContent = `None of the ${alike.length} missing standards is there`;
}

const missingOfReturn = (item) => state.queue.items.filter((other) => (
  other.return_id === item.return_id && isWhole(other) && !other.found && !isDone(other)));

async function showPage(page) {
  const { current: item, detail } = state;
  if (!detail || !detail.pages || byId("whole-page").hidden) return;
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
  if (!state.detail || byId("whole-page").hidden) return;
  if (state.page) {
    state.page = null;
    paintEvidence(state.detail.evidence);
  } else {
    showPage(firstPage());
  }
}

function toggleBoxes() {
  const on = document.body.classList.toggle("no-boxes");
  byId("boxes").setAttribute("aria-pressed", String(!on));
}

function closeQueue() {
  document.body.classList.remove("queue-open");
  byId("open-queue").setAttribute("aria-expanded", "false");
}
