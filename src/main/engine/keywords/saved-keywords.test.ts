import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../fractal/random.ts'
import { type SnapshotSource, UnusableSnapshot } from '../snapshot/snapshot.ts'
import { KeywordIndex } from './keyword-index.ts'
import { type KeywordMark, keywordMarkOf, readKeywords, writeKeywords } from './saved-keywords.ts'

const MARK: KeywordMark = { seq: 7, key: 3, at: 1.5, basis: 'test 1' }
const TERMS = ['amber', 'basalt', 'cedar', '', '__proto__', 'constructor', '東京', '"\\"', '\ud800']

const crc = (bytes: Uint8Array, before = 0): number => crc32(bytes, before)

const saved = (indexes: ReadonlyMap<number, KeywordIndex>): Uint8Array => {
  const parts: Uint8Array[] = []
  for (const _ of writeKeywords(indexes, MARK, { write: (bytes) => parts.push(bytes.slice()) }, crc));
  return Buffer.concat(parts)
}

const sourceOf = (bytes: Uint8Array): SnapshotSource => ({
  bytes: bytes.length,
  read: (offset, into) => {
    if (offset < 0 || offset + into.length > bytes.length) throw new UnusableSnapshot('it ends too early')
    into.set(bytes.subarray(offset, offset + into.length))
  },
})

const read = (bytes: Uint8Array): Map<number, KeywordIndex> => {
  const reading = readKeywords(sourceOf(bytes), crc)
  for (;;) {
    const step = reading.next()
    if (step.done) return step.value
  }
}

/** As somebody used it for a while: sealed segments, holes, one that is being emptied. */
const usedIndex = (seed: number, documents: number): KeywordIndex => {
  const random = randomFrom(seed)
  const pick = (): string => TERMS[Math.floor(random() * TERMS.length)] as string
  const index = new KeywordIndex({ documents: 32, entries: 100 })
  for (let i = 0; i < documents; i++) {
    const key = Math.floor(random() * documents)
    if (random() < 0.3) index.remove(key)
    else {
      const many = random() < 0.02 ? 400 : 1
      index.put(key, [...Array<string>(many).fill(pick()), pick(), pick(), `own${key}`])
    }
  }
  return index
}

const answers = (index: KeywordIndex) => ({
  count: index.count,
  averageLength: index.averageLength,
  frequencies: TERMS.map((term) => index.documentFrequency(term)),
  best: TERMS.map((term) => index.best([term, 'own3', 'nobody'], { limit: 50 })),
})

describe('saved keyword indexes', () => {
  it('MEM-8 answer as those that were saved, to the last bit, and go on being changed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 1500 }), (seed, documents) => {
        const indexes = new Map([
          [4, usedIndex(seed, documents)],
          [9, usedIndex(seed + 1, 40)],
          [12, new KeywordIndex()],
        ])
        const found = read(saved(indexes))
        expect([...found.keys()]).toEqual([4, 9, 12])
        for (const [space, index] of indexes) {
          const again = found.get(space) as KeywordIndex
          expect(answers(again)).toEqual(answers(index))
          for (const one of [index, again]) {
            for (let key = 0; key < 30; key++) one.remove(key)
            one.put(5, ['amber', 'fresh'])
          }
          expect(answers(again)).toEqual(answers(index))
        }
      }),
      { numRuns: 30, seed: 11 },
    )
  })

  it('say of what they are, without the rest being read', () => {
    expect(keywordMarkOf(sourceOf(saved(new Map([[1, usedIndex(1, 50)]]))), crc)).toEqual(MARK)
  })

  it('MEM-8 that are torn or damaged in any place are refused', () => {
    const bytes = saved(new Map([[1, usedIndex(3, 700)]]))
    const random = randomFrom(5)
    for (let i = 0; i < 300; i++) {
      const damaged = bytes.slice()
      const at = Math.floor(random() * bytes.length)
      damaged[at] = (damaged[at] as number) ^ (1 << Math.floor(random() * 8))
      expect(() => read(damaged), `byte ${at}`).toThrow(UnusableSnapshot)
      expect(() => read(bytes.subarray(0, at)), `cut at ${at}`).toThrow(UnusableSnapshot)
    }
  })
})
