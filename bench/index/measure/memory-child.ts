import { openDataSet } from '../data/data-set.ts'
import { isSourceName, sourceOf } from '../data/sources.ts'
import { buildOrLoad } from '../systems/built-index.ts'
import { systemKinds } from '../systems/system-kinds.ts'
import type { MemoryAnswer, MemoryTask } from './measure-memory.ts'
import { prepareAll, recallOfAll, someOf } from './turn.ts'

// Builds one system, or reads it, and tells by how much this process grew: see measure-memory.ts.

const warmUpMs = 5000
/** So many rows make a system show all of its code, and the runtime grow its own heap. */
const firstRows = 2500

const residentBytes = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

const { data: name, n, dimension, system, path, reads }: MemoryTask = JSON.parse(process.argv[2] ?? '{}')
const kind = systemKinds.find((one) => one.name === system)
if (!isSourceName(name) || !kind) throw new Error(`nothing to measure: ${process.argv[2]}`)

const data = await openDataSet(sourceOf(name, dimension), { n })
// What a runtime takes once, however many rows there are, is not what is asked for. It stays open, or its memory would be had for nothing.
const first = await kind.start({ dimension: data.dimension, capacity: firstRows })
await first.build(data.base.slice(0, firstRows * data.dimension))
const before = residentBytes()
const options = { dimension: data.dimension, capacity: data.n }
const built = reads
  ? { system: await kind.start(options) }
  : await buildOrLoad(kind, data, { rebuild: false })
if (reads) built.system.load?.(path)
// A mapped file takes no memory until it is read.
const questions = someOf(data, 0, 200)
recallOfAll(prepareAll(built.system.prepare, questions), questions, { limitMs: warmUpMs })
const share = (residentBytes() - before) / data.base.byteLength
const isSaved = !reads && built.system.save !== undefined && built.system.load !== undefined
if (isSaved) built.system.save?.(path)
const answer: MemoryAnswer = { share, isSaved }
built.system.close()
first.close()
process.send?.(answer, () => process.disconnect())
