import { workerData } from 'node:worker_threads'
import { type JobInput, type JobResult, runJob } from '#engine/fractal/job'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import type { WorkbenchPlace } from '#engine/fractal/workbench'
import { serveThread } from './thread.ts'

/** Does one of the index's long jobs over the memory of the thread that has the index. */
await serveThread(async () => {
  const memory = chooseKernel().attach(workerData)
  const run = (place: WorkbenchPlace, input: JobInput): JobResult => {
    const work = runJob(memory, place, input)
    for (;;) {
      const step = work.next()
      if (step.done) return step.value
    }
  }
  return { methods: { run }, details: null }
})
