import { workerData } from 'node:worker_threads'
import { type JobInput, type JobResult, runJob } from '#engine/fractal/job'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import type { WorkbenchPlace } from '#engine/fractal/workbench'
import { restingFor } from './attention.ts'
import { serveThread } from './thread.ts'

export interface JobThread {
  readonly memoryHandle: unknown
  /** Of {@link Attention}; null where nobody is waited for. */
  readonly attention: Int32Array | null
}

/** Does the index's long jobs over the memory of the thread that has the index. */
await serveThread(async () => {
  const { memoryHandle, attention } = workerData as JobThread
  const kernel = chooseKernel()
  const rest = attention ? restingFor(attention, () => performance.now()) : () => {}
  const run = (place: WorkbenchPlace, input: JobInput): JobResult => {
    // Anew, as memory may have grown since.
    const memory = kernel.attach(memoryHandle)
    const work = runJob(memory, place, input)
    for (;;) {
      rest()
      const step = work.next()
      if (step.done) return step.value
    }
  }
  return { methods: { run }, details: null }
})
