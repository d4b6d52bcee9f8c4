// Our files and queries in N3.js and Comunica: node ask.cjs TASK.json, which names them. Prints JSON.
//
// {"n3": [[file, format], ...], "comunica": [file, ...], "dataset": file, "queries": [[text, [column, ...]], ...]}
// gives {"n3": [count, ...], "comunica": [count, ...], "rows": [[[cell or null, ...], ...], ...]}.
const fs = require("fs");
const path = require("path");

// The packages are where NODE_PATH says, so that none lies beside our sources.
const N3 = require("n3");
const { QueryEngine } = require("@comunica/query-sparql-file");

const COUNT = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }";

function quads(file, format) {
  return new N3.Parser({ format }).parse(fs.readFileSync(file, "utf8"));
}

async function rows(engine, [query, columns], context) {
  const found = await (await engine.queryBindings(query, context)).toArray();
  return found.map((row) => columns.map((name) => row.get(name)?.value ?? null));
}

async function main() {
  const task = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
  const n3 = task.n3.map(([file, format]) => quads(file, format).length);
  const engine = new QueryEngine();
  const comunica = [];
  for (const file of task.comunica) {
    const [[count]] = await rows(engine, [COUNT, ["n"]], { sources: [{ type: "file", value: path.resolve(file) }] });
    comunica.push(Number(count));
  }
  const store = new N3.Store(quads(task.dataset, "application/n-quads"));
  const answers = [];
  for (const query of task.queries) answers.push(await rows(engine, query, { sources: [store] }));
  console.log(JSON.stringify({ n3, comunica, rows: answers }));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
