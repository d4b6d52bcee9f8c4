// What the reader has asked for, kept in the address after '#', and the statements that answer it.
const FACETS = ["operation", "speaker", "agency", "outlet", "manner", "named", "kind", "part"];
// As the named queries: what is said, once, in the body. The rest repeats or only reports, and is shown when asked for.
const DEFAULTS = { kind: "speech", part: "body" };
const state = {
  view: "graph",
  selected: null,
  q: "",
  from: "",
  to: "",
  theme: "",
  context: true,
  whole: false,
  sort: "",
  hide: new Set(),
  ...Object.fromEntries(FACETS.map((name) => [name, new Set()])),
};

const keyOf = (id) => NODES[id].iri.startsWith(DATA.base) ? NODES[id].iri.slice(DATA.base.length) : NODES[id].iri;
const ID_OF_KEY = new Map(NODES.map((_, id) => [keyOf(id), id]));

// What each statement answers for each facet: node ids, or words where the facet has no node.
const UNNAMED = new Set(["unnamed", "group"]);
for (const s of STATEMENTS) s.hubs = [];
// A joint statement is on a line of each who says it.
for (const edge of NET.edges) for (const { hubs } of (edge.statements || []).map((index) => STATEMENTS[index])) if (!hubs.includes(edge.to)) hubs.push(edge.to);
const partOf = (s) => (s.nested ? "nested" : s.part);
for (const s of STATEMENTS) {
  const naming = s.speakers.map((id) => (UNNAMED.has(NODES[id].kind) ? "unnamed" : "named"));
  s.facet = {
    operation: s.about,
    speaker: s.speakers,
    agency: s.agencies,
    outlet: s.outlets,
    manner: [s.manner],
    named: naming.length ? naming : ["unknown"],
    kind: [s.kind],
    part: [partOf(s)],
  };
  s.date = ARTICLES[s.article].published || "";
}

/** The words by which a statement or a node is found; folded when first searched, since most pages are only read. */
function hay(thing) {
  if (thing.hay !== undefined) return thing.hay;
  const texts = thing.names || [thing.words, thing.cue, ...thing.roles, thing.addressedTo, thing.channel, ARTICLES[thing.article].title, ARTICLES[thing.article].publisher];
  const named = thing.names ? [] : [...thing.speakers, ...thing.about, thing.addressee, thing.behalf].filter((id) => id !== null).flatMap((id) => NODES[id].names);
  thing.hay = fold([...texts, ...named].filter(Boolean).join(" \n "));
  return thing.hay;
}

const NODE_FACETS = new Set(["operation", "speaker", "agency"]);
const terms = () => fold(state.q).split(/\s+/).filter(Boolean);

/** Whether a statement passes every filter but for the facets `skip` (for a facet's own counts). */
function passes(s, words, skip = []) {
  for (const name of FACETS) {
    if (skip.includes(name) || state[name].size === 0) continue;
    if (!s.facet[name].some((value) => state[name].has(value))) return false;
  }
  if (state.from && (!s.date || s.date < state.from)) return false;
  if (state.to && (!s.date || s.date.slice(0, state.to.length) > state.to)) return false;
  return words.every((word) => hay(s).includes(word));
}

const matching = () => {
  const words = terms();
  return STATEMENTS.filter((s) => passes(s, words));
};

/** How many statements each value of a facet would show, the other filters kept. */
function counts(name) {
  const words = terms();
  const found = new Map();
  for (const s of STATEMENTS) {
    if (!passes(s, words, [name])) continue;
    for (const value of new Set(s.facet[name])) found.set(value, (found.get(value) || 0) + 1);
  }
  return found;
}

/** What passes every other filter and is left out for being no speech in the body, by the reason. */
function leftOut() {
  const words = terms();
  const out = new Map();
  for (const s of STATEMENTS) {
    const kept = (name) => state[name].size === 0 || state[name].has(s.facet[name][0]);
    if ((kept("kind") && kept("part")) || !passes(s, words, Object.keys(DEFAULTS))) continue;
    const reason = kept("kind") ? `part.${partOf(s)}` : `kind.${s.kind}`;
    out.set(reason, (out.get(reason) || 0) + 1);
  }
  return out;
}

