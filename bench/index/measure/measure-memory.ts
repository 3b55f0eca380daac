import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface MemoryFigures {
  readonly name: string
  /** What the process grew by, over the raw float32 of the rows. */
  readonly share: number
}

/** What a child is told, and answers. */
export interface MemoryTask {
  readonly data: string
  readonly n: number
  readonly dimension: number
  readonly system: string
}

const child = fileURLToPath(new URL('./memory-child.ts', import.meta.url))

/** Undefined where the child failed, which said why; the figures of the others are worth to be kept. */
const ask = (task: MemoryTask): Promise<MemoryFigures | undefined> =>
  new Promise((resolve, reject) => {
    const process = fork(child, [JSON.stringify(task)])
    process.once('message', (answer) => resolve(answer as MemoryFigures))
    process.once('exit', () => resolve(undefined))
    process.once('error', reject)
  })

/** One process after the other, so that no system gets memory that another gave back. */
export const measureMemory = async (
  systems: readonly string[],
  task: Omit<MemoryTask, 'system'>,
): Promise<MemoryFigures[]> => {
  const figures: MemoryFigures[] = []
  for (const system of systems) {
    const answer = await ask({ ...task, system })
    if (answer) figures.push(answer)
    else console.log(`the memory of ${system} is not known`)
  }
  return figures
}
