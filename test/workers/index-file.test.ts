import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FractalIndex } from '#engine/fractal/fractal-index'
import { chooseKernel } from '#engine/fractal/kernel/choose-kernel'
import { randomFrom } from '#engine/fractal/random'
import { fractalFormat } from '#engine/fractal/snapshot-format'
import type { SnapshotMark } from '#engine/ports'
import { IndexFile } from '#workers/index-file'

const DIMENSION = 16
const MARK: SnapshotMark = { embedder: 'test@1', cursor: { seq: 7, key: 3 }, stamp: '1.5 store' }

const newIndex = (dimension = DIMENSION): FractalIndex =>
  new FractalIndex({ dimension, kernel: chooseKernel(), seed: 1 })

const vectorsOf = (count: number, seed: number): Float32Array => {
  const random = randomFrom(seed)
  const vectors = Float32Array.from({ length: count * DIMENSION }, () => random() - 0.5)
  for (let i = 0; i < count; i++) {
    const row = vectors.subarray(i * DIMENSION, (i + 1) * DIMENSION)
    const length = Math.hypot(...row)
    row.forEach((value, j) => {
      row[j] = value / length
    })
  }
  return vectors
}

/** Enough for a tree in space 1, few vectors in space 2. */
const filled = (): FractalIndex => {
  const index = newIndex()
  for (const [space, count] of [
    [1, 2600],
    [2, 40],
  ] as const) {
    index.apply({
      spaces: new Uint32Array(count).fill(space),
      keys: Uint32Array.from({ length: count }, (_, i) => i + 1),
      alive: new Uint8Array(count).fill(1),
      vectors: vectorsOf(count, space),
      complete: true,
    })
  }
  index.settle()
  return index
}

const answersOf = (index: FractalIndex) =>
  [1, 2].flatMap((space) =>
    Array.from({ length: 30 }, (_, i) => index.search({ space, vector: vectorsOf(1, 100 + i), k: 10 })),
  )

describe('the saved index', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'soma-index-'))
    path = join(folder, 'index', 'vectors.fractal')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const save = (index: FractalIndex): IndexFile => {
    const file = new IndexFile(path)
    file.begin(index, MARK)
    while (file.step());
    return file
  }

  it('IDX-7 comes back whole: trees, answers to the last bit, and what searches were calibrated to', () => {
    const index = filled()
    const file = save(index)
    expect(file.mark()).toEqual(MARK)
    const other = newIndex()
    expect(file.load(other)).toBe(true)
    expect(other.health()).toEqual(index.health())
    expect(answersOf(other)).toEqual(answersOf(index))
    expect(other.stats()).toMatchObject({ vectors: 2640, unsaved: 0 })
    expect(other.step()).toBe(false)
  })

  it('IDX-3 goes on after it came back: inserts, removals and splits', () => {
    const other = newIndex()
    save(filled()).load(other)
    const count = 1500
    const vectors = vectorsOf(count, 9)
    other.apply({
      spaces: new Uint32Array(count).fill(1),
      keys: Uint32Array.from({ length: count }, (_, i) => i + 2000),
      alive: Uint8Array.from({ length: count }, (_, i) => (i < 300 ? 0 : 1)),
      vectors,
      complete: true,
    })
    other.settle()
    expect(other.stats().vectors).toBe(2640 - 300 + (count - 601))
    for (let i = 300; i < count; i += 50) {
      const vector = vectors.slice(i * DIMENSION, (i + 1) * DIMENSION)
      expect(other.vectorOf(1, 2000 + i)).toEqual(vector)
      expect(other.search({ space: 1, vector, k: 1 }).keys[0]).toBe(2000 + i)
    }
    expect(other.vectorOf(1, 2000)).toBeNull()
  })

  it('IDX-7 is as the index was when it began, whatever comes while it is being written', () => {
    const index = filled()
    const before = answersOf(index)
    const file = new IndexFile(path)
    file.begin(index, MARK)
    file.step()
    index.apply({
      spaces: Uint32Array.of(1, 1),
      keys: Uint32Array.of(1, 9999),
      alive: Uint8Array.of(0, 1),
      vectors: vectorsOf(2, 5),
      complete: true,
    })
    while (file.step());
    const other = newIndex()
    expect(file.load(other)).toBe(true)
    expect(answersOf(other)).toEqual(before)
    expect(index.stats().unsaved).toBe(2)
  })

  it('IDX-7 leaves the old file until the new one is whole', () => {
    const file = save(filled())
    const { size } = statSync(path)
    file.begin(newIndex(), { ...MARK, stamp: 'later' })
    expect(file.mark()).toEqual(MARK)
    file.abandon()
    expect(existsSync(`${path}.part`)).toBe(false)
    expect(statSync(path).size).toBe(size)
  })

  it('IDX-7 that is missing is no file at all', () => {
    const file = new IndexFile(path)
    expect(file.mark()).toBeNull()
    expect(file.load(newIndex())).toBe(false)
  })

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['foreign', () => Buffer.from('SQLite format 3\0'.repeat(64))],
    ['cut off by a byte', (bytes) => bytes.subarray(0, -1)],
    ['cut off in the middle', (bytes) => bytes.subarray(0, bytes.length >> 1)],
    ['of a later format', (bytes) => withVersion(bytes, fractalFormat.version + 1)],
    ['of an earlier format', (bytes) => withVersion(bytes, fractalFormat.version - 1)],
    ['with damaged contents', (bytes) => edited(bytes, '"dimension":16', '"dimension":61')],
    ['with zeros for its first page', (bytes) => Buffer.concat([Buffer.alloc(4096), bytes.subarray(4096)])],
  ])('IDX-7 that is %s is passed over', (_what, change) => {
    const file = save(filled())
    writeFileSync(path, change(readFileSync(path)))
    const index = newIndex()
    expect(file.load(index)).toBe(false)
    expect(index.stats().vectors).toBe(0)
  })

  it('IDX-7 with one bit flipped, wherever it is, is passed over', () => {
    const file = save(filled())
    const sound = readFileSync(path)
    const random = randomFrom(3)
    for (let i = 0; i < 60; i++) {
      const bytes = Buffer.from(sound)
      const at = 8 + Math.floor(random() * (bytes.length - 8))
      bytes[at]! ^= 1 << Math.floor(random() * 8)
      writeFileSync(path, bytes)
      expect(file.load(newIndex()), `byte ${at}`).toBe(false)
    }
  })

  it('IDX-7 that breaks off while it is read leaves an empty index that works', () => {
    const file = save(filled())
    truncateSync(path, 100_000)
    const index = filled()
    expect(file.load(index)).toBe(false)
    expect(answersOf(index).every(({ keys }) => keys.length === 0)).toBe(true)
  })

  it('EMB-6 of vectors of another length is passed over', () => {
    const file = save(filled())
    expect(file.load(newIndex(24))).toBe(false)
  })
})

const withVersion = (bytes: Buffer, version: number): Buffer =>
  edited(bytes, `"version":${fractalFormat.version}`, `"version":${version}`)

const edited = (bytes: Buffer, from: string, to: string): Buffer => {
  const at = bytes.indexOf(from)
  expect(at).toBeGreaterThan(0)
  const copy = Buffer.from(bytes)
  copy.write(to, at)
  return copy
}
