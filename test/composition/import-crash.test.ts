import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import type { ImportReport } from '#contract/imports'
import { openDatabase } from '#stores/sqlite/open'
import { removeFolder, temporaryFolder } from './start.ts'

/** Many of them by `SOMA_IMPORT_KILLS=100`. */
const KILLS = Number(process.env.SOMA_IMPORT_KILLS ?? 3)
const MEMORIES = 1500
const LINKS = 500
const BROKEN = 20

/** Mulberry32: the same numbers in each run. */
const seeded = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296
}

const lines = (): string => {
  const memories = Array.from({ length: MEMORIES }, (_, i) =>
    // Every other one has no place: where it came to must not be forgotten either.
    i % 2 === 0
      ? JSON.stringify({ memory: { coordinate: [i, -1], payload: JSON.stringify({ text: `note ${i}` }) } })
      : JSON.stringify({ type: 'entity', name: `n${i}`, entityType: 'note', observations: [`note ${i}`] }),
  )
  for (let i = 0; i < BROKEN; i++) memories.splice(i * 70, 0, '{"broken"')
  const links = Array.from({ length: LINKS }, (_, i) =>
    JSON.stringify({ type: 'relation', from: `n${2 * i + 1}`, to: `n${2 * i + 3}`, relationType: 'next' }),
  )
  return [...memories, ...links].join('\n')
}

describe('an import that is killed', () => {
  const dataDir = temporaryFolder()
  const file = join(dataDir, 'file.jsonl')
  afterAll(() => removeFolder(dataDir))

  /** Imports until so many parts are in and kills it so many milliseconds later; its report where it came to its end. */
  const runAndKill = async (after: { parts: number; ms: number } | null): Promise<ImportReport | null> => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'import-child.ts'), dataDir, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = once(child, 'close')
    let parts = 0
    let report: ImportReport | null = null
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('{')) report = JSON.parse(line) as ImportReport
      parts++
      // The moment of the kill, anywhere in a transaction; nothing waits for it.
      if (after !== null && parts === after.parts) setTimeout(() => child.kill('SIGKILL'), after.ms)
    }
    await closed
    return report
  }

  it('MEM-8 MEM-11 loses nothing that it took, and takes nothing twice', {
    timeout: 60_000 + KILLS * 20_000,
  }, async () => {
    writeFileSync(file, lines())
    openDatabase({ file: join(dataDir, 'memories.sqlite') }).db.close()
    const random = seeded(20_261_130)
    let before = 0
    for (let kill = 0; kill < KILLS; kill++) {
      await runAndKill({ parts: 1 + Math.floor(random() * 4), ms: random() * 60 })
      const { db } = openDatabase({ file: join(dataDir, 'memories.sqlite') })
      const count = (sql: string): number => db.prepare(sql).pluck().get() as number
      const living = count('SELECT count(*) FROM memories')
      const taken = count("SELECT coalesce(max(state ->> '$.taken'), 0) FROM artefacts WHERE kind = 'import'")
      const places = count(
        "SELECT count(*) FROM artefacts AS a, json_each(a.state, '$.places') WHERE a.kind = 'import-places'",
      )
      const placed = count('SELECT count(*) FROM memories WHERE c1 >= 0')
      db.close()
      // A part of both kinds is two transactions, and only the second one says that it is dealt with.
      expect(living).toBeGreaterThanOrEqual(taken)
      expect(living).toBeGreaterThanOrEqual(before)
      expect(placed).toBe(places)
      before = living
    }
    const report = await runAndKill(null)
    const { db } = openDatabase({ file: join(dataDir, 'memories.sqlite') })
    const texts = db.prepare('SELECT text FROM memories').pluck().all() as string[]
    const linked = db.prepare('SELECT count(*) FROM links').pluck().get()
    db.close()
    expect(report?.failed).toBe(BROKEN)
    expect(texts).toHaveLength(MEMORIES)
    expect(new Set(texts).size).toBe(MEMORIES)
    expect(linked).toBe(LINKS)
  })
})
