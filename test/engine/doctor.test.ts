import { afterEach, describe, expect, it } from 'vitest'
import type { DoctorReport } from '#contract/doctor'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { DoctorFiles, FileDiagnosis } from '#engine/doctor/doctor-ports'
import { never, openTestEngine, storeTexts, type TestEngine } from '../recall/engine.ts'

const N = 'birds'
let test: TestEngine
afterEach(() => test.engine.close())

const TEXTS = [
  'a heron stands at the pond',
  'the pond froze over night, the heron left',
  'swifts sleep while they fly',
  'Übermut tut selten gut 漢字 42',
  'no no no, said the jay',
]

const open = async (): Promise<void> => {
  test = await openTestEngine(createHashingEmbedder(32))
  await storeTexts(test, N, TEXTS)
  const link = { namespace: N, from: [0], to: [1], type: 'related', weight: 2, note: null }
  await test.engine.links.put(link, 'ann')
  await test.engine.memories.update(
    { namespace: N, coordinate: [2] },
    { payload: '{"text":"swifts drink while they fly"}' },
    'ann',
  )
  await test.engine.memories.remove({ namespace: N, coordinates: [[4]] }, undefined, 'ann')
}

const files: DoctorFiles = {
  diagnose: () => (test.store as unknown as { diagnose(): Promise<FileDiagnosis> }).diagnose(),
  forgetSaved: async () => {},
}
const check = (): Promise<DoctorReport> => test.engine.doctor.check(files, never())
const repair = (): Promise<DoctorReport> => test.engine.doctor.repair(files, never())
const found = ({ differences }: DoctorReport) =>
  differences.map(({ part, coordinate, what }) => [part, coordinate?.[0] ?? null, what])

describe('STO-6 the doctor', () => {
  it('finds nothing where nothing is wrong, and says how much it compared', async () => {
    await open()
    const report = await check()
    expect(report).toMatchObject({ total: 0, differences: [] })
    const compared = Object.fromEntries(report.checked.map((one) => [one.part, one.compared]))
    expect(compared).toMatchObject({ ids: 5, counts: 6, keywords: 4, vectors: 4, index: 4, graph: 1 })
    expect(await repair()).toMatchObject({ total: 0 })
  })

  it('finds words that are missing, of another text or of nobody, and makes them anew', async () => {
    await open()
    const { db, engine } = test
    db.exec(`DELETE FROM keywords_1 WHERE rowid = 1;
             DELETE FROM keywords_1 WHERE rowid = 2;
             INSERT INTO keywords_1 (rowid, terms) VALUES (2, 'pond frozen');
             INSERT INTO keywords_1 (rowid, terms) VALUES (99, 'ghost');`)
    const seq = await engine.store.seq()
    const before = await check()
    expect(found(before)).toEqual([
      ['keywords', 0, 'its words are missing'],
      ['keywords', 1, 'it has the words of another text'],
      ['keywords', null, 'has words of memory number 99, which is not there'],
    ])
    expect(before.differences.every(({ canRepair }) => canRepair)).toBe(true)
    expect(await repair()).toMatchObject({ total: 0, differences: [] })
    const { hits } = await engine.recall.search({ namespace: N, query: 'heron', k: 2 }, never())
    expect(hits).toHaveLength(2)
    expect(await engine.store.seq()).toBe(seq)
  })

  it('finds vectors that are missing or other ones in store and index, and makes them anew', async () => {
    await open()
    const { db, engine } = test
    const table = db
      .prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'vectors!_%' ESCAPE '!'")
      .pluck()
      .get()
    db.exec(`DELETE FROM ${table} WHERE memory_key = 1;
             UPDATE ${table} SET vector = (SELECT vector FROM ${table} WHERE memory_key = 4) WHERE memory_key = 2`)
    expect(found(await check())).toEqual([
      ['vectors', 0, 'it has no vector'],
      ['index', 1, 'the index has another vector of it'],
    ])
    expect((await repair()).total).toBe(0)
    await test.index.clear()
    const lost = await check()
    expect(lost.total).toBe(4)
    expect(found(lost)).toContainEqual(['index', 0, 'the index does not have it'])
    expect((await repair()).total).toBe(0)
    expect((await engine.indexStats()).vectors).toBe(4)
  })

  it('finds counts that are wrong and counts anew; what a backup has to mend it leaves, and says so', async () => {
    await open()
    const { db } = test
    db.exec(`UPDATE namespaces SET living = 7, link_count = 0 WHERE id = 1;
             UPDATE memories SET id = 'ffffffff-0000-5000-8000-000000000000' WHERE key = 3;
             PRAGMA foreign_keys = OFF;
             DELETE FROM memories WHERE key = 2;
             PRAGMA foreign_keys = ON;`)
    const report = await check()
    expect(found(report)).toContainEqual(['counts', null, 'counts 6 as living, and there are 3'])
    expect(found(report)).toContainEqual(['ids', 2, 'its id is not that of its place'])
    expect(found(report)).toContainEqual(['file', null, 'a row of "links" belongs to nothing in "memories"'])
    const left = await repair()
    const parts = new Set(left.differences.map(({ part, canRepair }) => `${part} ${canRepair}`))
    expect(parts).toEqual(new Set(['file false', 'ids false']))
  })
})
