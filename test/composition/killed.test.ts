import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Composition } from '#hosts/composition/compose'
import { openDatabase } from '#stores/sqlite/open'
import { seededRandom } from '../../bench/seeded-random.ts'
import { type DoubleProcess, startDoubleProcess } from '../qdrant/double-process.ts'
import { redisServerPath, startRedis } from '../redis/redis-server.ts'
import {
  during,
  from,
  loaded,
  PATIENT,
  removeFolder,
  type StartOptions,
  start,
  startedFolder,
  statusOf,
  temporaryFolder,
} from './start.ts'

/** Each is a start of the program. `SOMA_KILLS=200` for as many as a release is held to. */
const KILLS = Number(process.env.SOMA_KILLS ?? 3)
const TIMEOUT = 60_000 + KILLS * 15_000

interface Killed {
  readonly folder: string
  /** The file of the database, or of the copy of one. */
  readonly database: string
  readonly settings: StartOptions
}

/** Stores from a number on, in a process that is killed so many milliseconds after so many lines of it. */
const storeAndKill = async (
  { folder, settings }: Killed,
  { next, lines, ms }: { readonly next: number; readonly lines: number; readonly ms: number },
): Promise<number[]> => {
  const explicit = JSON.stringify({ data_dir: folder, ...settings })
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'killed-child.ts'), explicit, String(next)],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const closed = once(child, 'close')
  const told: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    told.push(line)
    if (told.length === lines) setTimeout(() => child.kill('SIGKILL'), ms)
  }
  await closed
  expect(child.signalCode).toBe('SIGKILL')
  // The first one says that it is there.
  return told.slice(1).map(Number)
}

/** As if so much time went by that a process which was killed counts as gone. */
const letLeaseEnd = (file: string): void => {
  const { db } = openDatabase({ file })
  db.exec('UPDATE outbox_marks SET held_until = 1')
  db.close()
}

const textOf = (n: number, version: number): string => `memory number ${n}${version === 2 ? ', again' : ''}`

/** Of each memory its number, version and text, as the program tells them. */
const stored = async ({ handlers }: Composition) => {
  const all: { n: number; version: number; payload: string }[] = []
  for (let offset = 0; ; offset += 500) {
    const { rows } = await handlers.memories.page(
      {
        ...{ namespace: 'default', bin: false, offset, limit: 500 },
        sort: { by: 'coordinate', direction: 'asc' },
      },
      from(),
    )
    if (rows.length === 0) return all
    const coordinates = rows.map(({ coordinate }) => coordinate)
    for (const memory of await handlers.memories.getMany({ namespace: 'default', coordinates }, from())) {
      if (memory !== null) all.push({ ...memory, n: memory.coordinate[0] as number })
    }
  }
}

const holds = async (
  app: Composition,
  acknowledged: readonly number[],
  qdrant: DoubleProcess,
): Promise<void> => {
  await loaded(app)
  const even = { pending: 0, isAsked: true }
  await vi.waitFor(async () => expect((await statusOf(app)).vectorStore).toMatchObject(even), PATIENT)
  const memories = await stored(app)
  const numbers = memories.map(({ n }) => n)
  expect(acknowledged.filter((n) => !numbers.includes(n))).toEqual([])
  expect(new Set(numbers).size).toBe(numbers.length)
  // Each kill may have come between a write and its acknowledgement.
  expect(numbers.length - acknowledged.length).toBeLessThanOrEqual(KILLS)
  for (const { n, version, payload } of memories) {
    expect(JSON.parse(payload)).toEqual({ text: textOf(n, version) })
    if (acknowledged.includes(n)) expect(version).toBe(n % 3 === 0 ? 2 : 1)
  }
  const points = (await qdrant.points('default')).filter(({ payload }) => 'coordinate' in payload)
  const there = points.map(({ payload }) => [(payload.coordinate as number[])[0], payload.text])
  expect(there.toSorted((a, b) => Number(a[0]) - Number(b[0]))).toEqual(
    memories.map(({ n, version }) => [n, textOf(n, version)]),
  )
  const { handlers } = app
  const { checked, differences } = await handlers.doctor.check({}, from())
  expect(differences).toEqual([])
  expect(checked.find(({ part }) => part === 'elsewhere')).toMatchObject({ compared: numbers.length })
  for (const n of [acknowledged[0], acknowledged.at(-1)] as number[]) {
    const query = { namespace: 'default', query: `memory number ${n}`, k: 1 }
    expect((await handlers.recall.search(query, from())).hits[0]?.memory.coordinate).toEqual([n])
  }
}

/** Kills it again and again at random moments, soon after its start too, while the outbox catches up. */
const survives = async (killed: Killed, qdrant: DoubleProcess, seed: number): Promise<void> => {
  const random = seededRandom(seed)
  const acknowledged: number[] = []
  const started = performance.now()
  for (let kill = 0, next = 0; kill < KILLS; kill++) {
    const moment = { lines: 1 + Math.floor(random() * 8), ms: random() * 25 }
    const told = await storeAndKill(killed, { next, ...moment })
    acknowledged.push(...told)
    letLeaseEnd(killed.database)
    // The one in the middle of which it was killed may be there, or not.
    next = (told.at(-1) ?? next - 1) + 2
  }
  expect(acknowledged.length).toBeGreaterThan(0)
  await during(start(killed.folder, killed.settings), (app) => holds(app, acknowledged, qdrant))
  if (process.env.SOMA_KILLS === undefined) return
  const seconds = Math.round((performance.now() - started) / 1000)
  console.info(`${KILLS} kills in ${seconds} s: ${acknowledged.length} acknowledged writes, all there once`)
}

describe('the program that is killed while it stores', () => {
  let qdrant: DoubleProcess
  let folder: string
  beforeEach(async () => {
    qdrant = await startDoubleProcess()
  })
  afterEach(async () => {
    await qdrant.stop()
    removeFolder(folder)
  })
  const settings = () => ({
    vector: { backend: 'qdrant' } as const,
    qdrant: { url: qdrant.url, timeout_seconds: 2 },
    embedding: { provider: 'hash' } as const,
  })

  it(
    `STO-5 MEM-8 has each acknowledged write once, in its file and in Qdrant (${KILLS} times)`,
    async () => {
      folder = startedFolder()
      const database = join(folder, 'memories.sqlite')
      await survives({ folder, database, settings: settings() }, qdrant, 20_261_130)
    },
    TIMEOUT,
  )

  it.skipIf(redisServerPath() === undefined)(
    `STO-5 MEM-8 has each acknowledged write once, in Redis and in Qdrant (${KILLS} times)`,
    async () => {
      folder = temporaryFolder()
      const redis = await startRedis()
      const at = { mode: 'enterprise', redis: { host: '127.0.0.1', port: redis.port } } as const
      const database = join(folder, 'redis-copy.sqlite')
      await survives({ folder, database, settings: { ...settings(), ...at } }, qdrant, 20_261_131)
      await redis.stop()
    },
    TIMEOUT,
  )
})
