import { workerData } from 'node:worker_threads'
import { AppError } from '#contract/errors'
import { MutationRefused } from '#engine/ports'
import { serveThread } from '#workers/thread'

/** Does what a worker of the app does not, or only on its worst day. */
const NONE = { keys: new Uint32Array(), scores: new Float64Array() }
const done: string[] = []

await serveThread(async () => {
  if (workerData === 'fail') throw new AppError('namespace/not-found', { namespace: 'x' })
  return {
    methods: {
      none: () => NONE,
      floats: () => Float32Array.of(1, 2, 3),
      twice: () => {
        const one = Float32Array.of(4)
        return { one, other: one }
      },
      unclonable: () => () => 1,
      refused: () => {
        throw new MutationRefused(3, 'binned', 7)
      },
      app: () => {
        throw new AppError('memory/not-found', { namespace: 'a', coordinate: [1] })
      },
      work: (name: string) => {
        done.push(name)
        const end = performance.now() + 20
        while (performance.now() < end);
        return name
      },
      done: () => done,
      die: () => process.exit(3),
      crash: () => {
        setImmediate(() => {
          throw new Error('it went wrong')
        })
      },
    },
    details: { name: 'odd' },
  }
})
