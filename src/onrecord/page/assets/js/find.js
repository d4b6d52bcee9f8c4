// Finding: what can be chosen, with how many statements each choice would show.
const expanded = new Set();

function bar(count, most) {
  const drawing = svg("svg", { viewBox: "0 0 100 3", preserveAspectRatio: "none", class: "bar", "aria-hidden": "true" });
  drawing.append(svg("rect", { width: most ? (100 * count) / most : 0, height: 3, class: "bar-part" }));
  return drawing;
}

/** A facet whose values are things: a list of buttons, most statements first, narrowed by the search words. */
function thingFacet(name) {
  const found = counts(name);
  for (const id of state[name]) if (!found.has(id)) found.set(id, 0);
  const label = (value) => (typeof value === "number" ? NODES[value].label : value);
  const words = terms();
  const named = (value) => words.length > 0 && words.every((word) => (typeof value === "number" ? hay(NODES[value]) : fold(value)).includes(word));
  // What an agency planned and carried out is what the page is about; other events come after.
  const first = (value) => typeof value === "number" && NODES[value].kind === "operation";
  const values = [...found].sort((a, b) => named(b[0]) - named(a[0]) || first(b[0]) - first(a[0]) || b[1] - a[1] || compare(label(a[0]), label(b[0])));
  if (!values.length) return null;
  const size = expanded.has(name) ? 400 : 7;
  const most = Math.max(...found.values());
  const [names, twins] = [new Set(), new Set()];
  for (const [value] of values) (names.has(label(value)) ? twins : names).add(label(value));
  const items = values.slice(0, size).map(([value, n]) =>
    el(
      "li",
      {},
      el(
        "button",
        { type: "button", class: "value", "aria-pressed": String(state[name].has(value)), "data-value": typeof value === "number" ? keyOf(value) : value, onclick: () => pick(name, value) },
        typeof value === "number" && sign(NODES[value].kind, 13),
        el("span", { class: "text" }, isolated(label(value)), typeof value === "number" && (UNNAMED.has(NODES[value].kind) ? whence(value) : twins.has(label(value)) && roleOf(value))),
        el("span", { class: "n" }, number(n)),
        bar(n, most),
      ),
    ),
  );
  const rest = values.length - size;
  const more =
    (rest > 0 || expanded.has(name)) &&
    el("button", { type: "button", class: "quiet", onclick: () => { if (!expanded.delete(name)) expanded.add(name); draw(); } }, rest > 0 ? t("all-values", { n: values.length }) : t("fewer"));
  return el("section", { class: "facet", "data-facet": name }, el("h2", {}, t(`facet.${name}`)), el("ul", { class: "plain" }, items), more);
}

/** An unnamed source belongs to one article: which one tells two "officials" apart. */
function whence(id) {
  const statement = STATEMENTS.find((s) => s.speakers.includes(id));
  if (!statement) return null;
  const article = ARTICLES[statement.article];
  return el("span", { class: "whence" }, isolated(article.publisher || article.title));
}

/** Two who have one name are told apart by what they are called most often. */
function roleOf(id) {
  const held = new Map();
  for (const { title, organization } of NODES[id].roles) {
    const role = organization === null ? title : `${title}, ${NODES[organization].label}`;
    held.set(role, (held.get(role) || 0) + 1);
  }
  const [most] = [...held].sort((a, b) => b[1] - a[1] || compare(a[0], b[0]));
  return most ? el("span", { class: "whence" }, isolated(most[0])) : null;
}

/** A choice of one operation or speaker also opens it for reading. */
function pick(name, value) {
  const adds = !state[name].has(value);
  const next = new Set(state[name]);
  if (!next.delete(value)) next.add(value);
  if (typeof value !== "number") return change({ [name]: next });
  const shown = adds && name !== "agency" ? value : state.selected === value ? null : state.selected;
  return change({ [name]: next, selected: shown });
}

function wordFacet(name, values) {
  const found = counts(name);
  const buttons = values
    .filter((value) => found.has(value) || state[name].has(value))
    .map((value) =>
      el(
        "button",
        { type: "button", class: "pill", "aria-pressed": String(state[name].has(value)), "data-value": value, onclick: () => toggle(name, value) },
        t(`${name}.${value}`),
        el("span", { class: "n" }, number(found.get(value) || 0)),
      ),
    );
  if (buttons.length < 2 && state[name].size === 0) return null;
  return el("section", { class: "facet", "data-facet": name }, el("h2", {}, t(`facet.${name}`)), el("div", { class: "pills" }, buttons));
}

