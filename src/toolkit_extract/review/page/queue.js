// The queue: what is to be looked at, what of it is done, and what is heard of others.
"use strict";

function filtered() {
  const authority = byId("authority").value;
  const todo = byId("todo").checked;
  return state.queue.items.filter((item) => (
    (!state.sections.size || state.sections.has(item.section)) && (!authority || item.authority === authority)
    && (!todo || !isDone(item) || item === state.current || item === (state.current || {}).parent)
  ));
}

function buildRow(item) {
  const button = element("button", { type: "button", class: "entry", title: `${item.file}: ${item.reasons.join("; ")}` },
    element("span", { class: "sign", "aria-hidden": "true" }),
    element("span", { class: "name" }, `${item.standard} ${label(item)}`),
    element("span", { class: "of" }, item.authority),
    element("span", { class: "hidden state" }));
  button.addEventListener("click", () => { closeQueue(); openItem(item); });
  return element("li", { class: item.section }, button);
}

function paintRow(item) {
  const row = rowOf.get(item.id);
  if (!row) return;
  const first = decisionsOf(item)[0];
  const done = isDone(item);
  const button = row.firstChild;
  row.classList.toggle("done", done);
  const action = isPending(item) ? state.pending.get(keys(item)[0]) : first && first.action;
  row.querySelector(".sign").textContent = done ? MARKS[action] || "" : "";
  row.querySelector(".state").textContent = done ? `, ${(WORDS[action] || "decided").toLowerCase()}` : ", to do";
  // One stop for the Tab key: arrows go through the list.
  button.tabIndex = item === state.current ? 0 : -1;
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
  byId("list").replaceChildren(...rows);
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
      byId("sections").querySelector(`.${name}`).focus();
    });
    return chip;
  });
  byId("sections").replaceChildren(...buttons.filter(Boolean));
}

function paintProgress(unwritten) {
  const items = state.queue.items;
  const done = items.filter(isDone).length;
  byId("progress").textContent = `${done} of ${items.length} decided`;
  byId("meter").max = Math.max(1, items.length);
  byId("meter").value = done;
  if (unwritten !== undefined) {
    byId("write").hidden = !unwritten && desk.kind === "served";
    byId("write").textContent = desk.writeLabel(unwritten);
    byId("write").title = desk.writeTitle;
    byId("write").classList.toggle("waiting", unwritten > 0);
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
