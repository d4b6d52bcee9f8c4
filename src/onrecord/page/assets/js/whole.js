// The whole graph on a canvas of our own, for which vis-network is too slow: what is seen is painted in slices of a few
// milliseconds on a sheet larger than the window; moving and zooming only shift that sheet until it is painted anew.
const MARGIN = 0.4; // of the window, on each side of the sheet
const SLICE = 8; // milliseconds of painting in one frame while the reader moves the map
const PAINT = 100; // milliseconds of painting at a time while nothing moves
const STILL = 150; // milliseconds without a move after which nothing moves
const BATCH = 1500; // lines or signs between two looks at the clock
const NAMES = 140; // labels at once
const whole = { view: null, sheet: null, painting: null, nodes: [], edges: [], near: new Map(), names: [], hovered: null, drag: null, asked: false, timer: 0, moved: -Infinity, key: "" };
const onMap = (id) => NET_NODE.get(id).wide !== undefined;
const WIDE = NET.nodes.filter((node) => node.wide).length;
const canvas = document.getElementById("whole");

const windowSize = () => ({ width: canvas.clientWidth, height: canvas.clientHeight, dense: window.devicePixelRatio || 1 });
const onScreen = (p, view = whole.view) => ({ x: (p.x - view.x) * view.scale, y: (p.y - view.y) * view.scale });
const screenRadius = (node, scale) => Math.max(1.3, Math.min(node.size * Math.max(scale, 0.02) * 1.15, 30));

/** Take over what was found; the places stay, so that filters do not move anything. */
function drawWhole() {
  const shown = scene.bundles;
  const key = [...state.hide, shown.size, toHash(null), state.selected].join();
  if (key !== whole.key) {
    whole.key = key;
    const used = new Map();
    const take = (id) => used.get(id) || used.set(id, { id, x: NET_NODE.get(id).wide[0], y: NET_NODE.get(id).wide[1], n: 0, size: 0 }).get(id);
    whole.edges = [];
    whole.alone = 0;
    const visible = (id) => !state.hide.has(NODES[id].kind);
    for (const b of shown.values()) {
      if (!visible(b.speaker) || !visible(b.hub)) continue;
      if (!onMap(b.speaker) || !onMap(b.hub)) {
        whole.alone += 1;
        continue;
      }
      const [from, to] = [take(b.speaker), take(b.hub)];
      from.n += b.statements.length;
      to.n += b.statements.length;
      whole.edges.push({ from, to, n: b.statements.length, b });
    }
    for (const tie of TIES) {
      if (!used.has(tie.hub) || !visible(tie.node) || !onMap(tie.node)) continue;
      whole.edges.push({ from: take(tie.node), to: take(tie.hub), n: 0, tie });
    }
    whole.nodes = [...used.values()].sort((a, b) => b.n - a.n || a.id - b.id);
    for (const node of whole.nodes) node.size = NET_NODE.get(node.id).size;
    whole.near = nearby();
    if (whole.view === null || !whole.nodes.some(inWindow)) fitWhole();
  }
  const lines = t("whole-lines", { n: whole.edges.filter((edge) => !edge.tie).length });
  document.getElementById("more").textContent = whole.alone ? `${lines} ${t("whole-alone", { n: whole.alone })}` : lines;
  paintSheet();
}

/** Who is next to what is selected: null where nothing is. */
function nearby() {
  if (state.selected === null) return null;
  const chosenNow = [state.selected].flat();
  const near = new Set(chosenNow);
  if (chosenNow.length === 1) {
    for (const { from, to } of whole.edges) {
      if (from.id === chosenNow[0]) near.add(to.id);
      if (to.id === chosenNow[0]) near.add(from.id);
    }
  }
  return near;
}

const inWindow = (node) => {
  const { x, y } = onScreen(node);
  return x > 0 && y > 0 && x < canvas.clientWidth && y < canvas.clientHeight;
};

function fitWhole() {
  const { width, height } = windowSize();
  if (!whole.nodes.length || width < 10) return;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of whole.nodes) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  const scale = Math.min((width - 150) / Math.max(right - left, 1), (height - 190) / Math.max(bottom - top, 1), 1.25);
  whole.view = { scale, x: (left + right) / 2 - width / 2 / scale, y: (top + bottom) / 2 - (height - 50) / 2 / scale };
}

