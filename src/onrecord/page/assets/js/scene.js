// The drawing: vis-network shows shapes and lines at given places.

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

const TWICE = 300; // milliseconds between the presses of a double-click

/** Draw what answers: the most quoted part, as much of it as can be drawn with every name beside its sign. */
function drawScene(statements) {
  if (scene.network === null) start();
  scene.bundles = bundle(statements);
  if (state.whole) {
    scene.more.clear();
    document.getElementById("nothing").hidden = scene.bundles.size > 0;
    drawWhole();
    return;
  }
  scene.totals.clear();
  for (const s of statements) for (const id of new Set([...s.hubs, ...s.about])) scene.totals.set(id, (scene.totals.get(id) || 0) + 1);
  // The same filters in the same window take the same number: a selection does not rearrange what is drawn.
  const asked = `${capacity()} ${toHash(null)}`;
  if (scene.asked !== asked) Object.assign(scene, { asked, limit: capacity() });
  let anew = false;
  for (let limit = scene.limit; ; limit = Math.floor(0.87 * limit)) {
    const { drawn, changed } = put(compose(limit));
    scene.limit = limit;
    anew ||= changed;
    if (drawn.length === scene.bundles.size || limit < 14) break;
    if (!anew || scene.settled) break;
  }
}

function put({ nodes, drawn, ties }) {
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
  scene.more.clear();
  for (const b of scene.bundles.values()) scene.more.set(b.hub, (scene.more.get(b.hub) || 0) + (scene.shown.has(b.id) ? 0 : 1));
  const bright = lit();
  const key = nodes.map((node) => `${node.id}:${node.x | 0}`).join();
  const anew = key !== scene.fitted;
  if (anew) scene.laid = new Map(nodes.map(({ id, x, y, side }) => [id, { x, y, side }]));
  const keepNodes = new Set(nodes.map((node) => node.id));
  scene.nodes.remove(scene.nodes.getIds().filter((id) => !keepNodes.has(id)));
  scene.edges.remove(scene.edges.getIds().filter((id) => !scene.shown.has(id)));
  // What is drawn already stays where it has been put, by `fit` or by the reader.
  scene.nodes.update(nodes.map(({ id, x, y, shape }) => ({ id, shape, ...(anew && { x, y }), size: radiusOf(id), ...nodeLook(id, bright) })));
  scene.edges.update([...scene.shown.values()].map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, dashes: edge.dashes, ...edgeLook(edge, bright) })));
  scene.placed = null;
  if (anew) {
    scene.fitted = key;
    fit();
  }
  const hidden = scene.bundles.size - drawn.length;
  document.getElementById("more").textContent = hidden > 0 && drawn.length ? t("more-lines", { shown: drawn.length, all: scene.bundles.size }) : "";
  document.getElementById("nothing").hidden = nodes.length > 0;
  return { drawn, changed: anew };
}

// ---- the network and what the reader does with it --------------------------------------------------
function zoom(factor) {
  if (state.whole) return zoomWhole(factor);
  return scene.network.moveTo({ scale: Math.min(Math.max(scene.network.getScale() * factor, 0.05), 6) });
}

function showAll() {
  if (!state.whole) return fit();
  fitWhole();
  return paintSheet();
}

