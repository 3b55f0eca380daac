import { expect, it } from 'vitest'
import type { MemoryStore } from '#engine/ports'
import { terms as termsOf } from '#engine/text/analyzer'
import { type Bench, draft, patch, put } from './store-bench.ts'

const TEXTS = [
  'authentication of running processes',
  'a process that runs getUserName twice',
  'happiness is a warm buffer overflow',
  'user name in a foo-bar widget; overflow again overflow',
  'Überlauf im Puffer',
]

const filled = async ({ store, namespace }: Bench): Promise<string> => {
  const a = await namespace()
  const memories = TEXTS.map((text, i) => put(a, [i], { text }))
  await store.commit(draft(a, memories))
  return a
}

const found = async (store: MemoryStore, namespace: string, search: string): Promise<number[]> => {
  const sort = { by: 'coordinate', direction: 'asc' } as const
  const page = await store.page({ namespace, sort, search, bin: false, offset: 0, limit: 99 })
  expect(page.total).toBe(page.rows.length)
  return page.rows.map(({ coordinate }) => coordinate[0] as number)
}

const best = async (store: MemoryStore, namespace: string, query: string): Promise<[number[], number[]]> => {
  const terms = [...new Set(termsOf(query))]
  const { keys, scores } = await store.keywords({ namespace, terms, limit: 50 })
  const rows = await store.rows(keys)
  return [rows.map(({ row }) => row.coordinate[0] as number), [...scores]]
}

/** What people type, and what BM25 makes of it. */
export const searchSuite = (bench: () => Bench): void => {
  it('MEM-12 finds a word while it is typed, also where its stem is shorter than what is typed', async () => {
    const { store } = bench()
    const a = await filled(bench())
    for (const word of ['authentication', 'running', 'processes', 'happiness', 'getUserName', 'overflow']) {
      const expected = TEXTS.flatMap((text, i) => (text.includes(word) ? [i] : []))
      for (let length = 3; length <= word.length; length++) {
        const typed = word.slice(0, length)
        expect([typed, await found(store, a, typed)]).toEqual([typed, expect.arrayContaining(expected)])
      }
    }
    expect(await found(store, a, 'overflow buf')).toEqual([2])
    expect(await found(store, a, 'overflow buf ')).toEqual([])
    expect(await found(store, a, 'uberlau')).toEqual([4])
  })

  it('MEM-12 finds an identifier as it is written and by its parts', async () => {
    const { store } = bench()
    const a = await filled(bench())
    expect(await found(store, a, 'getusername')).toEqual([1])
    expect(await found(store, a, 'user name')).toEqual([1, 3])
    expect(await found(store, a, 'userName')).toEqual([1, 3])
    expect(await found(store, a, 'foo-bar')).toEqual([3])
  })

  it('takes marks, operators and stop words as they are written', async () => {
    const { store } = bench()
    const a = await filled(bench())
    expect(await found(store, a, ';')).toEqual([3])
    expect(await found(store, a, 'that')).toEqual([1])
    expect(await found(store, a, '   ')).toEqual([0, 1, 2, 3, 4])
    const odd = [
      '"',
      '" OR "',
      'NEAR(a b)',
      "a' --",
      'terms:overflow',
      '*',
      '^a',
      '%',
      '\u0000',
      'a'.repeat(2000),
    ]
    for (const search of odd) expect(await found(store, a, search)).toEqual(expect.any(Array))
  })

  it('takes thousands of words at once', async () => {
    const { store } = bench()
    const a = await filled(bench())
    const terms = Array.from({ length: 3000 }, (_, i) => `w${i}`)
    const { keys } = await store.keywords({ namespace: a, terms: [...terms, 'overflow'], limit: 9 })
    expect(keys).toHaveLength(2)
  })

  it('REC-1 tells how many memories there are, and how many have each of the words', async () => {
    const { store } = bench()
    const a = await filled(bench())
    await store.commit(draft(a, [patch(a, [2], { deletedAt: 1 })]))
    const terms = ['overflow', 'nobody', 'name', 'overflow']
    const { documents, frequencies } = await store.keywords({ namespace: a, terms, limit: 1 })
    expect([documents, [...frequencies]]).toEqual([4, [1, 0, 2, 1]])
    const none = await store.keywords({ namespace: a, terms: [], limit: 0 })
    expect([none.documents, none.frequencies, none.keys]).toEqual([4, new Uint32Array(), new Uint32Array()])
  })

  it('REC-1 weighs each word by what it is asked to, and a word that is there twice once', async () => {
    const { store } = bench()
    const a = await filled(bench())
    const terms = ['user', 'overflow', 'process']
    const all = Uint32Array.from((await store.keywords({ namespace: a, terms, limit: 9 })).keys).sort()
    const alone = await Promise.all(terms.map((term) => store.keywordScores(a, [term], all)))
    const sums = async (weights: number[]) =>
      [...all].map((_, i) => weights.reduce((sum, weight, t) => sum + weight * (alone[t]?.[i] as number), 0))
    for (const weights of [
      [1, 1, 1],
      [2, 0.5, 1],
      [0, 3, 0],
      [0, 0, 0],
    ]) {
      const expected = await sums(weights)
      const given = await store.keywordScores(a, terms, all, weights)
      given.forEach((score, i) => {
        expect(score).toBeCloseTo(expected[i] as number, 9)
      })
      const twice = { terms: [...terms, 'user'], weights: [...weights, 99] }
      const { keys, scores } = await store.keywords({ namespace: a, ...twice, limit: 9 })
      expect([...keys].sort()).toEqual([...all].filter((_, i) => (expected[i] as number) > 0))
      expect([...scores]).toEqual([...scores].sort((p, q) => q - p))
      scores.forEach((score, i) => {
        expect(score).toBeCloseTo(expected[all.indexOf(keys[i] as number)] as number, 9)
      })
    }
    for (const weights of [[1], [1, 1, -1], [1, 1, Number.NaN]]) {
      await expect(store.keywords({ namespace: a, terms, weights, limit: 9 })).rejects.toThrow(/weight/)
    }
  })

  it('IDX-6 finds the best among those that are allowed', async () => {
    const { store } = bench()
    const a = await filled(bench())
    const search = { namespace: a, terms: ['user', 'overflow', 'process', 'name'] }
    const { keys } = await store.keywords({ ...search, limit: 9 })
    for (let mask = 0; mask < 2 ** keys.length; mask++) {
      const allowed = keys.filter((_, i) => (mask >> i) & 1)
      const found = await store.keywords({ ...search, allowed: allowed.slice().sort(), limit: 3 })
      expect(found.keys).toEqual(allowed.slice(0, 3))
    }
  })

  it('REC-1 scores by what is there now, not by what was once', async () => {
    const { store } = bench()
    const a = await filled(bench())
    const [order, scores] = await best(store, a, 'overflow name')
    for (let i = 1; i <= 20; i++) {
      const away = [put(a, [3], { text: `overflow ${i}` }), patch(a, [2], { deletedAt: i })]
      const back = [put(a, [3], { text: TEXTS[3] }), patch(a, [2], { deletedAt: null }, { when: 'binned' })]
      await store.commit(draft(a, away))
      await store.commit(draft(a, back))
    }
    const [orderNow, scoresNow] = await best(store, a, 'overflow name')
    expect(orderNow).toEqual(order)
    for (const [i, score] of scoresNow.entries()) expect(score).toBeCloseTo(scores[i] as number, 9)
  })
}
