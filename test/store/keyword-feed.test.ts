import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MemoryStore } from '#engine/ports'
import type { SealedStorage } from '#engine/secrets/sealed-storage'
import { terms as termsOf } from '#engine/text/analyzer'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { crc, SnapshotFile } from '#workers/snapshot-file'
import { seededRandom } from '../../bench/seeded-random.ts'
import { promising } from '../promising.ts'
import { derived, draft, patch, put } from './store-bench.ts'

const WORDS =
  'attack memory cookie session buffer race lock file path token query getUserName naïve 東京'.split(' ')
const QUERIES = ['cookie', 'attack attack memory', 'getUserName 東京', 'session nobody lock file path']
const LIMIT = 10_000

interface Opened {
  readonly db: Database.Database
  readonly store: MemoryStore
  /** Reads a slice into the keyword indexes; true while there is more. */
  readonly step: () => boolean
  readonly save: (words: SnapshotFile) => void
}

const opened = (file: string, words?: SnapshotFile): Opened => {
  const { db } = openDatabase({ file })
  const store = sqliteStore(db, words ? { open: () => words.open(), crc } : null)
  const save = (words: SnapshotFile): void => {
    words.begin((sink) => store.saveKeywords(sink, crc))
    while (words.step());
  }
  return { db, store: promising(store), step: () => store.followKeywords(), save }
}

