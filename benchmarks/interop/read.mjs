// Reads a bibliography with a reader from npm and prints what it makes of it as CSL-JSON.
//   node read.mjs citation-js|biblatex-csl-converter FILE
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [reader, file] = process.argv.slice(2)
const modules = createRequire(join(process.env.INTEROP_MODULES, 'package.json'))
const text = readFileSync(file, 'utf8')

async function citationJs () {
  const { plugins, Cite } = modules('@citation-js/core')
  modules('@citation-js/plugin-bibtex')
  modules('@citation-js/plugin-ris')
  plugins.config.get('@bibtex').parse.strict = false
  return new Cite(text, { generateGraph: false }).data
}

async function biblatexCslConverter () {
  const { BibLatexParser, CSLExporter } = modules('biblatex-csl-converter')
  const parser = new BibLatexParser(text, { processUnexpected: true, processUnknown: true })
  const result = parser.parse()
  const problems = [...result.errors, ...result.warnings].map(problem => JSON.stringify(problem))
  problems.forEach(problem => console.error(problem))
  const items = new CSLExporter(result.entries).parse()
  return Object.entries(result.entries).map(([number, entry]) => ({ ...items[number], id: entry.entry_key }))
}

const readers = { 'citation-js': citationJs, 'biblatex-csl-converter': biblatexCslConverter }
process.stdout.write(JSON.stringify(await readers[reader](), null, 2))
