import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { memoryId } from '#engine/memory/coordinate'
import type { Composition } from '#hosts/composition/compose'
import { type DoubleProcess, startDoubleProcess } from '../qdrant/double-process.ts'
import {
  during,
  from,
  loaded,
  PATIENT,
  refusal,
  removeFolder,
  start,
  startedFolder,
  statusOf,
} from './start.ts'

const store = ({ handlers }: Composition, x: number, text: string) =>
  handlers.memories.store(
    {
      namespace: 'default',
      coordinate: [x],
      payload: JSON.stringify({ text }),
      ...({ type: 'episodic', importance: 0, ifTaken: 'update' } as const),
    },
    from(),
  )

const firstOf = async ({ handlers }: Composition, query: string) =>
  (await handlers.recall.search({ namespace: 'default', query, k: 1 }, from())).hits[0]?.memory.coordinate

const ofQdrant = async (app: Composition) => (await statusOf(app)).vectorStore

/** What the doctor has compared in Qdrant, and what differs anywhere. */
const examined = async ({ handlers }: Composition) => {
  const { checked, differences } = await handlers.doctor.check({ vectors: 'all' }, from())
  return { compared: checked.find(({ part }) => part === 'elsewhere')?.compared, differences }
}

describe('STO-1 the vectors in Qdrant', () => {
  let qdrant: DoubleProcess
  const folder = startedFolder()
  const settings = () => ({
    vector: { backend: 'qdrant' } as const,
    qdrant: { url: qdrant.url, timeout_seconds: 2 },
    embedding: { provider: 'hash' } as const,
  })
  beforeAll(async () => {
    qdrant = await startDoubleProcess()
  })
  afterAll(async () => {
    await qdrant.stop()
    removeFolder(folder)
  })
  const there = async (): Promise<number[]> =>
    (await qdrant.points('default'))
      .filter(({ payload }) => 'coordinate' in payload)
      .map(({ payload }) => (payload.coordinate as number[])[0] as number)
      .sort((a, b) => a - b)

  it('STO-5 STO-7 survives each way in which Qdrant can fail, and has every acknowledged write once', async () => {
    await during(start(folder, settings()), async (app) => failing(app))
    // One that has nothing any more is told again at the next start.
    await qdrant.kill()
    await qdrant.start()
    await during(start(folder, settings()), async (app) => {
      await asked(app)
      expect(await there()).toEqual([1, 2, 3, 4, 5, 6])
      expect(await examined(app)).toEqual({ compared: 6, differences: [] })
    })
  }, 120_000)

  const asked = (app: Composition) =>
    vi.waitFor(async () => expect(await ofQdrant(app)).toMatchObject({ pending: 0, isAsked: true }), PATIENT)

  const failing = async (app: Composition): Promise<void> => {
    await loaded(app)
    await asked(app)
    // Where the machine is busy the first time may take longer than a write waits.
    const stored = () => store(app, 1, 'Ferries leave at six')
    await vi.waitFor(async () => expect(await stored()).not.toHaveProperty('pending'), PATIENT)
    expect(await there()).toEqual([1])
    expect(await ofQdrant(app)).toMatchObject({ kind: 'qdrant', state: 'ready', pending: 0, isAsked: true })
    const older = (await qdrant.tell({ snapshot: true })) as string

    let x = 2
    const faults = [
      { is: 'hang' },
      { is: 'error', status: 503 },
      { is: 'half' },
      { is: 'lose-answer' },
    ] as const
    for (const fault of faults) {
      await qdrant.tell({ fault })
      expect(await store(app, x, `memory number ${x} while Qdrant fails`)).toMatchObject({ pending: true })
      expect(await firstOf(app, `number ${x} while Qdrant fails`)).toEqual([x])
      const unreachable = { state: 'unreachable', isAsked: false }
      await vi.waitFor(async () => expect(await ofQdrant(app)).toMatchObject(unreachable), PATIENT)
      x++
      await qdrant.tell({ fault: null })
      await asked(app)
      expect(await there()).toEqual(Array.from({ length: x - 1 }, (_, i) => i + 1))
      expect(await examined(app)).toEqual({ compared: x - 1, differences: [] })
    }

    await qdrant.kill()
    expect(await store(app, x, 'written while it is gone')).toMatchObject({ pending: true })
    expect(await firstOf(app, 'written while it is gone')).toEqual([x])
    await qdrant.start(older)
    await asked(app)
    expect(await there()).toEqual(Array.from({ length: x }, (_, i) => i + 1))
    expect(await examined(app)).toEqual({ compared: x, differences: [] })
    expect(await firstOf(app, 'ferries at six')).toEqual([1])
  }

  it('STO-4 MEM-2 opens a collection that the Python engine wrote, brings its memories in, and leaves it as it is', async () => {
    const python = Array.from({ length: 250 }, (_, x) => ({
      id: memoryId('old', [x, 0.5]),
      vector: [x + 1, 1, 2],
      payload: {
        task: `task ${x} of the old engine`,
        coordinate: [x, 0.5],
        memory_type: 'semantic',
        importance: 2,
      },
    }))
    const ask = (method: string, path: string, body: object) =>
      fetch(`${qdrant.url}/collections/old${path}`, { method, body: JSON.stringify(body) })
    await ask('PUT', '', { vectors: { size: 3, distance: 'Cosine' } })
    await ask('PUT', '/points?wait=true', { points: python })
    const before = await qdrant.points('old')
    await during(start(folder, settings()), async (app) => {
      const { handlers } = app
      await loaded(app)
      await handlers.namespaces.create({ name: 'old' }, from())
      await store(app, 1, 'Ferries leave at six')
      const blocked = async () => (await ofQdrant(app))?.blocked.map(({ namespace }) => namespace)
      await vi.waitFor(async () => expect(await blocked()).toEqual(['old']), PATIENT)
      const { points, report } = await handlers.stores.take({ namespace: 'old', dryRun: false }, from())
      expect([points, report?.first]).toEqual([250, []])
      const { collection } = await handlers.stores.beside({ namespace: 'old' }, from())
      await asked(app)
      // Looked at again, without a pause: all is as it was.
      await handlers.stores.again({}, from())
      await asked(app)
      const { hits } = await handlers.recall.search({ namespace: 'old', query: 'task 77', k: 1 }, from())
      expect(hits[0]?.memory).toMatchObject({
        coordinate: [77, 0.5],
        type: 'semantic',
        id: memoryId('old', [77, 0.5]),
      })
      const own = (await qdrant.points(collection)).filter(({ payload }) => 'coordinate' in payload)
      expect(own.map(({ id }) => id).sort()).toEqual(python.map(({ id }) => id).sort())
    })
    expect(await qdrant.points('old')).toEqual(before)
  }, 60_000)

  it('STO-4 says why an address cannot be used', async () => {
    const far = { ...settings(), qdrant: { url: 'http://qdrant.example:6333' } }
    expect(await refusal(start(folder, far))).toContain('qdrant.allow_insecure')
    const keyless = { ...settings(), qdrant: { url: qdrant.url, api_key: 'env:SOMA_NO_SUCH_KEY' } }
    expect(await refusal(start(folder, keyless))).toContain('SOMA_NO_SUCH_KEY')
  })
})
