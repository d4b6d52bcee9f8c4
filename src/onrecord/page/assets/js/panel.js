// The reading panel: who said what, in the article's own characters.
const PAGE_OF_LIST = 40;
const LONG = 1200;
let listLength = PAGE_OF_LIST;

const nameButton = (id, className = "name") =>
  el("button", { type: "button", class: className, onclick: () => change({ selected: id, ...reading() }) }, sign(NODES[id].kind, 12), isolated(NODES[id].label));

const nameButtons = (ids) => ids.map((id, i) => [i ? ", " : "", nameButton(id, "inline")]);

// A choice leads to where it is read: on a phone to a view of its own, on a desk beside the graph.
const narrow = () => matchMedia("(max-width: 760px)").matches;
const reading = () => (narrow() ? { view: "read" } : state.view === "table" ? { view: "graph" } : {});

/** Text that is cut when very long, with a button for the rest. */
function measuredText(text, className) {
  const holder = el("span", { class: className });
  if (text.length <= LONG || onPaper) {
    holder.textContent = text;
    return holder;
  }
  const more = el("button", { type: "button", class: "quiet", onclick: () => { holder.textContent = text; } }, t("show-all"));
  holder.append(`${text.slice(0, LONG)}… `, more);
  return holder;
}

/** The passage of the article with source, cue and content marked. */
function passage(segments) {
  const block = el("blockquote", { class: "passage" });
  for (const [text, mark] of segments) {
    if (!mark) block.append(text);
    else block.append(el("mark", { class: mark, title: t(`mark.${mark}`) }, measuredText(text)));
  }
  return block;
}

/** What was said, in its place where the reader wants it so and the place is known. */
function said(s) {
  const words = el("p", { class: "words", dir: "auto" }, measuredText(s.words, "exact"));
  const inPlace = () => s.context.length > 0 && passage(s.context);
  if (!state.context) return words;
  if (s.context) return inPlace() || words;
  passages(s).then(() => words.replaceWith(inPlace() || words));
  return words;
}

/** Who says it, by name; "" where nobody is known to. */
const speakersOf = (s) => s.speakers.map((id) => NODES[id].label).join(", ");

const chip = (text, className = "") => el("span", { class: `chip ${className}` }, text);
const part = (label, ...content) => el("span", { class: "part" }, el("span", { class: "label" }, label), " ", ...content);

/** speaker → outlet that was told → where we read it. */
function path(s) {
  if (s.via === null) return null;
  const article = ARTICLES[s.article];
  const steps = [speakersOf(s) || t("unknown-speaker"), s.via, article.publisher || article.title || t("this-article")];
  return el("p", { class: "path" }, chip(t(article.publisher ? "second-hand" : "told-to")), " ", steps.flatMap((step, i) => [i ? " → " : "", isolated(step)]));
}

function articleLine(index) {
  const article = ARTICLES[index];
  const title = article.title || article.iri;
  return el(
    "p",
    { class: "article" },
    article.url ? outward(article.url, title) : isolated(title),
    [article.publisher, readable(article.published)].filter(Boolean).map((text) => [" · ", isolated(text)]),
  );
}

const copyButtons = (iri) =>
  el("span", { class: "copies" }, el("button", { type: "button", class: "quiet", onclick: (e) => copy(iri, e.currentTarget), title: iri }, t("copy-iri")));