// ---- painting -------------------------------------------------------------------------------------
/** Begin a new sheet for the present view; the old one is shown until it is done. */
function paintSheet() {
  const { width, height, dense } = windowSize();
  if (width < 10 || height < 10) return;
  const view = { ...whole.view, x: whole.view.x - (width * MARGIN) / whole.view.scale, y: whole.view.y - (height * MARGIN) / whole.view.scale };
  const sheet = document.createElement("canvas");
  sheet.width = Math.round(width * (1 + 2 * MARGIN) * dense);
  sheet.height = Math.round(height * (1 + 2 * MARGIN) * dense);
  // Painted by the processor: many thousand thin lines are what graphics cards, real and emulated, are slowest at.
  const context = sheet.getContext("2d", PROCESSOR);
  context.scale(dense, dense);
  const room = { width: width * (1 + 2 * MARGIN), height: height * (1 + 2 * MARGIN) };
  whole.painting = { sheet, view, steps: paintParts(context, view, room) };
  request();
}

function request() {
  if (whole.asked) return;
  whole.asked = true;
  requestAnimationFrame(frame);
}

function frame() {
  whole.asked = false;
  if (!state.whole) return;
  const { painting } = whole;
  if (painting) {
    // A frame costs the browser more than a slice: where nobody waits for frames, few and long ones paint sooner.
    const still = performance.now() - whole.moved > STILL;
    const until = performance.now() + (still ? PAINT : SLICE);
    let step = { done: false };
    while (!step.done && performance.now() < until) step = painting.steps.next();
    if (step.done) Object.assign(whole, { sheet: painting, painting: null, names: step.value });
    else request();
    if (still && !step.done && whole.sheet) return;
  }
  show();
}

/** Put the sheet where the view now is, and the name of what the pointer is on. */
function show() {
  const { width, height, dense } = windowSize();
  if (canvas.width !== Math.round(width * dense) || canvas.height !== Math.round(height * dense)) {
    canvas.width = Math.round(width * dense);
    canvas.height = Math.round(height * dense);
  }
  const context = canvas.getContext("2d");
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (whole.sheet) {
    const { sheet, view } = whole.sheet;
    const zoomed = whole.view.scale / view.scale;
    const at = onScreen(view);
    context.drawImage(sheet, at.x * dense, at.y * dense, sheet.width * zoomed, sheet.height * zoomed);
  }
  canvas.dataset.painted = String(whole.painting === null);
  if (whole.hovered === null) return;
  context.setTransform(dense, 0, 0, dense, 0, 0);
  const { x, y } = onScreen(whole.hovered);
  drawName(context, { id: whole.hovered.id, x, y: y + screenRadius(whole.hovered, whole.view.scale) + 10 }, true);
}

const seen = (a, b, room) => !(Math.max(a.x, b.x) < 0 || Math.max(a.y, b.y) < 0 || Math.min(a.x, b.x) > room.width || Math.min(a.y, b.y) > room.height);

