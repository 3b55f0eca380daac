import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from '../data/cache-folder.ts'
import type { DataSet } from '../data/data-set.ts'
import { cpuSeconds } from '../measure/cpu-seconds.ts'
import type { BenchSystem, SystemKind } from '../system.ts'

export interface Built {
  readonly system: BenchSystem
  readonly buildCpuSeconds: number
  /** The seconds are of an earlier run, which kept what it built. */
  readonly earlier: boolean
}

/** What a build took, beside what was built. It is written last: without it there is nothing. */
interface Note {
  readonly buildCpuSeconds: number
}

/** Only what a change in this bench would change; a new version of a peer asks for `--rebuild`. */
const pathOf = ({ name }: SystemKind, data: DataSet): string =>
  join(cacheFolder, `${data.name}-${data.n}.${name.replaceAll(' ', '-')}`)

const readNote = (path: string): Note | undefined => {
  const file = `${path}.json`
  return existsSync(file) && existsSync(path) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

const keep = (system: BenchSystem, path: string, note: Note): void => {
  rmSync(`${path}.json`, { force: true })
  const half = `${path}.${process.pid}`
  system.save?.(half)
  renameSync(half, path)
  writeFileSync(`${path}.json`, JSON.stringify(note))
}

/** Builds a system over the base rows, or loads what an earlier run built. */
export const buildOrLoad = async (
  kind: SystemKind,
  data: DataSet,
  { rebuild }: { readonly rebuild: boolean },
): Promise<Built> => {
  const system = await kind.start({ dimension: data.dimension, capacity: data.n + data.later.length })
  const path = pathOf(kind, data)
  const note = kind.cached && !rebuild ? readNote(path) : undefined
  if (note && system.load) {
    system.load(path)
    return { system, ...note, earlier: true }
  }
  if (kind.cached) console.log(`Building ${kind.name} over ${data.n} rows of ${data.name}`)
  const started = cpuSeconds()
  await system.build(data.base)
  const buildCpuSeconds = cpuSeconds() - started
  if (kind.cached) keep(system, path, { buildCpuSeconds })
  return { system, buildCpuSeconds, earlier: false }
}
