// Numbers as intervals on one axis, with who gives them; whether they can all be true at once.
const figuresOf = (id) => FIGURES.filter((f) => f.about.includes(id) || f.speakers.includes(id));

/** A round number at or above `value`: 1, 2 or 5 times a power of ten. */
function ceiling(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((limit) => limit >= value);
}

const number = (value) => value.toLocaleString(document.documentElement.lang);

function interval(f) {
  if (f.minimum !== null && f.maximum !== null) return f.minimum === f.maximum ? number(f.minimum) : `${number(f.minimum)}–${number(f.maximum)}`;
  return f.minimum !== null ? `≥ ${number(f.minimum)}` : `≤ ${number(f.maximum)}`;
}

function track(f, top) {
  const x = (value) => (200 * value) / top;
  const low = f.minimum === null ? 0 : f.minimum;
  const high = f.maximum === null ? top : f.maximum;
  const line = svg("svg", { viewBox: "-8 0 216 14", class: "track", "aria-hidden": "true" });
  line.append(svg("line", { x1: 0, x2: 200, y1: 7, y2: 7, class: "axis" }));
  line.append(svg("line", { x1: x(low), x2: x(high), y1: 7, y2: 7, class: "span" }));
  if (f.minimum !== null) line.append(svg("circle", { cx: x(low), cy: 7, r: 4, class: "end" }));
  else line.append(svg("path", { d: "M6 2 0 7l6 5", class: "open" }));
  if (f.maximum === null) line.append(svg("path", { d: "M194 2l6 5-6 5", class: "open" }));
  else if (f.maximum !== f.minimum) line.append(svg("circle", { cx: x(high), cy: 7, r: 4, class: "end" }));
  return line;
}

function figureCharts(id) {
  const own = figuresOf(id).filter((f) => f.minimum !== null || f.maximum !== null);
  if (!own.length) return [];
  const groups = new Map();
  for (const f of own) {
    // One axis is for one thing counted of one event: what is said of two raids cannot conflict.
    const key = `${f.measure}\n${f.unit}\n${f.about.includes(id) ? id : f.about.join()}`;
    groups.set(key, [...(groups.get(key) || []), f]);
  }
  const blocks = [...groups.values()].map((figures) => {
    const top = ceiling(Math.max(...figures.map((f) => Math.max(f.minimum ?? 0, f.maximum ?? 0))) * 1.05);
    const low = Math.max(...figures.map((f) => f.minimum ?? 0));
    const high = Math.min(...figures.map((f) => f.maximum ?? Infinity));
    const verdict = figures.length < 2 ? null : low <= high ? chip(t("agree"), "good") : chip(t("conflict"), "warn");
    const rows = figures.map((f) =>
      el(
        "li",
        {},
        el("span", { class: "by" }, f.speakers.length ? nameButtons(f.speakers) : el("span", { class: "muted" }, t("own-voice"))),
        el("strong", { class: "amount" }, interval(f)),
        track(f, top),
        el(
          "details",
          {},
          el("summary", {}, isolated(`“${f.words}”`)),
          f.context.length ? passage(f.context) : el("p", { class: "words small", dir: "auto" }, f.words),
          articleLine(f.article),
        ),
      ),
    );
    return el(
      "section",
      { class: "figures" },
      el("h4", {}, isolated(figures[0].measure), figures[0].unit && el("span", { class: "muted" }, ` (${figures[0].unit})`), " ", verdict),
      el("div", { class: "scale ruler", "aria-hidden": "true" }, el("span", {}, "0"), el("span", {}, number(top))),
      el("ul", { class: "plain" }, rows),
    );
  });
  return [el("h3", {}, t("figures")), ...blocks];
}