/** Paint lines, signs and names, giving way after every batch; returns the names that found a place. */
function* paintParts(context, view, room) {
  const bright = whole.near;
  const touches = (edge) => bright === null || isChosen(edge);
  const visible = [];
  for (const edge of whole.edges) {
    const [a, b] = [onScreen(edge.from, view), onScreen(edge.to, view)];
    if (seen(a, b, room)) visible.push({ edge, a, b });
  }
  yield;
  // A drawing of very many lines shows where they are dense: the more there are, the fainter each is.
  const faint = Math.max(0.1, Math.min(0.9, 2500 / Math.max(visible.length, 1)));
  for (const last of [false, true]) {
    context.strokeStyle = tone(last && bright !== null ? "line-strong" : "line");
    context.globalAlpha = bright === null ? faint : last ? 0.9 : faint * 0.25;
    context.lineWidth = visible.length > 5000 && bright === null ? 0.6 : 1.1;
    const own = visible.filter(({ edge }) => (bright === null ? !last : touches(edge) === last));
    for (let i = 0; i < own.length; i += BATCH) {
      context.beginPath();
      for (const { a, b } of own.slice(i, i + BATCH)) {
        context.moveTo(a.x, a.y);
        context.lineTo(b.x, b.y);
      }
      context.stroke();
      yield;
    }
  }
  const spots = [];
  for (const node of whole.nodes) {
    const p = onScreen(node, view);
    const r = screenRadius(node, view.scale);
    if (p.x + r >= 0 && p.y + r >= 0 && p.x - r <= room.width && p.y - r <= room.height) spots.push({ node, r, ...p });
  }
  yield;
  const groups = new Map();
  for (const spot of spots) {
    const near = bright === null || bright.has(spot.node.id);
    const key = `${NODES[spot.node.id].kind} ${near}`;
    if (!groups.has(key)) groups.set(key, { kind: NODES[spot.node.id].kind, lit: near, spots: [] });
    groups.get(key).spots.push(spot);
  }
  // Speakers first, so that what is spoken of lies on top; what is dimmed lies below all.
  const order = (g) => (g.lit ? 2 : 0) + (KINDS[g.kind].hub ? 1 : 0);
  for (const group of [...groups.values()].sort((a, b) => order(a) - order(b))) {
    const { hollow, shape } = KINDS[group.kind];
    context.globalAlpha = group.lit ? 1 : 0.15;
    context.fillStyle = hollow ? tone("paper") : kindColour(group.kind);
    context.strokeStyle = hollow ? kindColour(group.kind) : tone("paper");
    for (let i = 0; i < group.spots.length; i += BATCH / 3) {
      context.beginPath();
      for (const { x, y, r } of group.spots.slice(i, i + BATCH / 3)) trace(context, r < 2.5 ? "square" : shape, x, y, r);
      context.fill();
      context.lineWidth = hollow ? 1.5 : 0.7;
      context.stroke();
      yield;
    }
  }
  context.globalAlpha = 1;
  const names = placeNames(spots, bright, room);
  for (const name of names) drawName(context, name);
  return names.map((name) => ({ ...name, view }));
}

function isChosen({ from, to }) {
  if (Array.isArray(state.selected)) return from.id === state.selected[0] && to.id === state.selected[1];
  return from.id === state.selected || to.id === state.selected;
}

