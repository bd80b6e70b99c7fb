// The desk behind the page is a server on this machine.
"use strict";

const desk = (() => {
  const given = location.hash.slice(1);
  if (given) {
    sessionStorage.setItem("token", given);
    history.replaceState(null, "", location.pathname);
  }
  const token = sessionStorage.getItem("token") || "";

  async function ask(path, body) {
    const headers = { "x-review-token": token };
    if (body !== undefined) headers["content-type"] = "application/json";
    let response;
    try {
      response = await fetch(path, {
        method: body === undefined ? "GET" : "POST", headers, cache: "no-store",
        body: body === undefined ? undefined : JSON.stringify(body),
      });
    } catch {
      return { ok: false, status: 0, body: { error: "The program does not answer. Start the review again; all decisions that were shown as saved are saved." } };
    }
    return { ok: response.ok, status: response.status, body: await response.json() };
  }

  const item = (id) => `/api/items/${encodeURIComponent(id)}`;
  return {
    kind: "served",
    queue: () => ask("/api/queue"),
    detail: (id) => ask(item(id)),
    page: (id, page) => ask(`${item(id)}/pages/${page}`),
    take: (request) => ask("/api/decisions", request),
    changes: (cursor) => ask(`/api/changes/${cursor}`),
    write: () => ask("/api/tables", {}),
    writeLabel: (count) => `Write tables (${count})`,
    writeTitle: "Put the decisions into the CSV tables now; it is done at the end of the review as well",
  };
})();
