// Which nodes and lines to draw, and where: as laid out when the page was written, or around what is asked for.
const AREA = 12500; // square pixels that a node needs with its label
const PITCH = 46; // from one speaker to the next in a column, so that names stay apart where two hubs fill the width
const BETWEEN = 30; // from one hub with its columns to the next
const SIGN = 44; // pixels of the window for the sign of a hub
const SPOKE = 132; // from what is spoken of to the first column beside it
const DRAWN_AT = 0.75; // the zoom for which places are made: labels keep their size, places do not

/** How many nodes can be read side by side in this window. */
function capacity() {
  const room = document.getElementById("scene").getBoundingClientRect();
  return Math.min(DATA.limit, Math.max(16, Math.round((room.width * room.height) / AREA)));
}

const scene = { network: null, nodes: null, edges: null, bundles: new Map(), shown: new Map(), laid: new Map(), sides: new Map(), radius: new Map(), scale: 0, settled: true, totals: new Map(), more: new Map(), hovered: null, placed: null, fitted: "" };
const NET_NODE = new Map(NET.nodes.map((node) => [node.id, node]));
const PLACED = NET.nodes.filter((node) => node.x !== undefined).length;
const TIES = NET.edges.filter((edge) => edge.relation).map((edge) => ({ hub: edge.from, node: edge.to, relation: edge.relation }));

/** The lines of the network with those of their statements that were found. */
function bundle(statements) {
  const found = new Set(statements);
  const bundles = new Map();
  for (const edge of NET.edges) {
    if (!edge.statements) continue;
    const own = edge.statements.map((index) => STATEMENTS[index]).filter((s) => found.has(s));
    if (own.length) bundles.set(`${edge.from}~${edge.to}`, { id: `${edge.from}~${edge.to}`, speaker: edge.from, hub: edge.to, statements: own });
  }
  return bundles;
}

/** The bundles to draw: all that fit, else the overview made when the page was written, else the most quoted. */
function chosen(bundles, limit) {
  const all = [...bundles.values()];
  const ends = new Set(all.flatMap((b) => [b.speaker, b.hub]));
  const placed = (id) => NET_NODE.get(id).x !== undefined;
  if (ends.size <= limit * 1.25) return all;
  const focus = new Set([state.selected].flat().filter((id) => id !== null && ends.has(id)));
  const near = (b) => focus.has(b.hub) || focus.has(b.speaker);
  if (filtered()) return mostQuoted(all, near, limit);
  const overview = all.filter((b) => placed(b.speaker) && placed(b.hub));
  const held = new Set(overview.flatMap((b) => [b.speaker, b.hub]));
  const shown = held.size <= limit * 1.25 ? overview : mostQuoted(overview, () => false, limit);
  const seen = new Set(shown.flatMap((b) => [b.speaker, b.hub]));
  return [...focus].every((id) => seen.has(id)) ? shown : mostQuoted(all.filter(near), near, limit);
}

/** The most quoted operations, then articles, with those who speak most in each, as many as can be read at once. */
function mostQuoted(all, near, limit) {
  const hubs = new Map();
  for (const b of all) {
    if (!hubs.has(b.hub)) hubs.set(b.hub, { id: b.hub, n: scene.totals.get(b.hub), near: 0, operation: NODES[b.hub].kind === "operation" ? 1 : 0, bundles: [] });
    const hub = hubs.get(b.hub);
    hub.near = Math.max(hub.near, near(b) ? 1 : 0);
    hub.bundles.push(b);
  }
  const ranked = [...hubs.values()].sort((a, b) => b.near - a.near || b.operation - a.operation || b.n - a.n || a.id - b.id);
  const room = ranked.length === 1 ? limit : Math.min(DATA.speakersOfHub, Math.ceil(limit / 4));
  const nodes = new Set();
  const kept = [];
  for (const hub of ranked) {
    const own = hub.bundles.sort((a, b) => near(b) - near(a) || b.statements.length - a.statements.length || a.speaker - b.speaker).slice(0, room);
    if (kept.length && nodes.size + own.length + 1 > limit) break;
    for (const b of own) nodes.add(b.hub).add(b.speaker);
    kept.push(...own);
  }
  return kept;
}

