// What the reader has asked for, kept in the address after '#', and the statements that answer it.
const FACETS = ["operation", "speaker", "agency", "outlet", "manner", "named", "kind"];
const DEFAULT_KIND = "speech";
const state = {
  view: "graph",
  selected: null,
  q: "",
  from: "",
  to: "",
  theme: "",
  context: true,
  sort: "",
  hide: new Set(),
  ...Object.fromEntries(FACETS.map((name) => [name, new Set()])),
};

const keyOf = (id) => NODES[id].iri.startsWith(DATA.base) ? NODES[id].iri.slice(DATA.base.length) : NODES[id].iri;
const ID_OF_KEY = new Map(NODES.map((_, id) => [keyOf(id), id]));

// What each statement answers for each facet: node ids, or words where the facet has no node.
const UNNAMED = new Set(["unnamed", "group"]);
for (const s of STATEMENTS) s.hubs = [];
for (const edge of NET.edges) for (const index of edge.statements || []) STATEMENTS[index].hubs.push(edge.to);
for (const s of STATEMENTS) {
  const node = s.speaker === null ? null : NODES[s.speaker];
  s.facet = {
    operation: s.about,
    speaker: s.speaker === null ? [] : [s.speaker],
    agency: s.agencies,
    outlet: s.outlets,
    manner: [s.manner],
    named: [node === null ? "unknown" : UNNAMED.has(node.kind) ? "unnamed" : "named"],
    kind: [s.kind],
  };
  s.date = ARTICLES[s.article].published || "";
  const names = [s.speaker, ...s.about, s.addressee, s.behalf].filter((id) => id !== null).flatMap((id) => NODES[id].names);
  s.hay = fold([s.words, s.cue, s.role, s.addressedTo, s.channel, ARTICLES[s.article].title, ARTICLES[s.article].publisher, ...names].filter(Boolean).join(" \n "));
}
for (const node of NODES) node.hay = fold(node.names.join(" \n "));

const NODE_FACETS = new Set(["operation", "speaker", "agency"]);
const terms = () => fold(state.q).split(/\s+/).filter(Boolean);

/** Whether a statement passes every filter, leaving out the facet `skip` (for that facet's own counts). */
function passes(s, words, skip) {
  for (const name of FACETS) {
    if (name === skip || state[name].size === 0) continue;
    if (!s.facet[name].some((value) => state[name].has(value))) return false;
  }
  if (state.from && (!s.date || s.date < state.from)) return false;
  if (state.to && (!s.date || s.date.slice(0, state.to.length) > state.to)) return false;
  return words.every((word) => s.hay.includes(word));
}

const matching = () => {
  const words = terms();
  return STATEMENTS.filter((s) => passes(s, words, null));
};

/** How many statements each value of a facet would show, the other filters kept. */
function counts(name) {
  const words = terms();
  const found = new Map();
  for (const s of STATEMENTS) {
    if (!passes(s, words, name)) continue;
    for (const value of new Set(s.facet[name])) found.set(value, (found.get(value) || 0) + 1);
  }
  return found;
}

const filtered = () =>
  state.q.trim() !== "" || state.from !== "" || state.to !== "" || FACETS.some((name) => name !== "kind" && state[name].size > 0);

// ---- the address -------------------------------------------------------------------------------
const encode = (name, value) => (NODE_FACETS.has(name) ? keyOf(value) : value);
const decode = (name, value) => (NODE_FACETS.has(name) ? ID_OF_KEY.get(value) : value);

function toHash() {
  const query = new URLSearchParams();
  if (state.view !== "graph") query.set("view", state.view);
  if (state.q) query.set("q", state.q);
  for (const name of ["from", "to", "theme", "sort"]) if (state[name]) query.set(name, state[name]);
  if (!state.context) query.set("context", "off");
  for (const kind of state.hide) query.append("hide", kind);
  for (const name of FACETS) {
    if (name === "kind" && state.kind.size === 1 && state.kind.has(DEFAULT_KIND)) continue;
    if (name === "kind" && state.kind.size === 0) query.set("kind", "all");
    for (const value of state[name]) query.append(name, encode(name, value));
  }
  if (state.selected !== null) {
    const ids = Array.isArray(state.selected) ? state.selected : [state.selected];
    for (const id of ids) query.append("show", keyOf(id));
  }
  const text = query.toString();
  return text ? `#${text}` : "";
}

function fromHash() {
  const query = new URLSearchParams(location.hash.slice(1));
  state.view = ["graph", "table", "read", "find"].includes(query.get("view")) ? query.get("view") : "graph";
  state.q = query.get("q") || "";
  for (const name of ["from", "to"]) state[name] = /^\d{4}(-\d{2}){0,2}$/.test(query.get(name) || "") ? query.get(name) : "";
  state.theme = ["dark", "light"].includes(query.get("theme")) ? query.get("theme") : "";
  state.sort = /^-?\w+$/.test(query.get("sort") || "") ? query.get("sort") : "";
  state.context = query.get("context") !== "off";
  state.hide = new Set(query.getAll("hide").filter((kind) => kind in KINDS));
  for (const name of FACETS) {
    const values = query.getAll(name).map((value) => decode(name, value));
    state[name] = new Set(values.filter((value) => value !== undefined));
  }
  if (state.kind.has("all")) state.kind = new Set();
  else if (!query.has("kind")) state.kind = new Set([DEFAULT_KIND]);
  const shown = query.getAll("show").map((key) => ID_OF_KEY.get(key));
  state.selected = shown.length && shown.every((id) => id !== undefined) ? (shown.length > 1 ? shown.slice(0, 2) : shown[0]) : null;
}

/** Change the state and draw; `quiet` replaces the history entry (typing), else "back" undoes. */
function change(changes, quiet = false) {
  Object.assign(state, changes);
  const address = toHash() || location.pathname + location.search;
  try {
    history[quiet ? "replaceState" : "pushState"](null, "", address);
  } catch {
    // A sandboxed frame has no history of its own; the page works without.
  }
  draw();
}

function toggle(name, value) {
  const next = new Set(state[name]);
  if (!next.delete(value)) next.add(value);
  change({ [name]: next });
}

function reset() {
  const empty = Object.fromEntries(FACETS.map((name) => [name, new Set()]));
  change({ ...empty, hide: new Set(), kind: new Set([DEFAULT_KIND]), q: "", from: "", to: "", selected: null });
}
