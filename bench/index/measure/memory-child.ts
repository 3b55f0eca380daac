import { openDataSet } from '../data/data-set.ts'
import { isSourceName, sourceOf } from '../data/sources.ts'
import { buildOrLoad } from '../systems/built-index.ts'
import { systemKinds } from '../systems/system-kinds.ts'
import type { MemoryFigures, MemoryTask } from './measure-memory.ts'
import { prepareAll, recallOfAll, someOf } from './turn.ts'

// Builds one system, or loads it, and tells by how much this process grew: see measure-memory.ts.

const warmUpMs = 5000

const residentBytes = (): number => {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage.rss()
}

const { data: name, n, dimension, system }: MemoryTask = JSON.parse(process.argv[2] ?? '{}')
const kind = systemKinds.find((one) => one.name === system)
if (!isSourceName(name) || !kind) throw new Error(`nothing to measure: ${process.argv[2]}`)

const data = await openDataSet(sourceOf(name, dimension), { n })
const before = residentBytes()
const built = await buildOrLoad(kind, data, { rebuild: false })
// A mapped file takes no memory until it is read.
const questions = someOf(data, 0, 200)
recallOfAll(prepareAll(built.system.prepare, questions), questions, { limitMs: warmUpMs })
const answer: MemoryFigures = {
  name: system,
  share: (residentBytes() - before) / data.base.byteLength,
}
built.system.close()
process.send?.(answer, () => process.disconnect())
