import type { FractalIndex } from './fractal-index.ts'
import { type JobInput, type JobResult, runJob } from './job.ts'
import type { Kernel } from './kernel/kernel.ts'
import type { JobRunner } from './upkeep.ts'
import type { WorkbenchPlace } from './workbench.ts'

interface Waiting {
  readonly place: WorkbenchPlace
  readonly input: JobInput
  readonly resolve: (result: JobResult) => void
  readonly reject: (error: unknown) => void
}

/** Does jobs as another thread would, attached to the same memory, but when the test says so. */
export class LateRunner {
  readonly #kernel: Kernel
  readonly #waiting: Waiting[] = []
  #handle: unknown

  constructor(kernel: Kernel) {
    this.#kernel = kernel
  }

  readonly runnerFor = (index: Pick<FractalIndex, 'memoryHandle'>): JobRunner => {
    this.#handle = index.memoryHandle
    return {
      run: (place, input) =>
        new Promise((resolve, reject) => {
          this.#waiting.push({ place, input, resolve, reject })
        }),
    }
  }

  /** Jobs that wait to be done. */
  get waiting(): readonly Pick<Waiting, 'input'>[] {
    return this.#waiting
  }

  /** Does the oldest job there is. @returns whether there was one */
  async finish(): Promise<boolean> {
    const job = this.#waiting.shift()
    if (!job) return false
    const work = runJob(this.#kernel.attach(this.#handle), job.place, job.input)
    for (;;) {
      const step = work.next()
      if (!step.done) continue
      job.resolve(step.value)
      break
    }
    await told()
    return true
  }

  async fail(error: unknown): Promise<void> {
    this.#waiting.shift()!.reject(error)
    await told()
  }
}

/** By then, whoever awaits the promise knows. */
const told = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await Promise.resolve()
}
