import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type Database from 'better-sqlite3'
import { afterAll, describe, expect, it } from 'vitest'
import { openDatabase } from '#stores/sqlite/open'
import { removeFolder, temporaryFolder } from './start.ts'

/** Each is a start of a process. `SOMA_KILLS=200` for as many as a release is held to. */
const KILLS = Number(process.env.SOMA_KILLS ?? 8)

/** Mulberry32: the same numbers in each run. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

/** Runs the child until it has acknowledged so many, kills it so many milliseconds later; what it acknowledged. */
const runAndKill = async (
  file: string,
  first: number,
  after: { acks: number; ms: number },
): Promise<number[]> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-child.ts'), file, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const acknowledged: number[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(Number(line))
    // The moment of the kill, anywhere in a transaction; nothing waits for it.
    if (acknowledged.length === after.acks) setTimeout(() => child.kill('SIGKILL'), after.ms)
  }
  await closed
  expect(child.signalCode).toBe('SIGKILL')
  return acknowledged
}

interface Row {
  readonly key: number
  readonly n: number
  readonly version: number
  readonly seq: number
  readonly payload: string
  readonly text: string
}

/** Everything about each memory is there once and agrees; the numbers of the memories. */
const soundMemories = (db: Database.Database): number[] => {
  expect(db.pragma('quick_check', { simple: true })).toBe('ok')
  const space = db.prepare("SELECT id FROM namespaces WHERE name = 'crash'").pluck().get()
  const rows = db
    .prepare(
      'SELECT key, c0 AS n, version, seq, payload, text FROM memories WHERE namespace_id = ? ORDER BY c0',
    )
    .all(space) as Row[]
  const count = (sql: string, ...values: unknown[]) =>
    db
      .prepare(sql)
      .pluck()
      .get(...values) as number
  for (const { key, n, version, seq, payload, text } of rows) {
    expect(JSON.parse(payload)).toEqual({ text, n })
    expect(text.endsWith('again')).toBe(version === 2)
    const found = {
      versions: count('SELECT count(*) FROM versions WHERE memory_key = ?', key),
      keyword: count(
        `SELECT count(*) FROM keywords_${space} WHERE keywords_${space} MATCH ? AND rowid = ?`,
        `"word${n}"`,
        key,
      ),
      vector: count('SELECT length(vector) FROM vectors_1 WHERE memory_key = ?', key),
      change: count('SELECT count FROM changes WHERE seq = ?', seq),
    }
    expect([n, found]).toEqual([n, { versions: version - 1, keyword: 1, vector: 2048, change: 1 }])
  }
  const derived = count(`SELECT count(*) FROM keywords_${space}`)
  const vectors = count('SELECT count(*) FROM vectors_1')
  const counted = count('SELECT living FROM namespaces WHERE id = ?', space)
  expect([derived, vectors, counted]).toEqual([rows.length, rows.length, rows.length])
  return rows.map(({ n }) => n)
}

describe('a process that is killed while it stores', () => {
  const folder = temporaryFolder()
  const file = join(folder, 'memories.sqlite')
  afterAll(() => removeFolder(folder))

  it('MEM-8 keeps every acknowledged memory once, and none in half', {
    timeout: 60_000 + KILLS * 8_000,
  }, async () => {
    const random = seeded(20_261_124)
    const acknowledged: number[] = []
    for (let kill = 0, next = 0; kill < KILLS; kill++) {
      const after = { acks: 1 + Math.floor(random() * 40), ms: random() * 8 }
      acknowledged.push(...(await runAndKill(file, next, after)))
      const { db } = openDatabase({ file })
      const stored = soundMemories(db)
      db.close()
      const surplus = stored.filter((n) => !acknowledged.includes(n))
      expect(acknowledged.filter((n) => !stored.includes(n))).toEqual([])
      expect(new Set(stored).size).toBe(stored.length)
      // Each kill may have come between a commit and its acknowledgement.
      expect(surplus.length).toBeLessThanOrEqual(kill + 1)
      next = (stored.at(-1) ?? -1) + 1
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS * 5)
  })
})
