import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { KeywordIndex } from '#engine/keywords/keyword-index'
import { analyze, terms } from '#engine/text/analyzer'
import { programFiles } from '#hosts/program-files'
import { KeywordTable } from '#stores/sqlite/keyword-table'
import { openDatabase } from '#stores/sqlite/open'
import { Statements } from '#stores/sqlite/statements'
import { sampleSentences } from './corpus.ts'
import { seededRandom } from './seeded-random.ts'

/**
 * The keyword index in memory beside SQLite's FTS5, with the same documents and queries in one run:
 * `node bench/keyword-index.ts [--sizes 10000,100000,1000000] [--seed 1]`. A document is one to three sentences of the
 * sample, drawn anew, and a word that it alone has.
 */
const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000,1000000' },
    seed: { type: 'string', default: '1' },
    /** Queries of each length; FTS5 gets a tenth of them. */
    queries: { type: 'string', default: '400' },
  },
})

const LENGTHS = [1, 3, 11]
const LIMIT = 200
const CHANGES = 20_000

const sample = programFiles(resolve(import.meta.dirname, '..')).sample
const texts = await sampleSentences(sample)
const sentences = texts.map(terms).filter((words) => words.length > 0)
const random = seededRandom(Number(values.seed))
const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T

const documentOf = (key: number): string[] => {
  const words = [`case${key}`]
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) words.push(...pick(sentences))
  return words
}

/** Words as they stand in sentences, so that frequent ones are asked for as often as they are written. */
const queryOf = (length: number): string[] => {
  const words = new Set<string>()
  while (words.size < length) words.add(pick(pick(sentences)))
  return [...words]
}

const percentile = (times: readonly number[], share: number): number =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] as number

const timed = (work: () => void): number => {
  const started = performance.now()
  work()
  return performance.now() - started
}

/** The best of three, in milliseconds: what else the machine does is not what is asked. */
const bestTime = (work: () => void): number => Math.min(timed(work), timed(work), timed(work))

/** Milliseconds of this thread's processor time; too coarse for a single call. */
const processorTime = (work: () => void): number => {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

const spread = (times: readonly number[]) => ({
  p50: Number(percentile(times, 0.5).toPrecision(3)),
  p95: Number(percentile(times, 0.95).toPrecision(3)),
})

const fill = (documents: readonly string[][], folder: string) => {
  const index = new KeywordIndex()
  const byIndex = processorTime(() => {
    documents.forEach((words, key) => {
      index.put(key, words)
    })
  })
  const { db } = openDatabase({ file: join(folder, 'fts5.sqlite') })
  const table = new KeywordTable(new Statements(db), 1)
  table.create()
  const insert = db.prepare('INSERT INTO keywords_1 (rowid, terms) VALUES (CAST(? AS INTEGER), ?)')
  const byTable = processorTime(() => {
    const all = db.transaction(() => {
      documents.forEach((words, key) => {
        insert.run(key, words.join(' '))
      })
    })
    all()
  })
  return { index, db, table, byIndex, byTable }
}

const search = (size: number, index: KeywordIndex, table: KeywordTable) =>
  LENGTHS.map((length) => {
    const queries = Array.from({ length: Number(values.queries) }, () => queryOf(length))
    const few = queries.slice(0, Math.ceil(queries.length / 10))
    const search = { limit: LIMIT, allowed: undefined, weights: undefined }
    const ours = spread(queries.map((words) => bestTime(() => index.best(words, search))))
    const theirs = spread(few.map((words) => bestTime(() => table.best(words, search))))
    return {
      documents: size,
      words: length,
      'index p50 ms': ours.p50,
      'index p95 ms': ours.p95,
      'FTS5 p50 ms': theirs.p50,
      'FTS5 p95 ms': theirs.p95,
    }
  })

const change = (size: number, index: KeywordIndex) => {
  const changes = Array.from({ length: CHANGES }, () => {
    const key = Math.floor(random() * size)
    return { key, words: documentOf(key) }
  })
  const perCall = (milliseconds: number): number => Number(((1000 * milliseconds) / CHANGES).toFixed(1))
  const putting = processorTime(() => {
    for (const { key, words } of changes) index.put(key, words)
  })
  const removing = processorTime(() => {
    for (const { key } of changes) index.remove(key)
  })
  return { documents: size, 'put anew us': perCall(putting), 'remove us': perCall(removing) }
}

const joined = Array.from({ length: 5000 }, () => [pick(texts), pick(texts)].join(' '))
const analysis = processorTime(() => {
  for (const text of joined) analyze(text)
})
console.log(`the analyzer takes ${((1000 * analysis) / joined.length).toFixed(0)} us a text`)

const [built, searched, changed] = [[], [], []] as [object[], object[], object[]]
for (const size of values.sizes.split(',').map(Number)) {
  const folder = mkdtempSync(join(tmpdir(), 'soma-bench-'))
  const documents = Array.from({ length: size }, (_, key) => documentOf(key))
  const { index, db, table, byIndex, byTable } = fill(documents, folder)
  built.push({
    documents: size,
    'index us each': Number(((1000 * byIndex) / size).toFixed(1)),
    'FTS5 us each': Number(((1000 * byTable) / size).toFixed(1)),
    'index MiB': Number((index.byteLength / 2 ** 20).toFixed(1)),
  })
  searched.push(...search(size, index, table))
  changed.push(change(size, index))
  db.close()
  rmSync(folder, { recursive: true })
}
console.table(built)
console.table(searched)
console.table(changed)
