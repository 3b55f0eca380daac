import { z } from 'zod'
import { type Handlers, read, stream, write } from '#contract/define'
import { AppError, fail } from '#contract/errors'

const Nothing = z.strictObject({})

/** A small contract that has one of everything that a transport must carry. */
export const sample = {
  things: {
    get: read({
      doc: 'A thing by name.',
      input: z.strictObject({ namespace: z.string(), n: z.int().default(7) }),
      output: z.strictObject({ namespace: z.string(), n: z.int() }),
      errors: ['namespace/not-found'],
    }),
    floats: read({
      doc: 'Doubles numbers.',
      input: z.instanceof(Float32Array),
      output: z.instanceof(Float32Array),
    }),
    put: write({ doc: 'Writes.', input: Nothing, output: Nothing, errors: ['store/read-only'] }),
    hang: read({ doc: 'Waits for its signal.', input: Nothing, output: Nothing }),
    crash: read({
      doc: 'Throws what it likes.',
      input: z.strictObject({ how: z.string() }),
      output: z.unknown(),
    }),
    count: stream({
      doc: 'Counts, for ever or to a limit.',
      input: z.strictObject({ to: z.int().optional(), failAt: z.int().optional() }),
      item: z.int(),
      errors: ['namespace/not-found'],
    }),
    quiet: stream({ doc: 'Never gives an item.', input: Nothing, item: z.int() }),
    broken: stream({ doc: 'Gives an item that no port carries.', input: Nothing, item: z.unknown() }),
  },
} as const

interface SampleLog {
  /** How far `count` has got. */
  counted: number
  /** How often the `finally` of a stream has run. */
  finished: number
  /** How often `hang` or `quiet` was aborted, and why. */
  readonly aborted: unknown[]
  /** Which clients have called. */
  readonly clients: string[]
  started: number
}

const whenAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

const crashes: Readonly<Record<string, () => unknown>> = {
  plain: () => {
    throw new Error('SQLITE_BUSY at /home/someone/secret.db')
  },
  string: () => {
    throw 'a bare string'
  },
  undeclared: () => fail('namespace/not-found', { namespace: 'x' }),
  'bad data': () => {
    throw new AppError('request/invalid', { stack: 'secret' } as never)
  },
  unserialisable: () => ({ f: () => 'a function' }),
}

export const createSampleHandlers = () => {
  const log: SampleLog = { counted: 0, finished: 0, aborted: [], clients: [], started: 0 }
  const handlers: Handlers<typeof sample> = {
    things: {
      get: async (input, { client }) => {
        log.clients.push(client)
        if (input.namespace === 'broken promise') return { namespace: 'a', n: 0.5 }
        return input.namespace === 'none' ? fail('namespace/not-found', { namespace: 'none' }) : input
      },
      floats: async (input) => input.map((x) => x * 2),
      put: async () => ({}),
      hang: async (_, { signal }) => {
        log.started++
        return whenAborted(signal).finally(() => log.aborted.push(signal.reason))
      },
      crash: async ({ how }) => crashes[how]?.(),
      count: async function* ({ to = Number.POSITIVE_INFINITY, failAt }) {
        try {
          for (let n = 0; n < to; n++) {
            if (n === failAt) fail('namespace/not-found', { namespace: String(n) })
            log.counted = n + 1
            yield n
          }
        } finally {
          log.finished++
        }
      },
      quiet: async function* (_, { signal }) {
        log.started++
        try {
          yield await whenAborted(signal)
        } finally {
          log.aborted.push(signal.reason)
        }
      },
      broken: async function* () {
        try {
          yield () => 'a function'
        } finally {
          log.finished++
        }
      },
    },
  }
  return { handlers, log }
}
