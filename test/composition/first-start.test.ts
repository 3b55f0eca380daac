import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Composition } from '#hosts/composition/compose'
import { openDatabase } from '#stores/sqlite/open'
import {
  during,
  from,
  loaded,
  removeFolder,
  SAMPLE,
  SAMPLE_SIZE,
  SMALL_SAMPLE_SIZE,
  smallSample,
  start,
  statusOf,
  temporaryFolder,
} from './start.ts'

const namespacesOf = async ({ handlers }: Composition) => {
  const list = await handlers.namespaces.list({}, from())
  return new Map(list.map((namespace) => [namespace.name, namespace]))
}

const sampleStats = ({ handlers }: Composition) => handlers.memories.stats({ namespace: SAMPLE }, from())

const search = ({ handlers }: Composition, query: string) =>
  handlers.recall.search({ namespace: SAMPLE, query, k: 10 }, from())

describe('the first start', () => {
  let dataDir: string
  let composition: Composition
  beforeAll(async () => {
    dataDir = temporaryFolder()
    composition = await start(dataDir)
  })
  afterAll(async () => {
    await composition.close()
    removeFolder(dataDir)
  })

  it('brings the sample with its links and suggestions, and an empty namespace', async () => {
    const namespaces = await namespacesOf(composition)
    expect([...namespaces.keys()].sort()).toEqual(['default', SAMPLE])
    expect(namespaces.get('default')).toMatchObject({ memories: 0, bin: 0, suggestions: [] })
    expect(namespaces.get(SAMPLE)).toMatchObject({ memories: SAMPLE_SIZE, bin: 0 })
    expect(namespaces.get(SAMPLE)?.suggestions.length).toBeGreaterThan(2)
    const stats = await sampleStats(composition)
    expect(stats).toMatchObject({ total: SAMPLE_SIZE, bin: 0 })
    expect(stats.links).toBeGreaterThan(1000)
    expect(existsSync(join(dataDir, 'sample.pending'))).toBe(false)
  })

  it('opens on the sample while the own namespace is empty', () => {
    expect(composition.info.defaultNamespace).toBe(SAMPLE)
  })

  it('REC-1 answers recall by words and meaning once the vectors are loaded', async () => {
    await loaded(composition)
    const { hits, note, candidates } = await search(composition, 'session cookie without secure flag')
    expect(note).toBeNull()
    expect(hits).toHaveLength(10)
    expect(candidates.vector).toBe(200)
    expect(hits[0]?.memory.title).toMatch(/cookie/i)
    expect((await statusOf(composition)).index).toMatchObject({ state: 'ready', vectors: SAMPLE_SIZE })
  })

  it('MEM-7 gives nothing of the sample to the own namespace', async () => {
    const { hits, note } = await composition.handlers.recall.search(
      { namespace: 'default', query: 'session cookie', k: 10 },
      from(),
    )
    expect([hits, note]).toEqual([[], 'empty-namespace'])
  })

  it('records every chunk as a change that can be looked up', async () => {
    const changes = await composition.handlers.changes.list({ limit: 50, namespace: SAMPLE }, from())
    expect(changes.map(({ author, action }) => `${author} ${action}`)).toEqual(Array(6).fill('sample import'))
    expect(changes.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(SAMPLE_SIZE)
  })
})

describe('a start after the first', () => {
  let dataDir: string
  let files: ReturnType<typeof smallSample>
  beforeAll(async () => {
    dataDir = temporaryFolder()
    files = smallSample(dataDir)
    await during(start(dataDir, { files }), async () => {})
  })
  afterAll(() => removeFolder(dataDir))

  it('does not import again, nor bring back what was deleted', async () => {
    const seq = await during(start(dataDir, { files }), async (composition) => {
      const before = (await statusOf(composition)).seq
      expect(await sampleStats(composition)).toMatchObject({ total: SMALL_SAMPLE_SIZE })
      await composition.handlers.namespaces.remove({ name: SAMPLE, confirm: SAMPLE }, from())
      return before
    })
    await during(start(dataDir, { files }), async (composition) => {
      expect([...(await namespacesOf(composition)).keys()]).toEqual(['default'])
      expect((await statusOf(composition)).seq).toBeGreaterThanOrEqual(seq)
      expect(composition.info.defaultNamespace).toBe('default')
    })
  })

  it('makes the namespace of the settings where it is missing', async () => {
    await during(start(dataDir, { namespace: 'mine', files }), async (composition) => {
      expect((await namespacesOf(composition)).has('mine')).toBe(true)
    })
  })
})

describe('an interrupted first start', () => {
  const dataDir = temporaryFolder()
  const files = smallSample(dataDir)
  afterAll(() => removeFolder(dataDir))

  it('is done again from the start, and leaves what the user made alone', async () => {
    await during(start(dataDir, { files }), async ({ handlers }) => {
      const payload = '{"text":"a note of my own"}'
      const fixed = {
        namespace: 'default',
        payload,
        type: 'episodic',
        importance: 0,
        ifTaken: 'update',
      } as const
      await handlers.memories.store({ ...fixed, coordinate: [1] }, from())
    })
    const { db } = openDatabase({ file: join(dataDir, 'memories.sqlite') })
    db.exec(
      `DELETE FROM links; UPDATE memories SET deleted_at = 1 WHERE key % 2 = 0 AND namespace_id =
       (SELECT id FROM namespaces WHERE name = '${SAMPLE}')`,
    )
    db.close()
    writeFileSync(join(dataDir, 'sample.pending'), '')
    await during(start(dataDir, { files }), async (composition) => {
      const stats = await sampleStats(composition)
      expect(stats).toMatchObject({ total: SMALL_SAMPLE_SIZE, bin: 0 })
      expect(stats.links).toBeGreaterThan(20)
      expect((await namespacesOf(composition)).get('default')?.memories).toBe(1)
      await loaded(composition)
      const { hits } = await search(composition, 'session cookie without secure flag')
      expect(hits).toHaveLength(10)
    })
    expect(existsSync(join(dataDir, 'sample.pending'))).toBe(false)
  })
})

describe('on demand', () => {
  const dataDir = temporaryFolder()
  const files = smallSample(dataDir)
  afterAll(() => removeFolder(dataDir))

  it('STO-1 gives the same answers and writes no database file', async () => {
    await during(start(dataDir, { mode: 'on_demand', files }), async (composition) => {
      await loaded(composition)
      expect(await sampleStats(composition)).toMatchObject({ total: SMALL_SAMPLE_SIZE })
      const { hits } = await search(composition, 'session cookie without secure flag')
      expect(hits).toHaveLength(10)
      expect((await statusOf(composition)).mode).toBe('on_demand')
    })
    const written = readdirSync(dataDir, { recursive: true }) as string[]
    expect(written.filter((name) => /sqlite|pending|lock|backups/.test(name))).toEqual([])
  })
})
