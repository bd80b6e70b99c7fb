// The page is a file of its own: decisions are kept in this browser and handed back as a file.
"use strict";

const desk = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const store = `toolkit-extract:${data.id}`;
  const lines = read();
  let saved = Number(localStorage.getItem(`${store}:saved`) || 0);

  function read() {
    try {
      return JSON.parse(localStorage.getItem(store) || "[]");
    } catch {
      return [];
    }
  }

  function newId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  const parents = new Map();
  for (const item of data.queue.items) {
    parents.set(`${item.return_id}:${item.standard}`, item);
  }
  const itemOf = (id) => data.queue.items.find((item) => item.id === id) || parents.get(id.split(":").slice(0, 2).join(":"));

  function view(line) {
    return { id: line.id, action: line.action, value: line.value || null, reviewer: line.reviewer, at: line.at, reason: line.reason, stale: false };
  }

  /** What stands for each answer: what the folder had when this file was made, then what was said here. */
  function decisions() {
    const standing = { ...data.queue.decisions };
    const undone = new Set(lines.filter((line) => line.action === "undo").map((line) => line.undoes));
    for (const [key, decision] of Object.entries(standing)) {
      if (decision && undone.has(decision.id)) standing[key] = null;
    }
    for (const line of lines) {
      if (line.action !== "undo" && !undone.has(line.id)) standing[`${line.return_id}:${line.standard}:${line.answer}`] = view(line);
    }
    for (const line of lines) {
      const key = `${line.return_id}:${line.standard}:${line.answer}`;
      if (!(key in standing)) standing[key] = null;
    }
    return standing;
  }

  function lineOf(request, id, answer, before) {
    const item = itemOf(id);
    const queued = data.queue.items.find((other) => other.id === id);
    const line = {
      id: newId(), sha256: item.sha256, toolkit: data.toolkit, standard: item.standard, answer, action: request.action,
      reviewer: request.reviewer, at: new Date(Math.max(Date.now(), before ? Date.parse(before.at) + 1 : 0)).toISOString(),
      reason: request.reason, extractor: item.extractor, return_id: item.return_id,
    };
    if (request.action === "undo") return { ...line, undoes: before.id };
    const said = data.details[item.id].answers.find((other) => other.name === answer);
    line.machine = { state: said.state, text: said.text, option: said.option, selected: said.selected };
    line.queued = queued ? queued.section : "opened";
    if (queued && queued.audit) line.audit = data.audit;
    if (request.action === "correct") line.value = request.value;
    return line;
  }

  const answered = (body) => Promise.resolve({ ok: true, status: 200, body });
  const failed = (error) => Promise.resolve({ ok: false, status: 500, body: { error } });
  const state = () => ({ decisions: decisions(), cursor: lines.length, unwritten: lines.length - saved });

  return {
    kind: "mailed",
    queue: () => answered({ ...data.queue, ...state() }),
    detail: (id) => answered(data.details[itemOf(id).id]),
    page: () => failed("This file holds the places of the answers alone, no whole pages."),
    take(request) {
      const now = decisions();
      const made = [];
      for (const id of request.items) {
        const queued = data.queue.items.find((item) => item.id === id);
        for (const answer of queued ? queued.answers : [id.split(":").slice(2).join(":")]) {
          const before = now[`${itemOf(id).return_id}:${itemOf(id).standard}:${answer}`];
          if (request.action !== "undo" || before) made.push(lineOf(request, id, answer, before));
        }
      }
      lines.push(...made);
      try {
        localStorage.setItem(store, JSON.stringify(lines));
      } catch {
        lines.length -= made.length;
        return failed("This browser keeps nothing for this file. Hand back what you have, or open it in another browser.");
      }
      return answered(state());
    },
    changes: () => answered(state()),
    write() {
      const text = lines.map(({ return_id, ...line }) => `${JSON.stringify(line)}\n`).join("");
      const link = element("a", {
        href: URL.createObjectURL(new Blob([text], { type: "application/jsonl" })), download: `${data.name}-corrections.jsonl`,
      });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
      saved = lines.length;
      localStorage.setItem(`${store}:saved`, String(saved));
      return answered({ words: ["Send the file that was saved back; 'toolkit-extract apply FOLDER FILE' takes it in."], unwritten: 0 });
    },
    writeLabel: (count) => `Hand back corrections${count ? ` (${count})` : ""}`,
    writeTitle: "Save the decisions as a file to send back",
  };
})();
