// Bring the parts together: draw everything from the state, and the state from the address.
function drawLegend() {
  const present = new Set(NET.edges.flatMap((edge) => [NODES[edge.from].kind, NODES[edge.to].kind]));
  const items = Object.keys(KINDS)
    .filter((kind) => present.has(kind))
    .map((kind) =>
      el(
        "li",
        {},
        el("button", { type: "button", "aria-pressed": String(!state.hide.has(kind)), "data-kind": kind, onclick: () => toggle("hide", kind) }, sign(kind, 13), " ", kindName(kind)),
      ),
    );
  const line = (dash, label) => {
    const drawing = svg("svg", { viewBox: "0 0 28 8", width: 28, height: 8, "aria-hidden": "true" });
    drawing.append(svg("line", { x1: 0, x2: 28, y1: 4, y2: 4, class: "legend-line", "stroke-dasharray": dash }));
    return el("li", { class: "line" }, drawing, " ", label);
  };
  document.getElementById("legend").replaceChildren(...items, line(null, t("legend.direct")), line("6 4", t("legend.indirect")), line("1 3", t("legend.tie")));
}

function draw() {
  document.documentElement.dataset.theme = state.theme;
  if (!state.theme) delete document.documentElement.dataset.theme;
  document.body.dataset.view = state.view;
  const found = matching();
  for (const tab of document.querySelectorAll("[data-tab]")) tab.setAttribute("aria-pressed", String(tab.dataset.tab === state.view));
  const search = document.getElementById("search");
  if (search.value !== state.q && document.activeElement !== search) search.value = state.q;
  document.body.classList.toggle("whole", state.whole);
  const toggleWhole = document.getElementById("show-whole");
  toggleWhole.hidden = WIDE === 0;
  toggleWhole.setAttribute("aria-pressed", String(state.whole));
  document.getElementById("undo").disabled = past.length === 0;
  drawFind(found);
  drawLegend();
  drawPanel(found);
  if (state.view === "table") drawTable(found);
  else document.getElementById("table").replaceChildren();
  drawScene(found);
  const speaker = state.selected === null ? "" : [state.selected].flat().map((id) => NODES[id].label).join(" → ");
  announce([speaker, t("statements", { n: selectedStatements(found).length })].filter(Boolean).join(": "));
}

function begin() {
  fromHash();
  const search = document.getElementById("search");
  search.value = state.q;
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => change({ q: search.value }, true), STATEMENTS.length > 5000 ? 150 : 30);
  });
  for (const tab of document.querySelectorAll("[data-tab]")) tab.addEventListener("click", () => change({ view: tab.dataset.tab }));
  const actions = {
    "zoom-in": () => zoom(1.3),
    "zoom-out": () => zoom(1 / 1.3),
    "zoom-fit": showAll,
    "show-whole": () => change({ whole: !state.whole }),
    "save-png": savePicture,
    "save-svg": saveDrawing,
    undo,
    "save-csv": saveTable,
    print: () => print(),
    theme: () => change({ theme: dark() ? "light" : "dark" }, true),
  };
  for (const [id, action] of Object.entries(actions)) document.getElementById(id).addEventListener("click", action);
  addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      if (narrow()) change({ view: "find" });
      search.focus();
    } else if (event.key === "Escape" && typing) {
      event.preventDefault(); // Chromium would clear the search field, a moment later
      document.activeElement.blur();
    } else if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) {
      event.preventDefault();
      undo();
    } else if (event.key === "Escape" && state.selected !== null) {
      change({ selected: null });
    }
  });
  addEventListener("popstate", () => {
    fromHash();
    if (past[past.length - 1] === toHash()) past.pop();
    draw();
  });
  addEventListener("hashchange", () => {
    if (location.hash === toHash()) return;
    fromHash();
    draw();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  addEventListener("beforeprint", () => {
    onPaper = true;
    drawTable(matching());
  });
  addEventListener("afterprint", () => {
    onPaper = false;
    draw();
  });
  draw();
  document.documentElement.dataset.ready = "true";
}

window.onrecord = { drawn };
begin();
