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

const visibleCanvas = () => document.querySelector("#scene canvas");
const NS = "http://www.w3.org/2000/svg";
const round = (value) => Math.round(10 * value) / 10;

/** The outline of a sign with radius `r` around (x, y): as vis-network draws it. */
function outline(shape, x, y, r) {
  const polygon = (points) => svg("polygon", { points: points.map(([dx, dy]) => `${round(x + dx * r)},${round(y + dy * r)}`).join(" ") });
  const ring = (n, turn, inner = 1) => Array.from({ length: n }, (_, i) => [(i % 2 ? inner : 1) * Math.sin((2 * Math.PI * i) / n + turn), -(i % 2 ? inner : 1) * Math.cos((2 * Math.PI * i) / n + turn)]);
  const shapes = {
    dot: () => svg("circle", { cx: round(x), cy: round(y), r: round(r) }),
    square: () => polygon([[-1, -1], [1, -1], [1, 1], [-1, 1]]),
    triangle: () => polygon([[0, -1.15], [1, 0.58], [-1, 0.58]]),
    triangleDown: () => polygon([[0, 1.15], [1, -0.58], [-1, -0.58]]),
    diamond: () => polygon([[0, -1], [1, 0], [0, 1], [-1, 0]]),
    hexagon: () => polygon(ring(6, Math.PI / 6)),
    star: () => polygon(ring(10, 0, 0.42)),
  };
  return shapes[shape]();
}

/** The scene as an SVG element of the size of the window's part for it; what lies outside is left out. */
function drawing() {
  const room = document.getElementById("scene").getBoundingClientRect();
  const [width, height] = [Math.round(room.width), Math.round(room.height)];
  const at = (id) => scene.network.canvasToDOM(scene.network.getPosition(id));
  const zoomed = scene.network.getScale();
  const origin = scene.network.canvasToDOM({ x: 0, y: 0 });
  if (scene.placed === null || scene.placed.scale !== zoomed) scene.placed = { scale: zoomed, items: placeLabels(zoomed) };
  const bright = lit();
  const title = document.querySelector("h1").textContent;
  const root = svg("svg", { xmlns: NS, viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "font-family": "system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif" });
  root.append(svg("title", {}, title), svg("rect", { width, height, fill: tone("paper") }));
  const inside = (x, y, r = 0) => x + r >= 0 && y + r >= 0 && x - r <= width && y - r <= height;
  const lines = svg("g", { fill: "none", "stroke-linecap": "butt" });
  for (const edge of scene.shown.values()) {
    const [a, b] = [at(edge.from), at(edge.to)];
    if (Math.max(a.x, b.x) < 0 || Math.max(a.y, b.y) < 0 || Math.min(a.x, b.x) > width || Math.min(a.y, b.y) > height) continue;
    const look = edgeLook(edge, bright);
    lines.append(
      svg("line", {
        x1: round(a.x), y1: round(a.y), x2: round(b.x), y2: round(b.y),
        stroke: look.color.color, "stroke-opacity": look.color.opacity, "stroke-width": round(look.width * zoomed),
        "stroke-dasharray": edge.dashes ? edge.dashes.map((dash) => round(dash * zoomed)).join(" ") : null,
      }),
    );
  }
  const signs = svg("g");
  for (const id of scene.nodes.getIds()) {
    const { x, y } = at(id);
    const r = radiusOf(id) * zoomed;
    if (!inside(x, y, r)) continue;
    const { kind, label } = NODES[id];
    const look = nodeLook(id, bright);
    const mark = outline(KINDS[kind].shape, x, y, r);
    mark.setAttribute("fill", look.color.background);
    mark.setAttribute("stroke", look.color.border);
    mark.setAttribute("stroke-width", round(look.borderWidth * zoomed));
    mark.setAttribute("opacity", look.opacity);
    if (KINDS[kind].dashed) mark.setAttribute("stroke-dasharray", `${round(4 * zoomed)} ${round(3 * zoomed)}`);
    mark.append(svg("title", {}, `${printable(label)} (${kindName(kind)})`));
    signs.append(mark);
  }
  const texts = svg("g", { fill: tone("ink"), stroke: tone("paper"), "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" });
  for (const { id, label, box, count } of scene.placed.items) {
    const x = origin.x + box.x + (box.align === "center" ? box.w / 2 : box.align === "left" ? 0 : box.w);
    const y = origin.y + box.y;
    if (!inside(x, y, box.w)) continue;
    const anchor = { center: "middle", left: "start", right: "end" }[box.align];
    if (count !== undefined) {
      texts.append(svg("text", { x: round(x), y: round(y + 12), "text-anchor": "middle", "font-size": 11, "font-weight": 600, fill: tone("muted") }, count));
      continue;
    }
    const [, style, weight, size] = /^(italic )?(\d+) ([\d.]+)px/.exec(label.font);
    const opacity = bright === null || bright.has(id) ? null : 0.22;
    const text = svg("text", { "text-anchor": anchor, "font-size": size, "font-weight": weight, "font-style": style ? "italic" : null, opacity });
    label.text.forEach((line, i) => text.append(svg("tspan", { x: round(x), y: round(y + 13 + 15 * i) }, printable(line))));
    texts.append(text);
  }
  for (const { id, text, x, y } of totals(zoomed)) {
    const spot = scene.network.canvasToDOM({ x, y });
    texts.append(svg("text", { x: round(spot.x), y: round(spot.y + 4), "text-anchor": "middle", "font-size": 12, "font-weight": 700, stroke: "none", fill: tone(KINDS[NODES[id].kind].hollow ? "ink" : "paper") }, text));
  }
  root.append(lines, signs, texts);
  return root;
}

/** Text without the characters that XML cannot hold. */
const printable = (text) => text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

function saveDrawing() {
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(drawing())}\n`;
  save(new Blob([text], { type: "image/svg+xml;charset=utf-8" }), "onrecord.svg");
}
