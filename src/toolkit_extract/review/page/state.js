// What does the page know, and how is it said? What every other script of the page shares.
"use strict";

const byId = (id) => document.getElementById(id);
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
  sections: new Set(), page: null, mine: [], editing: false,
  // Answers whose decision is on its way, by key, and the last request: one is sent after the other.
  pending: new Map(), sending: Promise.resolve(),
};
const rowOf = new Map();

// Keys, names and values

const key = (item, answer) => `${item.return_id}:${item.standard}:${answer}`;
const keys = (item) => item.answers.map((answer) => key(item, answer));
const isWhole = (item) => item.answer === "*";
const decisionsOf = (item) => keys(item).map((name) => state.decisions[name] || null);
const isPending = (item) => keys(item).some((name) => state.pending.has(name));
const isDone = (item) => keys(item).every((name) => {
  const decision = state.decisions[name];
  return state.pending.has(name) || (decision && !decision.stale);
});
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

const say = (words) => { byId("said-aloud").textContent = words; };
