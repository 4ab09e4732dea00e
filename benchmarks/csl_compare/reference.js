// Renders one document with citeproc-js, the reference implementation, for comparison only.
// usage: node reference.js PATH-OF-CITEPROC FOLDER-OF-LOCALES < request.json > answer.json
// request: {style, locale, items, citations}; answer: {citations, bibliography, ids}
const fs = require("fs");
const CSL = require(process.argv[2]);
const folder = process.argv[3];
const request = JSON.parse(fs.readFileSync(0, "utf8"));
const items = new Map(request.items.map((item) => [String(item.id), item]));
const sys = {
  retrieveItem: (id) => JSON.parse(JSON.stringify(items.get(String(id)))),
  retrieveLocale: (lang) => {
    const path = `${folder}/locales-${lang}.xml`;
    return fs.existsSync(path) ? fs.readFileSync(path, "utf8") : null;
  },
};
console.log = () => {};
CSL.debug = () => {};
const engine = request.locale
  ? new CSL.Engine(sys, request.style, request.locale, true)
  : new CSL.Engine(sys, request.style);
const cited = engine.rebuildProcessorState(request.citations, "html", []);
const made = engine.makeBibliography();
// An item that prints nothing has an id here and an error, and no entry.
const empty = new Set(made ? made[0].bibliography_errors.map((error) => String(error.itemID)) : []);
process.stdout.write(
  JSON.stringify({
    citations: cited.map((citation) => citation[2]),
    bibliography: made ? made[1] : [],
    ids: made ? made[0].entry_ids.map((ids) => String(ids[0])).filter((id) => !empty.has(id)) : [],
  }),
);
