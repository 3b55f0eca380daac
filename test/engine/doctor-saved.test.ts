import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DoctorReport } from '#contract/doctor'
import { createHashingEmbedder } from '#embedders/hashing/hashing-embedder'
import type { DoctorFiles } from '#engine/doctor/doctor-ports'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { fractalFormat } from '#engine/fractal/snapshot-format'
import { createEngine, type Engine } from '#engine/index'
import type { MemoryStore, VectorIndex } from '#engine/ports'
import { openDatabase } from '#stores/sqlite/open'
import { sqliteStore } from '#stores/sqlite/sqlite-store'
import { examine } from '#workers/examine'
import { IndexFile } from '#workers/index-file'
import { serveIndex } from '#workers/serve-index'
import { crc, SnapshotFile } from '#workers/snapshot-file'
import { promising } from '../promising.ts'

const N = 'harbour'
const TEXTS = ['amber', 'birch bark', 'coral', 'delta', 'no no no, said the jay']
const VECTORS = 'vectors.fractal'
const WORDS = 'keywords.words'

interface Opened {
  readonly engine: Engine
  readonly db: ReturnType<typeof openDatabase>['db']
  readonly files: DoctorFiles
  /** Saves both indexes as they are now. */
  save(): Promise<void>
}

describe('STO-6 the doctor on saved indexes', () => {
  let folder: string
  let index: string
  let opened: Opened
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'soma-doctor-'))
    index = join(folder, 'index')
    opened = await open()
    await opened.engine.namespaces.create(N)
    for (const [at, text] of TEXTS.entries()) await keep(at, text)
    await opened.save()
  })
  afterEach(async () => {
    await opened.engine.close()
    rmSync(folder, { recursive: true })
  })

  let now = 1000
  const open = async ({ file = 'memories.sqlite', dimension = 32 } = {}): Promise<Opened> => {
    const { db } = openDatabase({ file: join(folder, file) })
    const store = sqliteStore(db)
    const served = serveIndex({ dimension, jobWorker: '', trialWorker: '', snapshot: join(index, VECTORS) })
    const ports = {
      store: promising<MemoryStore>(store),
      index: promising<VectorIndex>({ ...served, close: () => served.finishSaving() }),
      embedder: createHashingEmbedder(dimension),
      clock: { now: () => now++, elapsed: () => 0 },
      log: { info: () => {}, warn: () => {}, error: () => {} },
    }
    const engine = createEngine(ports)
    await engine.load()
    const save = async (): Promise<void> => {
      await engine.keepIndex()
      served.finishSaving()
      while (store.followKeywords());
      const words = new SnapshotFile(join(index, WORDS))
      words.begin((sink) => store.saveKeywords(sink, crc))
      while (words.step());
    }
    const files: DoctorFiles = {
      diagnose: async () => {
        served.finishSaving()
        return examine(store, index)
      },
      forgetSaved: async (names) => {
        for (const name of names) rmSync(join(index, name))
      },
    }
    return { engine, db, files, save }
  }

  const keep = (at: number, text: string) =>
    opened.engine.memories.store(
      {
        namespace: N,
        coordinate: [at],
        payload: JSON.stringify({ text }),
        type: 'semantic',
        importance: 0,
        ifTaken: 'update',
      },
      'test',
    )
  const signal = new AbortController().signal
  const check = () => opened.engine.doctor.check(opened.files, signal)
  const repair = () => opened.engine.doctor.repair(opened.files, signal)
  const told = ({ differences }: DoctorReport) =>
    differences
      .filter(({ part }) => part === 'saved')
      .map(({ coordinate, what }) => `${coordinate?.[0] ?? '-'} ${what}`)
      .sort()
  /** The repair takes the bad file away; that of vectors is saved anew at once, as the index is in memory. */
  const isMended = async (): Promise<void> => {
    expect((await repair()).total).toBe(0)
    expect(existsSync(join(index, VECTORS))).toBe(true)
    expect((await check()).total).toBe(0)
  }

  it('finds nothing in files that are as they were saved, also after changes that came later', async () => {
    const report = await check()
    expect(report.total).toBe(0)
    expect(report.checked).toContainEqual({ part: 'saved', compared: 10, differences: 0 })
    await keep(0, 'fjord')
    await keep(9, 'grove')
    await opened.engine.memories.remove({ namespace: N, coordinates: [[1]] }, undefined, 'test')
    await opened.engine.bin.purge(N, [[1]], 'test')
    const later = await check()
    expect(later.total).toBe(0)
    expect(later.checked).toContainEqual({ part: 'saved', compared: 10, differences: 0 })
  })

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    ['empty', () => Buffer.alloc(0), 'it is too short'],
    [
      'foreign',
      () => Buffer.from('SQLite format 3\0'.repeat(64)),
      'it is not a saved index, or not a whole one',
    ],
    ['torn', (bytes) => bytes.subarray(0, bytes.length >> 1), 'it is not a saved index, or not a whole one'],
    ['of an older format', (bytes) => older(bytes), 'it has format 0, and 1 is read'],
    ['with a bit flipped', (bytes) => flipped(bytes, 40), 'a part of it is damaged'],
  ])('tells of a file that is %s, and makes it anew', async (_what, change, why) => {
    for (const name of [VECTORS, WORDS]) {
      writeFileSync(join(index, name), change(readFileSync(join(index, name))))
    }
    expect(told(await check())).toEqual([
      `- ${WORDS} cannot be used: ${why}`,
      `- ${VECTORS} cannot be used: ${why.replace('1 is read', `${fractalFormat.version} is read`)}`,
    ])
    await isMended()
    expect(existsSync(join(index, WORDS))).toBe(false)
  })

  it('tells of files of another database, and of one from before a backup was restored', async () => {
    const kept = join(folder, 'kept')
    copyFileSync(join(index, VECTORS), kept)
    await opened.engine.close()
    rmSync(index, { recursive: true })
    opened = await open({ file: 'other.sqlite' })
    await opened.engine.namespaces.create(N)
    for (const at of TEXTS.keys()) await keep(at, `granite ${at}`)
    await opened.save()
    expect((await check()).total).toBe(0)
    copyFileSync(kept, join(index, VECTORS))
    opened.db.exec('UPDATE changes SET at = at + 0.5 WHERE seq = (SELECT max(seq) FROM changes)')
    const why = 'is of another database, or of a time before a backup was restored'
    expect(told(await check())).toEqual([`- ${WORDS} ${why}`, `- ${VECTORS} ${why}`])
    await isMended()
  })

  it('tells of a file of an embedder whose vectors are not here', async () => {
    const stray = new FractalIndex({ dimension: 8, kernel: chooseKernel() })
    const [last] = await opened.engine.store.changes({ limit: 1 })
    const cursor = { seq: last!.seq, key: 1 }
    const file = new IndexFile(join(index, 'stray.fractal'))
    file.begin(stray, { embedder: 'lost@1', cursor, stamp: `${last!.at} ${last!.action}` })
    while (file.step());
    expect(told(await check())).toEqual([
      '- stray.fractal is of the embedder lost@1, of which there are no vectors here',
    ])
    await isMended()
    expect(readdirSync(index)).toEqual([WORDS, VECTORS].sort())
  })

  it('tells which memories are other than saved: of another vector or text, missing, or in the bin', async () => {
    const { db } = opened
    const table = db
      .prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'vectors!_%' ESCAPE '!'")
      .pluck()
      .get()
    db.exec(`UPDATE ${table} SET vector = (SELECT vector FROM ${table} WHERE memory_key = 3) WHERE memory_key = 2;
             UPDATE memories SET text = 'beech bark' WHERE key = 2;
             UPDATE memories SET deleted_at = 5 WHERE key = 4;`)
    expect(told(await check())).toEqual([
      `1 ${WORDS} has other words of it`,
      `1 ${VECTORS} has other numbers of it`,
      `3 ${WORDS} has it, and it is in the bin`,
      `3 ${VECTORS} has it, and it is in the bin`,
    ])
  })

  it('tells which memories a saved index does not have', async () => {
    opened.db.exec(`UPDATE memories SET deleted_at = NULL, seq = 3 WHERE key = 1`)
    truncateSync(join(index, WORDS), 0)
    rmSync(join(index, WORDS))
    const lacking = new FractalIndex({ dimension: 32, kernel: chooseKernel() })
    const mark = new IndexFile(join(index, VECTORS)).mark()
    const file = new IndexFile(join(index, VECTORS))
    file.begin(lacking, mark!)
    while (file.step());
    expect(told(await check())).toEqual(TEXTS.map((_, at) => `${at} ${VECTORS} does not have it`))
    await isMended()
  })
})

const flipped = (bytes: Buffer, at: number): Buffer => {
  const copy = Buffer.from(bytes)
  copy[at]! ^= 8
  return copy
}

/** As an older program would have written it, checksum of the contents included. */
const older = (bytes: Buffer): Buffer => {
  const copy = Buffer.from(bytes)
  const at = Math.max(...[1, fractalFormat.version].map((now) => copy.lastIndexOf(`"version":${now}`)))
  expect(at).toBeGreaterThan(0)
  copy.write('"version":0', at)
  const length = copy.readUInt32LE(copy.length - 16)
  const contents = copy.subarray(copy.length - 16 - length, copy.length - 16)
  copy.writeUInt32LE(crc(contents), copy.length - 12)
  return copy
}