/** Two connections to one file: one that writes and asks the keyword table, one that asks its keyword indexes. */
describe('the keyword indexes of a connection', () => {
  let folder: string
  let writer: Opened
  let reader: Opened
  let random: () => number
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'soma-feed-'))
    const file = join(folder, 'memories.sqlite')
    ;[writer, reader] = [opened(file), opened(file)]
    random = seededRandom(11)
    await makeNamespace('a')
  })
  afterEach(() => {
    writer.db.close()
    reader.db.close()
    rmSync(folder, { recursive: true })
  })

  const makeNamespace = (name: string) =>
    writer.store.createNamespace(name, { at: 1, note: '', suggestions: [] })
  const settle = (): void => {
    while (reader.step());
  }
  const randomText = (words = 12): string =>
    Array.from(
      { length: Math.floor(random() * words) },
      () => WORDS[Math.floor(random() ** 2 * WORDS.length)],
    ).join(' ')
  const change = (name: string): Promise<unknown> => {
    const place = [Math.floor(random() * 40)]
    const act = random()
    const mutation =
      act < 0.5
        ? put(name, place, { text: randomText() })
        : act < 0.7
          ? patch(name, place, { deletedAt: 1 })
          : act < 0.85
            ? patch(name, place, { ...derived({ text: randomText() }), deletedAt: null }, { when: 'binned' })
            : patch(name, place, { importance: random() })
    return writer.store.commit(draft(name, [mutation], { onMismatch: 'skip' }))
  }
  const fill = (name: string, count: number, words: number) =>
    writer.store.commit(
      draft(
        name,
        Array.from({ length: count }, (_, x) => put(name, [x], { text: randomText(words) })),
      ),
    )

  const agree = async (namespace: string): Promise<void> => {
    for (const query of QUERIES) {
      const terms = termsOf(query)
      const weights = random() < 0.5 ? undefined : terms.map(() => Math.floor(random() * 3))
      const asked = { namespace, terms, limit: LIMIT, ...(weights && { weights }) }
      const [table, index] = [await writer.store.keywords(asked), await reader.store.keywords(asked)]
      expect(index.documents).toBe(table.documents)
      expect(index.frequencies).toEqual(table.frequencies)
      const keys = table.keys.slice().sort()
      expect(index.keys.slice().sort()).toEqual(keys)
      const scores = (hits: typeof table) =>
        [...keys].map((key) => hits.scores[hits.keys.indexOf(key)] as number)
      const given = [
        scores(index),
        await writer.store.keywordScores(namespace, terms, keys, weights),
        await reader.store.keywordScores(namespace, terms, keys, weights),
      ]
      const expected = scores(table)
      for (const other of given) {
        other.forEach((score, i) => {
          expect(Math.abs(score - (expected[i] as number))).toBeLessThan(1e-9)
        })
      }
      const few = await reader.store.keywords({ ...asked, limit: 3 })
      expect(few.keys).toEqual(index.keys.slice(0, 3))
      const allowed = keys.filter(() => random() < 0.5)
      const among = await reader.store.keywords({ ...asked, allowed, limit: 5 })
      expect(among.keys).toEqual(index.keys.filter((key) => allowed.includes(key)).slice(0, 5))
    }
  }
  /** The keyword table is emptied for a moment: what is found then is in the index. */
  const answersFromIndex = async (namespace: string): Promise<boolean> => {
    const { space } = await writer.store.space(namespace)
    const asked = { namespace, terms: termsOf('attack memory'), limit: 1 }
    writer.db.exec(`BEGIN; DELETE FROM keywords_${space}; COMMIT`)
    const found = await reader.store.keywords(asked)
    const living = writer.db
      .prepare('SELECT key, text FROM memories WHERE namespace_id = ? AND deleted_at IS NULL')
      .all(space) as { key: number; text: string }[]
    const insert = writer.db.prepare(
      `INSERT INTO keywords_${space} (rowid, terms) VALUES (CAST(? AS INTEGER), ?)`,
    )
    writer.db.transaction(() => {
      for (const { key, text } of living) insert.run(key, termsOf(text).join(' '))
    })()
    return found.keys.length > 0
  }

  it('MEM-13 REC-1 answer as the keyword table does, to a billionth, over random changes by another connection', async () => {
    settle()
    for (let round = 0; round < 25; round++) {
      for (let i = 0; i < 6; i++) await change('a')
      if (round % 5 === 0) settle()
      await agree('a')
    }
    expect(await answersFromIndex('a')).toBe(true)
  })

  it('MEM-8 are filled while somebody writes, and until then the keyword table answers', async () => {
    await fill('a', 800, 40)
    expect(await answersFromIndex('a')).toBe(false)
    let slices = 0
    while (reader.step()) {
      slices += 1
      for (let i = 0; i < 3; i++) await change('a')
      if (slices % 3 === 0) await agree('a')
    }
    expect(slices).toBeGreaterThan(3)
    expect(await answersFromIndex('a')).toBe(true)
    await agree('a')
  })

  it('MEM-13 that fell far behind catch up in slices, not in a search', async () => {
    await fill('a', 10, 9)
    settle()
    expect(await answersFromIndex('a')).toBe(true)
    await fill('a', 1000, 40)
    expect(await answersFromIndex('a')).toBe(false)
    await agree('a')
    expect(reader.step()).toBe(true)
    settle()
    expect(await answersFromIndex('a')).toBe(true)
    await agree('a')
  })

  it('MEM-7 follow namespaces that are copied, renamed, removed and made again', async () => {
    await fill('a', 30, 20)
    settle()
    await writer.store.copyNamespace('a', 'b', { at: 2, author: 't' })
    await agree('b')
    await writer.store.renameNamespace('a', 'c', { at: 3, author: 't' })
    for (let i = 0; i < 10; i++) await change('c')
    await agree('c')
    await writer.store.removeNamespace('b')
    await expect(
      reader.store.keywords({ namespace: 'b', terms: ['cookie'], limit: 1 }),
    ).rejects.toMatchObject({
      code: 'namespace/not-found',
    })
    settle()
    await makeNamespace('b')
    await agree('b')
    await fill('b', 20, 20)
    await agree('b')
    await agree('c')
    expect(await answersFromIndex('b')).toBe(true)
  })

  it('are made anew where a memory was erased without a trace', async () => {
    await fill('a', 30, 20)
    settle()
    await writer.store.commit(draft('a', [patch('a', [4], { deletedAt: 1 })]))
    writer.db.exec('DELETE FROM memories WHERE deleted_at IS NOT NULL')
    await agree('a')
    expect(await answersFromIndex('a')).toBe(false)
    settle()
    expect(await answersFromIndex('a')).toBe(true)
    await agree('a')
  })

  it('leave the answer to the keyword table where the store counts its memories wrong', async () => {
    await fill('a', 30, 20)
    settle()
    writer.db.exec('UPDATE namespaces SET living = living + 1')
    for (let i = 0; i < 3; i++) {
      expect(await answersFromIndex('a')).toBe(false)
      settle()
      await agree('a')
    }
    writer.db.exec('UPDATE namespaces SET living = living - 1')
    expect(await answersFromIndex('a')).toBe(true)
  })

  describe('that were saved', () => {
    let words: SnapshotFile
    beforeEach(async () => {
      words = new SnapshotFile(join(folder, 'words'))
      await fill('a', 1500, 60)
      settle()
      reader.save(words)
    })

    /** Steps until the index answers; it takes many to read all texts. */
    const reopened = (): number => {
      reader.db.close()
      reader = opened(join(folder, 'memories.sqlite'), words)
      let steps = 1
      while (reader.step()) steps += 1
      return steps
    }
    /** With no file: what it takes to read everything. */
    const fromNothing = (): number => {
      const other = opened(join(folder, 'memories.sqlite'))
      let steps = 1
      while (other.step()) steps += 1
      other.db.close()
      return steps
    }

    it('MEM-8 are taken over, and followed from where they end', async () => {
      for (let i = 0; i < 30; i++) await change('a')
      expect(reopened()).toBeLessThan(fromNothing() / 2)
      expect(await answersFromIndex('a')).toBe(true)
      await agree('a')
      for (let i = 0; i < 10; i++) await change('a')
      await agree('a')
    })

    it('MEM-8 of another state than that of the file are passed over', async () => {
      writer.db.exec('UPDATE changes SET at = at + 1')
      expect(reopened()).toBe(fromNothing())
      await agree('a')
    })

    it('SEC-1 of before an encryption are passed over', async () => {
      await promising<SealedStorage>(sqliteStore(writer.db)).setSealingRecord('{}')
      expect(reopened()).toBe(fromNothing())
      await agree('a')
    })

    it('MEM-8 whose namespace was removed, or memories erased, are mended', async () => {
      await fill('a', 1, 5)
      await makeNamespace('b')
      await fill('b', 20, 20)
      await writer.store.removeNamespace('b')
      await writer.store.commit(draft('a', [patch('a', [4], { deletedAt: 1 })]))
      writer.db.exec('DELETE FROM memories WHERE deleted_at IS NOT NULL')
      reopened()
      await agree('a')
      settle()
      expect(await answersFromIndex('a')).toBe(true)
      await agree('a')
    })

    it('are given up where they change while they are written, and the file stays', async () => {
      const store = sqliteStore(reader.db)
      while (store.followKeywords());
      words.begin((sink) => store.saveKeywords(sink, crc))
      words.step()
      await change('a')
      await store.keywords({ namespace: 'a', terms: ['attack'], limit: 1 })
      expect(() => {
        while (words.step());
      }).toThrow(/changed/)
      expect(reopened()).toBeLessThan(fromNothing() / 2)
    })
  })
})