/** Choose the visible node nearest to the selected one in the direction of an arrow key. */
function step(dx, dy, { ids, places }) {
  if (!ids.length) return;
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

const PROCESSOR = { willReadFrequently: true };

/** What `make` gives, its canvas painted by the processor: without a graphics card a frame takes a sixth of the time. */
function byProcessor(make) {
  const own = HTMLCanvasElement.prototype.getContext;
  HTMLCanvasElement.prototype.getContext = function getContext(kind, options) {
    return own.call(this, kind, { ...options, ...PROCESSOR });
  };
  try {
    return make();
  } finally {
    HTMLCanvasElement.prototype.getContext = own;
  }
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
  scene.network = byProcessor(() => new vis.Network(place, { nodes: scene.nodes, edges: scene.edges }, options));
  scene.network.on("afterDrawing", drawLabels);
  // Until the next frame vis-network does not find the nodes that a first press has changed: what it hit is kept for the second.
  let hit = { node: undefined, at: -Infinity };
  const nodeOf = (pointer) => scene.network.getNodeAt(pointer.DOM) ?? (performance.now() - hit.at < TWICE ? hit.node : undefined);
  scene.network.on("click", ({ pointer }) => {
    const node = nodeOf(pointer);
    hit = { node, at: performance.now() };
    if (node !== undefined) return change({ selected: node });
    const edge = scene.shown.get(scene.network.getEdgeAt(pointer.DOM));
    if (edge) return change({ selected: edge.tie ? edge.to : [edge.from, edge.to] });
    if (state.selected !== null) change({ selected: null });
    return undefined;
  });
  scene.network.on("doubleClick", ({ pointer }) => {
    const node = nodeOf(pointer);
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
  scene.network.on("dragging", ({ nodes }) => {
    if (nodes.length) scene.placed = null;
  });
  scene.network.on("dragEnd", ({ nodes }) => {
    scene.placed = null;
    // What the reader has put elsewhere is not put back when all is shown.
    if (nodes.length) for (const [id, { x, y }] of Object.entries(scene.network.getPositions())) Object.assign(scene.laid.get(+id), { x, y });
  });
  scene.network.on("resize", fit);
  place.addEventListener("keydown", (event) => {
    walk(event, () => {
      const ids = scene.nodes.getIds();
      return { ids, places: scene.network.getPositions(ids) };
    });
  });
}

/** What keys do in a drawing; `spots` gives the nodes in sight and their places. */
function walk(event, spots) {
  const keys = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.key in keys) step(...keys[event.key], spots());
  else if (event.key === "Enter" && typeof state.selected === "number") document.getElementById("panel-title").focus();
  else if (event.key === "+" || event.key === "=") zoom(1.3);
  else if (event.key === "-") zoom(1 / 1.3);
  else if (event.key === "0") showAll();
  else return;
  event.preventDefault();
}

/** Narrow the page to one operation or speaker. */
function only(id) {
  const name = ["operation", "event"].includes(NODES[id].kind) ? "operation" : "speaker";
  if (NODES[id].kind === "article" || NODES[id].kind === "place") return;
  change({ [name]: new Set([id]), selected: id, whole: false });
}

/** What is drawn, for scripts and tests: nodes by key and labels in pixels of the drawing, lines by IRI. */
function drawn() {
  if (state.whole) {
    return {
      nodes: Object.fromEntries(whole.nodes.map((node) => [keyOf(node.id), { ...onScreen(node), r: screenRadius(node, whole.view.scale) }])),
      labels: whole.names.map(({ id, box, view }) => ({ key: keyOf(id), ...onScreen({ x: view.x + box.x / view.scale, y: view.y + box.y / view.scale }), w: box.w, h: box.h })),
      lines: whole.edges.map((edge) => ({ from: NODES[edge.from.id].iri, to: NODES[edge.to.id].iri, n: edge.n })),
    };
  }
  const scale = scene.network.getScale();
  const origin = scene.network.canvasToDOM({ x: 0, y: 0 });
  const ids = scene.nodes.getIds();
  if (scene.placed === null || scene.placed.scale !== scale) scene.placed = { scale, items: placeLabels(scale) };
  const labels = scene.placed.items.filter((item) => item.label);
  return {
    nodes: Object.fromEntries(ids.map((id) => [keyOf(id), { ...scene.network.canvasToDOM(scene.network.getPosition(id)), r: radiusOf(id) * scale }])),
    labels: labels.map(({ id, box }) => ({ key: keyOf(id), x: origin.x + box.x, y: origin.y + box.y, w: box.w, h: box.h })),
    lines: [...scene.shown.values()].map((edge) => ({ from: NODES[edge.from].iri, to: NODES[edge.to].iri, n: edge.n })),
  };
}
