// How all that is drawn fits the window: the zoom, and places of which no name covers another or a sign.
const APART = 3; // pixels kept free around signs and names
const PATIENCE = 60; // turns of pushing apart, each a little, that may bring nothing

/** Show all nodes with their labels, from the places that were laid out. */
function fit() {
  const ids = scene.nodes.getIds();
  const room = document.getElementById("scene").getBoundingClientRect();
  const foot = document.getElementById("legend").getBoundingClientRect().height + 18;
  const [wide, high] = [room.width - 32, room.height - foot - 62];
  if (!ids.length || wide < 10 || high < 10) return;
  scene.radius.clear();
  for (const id of ids) scene.sides.set(id, scene.laid.get(id).side);
  const laid = ids.map((id) => ({ id, ...scene.laid.get(id), r: NET_NODE.get(id).size + 4 }));
  const at = (zoom, x, y) => laid.map((p) => ({ id: p.id, x: p.x * x, y: p.y * y, r: p.r * zoom }));
  const holds = ({ left, top, right, bottom }) => right - left <= wide && bottom - top <= high;
  const bare = extent(laid.map(({ x, y, r }) => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r })));
  // Labels keep their size at any zoom: the greatest that shows all is tried for.
  let scale = Math.min(wide / (bare.right - bare.left), high / (bare.bottom - bare.top), 1.25);
  const whole = (x = 1, y = 1) => extent(rooms(at(scale, x * scale, y * scale)));
  for (let i = 0; i < 40 && !holds(whole()); i++) scale *= 0.96;
  // What room is left over on one axis goes between the nodes.
  const box = whole();
  const spare = { x: Math.min(wide / (box.right - box.left), 1.5), y: Math.min(high / (box.bottom - box.top), 1.7) };
  for (let i = 0; i < 12 && !holds(whole(spare.x, spare.y)); i++) scale *= 0.97;
  const spots = at(scale, spare.x * scale, spare.y * scale);
  // Signs that are told apart by shape and colour must not shrink with the places: as large as their neighbours leave room for.
  for (const p of spots) {
    const near = Math.min(...spots.map((q) => (q === p ? Infinity : Math.hypot(q.x - p.x, q.y - p.y))));
    const own = NET_NODE.get(p.id).size;
    const hub = KINDS[NODES[p.id].kind].hub;
    const r = Math.min(Math.max(own * scale, hub ? 19 : 15), own, 0.45 * near);
    scene.radius.set(p.id, r / scale);
    p.r = r + 3;
  }
  scene.settled = settle(spots, wide, high);
  scene.nodes.update(spots.map(({ id, x, y }) => ({ id, x: x / scale, y: y / scale, size: radiusOf(id) })));
  const seat = extent(rooms(spots));
  const below = (foot - 46) / 2;
  scene.scale = scale;
  scene.network.moveTo({ position: { x: (seat.left + seat.right) / 2 / scale, y: ((seat.top + seat.bottom) / 2 + below) / scale }, scale });
  scene.placed = null;
}

const extent = (boxes) => ({
  left: Math.min(...boxes.map((b) => b.x)),
  top: Math.min(...boxes.map((b) => b.y)),
  right: Math.max(...boxes.map((b) => b.x + b.w)),
  bottom: Math.max(...boxes.map((b) => b.y + b.h)),
});

/** Boxes of the signs and of the names beside them, in pixels. */
const rooms = (spots) => spots.flatMap(room);
const room = (p) => [{ x: p.x - p.r, y: p.y - p.r, w: 2 * p.r, h: 2 * p.r }, beside(p.id, p, labelOf(p.id))[0]];

/** Push apart what lies over another inside of `wide` times `high` pixels: what is spoken of with its own, then each alone.
 * Whether there was room for all, nobody standing among those who speak of something else. */
