// The drawing: vis-network shows shapes and lines at given places; labels are ours, so that none covers another.
const AREA = 11000; // square pixels that a node needs with its label

/** How many nodes can be read side by side in this window. */
function capacity() {
  const room = document.getElementById("scene").getBoundingClientRect();
  return Math.min(DATA.limit, Math.max(16, Math.round((room.width * room.height) / AREA)));
}

const scene = { network: null, nodes: null, edges: null, bundles: new Map(), shown: new Map(), sides: new Map(), hovered: null, placed: null, fitted: "" };
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
function chosen(bundles) {
  const limit = capacity();
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
    if (!hubs.has(b.hub)) hubs.set(b.hub, { id: b.hub, n: 0, near: 0, operation: NODES[b.hub].kind === "operation" ? 1 : 0, bundles: [] });
    const hub = hubs.get(b.hub);
    hub.n += b.statements.length;
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
  let [x, y, row] = [0, 0, 0];
  for (const hub of hubs) {
    const leaves = [...around.get(hub)].filter(([node]) => !around.has(node) && hubsOf.get(node).size === 1);
    leaves.sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const rows = Math.max(4, Math.ceil(Math.sqrt(leaves.length) * 1.7));
    const columns = Math.ceil(Math.ceil(leaves.length / 2) / rows);
    const reach = leaves.length ? 325 + 205 * (columns - 1) : 110;
    const high = Math.max(110, 35 * Math.min(rows, Math.ceil(leaves.length / 2)) + 50);
    if (x > 0 && x + 2 * reach > wide) [x, y, row] = [0, y + row, 0];
    const centre = { x: x + reach, y: y + high / 2, side: 0 };
    x += 2 * reach + 46;
    row = Math.max(row, high + 30);
    place.set(hub, centre);
    for (const side of [1, -1]) {
      const own = leaves.filter((_, i) => (i % 2 === 0) === (side === 1));
      own.forEach(([node], i) => {
        const column = Math.floor(i / rows);
        const size = Math.min(rows, own.length - column * rows);
        const from = Math.ceil((i % rows) / 2) * ((i % rows) % 2 ? 1 : -1) + (size % 2 ? 0 : -0.5);
        const bulge = 32 * Math.cos((Math.PI * from) / (size + 1));
        place.set(node, { x: centre.x + side * (132 + bulge + 205 * column), y: centre.y + 35 * from, side });
      });
    }
  }
  let between = 0;
  for (const [node, own] of hubsOf) {
    if (place.has(node)) continue;
    const points = [...own].map((hub) => place.get(hub)).filter(Boolean);
    const turn = 2.4 * between++;
    place.set(node, {
      x: points.reduce((sum, p) => sum + p.x, 0) / points.length + 60 * Math.cos(turn),
      y: points.reduce((sum, p) => sum + p.y, 0) / points.length + 60 * Math.sin(turn),
      side: 0,
    });
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

/** Which nodes and lines to draw for these statements, with their places. */
function compose(statements) {
  scene.bundles = bundle(statements);
  const drawn = chosen(scene.bundles).filter((b) => !state.hide.has(NODES[b.speaker].kind) && !state.hide.has(NODES[b.hub].kind));
  const ids = new Set(drawn.flatMap((b) => [b.speaker, b.hub]));
  // Who speaks alone stands in the middle of what he or she speaks of; who conducts that is another question.
  const single = filtered() && drawn.length > 1 && new Set(drawn.map((b) => b.speaker)).size === 1;
  const ties = single ? [] : TIES.filter((tie) => ids.has(tie.hub) && !state.hide.has(NODES[tie.node].kind));
  for (const tie of ties) ids.add(tie.node);
  // A small part of the places given would lie scattered: it is arranged anew, unless all of them fit this window.
  // What is spoken of alone stands best in the middle of those who speak of it.
  const alone = filtered() && new Set(drawn.map((b) => b.hub)).size === 1;
  const whole = ids.size > 0.7 * PLACED || PLACED <= capacity() * 1.25;
  const given = whole && !alone && !single && [...ids].every((id) => NET_NODE.get(id).x !== undefined);
  const turned = single ? drawn.map((b) => ({ ...b, hub: b.speaker, speaker: b.hub })) : drawn;
  const places = given ? null : arrange(turned, ties);
  const spot = (id) => (given ? NET_NODE.get(id) : places.get(id) || { x: 0, y: 0, side: 0 });
  const wider = stretch([...ids].map(spot));
  const nodes = [...ids].map((id) => {
    const { x, y, side } = spot(id);
    scene.sides.set(id, side);
    return { id, x: Math.round(x * wider.x), y: Math.round(y * wider.y), size: NET_NODE.get(id).size, shape: NET_NODE.get(id).shape };
  });
  return { nodes, drawn, ties };
}

// ---- looks --------------------------------------------------------------------------------------
function lit() {
  const focus = scene.hovered ?? state.selected;
  if (focus === null) return null;
  if (Array.isArray(focus)) return new Set(focus);
  const near = new Set([focus]);
  for (const edge of scene.shown.values()) {
    if (edge.from === focus) near.add(edge.to);
    if (edge.to === focus) near.add(edge.from);
  }
  return near;
}

function nodeLook(id, bright) {
  const kind = NODES[id].kind;
  const colour = kindColour(kind);
  const hollow = KINDS[kind].hollow;
  const chosenNow = state.selected === id || (Array.isArray(state.selected) && state.selected.includes(id));
  return {
    color: { background: hollow ? tone("paper") : colour, border: chosenNow ? tone("ink") : colour },
    borderWidth: chosenNow ? 4 : hollow ? 2.5 : 1,
    shapeProperties: { borderDashes: KINDS[kind].dashed ? [4, 3] : false },
    opacity: bright === null || bright.has(id) ? 1 : 0.16,
  };
}

function edgeLook(edge, bright) {
  const selected = Array.isArray(state.selected) ? state.selected : null;
  const isSelected = selected !== null && edge.from === selected[0] && edge.to === selected[1];
  const focus = scene.hovered ?? state.selected;
  const near = bright === null || isSelected || (!Array.isArray(focus) && (edge.from === focus || edge.to === focus));
  return {
    color: { color: isSelected ? tone("accent") : near && bright !== null ? tone("line-strong") : tone("line"), opacity: near ? 1 : 0.12 },
    width: (isSelected ? 2 : 0) + edge.thickness,
  };
}

function paint() {
  const bright = lit();
  scene.nodes.update([...scene.nodes.getIds()].map((id) => ({ id, ...nodeLook(id, bright) })));
  scene.edges.update([...scene.shown.values()].map((edge) => ({ id: edge.id, ...edgeLook(edge, bright) })));
}

function drawScene(statements) {
  const { nodes, drawn, ties } = compose(statements);
  scene.shown = new Map();
  for (const b of drawn) {
    const n = b.statements.length;
    const indirect = b.statements.every((s) => s.manner === "indirect");
    const edge = { id: b.id, from: b.speaker, to: b.hub, n, thickness: 1 + 1.4 * Math.log2(n + 1) - 0.4, dashes: indirect ? [7, 5] : false };
    scene.shown.set(b.id, edge);
  }
  for (const tie of ties) {
    const id = `tie~${tie.node}~${tie.hub}`;
    scene.shown.set(id, { id, from: tie.node, to: tie.hub, n: 0, tie: true, thickness: 0.8, dashes: [1, 4] });
  }
  if (scene.network === null) start();
  const bright = lit();
  const keepNodes = new Set(nodes.map((node) => node.id));
  scene.nodes.remove(scene.nodes.getIds().filter((id) => !keepNodes.has(id)));
  scene.edges.remove(scene.edges.getIds().filter((id) => !scene.shown.has(id)));
  scene.nodes.update(nodes.map((node) => ({ ...node, ...nodeLook(node.id, bright) })));
  scene.edges.update([...scene.shown.values()].map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, dashes: edge.dashes, ...edgeLook(edge, bright) })));
  scene.placed = null;
  const key = nodes.map((node) => `${node.id}:${node.x | 0}`).join();
  if (key !== scene.fitted) {
    scene.fitted = key;
    fit();
  }
  const hidden = scene.bundles.size - drawn.length;
  document.getElementById("more").textContent = hidden > 0 && drawn.length ? t("more-lines", { shown: drawn.length, all: scene.bundles.size }) : "";
  document.getElementById("nothing").hidden = nodes.length > 0;
}