/** Add the outline of a sign to the path of `context`. */
function trace(context, shape, x, y, r) {
  if (shape === "dot") {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  CORNERS[shape].forEach(([dx, dy], i) => context[i ? "lineTo" : "moveTo"](x + dx * r, y + dy * r));
  context.closePath();
}

/** Names of the most quoted that are in sight, none over another. */
function placeNames(spots, bright, room) {
  const taken = boxes();
  const names = [];
  // Among very many signs no name would find room beside all of them: there it lies over the small ones.
  const open = spots.length < 300 ? spots : spots.filter(({ r }) => r > 5);
  for (const { node, x, y, r } of open) taken.add({ x: x - r, y: y - r, w: 2 * r, h: 2 * r, own: node.id });
  // A name across the window's edge could not be read.
  const [x1, y1] = [(room.width * MARGIN) / (1 + 2 * MARGIN), (room.height * MARGIN) / (1 + 2 * MARGIN)];
  const sight = { x: x1, y: y1, w: room.width - 2 * x1, h: room.height - 2 * y1 };
  const within = (box) => box.x >= sight.x && box.y >= sight.y && box.x + box.w <= sight.x + sight.w && box.y + box.h <= sight.y + sight.h;
  const cut = (box) => crosses(box, sight) && !within(box);
  const weight = ({ node }) => (bright !== null && bright.has(node.id) ? 1e6 : 0) + ({ operation: 3, article: 0.5 }[NODES[node.id].kind] || 1) * node.n;
  const ranked = [...spots].sort((a, b) => weight(b) - weight(a) || a.node.id - b.node.id).slice(0, 4 * NAMES);
  for (const { node, x, y, r } of ranked) {
    if (names.length >= NAMES) break;
    if (bright !== null && !bright.has(node.id)) continue;
    const { width: w, height: h } = labelOf(node.id);
    const free = (box) => box.x > 0 && box.y > 0 && box.x + w < room.width && box.y + h < room.height && !cut(box) && taken.free(box, null);
    const around = [[x - w / 2, y + r + 1], [x - w / 2, y - r - h - 1], [x + r + 2, y - h / 2], [x - r - w - 2, y - h / 2]];
    const box = around.map(([left, top]) => ({ x: left, y: top, w, h })).find(free);
    if (!box) continue;
    taken.add({ ...box, own: `name ${node.id}` });
    names.push({ id: node.id, x: box.x + w / 2, y: box.y + 9, box });
  }
  return names;
}

function drawName(context, { id, x, y }, strong = false) {
  const label = labelOf(id);
  context.font = label.font;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.direction = "ltr";
  context.lineJoin = "round";
  context.lineWidth = strong ? 6 : 3.5;
  context.strokeStyle = tone("paper");
  context.fillStyle = tone(strong ? "accent" : "ink");
  label.text.forEach((line, i) => {
    context.strokeText(line, x, y + 15 * i);
    context.fillText(line, x, y + 15 * i);
  });
}

// ---- moving and choosing --------------------------------------------------------------------------
/** After a pause the sheet is painted for where the view has come to; sooner where it no longer covers the window. */
function moved() {
  whole.moved = performance.now();
  clearTimeout(whole.timer);
  whole.timer = setTimeout(paintSheet, 120);
  if (whole.sheet && whole.painting === null) {
    const { view } = whole.sheet;
    const { width, height } = windowSize();
    const at = onScreen(view);
    const zoomed = whole.view.scale / view.scale;
    const [right, bottom] = [at.x + width * (1 + 2 * MARGIN) * zoomed, at.y + height * (1 + 2 * MARGIN) * zoomed];
    if (at.x > 0 || at.y > 0 || right < width || bottom < height) paintSheet();
  }
  request();
}

function zoomWhole(factor, at = { x: canvas.clientWidth / 2, y: canvas.clientHeight / 2 }) {
  const { view } = whole;
  const scale = Math.min(Math.max(view.scale * factor, 0.002), 4);
  view.x += at.x / view.scale - at.x / scale;
  view.y += at.y / view.scale - at.y / scale;
  view.scale = scale;
  moved();
}

function nodeAt(p) {
  let best = null;
  for (const node of whole.nodes) {
    const { x, y } = onScreen(node);
    const away = Math.hypot(x - p.x, y - p.y) - screenRadius(node, whole.view.scale);
    if (away < 5 && (best === null || away < best.away)) best = { node, away };
  }
  return best?.node ?? null;
}

function lineAt(p) {
  let best = null;
  for (const edge of whole.edges) {
    const [a, b] = [onScreen(edge.from), onScreen(edge.to)];
    if (Math.min(a.x, b.x) - 5 > p.x || Math.max(a.x, b.x) + 5 < p.x || Math.min(a.y, b.y) - 5 > p.y || Math.max(a.y, b.y) + 5 < p.y) continue;
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const along = Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    const away = Math.hypot(a.x + along * dx - p.x, a.y + along * dy - p.y);
    if (away < 4 && (best === null || away < best.away)) best = { edge, away };
  }
  return best?.edge ?? null;
}

function startWhole() {
  const point = (event) => ({ x: event.offsetX, y: event.offsetY });
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    whole.drag = { ...point(event), moved: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    const p = point(event);
    if (whole.drag === null) {
      const found = nodeAt(p);
      if (found !== whole.hovered) {
        whole.hovered = found;
        canvas.classList.toggle("pointing", found !== null);
        request();
      }
      return;
    }
    if (Math.hypot(p.x - whole.drag.x, p.y - whole.drag.y) < 3 && !whole.drag.moved) return;
    whole.view.x -= (p.x - whole.drag.x) / whole.view.scale;
    whole.view.y -= (p.y - whole.drag.y) / whole.view.scale;
    whole.drag = { ...p, moved: true };
    moved();
  });
  canvas.addEventListener("pointerup", (event) => {
    const drag = whole.drag;
    whole.drag = null;
    if (drag === null || drag.moved) return;
    const node = nodeAt(point(event));
    const edge = node ? null : lineAt(point(event));
    if (node) change({ selected: node.id });
    else if (edge) change({ selected: edge.tie ? edge.to.id : [edge.from.id, edge.to.id] });
    else if (state.selected !== null) change({ selected: null });
  });
  canvas.addEventListener("pointercancel", () => { whole.drag = null; });
  canvas.addEventListener("dblclick", (event) => {
    const node = nodeAt(point(event));
    if (node) only(node.id);
  });
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoomWhole(Math.exp(-event.deltaY * 0.0015), point(event));
  }, { passive: false });
  canvas.addEventListener("keydown", (event) => {
    walk(event, () => {
      const seenNow = whole.nodes.filter(inWindow);
      return { ids: seenNow.map((node) => node.id), places: Object.fromEntries(seenNow.map((node) => [node.id, node])) };
    });
  });
  new ResizeObserver(() => { if (state.whole && whole.view) paintSheet(); }).observe(canvas);
}
startWhole();
