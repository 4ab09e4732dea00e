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
// An item that prints nothing has an id in entry_ids and no entry, so each entry is marked with its item's id.
CSL.Output.Formats.html["@bibliography/entry"] = function (state, text) {
  return JSON.stringify([this.system_id === undefined ? null : String(this.system_id), text]);
};
const cited = engine.rebuildProcessorState(request.citations, "html", []);
const made = engine.makeBibliography();
const entries = made ? made[1].map((entry) => JSON.parse(entry)) : [];
process.stdout.write(
  JSON.stringify({
    citations: cited.map((citation) => citation[2]),
    bibliography: entries.map((entry) => entry[1]),
    // A numeric style prints a message for an item that has nothing else, and so has an entry for every item.
    ids: entries.map((entry, place) => entry[0] ?? String(made[0].entry_ids[place][0])),
  }),
);