/** Statements by month or year of their article, as bars that can be pressed. */
function timeFacet() {
  const words = terms();
  const dated = STATEMENTS.filter((s) => s.date);
  if (new Set(dated.map((s) => s.date)).size < 2) return null;
  const span = [dated.reduce((a, s) => (s.date < a ? s.date : a), "9999"), dated.reduce((a, s) => (s.date > a ? s.date : a), "")];
  const unit = +span[1].slice(0, 4) - +span[0].slice(0, 4) > 4 ? 4 : span[1].slice(0, 7) === span[0].slice(0, 7) ? 10 : 7;
  const all = new Map(dated.map((s) => [s.date.slice(0, unit), 0]));
  const [from, to] = [state.from, state.to];
  state.from = state.to = "";
  for (const s of dated) if (passes(s, words)) all.set(s.date.slice(0, unit), all.get(s.date.slice(0, unit)) + 1);
  [state.from, state.to] = [from, to];
  const most = Math.max(...all.values(), 1);
  const keys = [...all.keys()].sort().slice(-60);
  const bars = keys.map((key) => {
    const on = from !== "" && key >= from.slice(0, unit) && key <= to.slice(0, unit);
    const n = all.get(key);
    const column = svg("svg", { viewBox: "0 0 10 40", preserveAspectRatio: "none", "aria-hidden": "true" });
    column.append(svg("rect", { x: 1, width: 8, y: 40 - Math.max(n ? 3 : 1, (38 * n) / most), height: 40, class: on ? "on" : "off" }));
    return el("button", { type: "button", class: "column", "aria-pressed": String(on), title: `${key}: ${n}`, "aria-label": `${key}: ${t("statements", { n })}`, onclick: () => range(key, on) }, column);
  });
  return el(
    "section",
    { class: "facet", "data-facet": "time" },
    el("h2", {}, t("facet.time")),
    el("div", { class: "columns" }, bars),
    el("div", { class: "scale", "aria-hidden": "true" }, el("span", {}, keys[0]), el("span", {}, keys[keys.length - 1])),
    el("p", { class: "range" }, dateField("from"), dateField("to")),
  );
}

/** A first press chooses one bar, a press beside it widens the range, a press on it ends it. */
function range(key, on) {
  if (on) return change({ from: "", to: "" });
  if (!state.from) return change({ from: key, to: key });
  return change({ from: key < state.from ? key : state.from, to: key > state.to ? key : state.to });
}

const dateField = (name) =>
  el("label", {}, t(name), el("input", { type: "text", inputmode: "numeric", size: "10", placeholder: t("date-form"), value: state[name], pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?", onchange: (e) => { if (e.target.checkValidity()) change({ [name]: e.target.value }); } }));

/** What was asked for, each with the way to ask for it no more. */
function asked() {
  const out = [];
  const remove = (label, undo) => out.push([label, undo]);
  if (state.q.trim()) remove(`“${state.q.trim()}”`, () => { document.getElementById("search").value = ""; change({ q: "" }); });
  for (const name of FACETS) {
    if (name in DEFAULTS) continue;
    for (const value of state[name]) remove(typeof value === "number" ? NODES[value].label : S[`${name}.${value}`] || value, () => toggle(name, value));
  }
  if (state.from || state.to) remove(`${state.from || "…"} – ${state.to || "…"}`, () => change({ from: "", to: "" }));
  if (state.selected !== null && state.view === "table") remove([state.selected].flat().map((id) => NODES[id].label).join(" → "), () => change({ selected: null }));
  return out;
}

function chips() {
  const out = asked().map(([label, undo]) =>
    el("button", { type: "button", class: "active", onclick: undo, "aria-label": t("remove", { what: label }) }, isolated(label), el("span", { "aria-hidden": "true" }, " ×")),
  );
  if (out.length) out.push(el("button", { type: "button", class: "quiet", onclick: reset }, t("reset")));
  return out;
}

function drawFind(found) {
  const speakers = new Set(found.flatMap((s) => s.speakers)).size;
  const operations = new Set(found.flatMap((s) => s.about)).size;
  document.getElementById("result").textContent = [t("statements", { n: found.length }), t("speakers", { n: speakers }), t("operations-n", { n: operations })].join(" · ");
  drawAside();
  document.getElementById("chips").replaceChildren(...chips());
  const facets = [
    thingFacet("operation"),
    thingFacet("speaker"),
    thingFacet("agency"),
    timeFacet(),
    wordFacet("manner", ["direct", "mixed", "indirect"]),
    wordFacet("named", ["named", "unnamed", "unknown"]),
    wordFacet("kind", ["speech", "attitude"]),
    wordFacet("part", ["body", "nested", "headline", "caption"]),
    thingFacet("outlet"),
  ];
  keepFocus(document.getElementById("facets"), facets.filter(Boolean));
}

/** Why the count is what it is: what is left out as the named queries do, and the way to see it. */
function drawAside() {
  const aside = document.getElementById("aside");
  const out = leftOut();
  const n = [...out.values()].reduce((a, b) => a + b, 0);
  const all = Object.keys(DEFAULTS).every((name) => state[name].size === 0);
  const reasons = [...out].sort().map(([key, count]) => `${number(count)} ${t(`left.${key}`)}`);
  const usual = () => Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, new Set([value])]));
  const button = (key, changes) => el("button", { type: "button", class: "quiet", onclick: () => change(changes) }, t(key));
  if (all) aside.replaceChildren(t("all-shown"), " ", button("speech-only", usual()));
  else if (n) aside.replaceChildren(`${t("left-out")} ${reasons.join(", ")}.`, " ", button("with-them", { kind: new Set(), part: new Set() }));
  else aside.replaceChildren();
}

/** Replace children and give the keyboard focus back to the same control. */
function keepFocus(holder, children) {
  const active = document.activeElement;
  const inside = holder.contains(active);
  const facet = inside ? active.closest("[data-facet]")?.dataset.facet : null;
  const value = inside ? active.dataset.value : null;
  holder.replaceChildren(...children);
  if (!inside) return;
  const again = [...holder.querySelectorAll("[data-facet] button")].find((b) => b.dataset.value === value && b.closest("[data-facet]").dataset.facet === facet);
  if (again) again.focus({ preventScroll: true });
}
