// The same statements as a table, for sorting, for screen readers and for paper.
const COLUMNS = [
  ["speaker", (s) => speakersOf(s) || s.source],
  ["role", (s) => [...new Set(s.roles)].filter(Boolean).join("; ")],
  ["words", (s) => s.words],
  ["cue", (s) => s.cue],
  ["manner", (s) => t(`manner.${s.manner}`)],
  ["to", (s) => s.addressedTo],
  ["about", (s) => s.about.map((id) => NODES[id].label).join("; ")],
  ["date", (s) => s.date],
  ["article", (s) => ARTICLES[s.article].title || ARTICLES[s.article].iri],
];
let tableLength = 200;
let onPaper = false; // where nothing can be pressed, all there is is shown

function sortedStatements(statements) {
  const down = state.sort.startsWith("-");
  const column = COLUMNS.find(([name]) => name === state.sort.replace("-", ""));
  const base = [...statements].sort((a, b) => compare(a.date, b.date) || a.article - b.article || a.begin - b.begin);
  if (!column) return base;
  const keys = new Map(base.map((s) => [s, fold(column[1](s) || "")]));
  return base.sort((a, b) => {
    const [x, y] = [keys.get(a), keys.get(b)];
    if (x === "" || y === "") return (x === "") - (y === "");
    return (down ? -1 : 1) * compare(x, y);
  });
}

function tableRow(s) {
  return el(
    "tr",
    { "data-statement": s.iri },
    COLUMNS.map(([name, value]) => {
      const text = value(s) || "";
      let content = isolated(text);
      if (name === "words") content = measuredText(text, "exact");
      else if (name === "speaker" && s.speakers.length) content = nameButtons(s.speakers);
      else if (name === "article" && ARTICLES[s.article].url) content = outward(ARTICLES[s.article].url, text);
      return el(name === "speaker" ? "th" : "td", { class: name, scope: name === "speaker" ? "row" : null, dir: name === "words" ? "auto" : null }, content);
    }),
  );
}

function drawTable(found) {
  const statements = sortedStatements(selectedStatements(found));
  const heads = COLUMNS.map(([name]) => {
    const order = state.sort === name ? "ascending" : state.sort === `-${name}` ? "descending" : null;
    const next = state.sort === name ? `-${name}` : name;
    return el(
      "th",
      { scope: "col", class: name, "aria-sort": order },
      el("button", { type: "button", onclick: () => change({ sort: next }) }, t(`column.${name}`), el("span", { "aria-hidden": "true", class: "order" }, order === "ascending" ? "▲" : order === "descending" ? "▼" : "")),
    );
  });
  const length = onPaper ? statements.length : tableLength;
  const rows = statements.slice(0, length).map(tableRow);
  const rest = statements.length - length;
  document.getElementById("table").replaceChildren(
    el("table", {}, el("caption", {}, t("table-caption", { n: statements.length }), el("span", { class: "asked" }, asked().map(([label], i) => [i ? "; " : ": ", isolated(label)]))), el("thead", {}, el("tr", {}, heads)), el("tbody", {}, rows)),
    ...(rest > 0 ? [el("button", { type: "button", class: "wide", onclick: () => { tableLength += 1000; draw(); } }, t("show-more", { n: rest }))] : []),
  );
}

/** The table as CSV (RFC 4180, with a byte order mark for spreadsheets). */
function saveTable() {
  const cell = (value) => {
    let text = String(value ?? "");
    // A spreadsheet must not take an article's words for a formula (OWASP, CSV injection).
    if (/^[=+\-@\t\r]/.test(text)) text = `'${text}`;
    return `"${text.replaceAll('"', '""')}"`;
  };
  const rows = sortedStatements(selectedStatements(matching())).map((s) => [...COLUMNS.map(([, value]) => value(s)), ARTICLES[s.article].url, s.iri, s.confidence]);
  const head = [...COLUMNS.map(([name]) => t(`column.${name}`)), t("column.url"), t("column.iri"), t("confidence")];
  const text = [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  save(new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" }), "onrecord.csv");
}
