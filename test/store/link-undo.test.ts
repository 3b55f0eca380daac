import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { openEngineInProcess } from './engine-in-process.ts'
import { inForceAs } from './undo-model.ts'

const end = fc.integer({ min: 0, max: 2 })
const type = fc.constantFrom('a', 'b')
const step = fc.oneof(
  fc.record({
    do: fc.constant('put' as const),
    from: end,
    to: end,
    type,
    weight: fc.constantFrom(1, 2),
    note: fc.constantFrom(null, 'n'),
  }),
  fc.record({ do: fc.constant('remove' as const), from: end, to: end, type }),
  fc.record({ do: fc.constant('bin' as const), at: end }),
  fc.record({ do: fc.constant('undo' as const), which: fc.nat({ max: 30 }) }),
  fc.record({ do: fc.constant('undo' as const), which: fc.nat({ max: 30 }) }),
  fc.record({ do: fc.constant('restart' as const) }),
)

/** What a link is, by its ends and type. */
type Links = ReadonlyMap<string, string>

/** What a change of links did; what it stands for grows by what an undo of it took back. */
interface Made {
  readonly seq: number
  readonly link: string
  readonly before: string | undefined
  readonly stoodFor: ReadonlySet<number>
  undoneBy?: Made
}

class LinkModel {
  links: Map<string, string> = new Map()
  readonly changes: Made[] = []
  readonly #standsFor = new Map<string, ReadonlySet<number>>()

  apply(seq: number, link: string, after: string | undefined, undoes?: Made): void {
    const stoodFor = this.#standsFor.get(link) ?? new Set()
    const made: Made = { seq, link, before: this.links.get(link), stoodFor }
    this.changes.push(made)
    if (after === undefined) this.links.delete(link)
    else this.links.set(link, after)
    this.#standsFor.set(link, new Set([seq, ...(undoes?.stoodFor ?? [])]))
    if (undoes) undoes.undoneBy = made
  }

  isUndoable({ seq, link }: Made): boolean {
    return this.#standsFor.get(link)?.has(seq) === true
  }
}

const STORED = { type: 'episodic', importance: 0, ifTaken: 'update' } as const
const OPTIONS = { dimension: 4, time: { now: 1000 } }

describe('undo of links', () => {
  it('LNK-1 MEM-10 agrees with a model that keeps every state, over restarts and the bin', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soma-links-'))
    // Made once: a copy of it is there at once, a new database takes as long as all the rest.
    const begun = join(folder, 'begun.sqlite')
    const { engine } = await openEngineInProcess({ ...OPTIONS, file: begun })
    await engine.namespaces.create('n')
    for (const x of [0, 1, 2]) {
      const memory = { namespace: 'n', coordinate: [x], payload: `{"text":"m${x}"}`, ...STORED }
      await engine.memories.store(memory, 'test')
    }
    await engine.close()
    let runs = 0
    const property = fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (list) => {
      const options = { dimension: 4, time: { now: 1000 }, file: join(folder, `${runs++}.sqlite`) }
      copyFileSync(begun, options.file)
      let test = await openEngineInProcess(options)
      const model = new LinkModel()
      const binned = new Set<number>()
      const present = async (): Promise<Links> => {
        const all = new Map<string, string>()
        for (const x of [0, 1, 2]) {
          const found = (await test.store.links('n', [x], 100))?.links ?? []
          for (const { direction, memory, ...one } of found) {
            if (direction === 'in' || binned.has(x)) continue
            const name = `${x} ${memory.coordinate[0]} ${one.type}`
            all.set(name, `${one.weight} ${one.note} ${one.createdAt}`)
          }
        }
        return all
      }
      for (const one of list) {
        test.time.now++
        const { links } = test.engine
        if (one.do === 'restart') {
          await test.engine.close()
          test = await openEngineInProcess(options)
        } else if (one.do === 'bin') {
          const places = { namespace: 'n', coordinates: [[one.at]] }
          const isBinned = binned.has(one.at)
          await test.engine.memories[isBinned ? 'restore' : 'remove'](places, undefined, 'test')
          if (!binned.delete(one.at)) binned.add(one.at)
        } else if (one.do === 'undo') {
          const asked = model.changes[one.which % Math.max(1, model.changes.length)]
          if (asked === undefined) continue
          const made = inForceAs(asked)
          const allowed = made !== null && model.isUndoable(made)
          try {
            const { seq } = await test.engine.journal.undo(asked.seq, 'test')
            expect(allowed).toBe(true)
            if (made) model.apply(seq, made.link, made.before, made)
          } catch (error) {
            if (!isError(error, 'change/not-undoable')) throw error
            expect(allowed).toBe(false)
          }
        } else {
          const name = `${one.from} ${one.to} ${one.type}`
          const ends = { namespace: 'n', from: [one.from], to: [one.to], type: one.type }
          const was = model.links.get(name)
          const work =
            one.do === 'put'
              ? links.put({ ...ends, weight: one.weight, note: one.note }, 'test')
              : links.remove(ends, 'test')
          if (binned.has(one.from) || binned.has(one.to)) {
            await expect(work).rejects.toMatchObject({ code: 'memory/not-found' })
          } else if (one.do === 'remove' && was === undefined) {
            await expect(work).rejects.toMatchObject({ code: 'link/not-found' })
          } else {
            const { seq, count } = await work
            const created = was?.split(' ')[2] ?? test.time.now
            const after = one.do === 'put' ? `${one.weight} ${one.note} ${created}` : undefined
            expect(count).toBe(after === was ? 0 : 1)
            if (count > 0) model.apply(seq, name, after)
          }
        }
        const shown = [...model.links].filter(([name]) => {
          const [from, to] = name.split(' ').map(Number)
          return !binned.has(from as number) && !binned.has(to as number)
        })
        expect([...(await present())].sort()).toEqual(shown.sort())
      }
      await test.engine.close()
    })
    await fc.assert(property, { seed: 11, numRuns: 60 })
    rmSync(folder, { recursive: true })
  })

  it('LNK-1 changes the type in one change, and says what many left out', async () => {
    const { engine, store } = await openEngineInProcess(OPTIONS)
    await engine.namespaces.create('n')
    const events = engine.events.subscribe(new AbortController().signal)
    const memories = [1, 2].map((x) => ({
      coordinate: [x],
      payload: `{"title":"m${x}"}`,
      ...STORED,
    }))
    await engine.memories.storeMany('n', memories, { author: 't', action: 'import', summary: 'two' })
    const link = { from: [1], to: [2], type: 'a', weight: 1, note: null }
    const bulk = [link, { ...link, to: [9] }, { ...link, from: [2], to: [2] }]
    const many = await engine.links.putMany('n', bulk, 't')
    expect(many).toMatchObject({ count: 2, leftOut: [{ index: 1, missing: [9] }] })
    const put = { namespace: 'n', ...link, type: 'b' }
    const changed = await engine.links.put({ ...put, was: 'a' }, 't')
    expect(changed).toMatchObject({ count: 2, summary: 'Changed the link "m1" to "m2" (b)' })
    const types = async () => (await store.links('n', [1], 9))?.links.map(({ type: name }) => name)
    expect(await types()).toEqual(['b'])
    await engine.journal.undo(changed.seq, 't')
    expect(await types()).toEqual(['a'])
    await expect(engine.links.put({ ...put, was: 'c' }, 't')).rejects.toMatchObject({
      code: 'link/not-found',
    })
    const seen: string[] = []
    while (!seen.includes('links')) seen.push((await events.next()).value.type)
    expect(seen.filter((name) => name !== 'status')).toEqual(['changed', 'links'])
    await engine.close()
  })
})
