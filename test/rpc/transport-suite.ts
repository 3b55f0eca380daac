import { afterEach, describe, expect, test } from 'vitest'
import { AppError, isError } from '#contract/errors'
import { connect } from '#rpc/connect'
import type { Port } from '#rpc/port'
import { type ServeOptions, type Serving, serve } from '#rpc/serve'
import { createSampleHandlers, sample } from './sample-contract.ts'
import { until } from './until.ts'

interface PortPair {
  readonly server: Port
  readonly client: Port
  /** Takes down what the pair stands on. */
  dispose?(): Promise<void> | void
}

export type CreatePair = () => Promise<PortPair> | PortPair

const failure = async (promise: Promise<unknown>): Promise<AppError> => {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  )
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`)
  return error
}

const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** What every transport must do; run on each with a function that makes a joined pair of ports. */
export const transportSuite = (name: string, createPair: CreatePair): void => {
  describe(`rpc over ${name}`, () => {
    const opened: { pair: PortPair; serving: Serving }[] = []

    const open = async (options: Partial<ServeOptions> = {}) => {
      const pair = await createPair()
      const reports: { error: unknown; id: string }[] = []
      const { handlers, log } = createSampleHandlers()
      const serving = serve(sample, handlers, pair.server, {
        client: 'test',
        checkOutputs: true,
        report: (error, id) => reports.push({ error, id }),
        ...options,
      })
      const replies: { t: string; id: number }[] = []
      pair.client.onMessage((message) => replies.push(message as { t: string; id: number }))
      opened.push({ pair, serving })
      return { api: connect(sample, pair.client).things, pair, serving, reports, log, replies }
    }

    afterEach(async () => {
      for (const { pair, serving } of opened.splice(0)) {
        await serving.close()
        await pair.dispose?.()
      }
    })

    test('carries a typed result, with the defaults of the input filled in', async () => {
      const { api, log } = await open()
      expect(await api.get({ namespace: 'a' })).toEqual({ namespace: 'a', n: 7 })
      expect(log.clients).toEqual(['test'])
    })

    test('carries typed arrays both ways', async () => {
      const { api } = await open()
      const doubled = await api.floats(new Float32Array([1, 2.5, -3]))
      expect(doubled).toBeInstanceOf(Float32Array)
      expect([...doubled]).toEqual([2, 5, -6])
    })

    test('carries declared errors with their data', async () => {
      const { api, reports } = await open()
      const error = await failure(api.get({ namespace: 'none' }))
      expect(isError(error, 'namespace/not-found') && error.data).toEqual({ namespace: 'none' })
      expect(reports).toEqual([])
    })

    test('refuses wrong input and says where it is wrong', async () => {
      const { api } = await open()
      const error = await failure(api.get({ namespace: 5, n: 1.5, extra: 1 } as never))
      expect(error.code).toBe('request/invalid')
      const paths = (error as AppError<'request/invalid'>).data.issues.map((issue) => issue.path)
      expect(paths.sort()).toEqual(['', 'n', 'namespace'])
    })

    test.each(['plain', 'string', 'undeclared', 'bad data'])('hides a %s error behind an id', async (how) => {
      const { api, reports } = await open()
      const error = await failure(api.crash({ how }))
      expect(error.code).toBe('internal')
      expect(reports).toHaveLength(1)
      expect(error.data).toEqual({ id: reports[0]?.id })
      expect(JSON.stringify(error)).not.toMatch(/secret/)
    })

    test('answers once where a result cannot be carried', async () => {
      const { api, reports, replies } = await open()
      expect((await failure(api.crash({ how: 'unserialisable' }))).code).toBe('internal')
      expect(reports).toHaveLength(1)
      expect(replies.map((reply) => reply.t)).toEqual(['error'])
    })

    test('ends a stream whose item cannot be carried, and runs its finally', async () => {
      const { api, reports, log } = await open()
      expect((await failure(collect(api.broken({})))).code).toBe('internal')
      expect(reports).toHaveLength(1)
      expect(log.finished).toBe(1)
    })

    test('refuses an input that cannot be carried', async () => {
      const { api } = await open()
      const error = await failure(api.get({ namespace: () => 'x' } as never))
      expect(error.code).toBe('request/invalid')
    })

    test('hides a result that breaks the contract', async () => {
      const { api, reports } = await open()
      const error = await failure(api.get({ namespace: 'broken promise' }))
      expect(error.code).toBe('internal')
      expect(reports).toHaveLength(1)
    })

    test('cancels a call at once, aborts its handler and answers it once', async () => {
      const { api, log, replies, reports } = await open()
      const stop = new AbortController()
      const call = failure(api.hang({}, { signal: stop.signal }))
      await until(() => log.started === 1)
      stop.abort()
      expect((await call).code).toBe('request/cancelled')
      await until(() => replies.length === 1)
      expect(replies[0]).toMatchObject({ t: 'error', code: 'request/cancelled' })
      expect(log.aborted).toHaveLength(1)
      expect(reports).toEqual([])
    })

    test('does not send a call whose signal is aborted already', async () => {
      const { api, log } = await open()
      expect((await failure(api.hang({}, { signal: AbortSignal.abort() }))).code).toBe('request/cancelled')
      await api.get({ namespace: 'a' })
      expect(log.started).toBe(0)
    })

    test('carries a stream to its end, in order', async () => {
      const { api, log } = await open()
      const items = await collect(api.count({ to: 1000 }))
      expect(items).toEqual(Array.from({ length: 1000 }, (_, n) => n))
      expect(log.finished).toBe(1)
    })

    test('ends a stream with a declared error after its items', async () => {
      const { api } = await open()
      const seen: number[] = []
      const error = await failure(
        (async () => {
          for await (const n of api.count({ failAt: 3 })) seen.push(n)
        })(),
      )
      expect(error.code).toBe('namespace/not-found')
      expect(seen).toEqual([0, 1, 2])
    })

    test('stops a producer whose reader is slow', async () => {
      const { api, log } = await open()
      const reader = api.count({})[Symbol.asyncIterator]()
      await reader.next()
      // A round trip later everything that may be on its way has arrived.
      for (let i = 0; i < 3; i++) await api.get({ namespace: 'a' })
      expect(log.counted).toBeLessThanOrEqual(32)
      for (let i = 0; i < 100; i++) await reader.next()
      for (let i = 0; i < 3; i++) await api.get({ namespace: 'a' })
      expect(log.counted).toBeGreaterThan(100)
      expect(log.counted).toBeLessThanOrEqual(101 + 32)
      await reader.return?.()
    })

    test('runs the finally of a stream that its reader leaves early', async () => {
      const { api, log, reports } = await open()
      for await (const n of api.count({})) if (n === 40) break
      await until(() => log.finished === 1)
      expect(reports).toEqual([])
    })

    test('cancels a stream that waits for its next item', async () => {
      const { api, log, replies } = await open()
      const stop = new AbortController()
      const reading = failure(collect(api.quiet({}, { signal: stop.signal })))
      await until(() => log.started === 1)
      stop.abort()
      expect((await reading).code).toBe('request/cancelled')
      await until(() => log.aborted.length === 1 && replies.length === 1)
    })

    test('aborts calls and streams on the server when the client is gone', async () => {
      const { api, pair, log, reports } = await open()
      const call = failure(api.hang({}))
      const reading = failure(collect(api.quiet({})))
      const counting = api.count({})[Symbol.asyncIterator]()
      await counting.next()
      await until(() => log.started === 2)
      pair.client.close()
      await until(() => log.aborted.length === 2 && log.finished === 1)
      expect((await call).code).toBe('request/disconnected')
      expect((await reading).code).toBe('request/disconnected')
      expect(reports).toEqual([])
    })

    test('rejects calls and streams on the client when the server is gone, and later ones too', async () => {
      const { api, serving, log } = await open()
      const call = failure(api.hang({}))
      const reading = failure(collect(api.quiet({})))
      await until(() => log.started === 2)
      await serving.close()
      expect(['request/disconnected', 'request/cancelled']).toContain((await call).code)
      expect(['request/disconnected', 'request/cancelled']).toContain((await reading).code)
      await until(async () => (await failure(api.get({ namespace: 'a' }))).code === 'request/disconnected')
      expect(log.aborted).toHaveLength(2)
    })

    test.each([
      '__proto__.toString',
      'constructor.name',
      'things.__proto__',
      'things.constructor',
      'things.toString',
      'things.get.call',
      'things',
      '',
    ])('refuses the method name "%s"', async (path) => {
      const { pair, replies } = await open()
      pair.client.post({ t: 'call', id: 900, path, input: {}, credit: 0 })
      await until(() => replies.length === 1)
      expect(replies[0]).toMatchObject({ t: 'error', id: 900, code: 'request/unknown-method' })
    })

    test.each(
      [
        null,
        7,
        'text',
        [],
        {},
        { t: 'call' },
        { t: 'call', id: -1, path: 'things.get', input: {} },
        { t: 'call', id: 1.5, path: 'things.get', input: {} },
        { t: 'call', id: 1, path: ['things', 'get'], input: {} },
        { t: 'call', id: 1, path: 'things.count', input: {}, credit: 1e9 },
        { t: 'more', id: 1, credit: Number.NaN },
        { t: 'cancel', id: 12345 },
        { t: 'value', id: 999, value: 1 },
      ].map((message) => ({ message })),
    )('passes over the malformed message $message', async ({ message }) => {
      const { pair, api, replies } = await open()
      pair.client.post(message)
      pair.server.post(message)
      expect(await api.get({ namespace: 'a' })).toEqual({ namespace: 'a', n: 7 })
      expect(replies.filter((reply) => reply?.t === 'error')).toEqual([])
    })

    test('answers a repeated id once', async () => {
      const { pair, replies, api } = await open()
      const call = { t: 'call', id: 900, path: 'things.hang', input: {}, credit: 0 }
      pair.client.post(call)
      pair.client.post(call)
      pair.client.post({ t: 'cancel', id: 900 })
      await until(() => replies.length > 0)
      await api.get({ namespace: 'a' })
      expect(replies.filter((reply) => reply.id === 900)).toHaveLength(1)
    })

    test('bounds the calls that are open at once', async () => {
      const { api, log } = await open({ maxCalls: 2 })
      const stop = new AbortController()
      const held = [1, 2].map(() => failure(api.hang({}, { signal: stop.signal })))
      await until(() => log.started === 2)
      expect((await failure(api.get({ namespace: 'a' }))).code).toBe('request/invalid')
      stop.abort()
      await Promise.all(held)
      await until(async () => (await api.get({ namespace: 'a' }).catch(() => undefined)) !== undefined)
    })

    test('refuses writes while the store is read-only, and still reads', async () => {
      let reason: string | undefined = 'the file is damaged'
      const { api } = await open({ readOnly: () => reason })
      const error = await failure(api.put({}))
      expect(isError(error, 'store/read-only') && error.data).toEqual({ reason })
      await api.get({ namespace: 'a' })
      reason = undefined
      expect(await api.put({})).toEqual({})
    })

    test('answers although the log fails', async () => {
      const { api } = await open({
        report: () => {
          throw new Error('disk full')
        },
      })
      expect((await failure(api.crash({ how: 'plain' }))).code).toBe('internal')
    })
  })
}
