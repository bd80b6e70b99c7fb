// What does the return say instead? A rating as the form's boxes, a text as a text.
"use strict";

function openEditor(ticked = null, unsaved = null) {
  const item = state.current;
  if (!state.detail || state.detail.error) return undefined;
  if (isWhole(item)) return openAnswer(item.answers[0]);
  const said = answerOf(item.answer);
  const decision = decisionsOf(item)[0];
  const from = unsaved || (decision && decision.action === "correct" && !decision.stale ? decision.value : said);
  const editor = byId("editor");
  const fields = said.kind === "choice" ? choiceFields(item, from, ticked) : textFields(from);
  const buttons = element("p", { class: "buttons" },
    element("button", { type: "submit", class: "main" }, "Save"),
    element("button", { type: "button", id: "cancel" }, "Cancel"));
  editor.replaceChildren(...fields, buttons);
  buttons.lastChild.addEventListener("click", () => { closeEditor(); byId("edit").focus(); });
  editor.hidden = false;
  state.editing = true;
  byId("item").classList.add("editing");
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
    if (event.target.checked) for (const box of byId("editor").elements.option) box.checked = false;
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
  const editor = byId("editor");
  const nothing = { text: "", option: null, selected: [] };
  if (byId("is-absent").checked) return { ...nothing, state: "absent" };
  if (byId("text")) {
    const text = byId("text").value;
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
  byId("editor").hidden = true;
  byId("editor").replaceChildren();
  byId("item").classList.remove("editing");
}

function tick(at) {
  const item = state.current;
  if (!item || isWhole(item) || form(item.answer).kind !== "choice" || at >= form(item.answer).options.length) return;
  if (!state.editing) openEditor(at);
  else {
    const box = byId("editor").elements.option[at];
    box.checked = !box.checked;
    if (box.checked) byId("is-absent").checked = false;
    box.focus();
  }
}