// ---- labels -------------------------------------------------------------------------------------
const measureContext = document.createElement("canvas").getContext("2d");
const measured = new Map();
const FONT = (weight) => `${weight} ${tone("sans") || "sans-serif"}`;
const WEIGHTS = { operation: "650 13.5px", article: "italic 400 12.5px" };

/** A label in lines of at most `wide` characters, the last one shortened where there are too many. */
function lines(text, wide, most) {
  const out = [""];
  for (const word of text.split(/\s+/)) {
    const last = out[out.length - 1];
    if (last && last.length + 1 + word.length > wide) out.push(word);
    else out[out.length - 1] = last ? `${last} ${word}` : word;
  }
  const kept = out.slice(0, most).map((line) => (line.length > wide + 8 ? `${line.slice(0, wide + 7)}…` : line));
  if (out.length > most) kept[most - 1] = `${kept[most - 1].replace(/…$/, "")}…`;
  return kept;
}

function labelOf(id) {
  const across = document.getElementById("scene").clientWidth < 500 ? 15 : 22;
  const key = `${id} ${across}`;
  if (measured.has(key)) return measured.get(key);
  const hub = KINDS[NODES[id].kind].hub === true;
  const text = lines(NODES[id].short, hub ? across - 2 : across, hub ? 3 : 2);
  const font = FONT(WEIGHTS[NODES[id].kind] || "500 12px");
  measureContext.font = font;
  const width = Math.max(...text.map((line) => measureContext.measureText(line).width)) + 6;
  const label = { hub, font, text, width, height: 15 * text.length + 3 };
  measured.set(key, label);
  return label;
}

