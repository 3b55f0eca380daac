import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface MemoryFigures {
  readonly name: string
  /** What the process grew by, over the raw float32 of the rows, where it built the system. */
  readonly share: number
  /** The same in a process that reads what was saved, as a start of the app does. */
  readonly readShare: number | null
}

/** What a child is told, and answers. */
export interface MemoryTask {
  readonly data: string
  readonly n: number
  readonly dimension: number
  readonly system: string
  /** Where it is saved, if it can be. */
  readonly path: string
  readonly reads: boolean
}

export interface MemoryAnswer {
  readonly share: number
  readonly isSaved: boolean
}

const child = fileURLToPath(new URL('./memory-child.ts', import.meta.url))

/** Undefined where the child failed, which said why; the figures of the others are worth to be kept. */
const ask = (task: MemoryTask): Promise<MemoryAnswer | undefined> =>
  new Promise((resolve, reject) => {
    const process = fork(child, [JSON.stringify(task)])
    process.once('message', (answer) => resolve(answer as MemoryAnswer))
    process.once('exit', () => resolve(undefined))
    process.once('error', reject)
  })

/** One process after the other, so that no system gets memory that another gave back. */
export const measureMemory = async (
  systems: readonly string[],
  task: Omit<MemoryTask, 'system' | 'path' | 'reads'>,
): Promise<MemoryFigures[]> => {
  const figures: MemoryFigures[] = []
  const folder = mkdtempSync(join(tmpdir(), 'soma-bench-'))
  try {
    for (const [i, system] of systems.entries()) {
      const path = join(folder, `saved-${i}`)
      const built = await ask({ ...task, system, path, reads: false })
      const read = built?.isSaved ? await ask({ ...task, system, path, reads: true }) : undefined
      if (built) figures.push({ name: system, share: built.share, readShare: read?.share ?? null })
      else console.log(`the memory of ${system} is not known`)
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
