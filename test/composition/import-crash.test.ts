import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, it } from 'vitest'
import type { ImportReport } from '#contract/imports'
import { openDatabase } from '#stores/sqlite/open'
import { removeFolder, temporaryFolder } from './start.ts'

/** Fifty of them by `SOMA_IMPORT_KILLS=50 npx vitest run import-crash`. */
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

/** What lies in the file after a kill. */
const left = (dataDir: string) => {
  const { db } = openDatabase({ file: join(dataDir, 'memories.sqlite') })
  const count = (sql: string): number => db.prepare(sql).pluck().get() as number
  const found = {
    living: count('SELECT count(*) FROM memories'),
    taken: count("SELECT coalesce(max(state ->> '$.taken'), 0) FROM artefacts WHERE kind = 'import'"),
    places: count(
      "SELECT count(*) FROM artefacts AS a, json_each(a.state, '$.places') WHERE a.kind = 'import-places'",
    ),
    placed: count('SELECT count(*) FROM memories WHERE c1 >= 0'),
    links: count('SELECT count(*) FROM links'),
    texts: db.prepare('SELECT text FROM memories').pluck().all() as string[],
  }
  db.close()
  return found
}

describe('an import that is killed', () => {
  const folders: string[] = []
  afterAll(() => folders.forEach(removeFolder))
  const random = seeded(20_261_130)

  /** Imports until so many parts are in and kills it so many milliseconds later; its report where it came to its end. */
  const run = async (
    dataDir: string,
    killed: { parts: number; ms: number } | null,
  ): Promise<ImportReport | null> => {
    const script = join(import.meta.dirname, 'import-child.ts')
    const child = spawn(process.execPath, [script, dataDir, join(dataDir, 'file.jsonl')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const closed = once(child, 'close')
    let parts = 0
    let report: ImportReport | null = null
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.startsWith('{')) report = JSON.parse(line) as ImportReport
      parts++
      // The moment of the kill, anywhere in a transaction; nothing waits for it.
      if (killed !== null && parts === killed.parts) setTimeout(() => child.kill('SIGKILL'), killed.ms)
    }
    await closed
    return report
  }

  /** An import that is killed again and again until it comes to its end; how often that was. */
  const importKilling = async (most: number): Promise<number> => {
    const dataDir = temporaryFolder()
    folders.push(dataDir)
    writeFileSync(join(dataDir, 'file.jsonl'), lines())
    openDatabase({ file: join(dataDir, 'memories.sqlite') }).db.close()
    let before = 0
    let report: ImportReport | null = null
    let kills = 0
    for (; report === null; kills++) {
      const killed = { parts: 1 + Math.floor(random() * 2), ms: random() * 60 }
      report = await run(dataDir, kills < most ? killed : null)
      const { living, taken, placed, places } = left(dataDir)
      // A part of both kinds is two transactions, and only the second one says that it is dealt with.
      expect(living).toBeGreaterThanOrEqual(taken)
      expect(living).toBeGreaterThanOrEqual(before)
      expect(placed).toBe(places)
      before = living
    }
    const { texts, links } = left(dataDir)
    expect(report.failed).toBe(BROKEN)
    expect(texts).toHaveLength(MEMORIES)
    expect(new Set(texts).size).toBe(MEMORIES)
    expect(links).toBe(LINKS)
    return kills - 1
  }

  it(`MEM-8 MEM-11 ${KILLS} times loses nothing that it took, and takes nothing twice`, {
    timeout: 60_000 + KILLS * 30_000,
  }, async () => {
    for (let kills = 0; kills < KILLS; ) {
      // One that came to its end before any kill counts for one, so that this ends on any machine.
      kills += Math.max(1, await importKilling(KILLS - kills))
    }
  })
})
