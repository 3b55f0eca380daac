import { beforeEach, expect, it } from 'vitest'
import type { CallOptions } from '#contract/define'
import { contract, type SomaClient } from '#contract/index'
import { beginWork, longWork, paceOf } from './long-work.ts'
import { LONG_PATHS, trackedClient } from './tracked-client.ts'

beforeEach(() => longWork.setState({ running: [], ended: [] }))

const running = () =>
  longWork.getState().running.map(({ title, namespace, progress }) => ({ title, namespace, progress }))

/** A client whose calls the test ends; they give up when they are told to. */
const fakeClient = (run: (options: CallOptions) => unknown) => {
  const groups = Object.entries(contract).map(([group, procedures]) => [
    group,
    Object.fromEntries(
      Object.keys(procedures).map((name) => [name, (_: unknown, options: CallOptions) => run(options)]),
    ),
  ])
  return trackedClient(Object.fromEntries(groups) as SomaClient)
}

it('follows procedures that there are', () => {
  const known = Object.entries(contract).flatMap(([group, procedures]) =>
    Object.keys(procedures).map((name) => `${group}.${name}`),
  )
  expect(LONG_PATHS.filter((path) => !known.includes(path))).toEqual([])
})

it('tells how far a stream is, by its items, and that it is over', async () => {
  const client = fakeClient(async function* () {
    yield { type: 'progress', done: 3, total: 10 }
    yield { type: 'progress', stage: 'layout', done: 1, total: 2, share: 0.25 }
    yield { type: 'result' }
  })
  const seen: unknown[] = []
  for await (const item of client.gate.calibrate({ namespace: 'notes' })) {
    seen.push((item as { type: string }).type)
    seen.push(running())
  }
  const told = (progress: object) => [{ title: 'calibratingTheGate', namespace: 'notes', progress }]
  expect(seen).toEqual([
    'progress',
    told({ done: 3, total: 10 }),
    'progress',
    told({ done: 0.25, total: 1 }),
    'result',
    told({ done: 0.25, total: 1 }),
  ])
  expect(running()).toEqual([])
})

it('cancels a call as its caller would, and lets the caller cancel too', async () => {
  const signals: (AbortSignal | undefined)[] = []
  const client = fakeClient(
    ({ signal }) =>
      new Promise((_, reject) => {
        signals.push(signal)
        signal?.addEventListener('abort', () => reject(signal.reason))
      }),
  )
  const byCentre = client.doctor.check({})
  longWork.getState().running[0]?.cancel()
  await expect(byCentre).rejects.toThrow()
  const caller = new AbortController()
  const byCaller = client.doctor.check({}, { signal: caller.signal })
  expect(running()).toHaveLength(1)
  caller.abort()
  await expect(byCaller).rejects.toThrow()
  expect(signals.map((signal) => signal?.aborted)).toEqual([true, true])
  expect(running()).toEqual([])
})

it('tells pieces of one kind of work apart', () => {
  const client = fakeClient(async function* () {
    yield await new Promise(() => {})
  })
  const namespace = 'notes'
  for (const stream of [
    client.map.view({ namespace, method: 'pca' }),
    client.map.view({ namespace, method: 'umap' }),
    client.golden.run({ namespace, set: 'Sessions' }),
  ]) {
    void stream[Symbol.asyncIterator]().next()
  }
  const told = longWork.getState().running.map(({ title, subject }) => [title, subject])
  expect(told).toEqual([
    ['makingThePlane', null],
    ['makingTheUmap', null],
    ['runningAGoldenSet', 'Sessions'],
  ])
})

it('forgets a stream that its reader left', async () => {
  const client = fakeClient(async function* () {
    yield { done: 1, total: 2 }
    yield { done: 2, total: 2 }
  })
  for await (const _ of client.duplicates.find({ namespace: 'notes', similarity: 0.9 })) break
  expect(running()).toEqual([])
})

it('keeps what took long, newest first, and not what was over at once', () => {
  let now = 0
  const work = (namespace: string, took: number, outcome: 'done' | 'failed') => {
    const { end } = beginWork(
      { path: 'app.backup', title: 'backingUp', namespace, subject: null, cancel: () => {} },
      () => now,
    )
    now += took
    end(outcome)
  }
  work('short', 400, 'done')
  for (let i = 0; i < 10; i++) work(`long ${i}`, 5000, i === 9 ? 'failed' : 'done')
  const { ended } = longWork.getState()
  expect(ended.map(({ namespace }) => namespace)).toEqual(
    Array.from({ length: 8 }, (_, i) => `long ${9 - i}`),
  )
  expect(ended[0]).toMatchObject({ outcome: 'failed', took: 5000 })
})

it('knows rate and time left once that says something', () => {
  const at = (done: number, total: number) => ({ began: 1000, progress: { done, total } })
  expect(paceOf(at(500, 2000), 6000)).toEqual({ rate: 100, left: 15 })
  expect(paceOf(at(0, 2000), 6000)).toBeNull()
  expect(paceOf(at(5, 2000), 1500)).toBeNull()
  expect(paceOf({ began: 0, progress: null }, 6000)).toBeNull()
})
