import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import { openDatabase } from '#stores/sqlite/open'
import { removeFolder, temporaryFolder } from './start.ts'

const MEMORIES = 3000
const child = join(import.meta.dirname, 'switch-child.ts')

interface Told {
  readonly done: number
  readonly stored: readonly number[]
  readonly switched: boolean
}

/** Runs the child until it has told enough, and kills it in that moment; what it told until then. */
const runAndKill = async (dataDir: string, isTime: (told: Told) => boolean): Promise<Told> => {
  const running = spawn(process.execPath, [child, dataDir, String(MEMORIES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(running, 'close')
  const stored: number[] = []
  let told: Told = { done: 0, stored, switched: false }
  for await (const line of createInterface({ input: running.stdout })) {
    const [word, number] = line.split(' ')
    if (word === 'stored') stored.push(Number(number))
    else told = { stored, done: Number(number ?? told.done), switched: word === 'switched' }
    if (isTime(told)) running.kill('SIGKILL')
  }
  await closed
  expect(running.signalCode).toBe('SIGKILL')
  return told
}

/** Texts and vectors of one table, by coordinate. */
const vectorsOf = (db: Database.Database, table: number) =>
  db
    .prepare(
      `SELECT m.c0 AS n, m.text, v.vector FROM memories AS m LEFT JOIN vectors_${table} AS v ON v.memory_key = m.key
       ORDER BY m.c0`,
    )
    .all() as { n: number; text: string; vector: Buffer | null }[]

const expectVectors = async (
  rows: readonly { text: string; vector: Buffer | null }[],
  dimension: number,
): Promise<void> => {
  const expected = await createHashingEmbedder(dimension).embed(rows.map(({ text }) => text))
  const bytes = dimension * Float32Array.BYTES_PER_ELEMENT
  const all = Buffer.from(expected.buffer)
  rows.forEach(({ vector }, i) => {
    if (vector !== null) expect(vector.equals(all.subarray(i * bytes, (i + 1) * bytes))).toBe(true)
  })
}

describe('a process that is killed while it changes the embedder', () => {
  const dataDir = temporaryFolder()
  afterAll(() => removeFolder(dataDir))
  const inspect = async <T>(work: (db: Database.Database) => Promise<T>): Promise<T> => {
    const { db } = openDatabase({ file: join(dataDir, 'memories.sqlite') })
    try {
      expect(db.pragma('quick_check', { simple: true })).toBe('ok')
      return await work(db)
    } finally {
      db.close()
    }
  }
  const activeOf = (db: Database.Database) =>
    db
      .prepare(
        `SELECT e.name FROM embedder_roles AS r JOIN embedders AS e ON e.id = r.embedder_id WHERE role = 'active'`,
      )
      .pluck()
      .get()

  it('EMB-4 loses no vector that it made, and the old ones answer until the new set is whole', {
    timeout: 180_000,
  }, async () => {
    const acknowledged: number[] = []
    let made = 0
    for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const told = await runAndKill(dataDir, ({ done, switched }) => switched || done >= MEMORIES * share)
      acknowledged.push(...told.stored)
      if (told.switched) break
      await inspect(async (db) => {
        expect(activeOf(db)).toBe('hashing-64@1')
        const old = vectorsOf(db, 1)
        expect(old.every(({ vector }) => vector !== null)).toBe(true)
        await expectVectors(old, 64)
        const fresh = vectorsOf(db, 2).filter(({ vector }) => vector !== null)
        await expectVectors(fresh, 256)
        expect(fresh.length).toBeGreaterThanOrEqual(Math.max(made, told.done))
        made = fresh.length
      })
    }
    acknowledged.push(...(await runAndKill(dataDir, ({ switched }) => switched)).stored)
    await inspect(async (db) => {
      expect(activeOf(db)).toBe('hashing-256@1')
      const rows = vectorsOf(db, 2)
      const places = new Set(rows.map(({ n }) => n))
      expect(acknowledged.filter((n) => !places.has(n))).toEqual([])
      // One may have been written with the old vectors in the very last moment; the next start embeds it.
      expect(rows.filter(({ vector }) => vector === null).length).toBeLessThanOrEqual(1)
      await expectVectors(rows, 256)
      const lines = db.prepare("SELECT count(*) FROM changes WHERE action = 'embedder'").pluck().get()
      expect(lines).toBe(1)
    })
  })
})
