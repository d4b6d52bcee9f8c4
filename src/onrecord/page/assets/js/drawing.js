// Pictures of the visible part: as points (PNG) and as shapes with text that can be searched and edited (SVG).

/** The picture as it stands, as PNG on the page's background. */
function savePicture() {
  const canvas = visibleCanvas();
  const picture = document.createElement("canvas");
  picture.width = canvas.width;
  picture.height = canvas.height;
  const context = picture.getContext("2d");
  context.fillStyle = tone("paper");
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(canvas, 0, 0);
  picture.toBlob((blob) => save(blob, "onrecord.png"), "image/png");
}

const visibleCanvas = () => document.querySelector(state.whole ? "#whole" : "#scene canvas");
const NS = "http://www.w3.org/2000/svg";
const round = (value) => Math.round(10 * value) / 10;

const ring = (n, turn, inner = 1) => Array.from({ length: n }, (_, i) => [(i % 2 ? inner : 1) * Math.sin((2 * Math.PI * i) / n + turn), -(i % 2 ? inner : 1) * Math.cos((2 * Math.PI * i) / n + turn)]);
const CORNERS = {
  square: [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  triangle: [[0, -1.15], [1, 0.58], [-1, 0.58]],
  triangleDown: [[0, 1.15], [1, -0.58], [-1, -0.58]],
  diamond: [[0, -1], [1, 0], [0, 1], [-1, 0]],
  hexagon: ring(6, Math.PI / 6),
  star: ring(10, 0, 0.42),
};

/** The outline of a sign with radius `r` around (x, y): as vis-network draws it. */
function outline(shape, x, y, r) {
  if (shape === "dot") return svg("circle", { cx: round(x), cy: round(y), r: round(r) });
  return svg("polygon", { points: CORNERS[shape].map(([dx, dy]) => `${round(x + dx * r)},${round(y + dy * r)}`).join(" ") });
}

/** Lines, signs and texts of the overview, in pixels of the window's part for it. */
function sceneParts() {
  const zoomed = scene.network.getScale();
  const at = (id) => scene.network.canvasToDOM(scene.network.getPosition(id));
  const origin = scene.network.canvasToDOM({ x: 0, y: 0 });
  if (scene.placed === null || scene.placed.scale !== zoomed) scene.placed = { scale: zoomed, items: placeLabels(zoomed) };
  const bright = lit();
  const lines = [...scene.shown.values()].map((edge) => {
    const { color, width } = edgeLook(edge, bright);
    return { a: at(edge.from), b: at(edge.to), colour: color.color, opacity: color.opacity, width: width * zoomed, dashes: edge.dashes ? edge.dashes.map((dash) => dash * zoomed) : null };
  });
  const signs = scene.nodes.getIds().map((id) => {
    const look = nodeLook(id, bright);
    return { id, ...at(id), r: radiusOf(id) * zoomed, fill: look.color.background, stroke: look.color.border, width: look.borderWidth * zoomed, opacity: look.opacity, dash: 4 * zoomed };
  });
  const texts = scene.placed.items.map(({ id, label, box, count }) => {
    const x = origin.x + box.x + (box.align === "center" ? box.w / 2 : box.align === "left" ? 0 : box.w);
    const opacity = id === undefined || bright === null || bright.has(id) ? null : 0.22;
    if (count !== undefined) return { x, y: origin.y + box.y + 12, lines: [count], font: "600 11px", colour: tone("muted"), align: "center" };
    return { x, y: origin.y + box.y + 13, lines: label.text, font: label.font, align: box.align, opacity, over: box.over && { x: origin.x + box.x, y: origin.y + box.y, width: box.w, height: box.h } };
  });
  for (const { id, text, x, y } of totals(zoomed)) {
    const spot = scene.network.canvasToDOM({ x, y });
    texts.push({ x: spot.x, y: spot.y + 4, lines: [text], font: "700 12px", align: "center", bare: true, colour: tone(KINDS[NODES[id].kind].hollow ? "ink" : "paper") });
  }
  return { lines, signs, texts };
}

/** The same of the whole graph. */
function wholeParts() {
  const { view, near } = whole;
  const lines = whole.edges.map((edge) => ({ a: onScreen(edge.from), b: onScreen(edge.to), colour: tone("line"), opacity: near === null ? 0.5 : isChosen(edge) ? 0.9 : 0.1, width: 0.8, dashes: null }));
  const signs = [...whole.nodes].reverse().map((node) => {
    const { kind } = NODES[node.id];
    const fill = KINDS[kind].hollow ? tone("paper") : kindColour(kind);
    return { id: node.id, ...onScreen(node), r: screenRadius(node, view.scale), fill, stroke: kindColour(kind), width: 0.8, opacity: near === null || near.has(node.id) ? 1 : 0.15, dash: 3 };
  });
  const texts = whole.names.map(({ id, x, y, view: then }) => {
    const spot = onScreen({ x: then.x + x / then.scale, y: then.y + y / then.scale });
    return { x: spot.x, y: spot.y + 4, lines: labelOf(id).text, font: labelOf(id).font, align: "center" };
  });
  return { lines, signs, texts };
}

/** The drawing as an SVG element of the size of the window's part for it; what lies outside is left out. */
function drawing() {
  const room = document.getElementById("stage").getBoundingClientRect();
  const [width, height] = [Math.round(room.width), Math.round(room.height)];
  const { lines, signs, texts } = state.whole ? wholeParts() : sceneParts();
  const root = svg("svg", { xmlns: NS, viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif" });
  root.append(svg("title", {}, printable(document.querySelector("h1").textContent)), svg("rect", { width, height, fill: tone("paper") }));
  const inside = (x, y, r = 0) => x + r >= 0 && y + r >= 0 && x - r <= width && y - r <= height;
  const drawnLines = svg("g", { fill: "none" });
  for (const { a, b, colour, opacity, width: thick, dashes } of lines) {
    if (!seen(a, b, { width, height })) continue;
    drawnLines.append(svg("line", { x1: round(a.x), y1: round(a.y), x2: round(b.x), y2: round(b.y), stroke: colour, "stroke-opacity": opacity, "stroke-width": round(thick), "stroke-dasharray": dashes && dashes.map(round).join(" ") }));
  }
  const drawnSigns = svg("g");
  for (const { id, x, y, r, fill, stroke, width: thick, opacity, dash } of signs) {
    if (!inside(x, y, r)) continue;
    const { kind, label } = NODES[id];
    const mark = outline(KINDS[kind].shape, x, y, r);
    const looks = { fill, stroke, "stroke-width": round(thick), opacity, "stroke-dasharray": KINDS[kind].dashed ? `${round(dash)} ${round(0.75 * dash)}` : null };
    for (const [name, value] of Object.entries(looks)) if (value !== null) mark.setAttribute(name, value);
    mark.append(svg("title", {}, `${printable(label)} (${kindName(kind)})`));
    drawnSigns.append(mark);
  }
  const written = svg("g", { fill: tone("ink"), stroke: tone("paper"), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" });
  for (const { x, y, lines: rows, font, colour, align, opacity, bare, over } of texts) {
    if (!inside(x, y, 60)) continue;
    const [, style, weight, size] = /^(italic )?(\d+) ([\d.]+)px/.exec(font);
    const anchor = { center: "middle", left: "start", right: "end" }[align];
    if (over) written.append(svg("rect", { x: round(over.x), y: round(over.y), width: round(over.width), height: round(over.height), fill: tone("paper"), stroke: "none", opacity: 0.85 }));
    const text = svg("text", { "text-anchor": anchor, "font-size": size, "font-weight": weight, "font-style": style ? "italic" : null, fill: colour, stroke: bare ? "none" : null, opacity });
    rows.forEach((line, i) => text.append(svg("tspan", { x: round(x), y: round(y + 15 * i) }, printable(line))));
    written.append(text);
  }
  root.append(drawnLines, drawnSigns, written);
  return root;
}

/** Text without the characters that XML cannot hold. */
const printable = (text) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

function saveDrawing() {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing())}\n`;
  save(new Blob([text], { type: "image/svg+xml;charset=utf-8" }), "onrecord.svg");
}