const crosses = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** Boxes in a grid of 120 px cells, so that asking for overlaps does not look at all of them. */
function boxes() {
  const cells = new Map();
  const keys = (b) => {
    const out = [];
    for (let i = Math.floor(b.x / 120); i <= Math.floor((b.x + b.w) / 120); i++)
      for (let j = Math.floor(b.y / 120); j <= Math.floor((b.y + b.h) / 120); j++) out.push(`${i},${j}`);
    return out;
  };
  return {
    add(b) {
      for (const key of keys(b)) (cells.get(key) || cells.set(key, []).get(key)).push(b);
    },
    free: (b, own) => keys(b).every((key) => (cells.get(key) || []).every((other) => other.own === own || !crosses(b, other))),
  };
}

/** Where labels stand at this zoom, most important first; one that finds no free place is left out. */
function placeLabels(scale) {
  const taken = boxes();
  const labels = boxes();
  const ids = scene.nodes.getIds();
  const places = scene.network.getPositions(ids);
  const rank = new Map(ids.map((id) => [id, 0]));
  for (const edge of scene.shown.values()) {
    rank.set(edge.from, rank.get(edge.from) + edge.n);
    rank.set(edge.to, rank.get(edge.to) + edge.n);
  }
  const focus = [scene.hovered, state.selected].flat();
  const weight = (id) => (focus.includes(id) ? 1e9 : 0) + ({ operation: 1e6, article: 1e5 }[NODES[id].kind] || 0) + rank.get(id);
  const spot = (id) => ({ x: places[id].x * scale, y: places[id].y * scale, r: NET_NODE.get(id).size * scale + 3 });
  for (const id of ids) {
    const { x, y, r } = spot(id);
    taken.add({ x: x - r, y: y - r, w: 2 * r, h: 2 * r, own: id });
  }
  const out = [];
  const around = (id) => {
    const { width: w, height: h } = labelOf(id);
    const { x, y, r } = spot(id);
    const below = { x: x - w / 2, y: y + r, w, h, align: "center" };
    const above = { x: x - w / 2, y: y - r - h, w, h, align: "center" };
    const right = { x: x + r + 2, y: y - h / 2, w, h, align: "left" };
    const left = { x: x - r - w - 2, y: y - h / 2, w, h, align: "right" };
    const side = scene.sides.get(id);
    return side > 0 ? [right, below, above] : side < 0 ? [left, below, above] : [below, above, right, left];
  };
  const put = (id, box) => {
    if (!box) return false;
    taken.add({ ...box, own: `label ${id}` });
    labels.add({ ...box, own: `label ${id}` });
    out.push({ id, label: labelOf(id), box });
    return true;
  };
  const ranked = [...ids].sort((a, b) => weight(b) - weight(a) || a - b);
  const hubs = ranked.filter((id) => labelOf(id).hub || focus.includes(id));
  const crowded = hubs.filter((id) => !put(id, around(id).find((box) => taken.free(box, null))));
  for (const id of crowded) {
    // What is spoken of is always named: a little further off, or over a small node, but never over another label.
    const [below, above] = around(id);
    const off = [12, 24, 36].flatMap((away) => [{ ...below, y: below.y + away }, { ...above, y: above.y - away }]);
    put(id, off.find((box) => taken.free(box, null)) || [below, above, ...off].find((box) => labels.free(box, null)) || (focus.includes(id) && below));
  }
  for (const id of ranked) if (!hubs.includes(id)) put(id, around(id).find((box) => taken.free(box, null)));
  for (const edge of scene.shown.values()) {
    if (edge.n < 2) continue;
    const [a, b] = [places[edge.from], places[edge.to]];
    const text = String(edge.n);
    const w = 8 + 7 * text.length;
    const box = { x: ((a.x + b.x) / 2) * scale - w / 2, y: ((a.y + b.y) / 2) * scale - 8, w, h: 16, align: "center" };
    if (!taken.free(box, null)) continue;
    taken.add({ ...box, own: edge.id });
    out.push({ id: edge.id, count: text, edge, box });
  }
  return out;
}

