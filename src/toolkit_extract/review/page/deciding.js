// What does a person say about an item, and how does it get to the desk?
"use strict";

const reviewer = () => localStorage.getItem("reviewer") || "";

function paintWho() {
  byId("who").textContent = reviewer() || "Your name";
}

function askWho() {
  byId("name").value = reviewer();
  byId("ask-who").showModal();
  byId("name").select();
  return new Promise((settle) => {
    byId("ask-who").addEventListener("close", () => {
      const name = byId("name").value.trim();
      if (byId("ask-who").returnValue === "yes" && name) localStorage.setItem("reviewer", name);
      byId("ask-who").returnValue = "";
      paintWho();
      settle(reviewer());
    }, { once: true });
  });
}

async function decide(action, { value = null, items = [state.current], move = true } = {}) {
  if (!state.detail || state.detail.error) return undefined;
  const reason = byId("why").value;
  const name = reviewer() || await askWho();
  if (!name) return undefined;
  // What the person saw: of a decision of their own that is still on its way, its outcome.
  const seen = {};
  for (const item of items) for (const one of keys(item)) seen[one] = state.pending.has(one) ? undefined : idOf(one);
  const read = Object.fromEntries(items.flatMap((item) => item.answers.map((answer) => [key(item, answer), item.fingerprints[answer]])));
  const request = { read, items: items.map((item) => item.id), action, value, reviewer: name, reason };
  if (action !== "undo") for (const one of Object.keys(seen)) state.pending.set(one, action);
  closeEditor();
  byId("why").value = "";
  items.forEach(paintRow);
  paintProgress();
  state.sending = state.sending.then(() => send(request, seen, items));
  if (action !== "undo" && move) toNextUndecided();
  else paintDecision();
  return state.sending;
}

const idOf = (name) => (state.decisions[name] || { id: null }).id;

async function send(request, seen, items) {
  for (const name of Object.keys(seen)) if (seen[name] === undefined) seen[name] = idOf(name);
  const answer = await desk.take({ ...request, seen });
  for (const name of Object.keys(seen)) state.pending.delete(name);
  if (!answer.ok) {
    items.forEach(paintRow);
    if (state.current !== items[0]) await openItem(items[0], { focus: "title" });
    byId("why").value = request.reason;
    if (answer.status === 409) showConflict(request, items, answer.body);
    else showError(answer.body.error);
    if (answer.status !== 409 && request.value) openEditor(null, request.value);
    return;
  }
  learn(answer.body);
  if (request.action !== "undo") state.mine.push(...request.items);
  say(request.action === "undo" ? "Taken back" : `${WORDS[request.action]}. ${byId("progress").textContent}`);
  if (state.detail && !state.editing) {
    paintDecision();
    paintNeighbours();
  }
}

function showError(words) {
  byId("conflict").replaceChildren(element("p", {}, words));
  byId("conflict").hidden = false;
}

function showConflict({ action, value }, items, body) {
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
  keep.addEventListener("click", () => { byId("conflict").hidden = true; byId("title").focus(); });
  mine.addEventListener("click", () => { byId("conflict").hidden = true; decide(action, { value, items }); });
  byId("conflict").replaceChildren(element("p", {}, `Not saved. ${words}`), element("div", { class: "buttons" }, keep, mine));
  byId("conflict").hidden = false;
  keep.focus();
}

async function undo() {
  await state.sending;
  if (decisionsOf(state.current).some(Boolean)) return decide("undo");
  const last = state.mine.pop();
  const item = state.queue.items.find((other) => other.id === last);
  if (item && isDone(item)) return openItem(item, { focus: "title" }).then(() => decide("undo"));
  return say("There is nothing to take back");
}

function toNextUndecided() {
  const from = state.current.parent || state.current;
  if (from !== state.current && !isDone(from)) return openItem(from, { focus: "title" });
  const list = filtered();
  const at = list.indexOf(from);
  const next = [...list.slice(at + 1), ...list].find((item) => !isDone(item));
  if (next) return openItem(next, { focus: "title" });
  paintDecision();
  paintNeighbours();
  say("All of this list is decided");
  return undefined;
}

function step(by, focus = "title") {
  const list = state.shown;
  const at = list.indexOf(state.current.parent || state.current);
  const next = list[Math.min(list.length - 1, Math.max(0, at + by))];
  if (next && next !== state.current) openItem(next, { focus });
}
