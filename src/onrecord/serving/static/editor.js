// The query editor: Yasgui, told to stay on this server, and the named queries to choose from.
"use strict";

const endpoint = new URL("/query", location.href).href;
const Yasgui = window.Yasgui.default || window.Yasgui;
const settings = {
  requestConfig: { endpoint, method: "POST" },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [] },
  persistenceId: null,
};
const yasgui = new Yasgui(document.getElementById("editor"), settings);
const choice = document.getElementById("queries");
const help = document.getElementById("help");

async function offer() {
  const answer = await fetch("/queries");
  const queries = new Map((await answer.json()).map((query) => [query.name, query]));
  for (const name of queries.keys()) {
    const option = document.createElement("option");
    option.value = option.textContent = name;
    choice.append(option);
  }
  choice.addEventListener("change", () => {
    const query = queries.get(choice.value);
    if (!query) return;
    help.textContent = query.help;
    const tab = yasgui.getTab();
    tab.setQuery(query.sparql);
    tab.query();
  });
}

offer().catch((error) => { help.textContent = "The named queries could not be loaded: " + error; });