function drawLabels(context) {
  const scale = scene.network.getScale();
  if (scene.placed === null || scene.placed.scale !== scale) scene.placed = { scale, items: placeLabels(scale) };
  const bright = lit();
  context.save();
  context.scale(1 / scale, 1 / scale);
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.direction = "ltr";
  for (const { id, label, box, count, edge } of scene.placed.items) {
    if (count !== undefined) {
      const near = bright === null || edgeLook(edge, bright).color.opacity === 1;
      if (!near) continue;
      context.fillStyle = tone("paper");
      context.beginPath();
      context.roundRect(box.x, box.y, box.w, box.h, 8);
      context.fill();
      context.fillStyle = tone("muted");
      context.font = `600 11px ${tone("sans")}`;
      context.textAlign = "center";
      context.fillText(count, box.x + box.w / 2, box.y + box.h / 2 + 0.5);
      continue;
    }
    context.globalAlpha = bright === null || bright.has(id) ? 1 : 0.22;
    context.font = label.font;
    context.textAlign = box.align;
    const x = box.align === "center" ? box.x + box.w / 2 : box.align === "left" ? box.x : box.x + box.w;
    context.strokeStyle = tone("paper");
    context.lineWidth = 4;
    context.fillStyle = tone("ink");
    label.text.forEach((line, i) => {
      const y = box.y + 9 + 15 * i;
      context.strokeText(line, x, y);
      context.fillText(line, x, y);
    });
    context.globalAlpha = 1;
  }
  context.restore();
}

// ---- the network and what the reader does with it --------------------------------------------------
/** Show all nodes with their labels: by their places first, then by the room that the labels take at that zoom. */
function fit() {
  const ids = scene.nodes.getIds();
  const room = document.getElementById("scene").getBoundingClientRect();
  const foot = document.getElementById("legend").getBoundingClientRect().height + 18;
  const [wide, high] = [room.width - 32, room.height - foot - 62];
  if (!ids.length || wide < 10 || high < 10) return;
  const spots = ids.map((id) => ({ ...scene.network.getPosition(id), r: NET_NODE.get(id).size + 4 }));
  const frame = (boxes) => ({
    left: Math.min(...boxes.map((b) => b.x)),
    top: Math.min(...boxes.map((b) => b.y)),
    right: Math.max(...boxes.map((b) => b.x + b.w)),
    bottom: Math.max(...boxes.map((b) => b.y + b.h)),
  });
  const nodes = (scale) => spots.map(({ x, y, r }) => ({ x: (x - r) * scale, y: (y - r) * scale, w: 2 * r * scale, h: 2 * r * scale }));
  const whole = (scale) => frame([...nodes(scale), ...placeLabels(scale).map((item) => item.box)]);
  const holds = (box) => box.right - box.left <= wide && box.bottom - box.top <= high;
  const bare = frame(nodes(1));
  // Labels keep their size at any zoom, and at some they find other places: the greatest zoom that shows all is tried for.
  let scale = Math.min(wide / (bare.right - bare.left), high / (bare.bottom - bare.top), 1.25);
  for (let i = 0; i < 40 && !holds(whole(scale)); i++) scale *= 0.96;
  let box = whole(scale);
  // What room is left over on one axis goes between the nodes.
  const spare = { x: Math.min(wide / (box.right - box.left), 1.5), y: Math.min(high / (box.bottom - box.top), 1.7) };
  if (spare.x > 1.06 || spare.y > 1.06) {
    scene.nodes.update(spots.map((p, i) => ({ id: ids[i], x: Math.round(p.x * spare.x), y: Math.round(p.y * spare.y) })));
    spots.forEach((p, i) => Object.assign(p, scene.network.getPosition(ids[i])));
    for (let i = 0; i < 12 && !holds(whole(scale)); i++) scale *= 0.97;
    box = whole(scale);
  }
  const below = (foot - 46) / 2;
  scene.network.moveTo({ position: { x: (box.left + box.right) / 2 / scale, y: ((box.top + box.bottom) / 2 + below) / scale }, scale });
  scene.placed = null;
}

function zoom(factor) {
  scene.network.moveTo({ scale: Math.min(Math.max(scene.network.getScale() * factor, 0.05), 6) });
}

