// Labels are ours, drawn over the network, so that none covers another.
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

function labelOf(id, most = KINDS[NODES[id].kind].hub ? 3 : 2) {
  const across = document.getElementById("scene").clientWidth < 500 ? 15 : 22;
  const more = scene.more.get(id) || 0;
  const key = `${id} ${across} ${more} ${most}`;
  if (measured.has(key)) return measured.get(key);
  const hub = KINDS[NODES[id].kind].hub === true;
  const text = lines(NODES[id].short, hub ? across - 2 : across, most);
  if (more > 0) text.push(t("more-speakers", { n: more }));
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
    over: (b) => new Set(keys(b).flatMap((key) => (cells.get(key) || []).filter((other) => crosses(b, other)))).size,
    free: (b, own) => keys(b).every((key) => (cells.get(key) || []).every((other) => other.own === own || !crosses(b, other))),
  };
}

/** Where the label of a node may stand, the best place first. */
function beside(id, { x, y, r }, { width: w, height: h }) {
  const below = { x: x - w / 2, y: y + r, w, h, align: "center" };
  const above = { x: x - w / 2, y: y - r - h, w, h, align: "center" };
  const right = { x: x + r + 2, y: y - h / 2, w, h, align: "left" };
  const left = { x: x - r - w - 2, y: y - h / 2, w, h, align: "right" };
  return { 1: [right, below, above], "-1": [left, below, above], 0: [below, above, right, left], 2: [above, below, right, left] }[scene.sides.get(id) ?? 0];
}

const radiusOf = (id) => scene.radius.get(id) ?? NET_NODE.get(id).size;

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
  const spot = (id) => ({ x: places[id].x * scale, y: places[id].y * scale, r: radiusOf(id) * scale + 3 });
  for (const id of ids) {
    const { x, y, r } = spot(id);
    const sign = { x: x - r, y: y - r, w: 2 * r, h: 2 * r, own: id };
    taken.add(sign);
    // A name over the sign of what is spoken of would be read as the name of that.
    if (KINDS[NODES[id].kind].hub) labels.add(sign);
  }
  const out = [];
  const around = (id, label = labelOf(id)) => beside(id, spot(id), label);
  const put = (id, box, label = labelOf(id)) => {
    if (!box) return false;
    taken.add({ ...box, own: `label ${id}` });
    labels.add({ ...box, own: `label ${id}` });
    out.push({ id, label, box });
    return true;
  };
  const ranked = [...ids].sort((a, b) => weight(b) - weight(a) || a - b);
  const hubs = ranked.filter((id) => labelOf(id).hub || focus.includes(id));
  const far = scale < 0.98 * scene.scale;
  const crowded = hubs.filter((id) => !put(id, around(id).find((box) => taken.free(box, id))));
  for (const id of crowded) {
    const short = labelOf(id, 1);
    if (put(id, around(id, short).find((box) => taken.free(box, id)), short)) continue;
    // Seen from further off than all was fitted to, what is spoken of keeps its name: it hides small signs, but no other name.
    const over = far || focus.includes(id) ? around(id).filter((box) => labels.free(box, id)) : [];
    const box = over.sort((a, b) => taken.over(a) - taken.over(b))[0] || (focus.includes(id) && around(id)[0]);
    put(id, box && { ...box, over: true });
  }
  for (const id of ranked) {
    if (hubs.includes(id)) continue;
    // A long name that finds no room in two lines may find it in one, cut short.
    const short = labelOf(id, 1);
    if (put(id, around(id).find((box) => taken.free(box, id)))) continue;
    put(id, around(id, short).find((box) => taken.free(box, id)), short);
  }
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

const SHEET = 4e6; // square pixels of the largest sheet of names
const EDGE = 6; // pixels around it, for the halo of a name

/** Names are drawn once and then moved as a picture, for as long as neither they nor the zoom change. */
function drawLabels(context) {
  const scale = scene.network.getScale();
  if (scene.placed === null || scene.placed.scale !== scale) scene.placed = { scale, items: placeLabels(scale) };
  const { placed } = scene;
  const at = context.getTransform();
  const dense = at.a / scale;
  placed.sheet ??= nameSheet(placed.items, scale, dense);
  context.save();
  if (placed.sheet) {
    const { picture, x, y } = placed.sheet;
    // On whole pixels, or the names would be blurred.
    context.setTransform(1, 0, 0, 1, Math.round(at.e + x * dense), Math.round(at.f + y * dense));
    context.drawImage(picture, 0, 0);
  } else {
    context.scale(1 / scale, 1 / scale);
    drawNames(context, scale);
  }
  context.restore();
}

/** A picture of the names, and where its corner is; false where it would be too large. */
function nameSheet(items, scale, dense) {
  const boxesOf = [...items.map(({ box }) => box), ...totals(scale).map(({ x, y }) => ({ x: x * scale - 20, y: y * scale - 10, w: 40, h: 20 }))];
  if (!boxesOf.length) return false;
  const x = Math.floor(Math.min(...boxesOf.map((b) => b.x))) - EDGE;
  const y = Math.floor(Math.min(...boxesOf.map((b) => b.y))) - EDGE;
  const width = Math.max(...boxesOf.map((b) => b.x + b.w)) + EDGE - x;
  const height = Math.max(...boxesOf.map((b) => b.y + b.h)) + EDGE - y;
  if (width * height * dense * dense > SHEET) return false;
  const picture = document.createElement("canvas");
  picture.width = Math.ceil(width * dense);
  picture.height = Math.ceil(height * dense);
  const context = picture.getContext("2d", PROCESSOR);
  context.setTransform(dense, 0, 0, dense, -x * dense, -y * dense);
  drawNames(context, scale);
  return { picture, x, y };
}

function drawNames(context, scale) {
  const bright = lit();
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
    if (box.over) {
      context.globalAlpha *= 0.85;
      context.fillStyle = tone("paper");
      context.fillRect(box.x, box.y, box.w, box.h);
      context.globalAlpha /= 0.85;
    }
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
  drawTotals(context, scale, bright);
}

/** How many statements are about what is spoken of, inside its sign where there is room. */
function totals(scale) {
  return scene.nodes
    .getIds()
    .filter((id) => KINDS[NODES[id].kind].hub && scene.totals.get(id) > 1 && radiusOf(id) * scale > 11)
    .map((id) => ({ id, text: number(scene.totals.get(id)), ...scene.network.getPosition(id) }));
}

function drawTotals(context, scale, bright) {
  context.textAlign = "center";
  context.font = `700 12px ${tone("sans")}`;
  for (const { id, text, x, y } of totals(scale)) {
    context.globalAlpha = bright === null || bright.has(id) ? 1 : 0.22;
    context.fillStyle = tone(KINDS[NODES[id].kind].hollow ? "ink" : "paper");
    context.fillText(text, x * scale, y * scale + 0.5);
  }
  context.globalAlpha = 1;
}
