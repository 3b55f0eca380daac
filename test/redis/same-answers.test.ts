import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { RecallQuery } from '#contract/recall'
import type { Engine } from '#engine/index'
import { seededRandom } from '../../bench/seeded-random.ts'
import { startDouble } from '../qdrant/double-server.ts'
import { openSecondWorld, qdrantAt } from '../qdrant/second-world.ts'
import { openEngineInProcess } from '../store/engine-in-process.ts'
import { openCopy, redisAt } from './open-copy.ts'
import { redisServerPath, startRedis } from './redis-server.ts'

const MEMORIES = 5000
const CHUNK = 1000
const QUERIES = 100
const WORDS = Array.from({ length: 300 }, (_, i) => `word${(i * 7919).toString(36)}`)
const NAMESPACE = 'a'
const ACT = { author: 'script', action: 'import', summary: 'a chunk' }

/** Stores, changes, forgets and links, then asks; the same each time. @returns what was found */
const script = async (
  engine: Engine,
  settled: () => Promise<unknown> = async () => {},
): Promise<unknown[]> => {
  const random = seededRandom(77)
  const pick = (n: number): number => Math.floor(random() * n)
  const text = (): string =>
    Array.from({ length: 4 + pick(8) }, () => WORDS[Math.floor(random() ** 2 * WORDS.length)]).join(' ')
  const memory = (x: number) => ({
    coordinate: [x, x % 5],
    payload: JSON.stringify({ text: text() }),
    importance: pick(10),
    timestamp: x,
    ...({ type: 'episodic', ifTaken: 'update', force: true } as const),
  })
  await engine.namespaces.create(NAMESPACE)
  for (let from = 0; from < MEMORIES; from += CHUNK) {
    const chunk = Array.from({ length: CHUNK }, (_, i) => memory(from + i))
    await engine.memories.storeMany(NAMESPACE, chunk, ACT)
  }
  const again = Array.from({ length: CHUNK / 2 }, () => memory(pick(MEMORIES)))
  await engine.memories.storeMany(NAMESPACE, again, ACT)
  const forgotten = [...new Set(Array.from({ length: 200 }, () => pick(MEMORIES)))].map((x) => [x, x % 5])
  await engine.memories.remove({ namespace: NAMESPACE, coordinates: forgotten }, undefined, 'script')
  await settled()
  const weights = { vector: 0.4, keyword: 0.4, importance: 0.1, recency: 0.1 }
  const found: unknown[] = []
  for (let n = 0; n < QUERIES; n++) {
    const query = RecallQuery.parse({
      namespace: NAMESPACE,
      query: text(),
      k: 10,
      ...(n % 2 ? { weights } : {}),
    })
    const { hits } = await engine.recall.search(query, new AbortController().signal)
    found.push(hits.map((hit) => [hit.memory.coordinate, hit.score, hit.memory.version]))
  }
  return found
}

describe.skipIf(redisServerPath() === undefined)('the same script of 5,000 memories', () => {
  it('STO-1 gives the same recall lists on_demand, as local_agent with and without Qdrant, and as enterprise with it, there on both computers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soma-modes-'))
    const server = await startRedis()
    const [one, other] = [await openCopy(redisAt([server.port])), await openCopy(redisAt([server.port]))]
    const [near, far] = [await startDouble(), await startDouble()]
    const worlds = [
      await openSecondWorld(qdrantAt(near.url)),
      await openSecondWorld(qdrantAt(far.url), { store: one.store }),
    ] as const
    const engines = [
      await openEngineInProcess(),
      await openEngineInProcess({ file: join(folder, 'memories.sqlite') }),
    ]
    const [onDemand, local] = await Promise.all(engines.map(({ engine }) => script(engine)))
    const [withQdrant, enterprise] = await Promise.all(worlds.map(({ engine, tell }) => script(engine, tell)))
    expect(onDemand).toHaveLength(QUERIES)
    expect(local).toEqual(onDemand)
    expect(withQdrant).toEqual(onDemand)
    expect(enterprise).toEqual(onDemand)
    for (const { calls } of [near, far]) {
      expect(calls.filter((call) => call.endsWith('/points/query')).length).toBeGreaterThanOrEqual(QUERIES)
    }
    await expect.poll(() => other.store.seq(), { timeout: 20_000 }).toBe(await one.store.seq())
    const elsewhere = await openEngineInProcess({ store: other.store })
    const query = RecallQuery.parse({ namespace: NAMESPACE, query: `${WORDS[0]} ${WORDS[3]}`, k: 10 })
    const ask = async ({ engine }: { engine: Engine }) =>
      (await engine.recall.search(query, new AbortController().signal)).hits.map(({ memory, score }) => [
        memory.id,
        score,
      ])
    expect(await ask(elsewhere)).toEqual(await ask(engines[0] as { engine: Engine }))
    for (const { engine } of [...engines, ...worlds, elsewhere]) await engine.close()
    for (const double of [near, far]) await double.close()
    await server.stop()
    rmSync(folder, { recursive: true })
  }, 60_000)
})