const filtered = () =>
  state.q.trim() !== "" || state.from !== "" || state.to !== "" || FACETS.some((name) => !(name in DEFAULTS) && state[name].size > 0);

// ---- the address -------------------------------------------------------------------------------
const encode = (name, value) => (NODE_FACETS.has(name) ? keyOf(value) : value);
const decode = (name, value) => (NODE_FACETS.has(name) ? ID_OF_KEY.get(value) : value);

function toHash(selected = state.selected) {
  const query = new URLSearchParams();
  if (state.view !== "graph") query.set("view", state.view);
  if (state.q) query.set("q", state.q);
  for (const name of ["from", "to", "theme", "sort"]) if (state[name]) query.set(name, state[name]);
  if (!state.context) query.set("context", "off");
  if (state.whole) query.set("whole", "on");
  for (const kind of state.hide) query.append("hide", kind);
  for (const name of FACETS) {
    if (name in DEFAULTS && state[name].size === 1 && state[name].has(DEFAULTS[name])) continue;
    if (name in DEFAULTS && state[name].size === 0) query.set(name, "all");
    for (const value of state[name]) query.append(name, encode(name, value));
  }
  if (selected !== null) {
    const ids = Array.isArray(selected) ? selected : [selected];
    for (const id of ids) query.append("show", keyOf(id));
  }
  const text = query.toString();
  return text ? `#${text}` : "";
}

function fromHash(text = location.hash) {
  const query = new URLSearchParams(text.slice(1));
  state.view = ["graph", "table", "read", "find"].includes(query.get("view")) ? query.get("view") : "graph";
  state.q = query.get("q") || "";
  for (const name of ["from", "to"]) state[name] = /^\d{4}(-\d{2}){0,2}$/.test(query.get(name) || "") ? query.get(name) : "";
  state.theme = ["dark", "light"].includes(query.get("theme")) ? query.get("theme") : "";
  state.sort = /^-?\w+$/.test(query.get("sort") || "") ? query.get("sort") : "";
  state.context = query.get("context") !== "off";
  state.whole = query.get("whole") === "on" && NET.nodes.some((node) => node.wide);
  state.hide = new Set(query.getAll("hide").filter((kind) => kind in KINDS));
  for (const name of FACETS) {
    const values = query.getAll(name).map((value) => decode(name, value));
    state[name] = new Set(values.filter((value) => value !== undefined));
  }
  for (const [name, value] of Object.entries(DEFAULTS)) {
    if (state[name].has("all")) state[name] = new Set();
    else if (!query.has(name)) state[name] = new Set([value]);
  }
  const shown = query.getAll("show").map((key) => ID_OF_KEY.get(key));
  state.selected = shown.length && shown.every((id) => id !== undefined) ? (shown.length > 1 ? shown.slice(0, 2) : shown[0]) : null;
}

// What was shown before, the latest last; the browser's own history is not to be had in a frame.
const past = [];
let spelling = false;

function inAddress(how) {
  const address = toHash() || location.pathname + location.search;
  try {
    history[how](null, "", address);
  } catch {
    // A sandboxed frame has no history of its own; the page works without.
  }
}

/** Change the state and draw; `quiet` replaces the history entry (typing), else "back" undoes. */
function change(changes, quiet = false) {
  // A word typed letter by letter is undone as one; walking along the nodes is not worth undoing.
  if (!quiet || ("q" in changes && !spelling)) past.push(toHash());
  spelling = quiet && "q" in changes;
  Object.assign(state, changes);
  inAddress(quiet ? "replaceState" : "pushState");
  draw();
}

/** What was shown before the last change. */
function undo() {
  if (!past.length) return;
  fromHash(past.pop());
  spelling = false;
  document.getElementById("search").value = state.q;
  inAddress("replaceState");
  draw();
  announce(t("undone"));
}

function toggle(name, value) {
  const next = new Set(state[name]);
  if (!next.delete(value)) next.add(value);
  change({ [name]: next });
}

function reset() {
  const empty = Object.fromEntries(FACETS.map((name) => [name, new Set(name in DEFAULTS ? [DEFAULTS[name]] : [])]));
  change({ ...empty, hide: new Set(), q: "", from: "", to: "", selected: null });
}
