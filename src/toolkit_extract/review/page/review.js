// The page's beginning: what keys and clicks do.
"use strict";

const KEYS = {
  a: () => decide("accept"), e: () => openEditor(), x: () => !isWhole(state.current) && decide("unreadable"), u: undo,
  j: () => step(1), k: () => step(-1), n: () => byId("why").focus(), p: togglePage, b: toggleBoxes, "?": () => byId("help").showModal(),
};

function onKey(event) {
  const field = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    if (state.editing) { closeEditor(); byId("edit").focus(); } else if (field) field.blur();
    return;
  }
  if (state.editing && event.key === "Enter" && !event.isComposing) {
    const inText = event.target.matches("textarea");
    if (inText ? event.ctrlKey || event.metaKey : event.target.matches("input")) { event.preventDefault(); save(); }
    return;
  }
  if (event.target.id === "why" && event.key === "Enter") { event.target.blur(); return; }
  if (/^Arrow(Up|Down)$/.test(event.key) && event.target.closest("#list")) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1, "list");
    return;
  }
  if (field || event.ctrlKey || event.metaKey || event.altKey || event.repeat && !"jk".includes(event.key)) return;
  if (document.querySelector("dialog[open]") || !byId("keys-on").checked || !state.current) return;
  if (/^[1-9]$/.test(event.key)) { event.preventDefault(); tick(Number(event.key) - 1); return; }
  const act = KEYS[event.key.toLowerCase()];
  if (act && (!state.editing || "bp".includes(event.key.toLowerCase()))) { event.preventDefault(); act(); }
}

function listen() {
  const clicks = {
    accept: () => decide("accept"), edit: () => openEditor(), unreadable: () => decide("unreadable"), undo,
    "accept-all": () => decide("accept", { items: missingOfReturn(state.current) }),
    back: () => step(-1), on: () => step(1), who: askWho, "open-help": () => byId("help").showModal(), "no-name": () => byId("ask-who").close(""),
    "whole-page": togglePage, "page-back": () => showPage(firstPage() - 1), "page-on": () => showPage(firstPage() + 1), boxes: toggleBoxes,
    write: writeTables,
    "open-queue": () => byId("open-queue").setAttribute("aria-expanded", String(document.body.classList.toggle("queue-open"))),
  };
  for (const [id, act] of Object.entries(clicks)) byId(id).addEventListener("click", act);
  byId("editor").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  byId("authority").addEventListener("change", paintList);
  byId("todo").addEventListener("change", paintList);
  byId("keys-on").checked = localStorage.getItem("keys") !== "off";
  byId("keys-on").addEventListener("change", () => localStorage.setItem("keys", byId("keys-on").checked ? "on" : "off"));
  document.addEventListener("keydown", onKey);
}

async function writeTables() {
  byId("write").disabled = true;
  const answer = await desk.write();
  byId("write").disabled = false;
  if (!answer.ok) return showError(answer.body.error);
  paintProgress(answer.body.unwritten);
  say(answer.body.words.join(". "));
  byId("decision").textContent = answer.body.words.join(". ");
  return undefined;
}

async function lookForNews() {
  if (document.visibilityState !== "visible" || state.pending.size) return;
  const answer = await desk.changes(state.cursor);
  if (!answer.ok || state.pending.size || !Object.keys(answer.body.decisions).length) return;
  learn(answer.body);
  if (state.current && state.detail && !state.editing) { paintDecision(); paintNeighbours(); }
}

function showEmpty(title, words) {
  byId("item").hidden = true;
  byId("empty").hidden = false;
  byId("empty-title").textContent = title;
  byId("empty-words").textContent = words;
}

async function begin() {
  listen();
  paintWho();
  const answer = await desk.queue();
  if (!answer.ok) return showEmpty("The review cannot be shown", answer.body.error);
  state.queue = answer.body;
  state.decisions = { ...answer.body.decisions };
  state.cursor = answer.body.cursor;
  byId("folder").textContent = answer.body.folder;
  document.title = `Review of ${answer.body.folder}`;
  const authorities = [...new Set(state.queue.items.map((item) => item.authority))].sort();
  byId("authority").append(element("option", { value: "" }, "all"), ...authorities.map((name) => element("option", { value: name }, name)));
  paintSections();
  paintList();
  paintProgress(answer.body.unwritten);
  if (!state.queue.items.length) return showEmpty("Nothing to review", "No answer is in doubt. Draw a random sample with --audit 5% to check some anyway.");
  await openItem(state.queue.items.find((item) => !isDone(item)) || state.queue.items[0]);
  if (desk.kind === "served") setInterval(lookForNews, 15000);
  document.body.dataset.ready = "true";
  return undefined;
}

begin();