/** The visible node nearest to the selected one in the direction of an arrow key. */
function step(dx, dy) {
  const ids = scene.nodes.getIds();
  if (!ids.length) return;
  const places = scene.network.getPositions(ids);
  const from = typeof state.selected === "number" ? places[state.selected] : undefined;
  if (!from) {
    change({ selected: ids.slice().sort((a, b) => NET_NODE.get(b).size - NET_NODE.get(a).size || a - b)[0] });
    return;
  }
  let best = null;
  for (const id of ids) {
    const [x, y] = [places[id].x - from.x, places[id].y - from.y];
    const along = x * dx + y * dy;
    if (id === state.selected || along <= 0) continue;
    const cost = along + 2.5 * Math.abs(x * dy - y * dx);
    if (best === null || cost < best.cost) best = { id, cost };
  }
  if (best) change({ selected: best.id }, true);
}

function start() {
  scene.nodes = new vis.DataSet();
  scene.edges = new vis.DataSet();
  const place = document.getElementById("scene");
  const options = {
    ...JSON.parse(NET.options),
    nodes: { chosen: false, labelHighlightBold: false, borderWidthSelected: 0 },
    edges: { chosen: false, smooth: false, selectionWidth: 0, hoverWidth: 0 },
    interaction: { hover: true, multiselect: false, selectable: false, dragNodes: true, zoomSpeed: 0.6 },
  };
  scene.network = new vis.Network(place, { nodes: scene.nodes, edges: scene.edges }, options);
  scene.network.on("afterDrawing", drawLabels);
  scene.network.on("click", ({ pointer }) => {
    const node = scene.network.getNodeAt(pointer.DOM);
    if (node !== undefined) return change({ selected: node });
    const edge = scene.shown.get(scene.network.getEdgeAt(pointer.DOM));
    if (edge) return change({ selected: edge.tie ? edge.to : [edge.from, edge.to] });
    if (state.selected !== null) change({ selected: null });
    return undefined;
  });
  scene.network.on("doubleClick", ({ pointer }) => {
    const node = scene.network.getNodeAt(pointer.DOM);
    if (node !== undefined) only(node);
  });
  const hover = (id) => {
    scene.hovered = id;
    scene.placed = null;
    place.classList.toggle("pointing", id !== null);
    paint();
  };
  scene.network.on("hoverNode", ({ node }) => hover(node));
  scene.network.on("blurNode", () => hover(null));
  scene.network.on("hoverEdge", () => place.classList.add("pointing"));
  scene.network.on("blurEdge", () => place.classList.remove("pointing"));
  scene.network.on("dragEnd", () => {
    scene.placed = null;
  });
  scene.network.on("resize", fit);
  place.addEventListener("keydown", (event) => {
    const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (event.key in keys) step(...keys[event.key]);
    else if (event.key === "Enter" && typeof state.selected === "number") document.getElementById("panel-title").focus();
    else if (event.key === "+" || event.key === "=") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else if (event.key === "0") fit();
    else return;
    event.preventDefault();
  });
}

/** Narrow the page to one operation or speaker. */
function only(id) {
  const name = ["operation", "event"].includes(NODES[id].kind) ? "operation" : "speaker";
  if (NODES[id].kind === "article" || NODES[id].kind === "place") return;
  change({ [name]: new Set([id]), selected: id });
}

/** The picture as it stands, as PNG on the page's background. */
function savePicture() {
  const canvas = document.querySelector("#scene canvas");
  const picture = document.createElement("canvas");
  picture.width = canvas.width;
  picture.height = canvas.height;
  const context = picture.getContext("2d");
  context.fillStyle = tone("paper");
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(canvas, 0, 0);
  picture.toBlob((blob) => save(blob, "onrecord.png"), "image/png");
}

/** What is drawn, for scripts and tests: nodes by key and labels in pixels of the drawing, lines by IRI. */
function drawn() {
  const scale = scene.network.getScale();
  const origin = scene.network.canvasToDOM({ x: 0, y: 0 });
  const ids = scene.nodes.getIds();
  if (scene.placed === null || scene.placed.scale !== scale) scene.placed = { scale, items: placeLabels(scale) };
  const labels = scene.placed.items.filter((item) => item.label);
  return {
    nodes: Object.fromEntries(ids.map((id) => [keyOf(id), scene.network.canvasToDOM(scene.network.getPosition(id))])),
    labels: labels.map(({ id, box }) => ({ key: keyOf(id), x: origin.x + box.x, y: origin.y + box.y, w: box.w, h: box.h })),
    lines: [...scene.shown.values()].map((edge) => ({ from: NODES[edge.from].iri, to: NODES[edge.to].iri, n: edge.n })),
  };
}