function statementCard(s) {
  const details = [
    s.addressedTo && part(t("to"), s.addressee === null ? isolated(s.addressedTo) : nameButton(s.addressee, "inline")),
    s.behalf !== null && part(t("for"), nameButton(s.behalf, "inline")),
    s.channel && part(t("channel"), isolated(s.channel)),
    s.time && part(t("when"), isolated(`“${s.time}”`)),
    s.about.length > 0 && part(t("about"), s.about.map((id) => nameButton(id, "inline"))),
  ].filter(Boolean);
  const nobody = el("span", { class: "name none" }, s.source ? isolated(s.source) : t("unknown-speaker"));
  const who = s.speakers.map((id, i) => [nameButton(id), s.roles[i] && el("span", { class: "role" }, isolated(s.roles[i]))]);
  const disputes = s.disputes.map((other) => {
    const o = STATEMENTS[other];
    return el("p", { class: "dispute" }, chip(t("disputes"), "warn"), " ", isolated(speakersOf(o) || t("unknown-speaker")), ": ", isolated(o.words.slice(0, 160)));
  });
  return el(
    "li",
    { class: `statement ${s.manner}`, "data-statement": s.iri },
    el(
      "p",
      { class: "who" },
      who.length ? who : nobody,
      s.cue && el("span", { class: "cue" }, isolated(s.cue)),
    ),
    said(s),
    details.length > 0 && el("p", { class: "details" }, details),
    path(s),
    disputes,
    articleLine(s.article),
    el(
      "p",
      { class: "foot" },
      chip(t(`manner.${s.manner}`), s.manner),
      s.kind === "attitude" && chip(t("kind.attitude")),
      s.part !== "body" && chip(t(`part.${s.part}`)),
      s.nested && chip(t("nested")),
      part(t("confidence"), confidence(s.confidence)),
      copyButtons(s.iri),
    ),
  );
}

function confidence(value) {
  const percent = Math.round(100 * value);
  const bar = svg("svg", { viewBox: "0 0 40 6", width: 40, height: 6, class: "bar", "aria-hidden": "true" });
  bar.append(svg("rect", { width: 40, height: 6, rx: 3, class: "bar-all" }), svg("rect", { width: 0.4 * percent, height: 6, rx: 3, class: "bar-part" }));
  return el("span", { class: "confidence" }, bar, ` ${percent} %`);
}

function statementList(statements) {
  const sorted = [...statements].sort((a, b) => compare(a.date, b.date) || a.article - b.article || a.begin - b.begin);
  const list = el("ol", { class: "statements" });
  for (const s of sorted.slice(0, listLength)) list.append(statementCard(s));
  const rest = sorted.length - listLength;
  const more = rest > 0 && el("button", { type: "button", class: "wide", onclick: () => { listLength += 200; draw(); } }, t("show-more", { n: rest }));
  return [list, more].filter(Boolean);
}

/** Whether there are other filters than the one that is for what is selected. */
function narrowed() {
  const others = (name) => [...state[name]].some((value) => value !== state.selected);
  return state.q.trim() !== "" || state.from !== "" || state.to !== "" || FACETS.some((name) => !(name in DEFAULTS) && others(name));
}

