// How is the place of an answer shown? Plain values in, elements out. All words of a file go in as text.
"use strict";

/** An element with properties, classes and children; children that are strings become text. */
function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("aria-") || key === "for" || key === "role") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

const showing = {
  picture(seen) {
    const frame = element("div", { class: "frame" });
    const image = element("img", {
      src: seen.image, width: seen.width, height: seen.height, decoding: "sync",
      alt: `Page ${seen.page} of the file, round the place of the answer`,
    });
    frame.append(image);
    for (const [kind, left, top, right, bottom] of seen.boxes) {
      const box = element("span", { class: `box ${kind}`, "aria-hidden": "true" });
      box.style.left = `${100 * left}%`;
      box.style.top = `${100 * top}%`;
      box.style.width = `${100 * (right - left)}%`;
      box.style.height = `${100 * (bottom - top)}%`;
      frame.append(box);
    }
    frame.style.maxWidth = `${seen.width}px`;
    return element("figure", { class: "picture" }, frame, element("figcaption", {}, `Page ${seen.page}`));
  },
  lines(seen) {
    const rows = seen.lines.map(([number, words, here]) => element("tr", { class: here ? "here" : "" },
      element("th", { scope: "row" }, String(number)), element("td", {}, words || " ")));
    return element("table", { class: "lines" }, element("caption", {}, "Lines of the file"), element("tbody", {}, ...rows));
  },
  rows(seen) {
    const rows = seen.rows.map((cells) => element("div", { class: "row" }, ...cells.map((cell) => element("div",
      { class: cell.here ? "cell here" : "cell" },
      ...cell.paragraphs.map(([words, here]) => element("p", { class: here ? "read" : "" }, words))))));
    return element("div", { class: "rows" }, ...rows);
  },
  note(seen) {
    return element("p", { class: "note" }, seen.words);
  },
};

/** Elements for what a detail says can be seen. */
function evidenceElements(evidence) {
  return evidence.map((seen) => showing[seen.kind](seen));
}