function settle(spots, wide, high) {
  const { left, right, top, bottom } = extent(rooms(spots));
  const bounds = { x: (left + right - wide) / 2, y: (top + bottom - high) / 2, w: wide, h: high };
  const single = new Map(spots.map((p) => [p, { spots: [p], boxes: room({ ...p, x: 0, y: 0 }).map((box) => ({ ...box, of: p })) }]));
  const fans = fansOf(spots).filter((fan) => fan.length > 1);
  for (const fan of fans) pushApart(fan.map((p) => single.get(p)), APART, bounds);
  const around = fans.map((fan) => {
    const box = extent(rooms(fan));
    const of = fan[0];
    return { spots: fan, boxes: [{ x: box.left - of.x, y: box.top - of.y, w: box.right - box.left, h: box.bottom - box.top, of }] };
  });
  pushApart(around, 2 * APART, bounds);
  pushApart([...single.values()], APART, bounds);
  const among = (p, fan) => {
    const box = extent(fan.map(({ x, y }) => ({ x, y, w: 0, h: 0 })));
    return p.x > box.left && p.x < box.right && p.y > box.top && p.y < box.bottom;
  };
  const boxes = spots.flatMap((p, i) => room(p).map((box) => ({ i, ...box })));
  const free = boxes.every((a, i) => boxes.every((b, j) => j <= i || a.i === b.i || !crosses(a, b)));
  return free && fans.every((fan) => fans.every((other) => fan === other || !other.some((p) => among(p, fan))));
}

/** Each node that has one line stands with what the line leads to. */
function fansOf(spots) {
  const ends = new Map(spots.map(({ id }) => [id, []]));
  for (const { from, to } of scene.shown.values()) {
    ends.get(from).push(to);
    ends.get(to).push(from);
  }
  const home = (id) => (ends.get(id).length === 1 && (ends.get(ends.get(id)[0]).length > 1 || !labelOf(id).hub) ? ends.get(id)[0] : id);
  const fans = new Map();
  for (const p of spots) (fans.get(home(p.id)) || fans.set(home(p.id), []).get(home(p.id))).push(p);
  return [...fans.values()];
}

/** Push parts from each other along the axis on which they overlap least; whether `gap` pixels are then between all.
 * A part has `spots`, which move together, and `boxes`, each with its corner counted from the spot that it is `of`. */
function pushApart(parts, gap, bounds) {
  const all = parts.flatMap(({ boxes }, part) => boxes.map(({ x, y, w, h, of }) => ({ part, of, dx: x, dy: y, x, y, w, h })));
  const own = parts.map((_, part) => all.filter((box) => box.part === part));
  // Of all that pushes a part to one side only the strongest counts: a large part is not thrown about.
  const pushes = parts.map(() => ({ x: [0, 0], y: [0, 0] }));
  const push = ([back, on], by) => [Math.min(back, by), Math.max(on, by)];
  let least = { over: Infinity, turn: 0 };
  for (let turn = 0; turn < least.turn + PATIENCE; turn++) {
    for (const box of all) [box.x, box.y] = [box.of.x + box.dx, box.of.y + box.dy];
    for (const each of pushes) each.x = each.y = [0, 0];
    let sum = 0;
    for (let i = 0; i < all.length; i++) {
      const a = all[i];
      for (let j = i + 1; j < all.length; j++) {
        const b = all[j];
        const x = Math.min(a.x + a.w - b.x, b.x + b.w - a.x) + gap;
        if (x <= 0) continue;
        const y = Math.min(a.y + a.h - b.y, b.y + b.h - a.y) + gap;
        if (y <= 0 || a.part === b.part) continue;
        const [axis, size, over] = x < y ? ["x", "w", x] : ["y", "h", y];
        const by = (0.45 * over + 0.2) * (a[axis] + a[size] / 2 < b[axis] + b[size] / 2 ? 1 : -1);
        pushes[a.part][axis] = push(pushes[a.part][axis], -by);
        pushes[b.part][axis] = push(pushes[b.part][axis], by);
        sum += over;
      }
    }
    if (sum === 0) return true;
    if (sum < 0.95 * least.over) least = { over: sum, turn };
    parts.forEach(({ spots }, part) => {
      const { left, top, right, bottom } = extent(own[part]);
      const within = ([back, on], low, high, from, size) => Math.min(Math.max(back + on, from - low), from + size - high);
      const x = within(pushes[part].x, left, right, bounds.x, bounds.w);
      const y = within(pushes[part].y, top, bottom, bounds.y, bounds.h);
      for (const p of spots) [p.x, p.y] = [p.x + x, p.y + y];
    });
  }
  return false;
}