/** Whether showing this alone would show less than now. */
function canNarrow(id) {
  const own = new Set([...state.operation, ...state.speaker]);
  return !["article", "place"].includes(NODES[id].kind) && !(own.size === 1 && own.has(id));
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/** What is known of a node besides what it said. */
function facts(id) {
  const node = NODES[id];
  const rows = [];
  const row = (label, ...content) => rows.push(el("dt", {}, label), el("dd", {}, ...content));
  if (node.type) row(t("type"), isolated(node.type));
  if (node.date) row(t("date"), readableInterval(node.date));
  if (node.status) row(t("status"), isolated(node.status));
  for (const relation of ["conducted-by", "place"]) {
    const own = TIES.filter((tie) => tie.hub === id && tie.relation === relation);
    if (own.length) row(t(relation), own.map((tie) => nameButton(tie.node, "inline")));
  }
  const conducted = TIES.filter((tie) => tie.node === id);
  if (conducted.length) row(t("operations"), conducted.map((tie) => nameButton(tie.hub, "inline")));
  const held = new Map();
  for (const role of node.roles) {
    const key = JSON.stringify([role.title, role.organization]);
    if (!held.has(key)) held.set(key, { ...role, articles: new Set() });
    held.get(key).articles.add(role.article);
  }
  const roles = [...held.values()].map(({ title, organization, articles }) => {
    const [first] = articles;
    const where = articles.size > 1 ? t("articles", { n: articles.size }) : ARTICLES[first].publisher || ARTICLES[first].title;
    return el("li", {}, isolated(title), organization === null ? "" : [", ", nameButton(organization, "inline")], el("span", { class: "muted" }, " — ", isolated(where)));
  });
  if (roles.length) row(t("roles"), el("ul", { class: "plain" }, roles));
  if (node.identified !== null) row(t("identified-as"), nameButton(node.identified, "inline"));
  if (node.affiliation !== null) row(t("affiliation"), nameButton(node.affiliation, "inline"));
  const names = node.names.filter((name) => name !== node.label);
  if (names.length) row(t("also"), isolated(names.join(", ")));
  if (node.links.length) row(t("links"), node.links.map((address) => el("span", { class: "part" }, outward(address, address.replace(/^https?:\/\/(www\.)?/, "")))));
  return rows.length ? el("dl", { class: "facts" }, rows) : null;
}

const readableInterval = (date) => date.split("/").map(readable).join(" – ");

/** The statements that a selected node or line is about, out of those that pass the filters. */
function selectedStatements(found) {
  const chosenNow = state.selected;
  if (chosenNow === null) return found;
  if (Array.isArray(chosenNow)) return found.filter((s) => s.speakers.includes(chosenNow[0]) && s.hubs.includes(chosenNow[1]));
  // A place has no words of its own: what is said of what happened there.
  const there = new Set(TIES.filter((tie) => tie.node === chosenNow && tie.relation === "place").map((tie) => tie.hub));
  const about = (s) => s.hubs.includes(chosenNow) || s.about.includes(chosenNow) || s.about.some((id) => there.has(id));
  return found.filter((s) => s.speakers.includes(chosenNow) || s.behalf === chosenNow || s.addressee === chosenNow || about(s));
}

function drawPanel(found) {
  const panel = document.getElementById("panel");
  const chosenNow = state.selected;
  const statements = selectedStatements(found);
  const head = el("header", {});
  const body = [];
  const title = (...content) => el("h2", { id: "panel-title", tabindex: "-1" }, ...content);
  if (chosenNow === null) {
    head.append(title(t(filtered() ? "matching" : "everything")));
  } else if (Array.isArray(chosenNow)) {
    const [speaker, hub] = chosenNow;
    head.append(el("p", { class: "kicker" }, t("edge-kicker")), title(isolated(NODES[speaker].label), " → ", isolated(NODES[hub].label)));
    head.append(el("p", {}, nameButton(speaker, "inline"), nameButton(hub, "inline")));
  } else {
    const node = NODES[chosenNow];
    head.append(el("p", { class: "kicker" }, sign(node.kind), " ", kindName(node.kind)), title(isolated(node.label)));
    body.push(facts(chosenNow));
    if (node.kind === "article") body.push(articleLine(node.article));
  }
  head.append(
    el(
      "p",
      { class: "counts" },
      t("statements", { n: statements.length }),
      " · ",
      t("speakers", { n: new Set(statements.flatMap((s) => s.speakers)).size }),
      " · ",
      t("articles", { n: new Set(statements.map((s) => s.article)).size }),
    ),
    el(
      "p",
      { class: "actions" },
      chosenNow !== null && el("button", { type: "button", onclick: () => change({ selected: null }) }, t("close")),
      typeof chosenNow === "number" && canNarrow(chosenNow) && el("button", { type: "button", onclick: () => only(chosenNow) }, t("only-this")),
      typeof chosenNow === "number" && copyButtons(NODES[chosenNow].iri),
      el("button", { type: "button", "aria-pressed": String(state.context), onclick: () => change({ context: !state.context }) }, t("context")),
      el("button", { type: "button", id: "sparql", "aria-expanded": String(queryShown), onclick: toggleQuery }, t("sparql")),
    ),
    queryShown ? queryBlock() : "",
  );
  const list = statements.length ? statementList(statements) : [el("p", { class: "muted" }, t(chosenNow === null ? "none-match" : "none-here"))];
  // Who has narrowed down what was said asks for the words; who has only chosen a thing sees its numbers at a glance.
  const charts = typeof chosenNow === "number" ? figureCharts(chosenNow) : [];
  const said = [el("h3", { class: "said" }, t("said")), ...list];
  panel.replaceChildren(head, ...body.filter(Boolean), ...(narrowed() ? [...said, ...charts] : [...charts, ...said]));
}
