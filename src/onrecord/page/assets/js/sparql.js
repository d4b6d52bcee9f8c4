// The query that gives the statements of the panel, for whoever goes on in a store.
let queryShown = false;

const PREFIXES = {
  onr: "https://w3id.org/onrecord/ns#",
  schema: "http://schema.org/",
  sem: "http://semanticweb.cs.vu.nl/2009/11/sem/",
};
const CONCEPTS = { direct: "Direct", mixed: "Mixed", indirect: "Indirect", speech: "Speech", attitude: "Attitude", body: "Body", headline: "Headline", caption: "Caption" };

const SAID_BY = "onr:speaker|onr:jointSpeaker";

const iriOf = (id) => `<${NODES[id].iri}>`;
const oneOf = (name, values) => `VALUES ?${name} { ${values.join(" ")} }`;

/** Lines of the query for what is selected. */
function selection() {
  if (state.selected === null) return [];
  const spokenOf = (id) => (NODES[id].kind === "article" ? [`FILTER(?article = ${iriOf(id)})`, ...aboutNothing()] : [`?statement onr:about ${iriOf(id)} .`]);
  if (Array.isArray(state.selected)) return [`?statement ${SAID_BY} ${iriOf(state.selected[0])} .`, ...spokenOf(state.selected[1])];
  const { kind } = NODES[state.selected];
  if (kind === "article" || kind === "operation" || kind === "event") return spokenOf(state.selected);
  const iri = iriOf(state.selected);
  const there = kind === "place" ? [`{ ?statement onr:about ?there . GRAPH ?places { ?there a onr:Operation ; sem:hasPlace ${iri} } }`] : [];
  return [[...[SAID_BY, "onr:onBehalfOf", "onr:addressee"].map((by) => `{ ?statement ${by} ${iri} }`), ...there].join("\n    UNION ")];
}

/** An article stands for what is said in it by somebody of no operation. */
const aboutNothing = () => [
  "?statement onr:speaker ?anybody .",
  "FILTER NOT EXISTS { ?statement onr:about ?operation . GRAPH ?operations { ?operation a onr:Operation } }",
];

/** The query, and the filters of the page that it does not repeat. */
function queryOf() {
  const wheres = selection();
  const things = { operation: "onr:about", speaker: SAID_BY };
  for (const [name, property] of Object.entries(things)) if (state[name].size) wheres.push(oneOf(`${name}Asked`, [...state[name]].map(iriOf)), `?statement ${property} ?${name}Asked .`);
  if (state.manner.size) wheres.push(oneOf("form", [...state.manner].map((value) => `onr:${CONCEPTS[value]}`)), "?statement onr:form ?form .");
  if (state.kind.size) wheres.push(oneOf("kind", [...state.kind].map((value) => `onr:${CONCEPTS[value]}`)), "?statement onr:kind ?kind .");
  const parts = [...state.part].filter((value) => value !== "nested");
  const own = parts.length && `{ ${oneOf("part", parts.map((value) => `onr:${CONCEPTS[value]}`))} ?statement onr:part ?part ; onr:nesting onr:Outermost }`;
  if (state.part.size) wheres.push([own, state.part.has("nested") && "{ ?statement onr:nesting onr:Nested }"].filter(Boolean).join("\n    UNION "));
  if (state.from || state.to) wheres.push("?article schema:datePublished ?published .");
  if (state.from) wheres.push(`FILTER(STR(?published) >= "${state.from}")`);
  if (state.to) wheres.push(`FILTER(SUBSTR(STR(?published), 1, ${state.to.length}) <= "${state.to}")`);
  const beyond = [...["agency", "outlet", "named"].filter((name) => state[name].size).map((name) => t(`facet.${name}`)), state.q.trim() && t("search")].filter(Boolean);
  const used = Object.entries(PREFIXES).filter(([prefix]) => prefix === "schema" || wheres.concat("onr:").some((line) => line.includes(`${prefix}:`)));
  const text = [
    ...used.map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}>`),
    "SELECT DISTINCT ?statement ?by ?text WHERE {",
    "  GRAPH ?article {",
    "    ?statement a onr:Statement ; schema:text ?text .",
    `    OPTIONAL { ?statement ${SAID_BY} ?by }`,
    ...wheres.map((line) => `    ${line}`),
    "  }",
    "}",
  ];
  return { text: text.join("\n"), beyond };
}

function toggleQuery() {
  queryShown = !queryShown;
  draw();
  document.getElementById("sparql").focus({ preventScroll: true });
}

function queryBlock() {
  const { text, beyond } = queryOf();
  return el(
    "div",
    { class: "sparql" },
    beyond.length > 0 && el("p", {}, `${t("sparql-beyond")} ${beyond.join(", ")}`),
    el("pre", { tabindex: "0", role: "region", "aria-label": t("sparql") }, text),
    el("p", { class: "muted" }, t("sparql-run")),
    el("button", { type: "button", onclick: (e) => copy(text, e.currentTarget) }, t("sparql-copy")),
  );
}
