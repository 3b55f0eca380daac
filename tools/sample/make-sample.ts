import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { loadStaticEmbedder } from '../../src/main/embedders/static/load-static-embedder.ts'
import type { SampleFile } from '../../src/main/samples/security-review.ts'
import { datesOf } from './dates.ts'
import { importanceOf } from './importance.ts'
import { neighbourhoodOf } from './neighbourhood.ts'
import { payloadOf, textOf } from './payloads.ts'
import { placesOf } from './places.ts'
import { readSource } from './read-source.ts'

/** Makes assets/sample/security-review.json.gz. `node tools/sample/make-sample.ts <source.json>`; see README.md. */

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// No term of these is in any memory, so that only their meaning can find something: forged certificates, predictable
// random numbers, leaks through the air. Looked for by trying words that the memories lack; a test keeps it so.
const queries = ['falsified diploma', 'lottery winners', 'radars and transmitters']

// The dangerous ones that a reviewer must never forget: heads of CWE's yearly "Top 25".
const pinned = new Set(['CWE-20', 'CWE-22', 'CWE-78', 'CWE-79', 'CWE-89', 'CWE-352', 'CWE-416', 'CWE-787'])

const [path] = process.argv.slice(2)
if (path === undefined) throw new Error('Give the path of the source: node make-sample.ts <source.json>')

const { nodes, links } = readSource(path)
const around = neighbourhoodOf(nodes, links)
const dates = datesOf(nodes, around)
const payloads = nodes.map((node) => payloadOf(node, around))
const years = nodes.map(({ id }) => new Date(dates.get(id)! * 1000).getUTCFullYear())
const embedder = loadStaticEmbedder(here('../../assets/embedder/static-en.bin'))
const places = placesOf(payloads.map(textOf), years, embedder)
const positions = new Map(nodes.map(({ id }, i) => [id, i]))

const file: SampleFile = {
  format: 'soma-sample',
  version: 1,
  title: 'Memory of a security-review agent',
  queries,
  memories: nodes.map((node, i) => ({
    coordinate: places[i]!,
    type: node.kind === 'case' ? 'episodic' : 'semantic',
    importance: importanceOf(node, around),
    timestamp: dates.get(node.id)!,
    pinned: pinned.has(node.id),
    payload: payloads[i]!,
  })),
  links: links.map(({ from, to, type }) => {
    const ends = [positions.get(from)!, positions.get(to)!, type] as const
    // A topic is a looser neighbour than a parent, a case or a mitigation: paths go round it where they can.
    return type === 'memberOf' ? [...ends, 2] : ends
  }),
}
const bytes = gzipSync(JSON.stringify(file), { level: 9 })
// Byte 9 names the system that compressed it; the same bytes everywhere.
bytes[9] = 255
writeFileSync(here('../../assets/sample/security-review.json.gz'), bytes)
console.log(
  `${file.memories.length} memories, ${file.links.length} links, ${(bytes.length / 1e6).toFixed(2)} MB`,
)