/** Places for a selection that has none yet: who speaks in columns beside what is spoken of, as in the overview. */
function arrange(bundles, ties) {
  const around = new Map();
  const hubsOf = new Map();
  const put = (hub, node, weight) => {
    if (!around.has(hub)) around.set(hub, new Map());
    around.get(hub).set(node, weight);
    if (!hubsOf.has(node)) hubsOf.set(node, new Set());
    hubsOf.get(node).add(hub);
  };
  for (const tie of ties) put(tie.hub, tie.node, 0);
  for (const b of bundles) put(b.hub, b.speaker, b.statements.length);
  const place = new Map();
  const hubs = [...around.keys()].sort((a, b) => around.get(b).size - around.get(a).size || a - b);
  const room = document.getElementById("scene").getBoundingClientRect();
  // Three times as wide as high is what a hub takes with its columns.
  const wide = 700 * Math.max(1, Math.round(Math.sqrt((hubs.length * room.width) / Math.max(room.height, 1) / 3)));
  const shapes = new Map();
  for (const hub of hubs) {
    const leaves = [...around.get(hub)].filter(([node]) => !around.has(node) && hubsOf.get(node).size === 1);
    leaves.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const rows = Math.max(4, Math.ceil(Math.sqrt(leaves.length) * 1.7));
    const columns = Math.ceil(Math.ceil(leaves.length / 2) / rows);
    const high = Math.max(110, PITCH * Math.min(rows, Math.ceil(leaves.length / 2)) + 50);
    shapes.set(hub, { leaves, rows, columns, high });
  }
  // Where many rows make all small, the name of a hub, which does not shrink, must not reach the columns beside it.
  const total = [...shapes.values()].reduce((sum, { high }) => sum + high + BETWEEN, 0) / (wide / 700);
  const scale = Math.min(DRAWN_AT, Math.max(0.35, (room.height - 160) / total));
  let [x, y, row] = [0, 0, 0];
  for (const hub of hubs) {
    const { leaves, rows, columns, high: needed } = shapes.get(hub);
    const high = Math.max(needed, (SIGN + labelOf(hub).height) / scale - BETWEEN);
    const spoke = leaves.length > 4 ? Math.max(SPOKE, labelOf(hub).width / 2 / scale + 24) : SPOKE;
    const reach = leaves.length ? spoke + 193 + 205 * (columns - 1) : 110;
    if (x > 0 && x + 2 * reach > wide) [x, y, row] = [0, y + row, 0];
    const centre = { x: x + reach, y: y + high / 2, side: 0 };
    x += 2 * reach + 46;
    row = Math.max(row, high + BETWEEN);
    place.set(hub, centre);
    for (const side of [1, -1]) {
      const own = leaves.filter((_, i) => (i % 2 === 0) === (side === 1));
      own.forEach(([node], i) => {
        const column = Math.floor(i / rows);
        const size = Math.min(rows, own.length - column * rows);
        const from = Math.ceil((i % rows) / 2) * ((i % rows) % 2 ? 1 : -1) + (size % 2 ? 0 : -0.5);
        const bulge = 32 * Math.cos((Math.PI * from) / (size + 1));
        place.set(node, { x: centre.x + side * (spoke + bulge + 205 * column), y: centre.y + PITCH * from, side });
      });
    }
  }
  // Who speaks of several stands between them, at the free place nearest to their middle.
  const taken = boxes();
  const roomOf = (id, p) => {
    const { width, height } = labelOf(id);
    const [w, h] = [width / DRAWN_AT, height / DRAWN_AT];
    const r = NET_NODE.get(id).size + 4;
    if (p.side) return { x: p.side > 0 ? p.x - r : p.x - r - w, y: p.y - 17, w: w + 2 * r, h: 34 };
    return { x: p.x - Math.max(w / 2, r), y: p.y - r, w: Math.max(w, 2 * r), h: h + 2 * r };
  };
  for (const [id, p] of place) taken.add(roomOf(id, p));
  for (const [node, own] of hubsOf) {
    if (place.has(node)) continue;
    const points = [...own].map((hub) => place.get(hub)).filter(Boolean);
    const [x, y] = ["x", "y"].map((axis) => points.reduce((sum, p) => sum + p[axis], 0) / points.length);
    let spot = { x, y, side: 0 };
    for (let i = 1; i < 400 && !taken.free(roomOf(node, spot), null); i++) {
      spot = { x: x + 9 * Math.sqrt(i) * Math.cos(2.4 * i) * 1.6, y: y + 9 * Math.sqrt(i) * Math.sin(2.4 * i), side: 0 };
    }
    taken.add(roomOf(node, spot));
    place.set(node, spot);
  }
  return place;
}

/** How much wider or higher to draw than laid out, so that the drawing has about the shape of its part of the window. */
function stretch(spots) {
  const room = document.getElementById("scene").getBoundingClientRect();
  const span = (of) => Math.max(...spots.map(of)) - Math.min(...spots.map(of)) + 160;
  if (!spots.length || room.width < 10 || room.height < 190) return { x: 1, y: 1 };
  const ratio = span((p) => p.x) / span((p) => p.y) / ((room.width - 200) / (room.height - 160));
  return { x: Math.min(Math.max(1 / ratio, 1), 1.7), y: Math.min(Math.max(ratio, 1), 1.9) };
}

/** Which nodes and lines to draw where about `limit` nodes can be read, with their places. */
function compose(limit) {
  const drawn = chosen(scene.bundles, limit).filter((b) => !state.hide.has(NODES[b.speaker].kind) && !state.hide.has(NODES[b.hub].kind));
  const ids = new Set(drawn.flatMap((b) => [b.speaker, b.hub]));
  // Who speaks alone stands in the middle of what he or she speaks of; who conducts that is another question.
  const single = filtered() && drawn.length > 1 && new Set(drawn.map((b) => b.speaker)).size === 1;
  // Where not all has room, that "women" and "our men" take part does not take a speaker's.
  const scarce = drawn.length < scene.bundles.size;
  const ties = single ? [] : TIES.filter((tie) => ids.has(tie.hub) && !state.hide.has(NODES[tie.node].kind) && !(scarce && NODES[tie.node].kind === "group"));
  for (const tie of ties) ids.add(tie.node);
  // A part of the places given would lie scattered, with holes: it is arranged anew.
  // What is spoken of alone stands best in the middle of those who speak of it.
  const alone = filtered() && new Set(drawn.map((b) => b.hub)).size === 1;
  const whole = ids.size > 0.9 * PLACED;
  const given = whole && !alone && !single && [...ids].every((id) => NET_NODE.get(id).x !== undefined);
  const turned = single ? drawn.map((b) => ({ ...b, hub: b.speaker, speaker: b.hub })) : drawn;
  const places = given ? null : arrange(turned, ties);
  const spot = (id) => (given ? NET_NODE.get(id) : places.get(id) || { x: 0, y: 0, side: 0 });
  const wider = stretch([...ids].map(spot));
  const nodes = [...ids].map((id) => {
    const { x, y, side } = spot(id);
    return { id, x: Math.round(x * wider.x), y: Math.round(y * wider.y), side, shape: NET_NODE.get(id).shape };
  });
  return { nodes, drawn, ties };
}
