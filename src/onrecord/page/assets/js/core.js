// Data, strings and the only ways in which this page makes elements and links.
const read = (id) => JSON.parse(document.getElementById(id).textContent);

/** What `text` holds: JSON, compressed (gzip) and as base64. */
function unpack(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

// The data of a large graph is compressed, and the passages around what was said are unpacked as they are read.
const PASSAGES = document.getElementById("passages") && read("passages");
const [NET, DATA] = await Promise.all(["network", "data"].map((id) => (PASSAGES ? unpack(document.getElementById(id).textContent) : read(id))));
const S = read("strings");
const KINDS = read("kinds");
const { articles: ARTICLES, nodes: NODES, statements: STATEMENTS, figures: FIGURES } = DATA;

if (PASSAGES) STATEMENTS.forEach((s, i) => { s.block = Math.floor(i / DATA.block); });
const unpacking = new Map();

/** The passages of the block of `s`, which are there when this is done. */
function passages({ block }) {
  const first = block * DATA.block;
  if (!unpacking.has(block)) unpacking.set(block, unpack(PASSAGES[block]).then((found) => found.forEach((context, i) => { STATEMENTS[first + i].context = context; })));
  return unpacking.get(block);
}

/** The text of `key` with {name} filled in; with `n`, the singular or plural form. */
function t(key, values = {}) {
  let text = S[key];
  if (text === undefined && "n" in values) text = S[`${key}.${values.n === 1 ? "one" : "other"}`];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? value.toLocaleString(document.documentElement.lang) : String(value ?? "");
  });
}

/** An element; children that are strings become text nodes, never markup. */
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false && child !== ""));
  return node;
}

/** An element of SVG with presentation attributes (inline styles are forbidden by the page's policy). */
function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/** A link that leaves the page, or plain text where the address is not http or https. */
function outward(address, text) {
  let safe = false;
  try {
    safe = ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    safe = false;
  }
  if (!safe) return el("span", {}, text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, text);
}

/** Text whose writing direction cannot leak into what stands around it. */
const isolated = (text, className) => el("bdi", { class: className }, text);

/** Lower case without diacritics, for searching. */
const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"')
    .toLowerCase();

/** An ISO date as a reader writes it; what is not a whole date is given back as it stands. */
function readable(date) {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(date || "");
  if (!parts) return date || "";
  const day = new Date(Date.UTC(+parts[1], +parts[2] - 1, +parts[3]));
  return day.toLocaleDateString(document.documentElement.lang, {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
}

async function copy(text, button) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Clipboard access may be denied under file://; a selection in a text field always works.
    const field = el("textarea", { readonly: true, class: "offscreen", "aria-hidden": "true" }, text);
    document.body.append(field);
    field.select();
    done = document.execCommand("copy");
    field.remove();
  }
  announce(t(done ? "copied" : "copy-failed"));
  if (!done) return;
  const label = button.textContent;
  button.textContent = t("copied");
  setTimeout(() => {
    button.textContent = label;
  }, 1200);
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 5000);
}

const announce = (text) => {
  document.getElementById("live").textContent = text;
};

/** The colour of a name in the palette of the style sheet, for the canvas. */
const tone = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
const dark = () => {
  const theme = document.documentElement.dataset.theme;
  return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
};
const kindColour = (kind) => KINDS[kind][dark() ? "dark" : "light"];
const kindName = (kind) => t(`kind.${kind}`);

/** The sign of a kind: the same shape and colour as on the canvas. */
function sign(kind, size = 14) {
  const { shape, hollow } = KINDS[kind];
  const paths = {
    dot: "M8 1.5a6.5 6.5 0 1 0 .01 0z",
    square: "M2 2h12v12H2z",
    triangle: "M8 1.5 15 14H1z",
    triangleDown: "M8 14.5 1 2h14z",
    diamond: "M8 .8 15.2 8 8 15.2.8 8z",
    hexagon: "M4.3 1.4h7.4L15.4 8l-3.7 6.6H4.3L.6 8z",
    star: "M8 .7l2.2 4.9 5.3.5-4 3.6 1.200 5.300L8 12.200l-4.700 2.800 1.200-5.300-4-3.600 5.300-.5z",
  };
  const mark = svg("path", {
    d: paths[shape],
    fill: hollow ? "none" : "currentColor",
    stroke: "currentColor",
    "stroke-width": hollow ? 2 : 0,
    "stroke-dasharray": KINDS[kind].dashed ? "2.5 1.8" : null,
  });
  return svg("svg", { viewBox: "0 0 16 16", width: size, height: size, class: `sign kind-${kind}`, "aria-hidden": "true" }, mark);
}
