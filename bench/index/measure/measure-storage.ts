import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchSystem, SystemKind, SystemOptions } from '../system.ts'
import { k } from './turn.ts'

export interface StorageFigures {
  readonly name: string
  /** Wall clock. The files are in the system's cache, as after a restart of the app alone. */
  readonly saveSeconds: number
  readonly firstAnswerSeconds: number
  /** Files over raw float32. */
  readonly fileShare: number
}

const bytesUnder = (path: string): number => {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.size
  return readdirSync(path).reduce((sum, name) => sum + bytesUnder(join(path, name)), 0)
}

const timed = (task: () => void): number => {
  const started = performance.now()
  task()
  return (performance.now() - started) / 1000
}

/** Saves a system, and loads it in another object up to its first answer. */
export const measureStorage = async (
  { kind, system }: { readonly kind: SystemKind; readonly system: BenchSystem },
  { options, rawBytes, query }: { options: SystemOptions; rawBytes: number; query: Float32Array },
): Promise<StorageFigures | undefined> => {
  if (!system.save || !system.load) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'soma-bench-'))
  const path = join(folder, 'saved')
  const other = await kind.start(options)
  try {
    const saveSeconds = timed(() => system.save?.(path))
    const firstAnswerSeconds = timed(() => {
      other.load?.(path)
      other.prepare(query)(k)
    })
    return { name: system.name, saveSeconds, firstAnswerSeconds, fileShare: bytesUnder(path) / rawBytes }
  } finally {
    other.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
