import { expect, it } from 'vitest'
import { analyze, terms } from '#engine/text/analyzer'
import { seededRandom } from '../../bench/seeded-random.ts'
import { type Bench, DIMENSION, derived, draft, EMBEDDER, patch, put, vector } from './store-bench.ts'

const WORDS =
  'attack memory cookie session buffer race lock file path token query getUserName naïve 東京タワー'.split(
    ' ',
  )
const LIMIT = 10_000

const randomText = (random: () => number): string =>
  Array.from(
    { length: 1 + Math.floor(random() * 12) },
    () => WORDS[Math.floor(random() ** 2 * WORDS.length)],
  ).join(' ')

/** What is derived from the memories of a store: keyword table and the feed of vectors. */
export const derivedSuite = (bench: () => Bench): void => {
  const found = async (namespace: string, word: string) => {
    const { store } = bench()
    const { keys } = await store.keywords({ namespace, terms: terms(word), limit: LIMIT })
    const rows = await store.rows(keys.toSorted())
    return rows.map(({ row }) => row.coordinate[0])
  }

  it('MEM-7 weighs words by one namespace alone, to the last bit, while another fills', async () => {
    const { store } = bench()
    const [a, b] = [await bench().namespace(), await bench().namespace()]
    const random = seededRandom(5)
    const fill = (name: string, from: number) =>
      store.commit(
        draft(
          name,
          Array.from({ length: 80 }, (_, i) => put(name, [from + i], { text: randomText(random) })),
        ),
      )
    await fill(a, 0)
    const asked = { namespace: a, terms: terms('cookie session lock'), limit: LIMIT }
    const before = await store.keywords(asked)
    const keys = before.keys
    const given = await store.keywordScores(a, asked.terms, keys)
    expect(keys.length).toBeGreaterThan(20)
    for (let i = 0; i < 4; i++) {
      await fill(b, i * 80)
      const after = await store.keywords(asked)
      expect(Buffer.from(after.scores.buffer).equals(Buffer.from(before.scores.buffer))).toBe(true)
      expect(after.keys).toEqual(keys)
      expect(await store.keywordScores(a, asked.terms, keys)).toEqual(given)
    }
  })

  it('REC-2 scores given memories as the search does, best first, after changes and deletes', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const random = seededRandom(9)
    for (let round = 0; round < 5; round++) {
      const mutations = Array.from({ length: 40 }, () => {
        const place = [Math.floor(random() * 60)]
        return random() < 0.25
          ? patch(a, place, { deletedAt: round + 1 })
          : put(a, place, { text: randomText(random) })
      })
      await store.commit(draft(a, mutations, { onMismatch: 'skip' }))
      for (const query of [
        'cookie',
        'attack attack memory',
        'getUserName 東京',
        'session unknownword lock',
      ]) {
        const asked = [...new Set(terms(query))]
        const { keys, scores } = await store.keywords({ namespace: a, terms: asked, limit: LIMIT })
        const given = await store.keywordScores(a, asked, keys)
        expect(keys.length).toBeGreaterThan(0)
        scores.forEach((score, i) => {
          expect(Math.abs(score - (given[i] as number))).toBeLessThan(1e-9)
          const next = scores[i + 1] ?? -Infinity
          expect(score > next || (score === next && (keys[i] as number) < (keys[i + 1] as number))).toBe(true)
        })
        const few = await store.keywords({ namespace: a, terms: asked, limit: 3 })
        expect([...few.keys]).toEqual([...keys.subarray(0, 3)])
      }
    }
    const none = await store.keywordScores(a, ['nobodyknows'], Uint32Array.of(1, 4_000_000_000))
    expect([...none]).toEqual([0, 0])
  })

  it('MEM-8 follows texts with the keyword table; deleting one memory leaves the others in it', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const change = (mutation: ReturnType<typeof put>) => store.commit(draft(a, [mutation]))
    for (const x of [1, 2, 3]) await change(put(a, [x], { text: `zebra ${x}` }))
    expect(await found(a, 'zebra')).toEqual([1, 2, 3])
    await change(patch(a, [2], { deletedAt: 1 }))
    expect(await found(a, 'zebra')).toEqual([1, 3])
    await change(patch(a, [2], derived({ text: 'lion' }), { when: 'binned' }))
    expect([await found(a, 'zebra'), await found(a, 'lion')]).toEqual([[1, 3], []])
    await change(patch(a, [2], { deletedAt: null }, { when: 'binned' }))
    expect([await found(a, 'zebra'), await found(a, 'lion')]).toEqual([[1, 3], [2]])
    await change(put(a, [1], { text: 'lion' }))
    expect([await found(a, 'zebra'), await found(a, 'lion')]).toEqual([[3], [1, 2]])
    await change(patch(a, [3], { importance: 5 }))
    expect(await found(a, 'zebra')).toEqual([3])
    await change(patch(a, [3], { deletedAt: 1 }))
    await change(put(a, [3], { text: 'zebra again' }))
    expect(await found(a, 'zebra')).toEqual([3])
  })

  it('MEM-8 keeps in the keyword table just the words of the living, over random changes', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const random = seededRandom(17)
    const texts = new Map<number, string>()
    for (let i = 0; i < 150; i++) {
      const x = Math.floor(random() * 10)
      const act = random()
      const text = randomText(random)
      if (act < 0.5) {
        await store.commit(draft(a, [put(a, [x], { text })]))
        texts.set(x, text)
      } else if (act < 0.75) {
        await store.commit(draft(a, [patch(a, [x], { deletedAt: i + 1 })], { onMismatch: 'skip' }))
        texts.delete(x)
      } else {
        const set = { ...derived({ text }), deletedAt: null }
        const { change } = await store.commit(
          draft(a, [patch(a, [x], set, { when: 'binned' })], { onMismatch: 'skip' }),
        )
        if (change) texts.set(x, text)
      }
      if (i % 5 > 0) continue
      for (const word of WORDS) {
        const [term] = terms(word)
        const having = [...texts].filter(([, one]) => analyze(one).some((token) => token.term === term))
        const { keys } = await store.keywords({ namespace: a, terms: [term as string], limit: LIMIT })
        const places = (await store.rows(keys)).map(({ row }) => row.coordinate[0] as number)
        expect(places.sort((p, q) => p - q)).toEqual(having.map(([place]) => place).sort((p, q) => p - q))
      }
    }
  })

  it('MEM-8 feeds every change once, in order, however small the batches', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const { space } = await store.space(a)
    // Behind the last key of the last change.
    const start = { seq: await store.seq(), key: 4_000_000_000 }
    const many = Array.from({ length: 7 }, (_, x) =>
      put(a, [x], { text: `t${x}` }, {}, { vector: vector(x) }),
    )
    await store.commit(draft(a, many))
    await store.commit(draft(a, [patch(a, [2], { deletedAt: 1 }), patch(a, [4], { importance: 1 })]))
    await store.commit(draft(a, [put(a, [5], { text: 'no vector' })]))
    const feed = async (limit: number, from = start) => {
      const seen: string[] = []
      let cursor = from
      for (let complete = false; !complete; ) {
        const batch = await store.vectorsAfter(cursor, EMBEDDER, limit)
        expect(batch.keys.length).toBeLessThanOrEqual(limit)
        batch.keys.forEach((key, i) => {
          expect(batch.spaces[i]).toBe(space)
          const first = batch.alive[i] ? batch.vectors[i * DIMENSION] : null
          seen.push(`${key} ${first}`)
        })
        ;({ cursor, complete } = batch)
      }
      return { seen, cursor }
    }
    const keyOf = async (x: number) => (await store.keyOf(a, [x])) as number
    const line = async (x: number, alive = true) => `${await keyOf(x)} ${alive ? vector(x)[0] : null}`
    const order = [
      await line(0),
      await line(1),
      await line(3),
      await line(6),
      await line(2, false),
      await line(4),
    ]
    order.push(await line(5, false))
    for (const limit of [1, 2, 3, 7, 100]) expect((await feed(limit)).seen).toEqual(order)
    const { cursor } = await feed(3)
    expect((await feed(2, cursor)).seen).toEqual([])
    await store.commit(draft(a, [patch(a, [2], { deletedAt: null }, { when: 'binned' })]))
    expect((await feed(2, cursor)).seen).toEqual([await line(2)])
  })

  it('EMB-1 gives vectors to those that have none, but never one of an old text', async () => {
    const { store } = bench()
    const a = await bench().namespace()
    const { space } = await store.space(a)
    const other = `${a}@other`
    for (const x of [1, 2, 3])
      await store.commit(draft(a, [put(a, [x], { text: `t${x}` }, {}, { vector: vector(x) })]))
    const missing = async (embedder: string) =>
      (await store.withoutVector(embedder, { seq: 0, key: 0 }, LIMIT)).filter((row) => row.space === space)
    expect(await missing(EMBEDDER)).toEqual([])
    const rows = await missing(other)
    expect(rows.map(({ text }) => text)).toEqual(['t1', 't2', 't3'])
    await store.commit(draft(a, [put(a, [2], { text: 'changed' })]))
    const vectors = Float32Array.from(rows.flatMap((_, i) => [...vector(10 + i)]))
    expect([...(await store.putVectors(other, rows, vectors))]).toEqual([1, 0, 1])
    expect((await missing(other)).map(({ text }) => text)).toEqual(['changed'])
    expect((await missing(EMBEDDER)).map(({ text }) => text)).toEqual(['changed'])
    // The text changes while another embedder is in use: no vector of the old one may come back.
    await store.commit(draft(a, [put(a, [3], { text: 'new words' }, {}, { vector: vector(3) })]))
    expect((await missing(other)).map(({ text }) => text)).toEqual(['changed', 'new words'])
  })
}
