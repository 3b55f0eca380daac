import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isError } from '#contract/errors'
import { type EngineInProcess, openEngineInProcess } from '../store/engine-in-process.ts'
import { inForceAs } from '../store/undo-model.ts'

interface Saved {
  readonly name: string
  readonly query: string
}

interface Made {
  readonly seq: number
  readonly id: number
  readonly before: Saved | null
  /** The changes that the state before stood for. */
  readonly stoodFor: ReadonlySet<number>
  undoneBy?: Made
}

/** Whole states and nothing else: what undo of a saved query means. */
class Model {
  readonly present = new Map<number, Saved>()
  readonly changes: Made[] = []
  readonly #standsFor = new Map<number, ReadonlySet<number>>()
  #ids = 0

  idOf(name: string): number | null {
    return [...this.present].find(([, saved]) => saved.name === name)?.[0] ?? null
  }

  newId(): number {
    return this.#ids++
  }

  apply(seq: number, id: number, after: Saved | null, undoes?: Made): void {
    const stoodFor = this.#standsFor.get(id) ?? new Set<number>()
    const made: Made = { seq, id, before: this.present.get(id) ?? null, stoodFor }
    this.changes.push(made)
    if (after === null) this.present.delete(id)
    else this.present.set(id, after)
    this.#standsFor.set(id, new Set([seq, ...(undoes?.stoodFor ?? [])]))
    if (undoes !== undefined) undoes.undoneBy = made
  }

  isUndoable({ seq, id, before }: Made): boolean {
    const owner = before === null ? null : this.idOf(before.name)
    return this.#standsFor.get(id)?.has(seq) === true && (owner === null || owner === id)
  }
}

const name = fc.constantFrom('a', 'b', 'c')
const undo = fc.record({ do: fc.constant('undo' as const), which: fc.nat({ max: 40 }) })
const step = fc.oneof(
  fc.record({
    do: fc.constant('save' as const),
    name,
    query: fc.constantFrom('x', 'y'),
    ifTaken: fc.constantFrom('refuse' as const, 'replace' as const),
  }),
  fc.record({ do: fc.constant('rename' as const), name, to: name }),
  fc.record({ do: fc.constant('remove' as const), name }),
  undo,
  undo,
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

class Run {
  readonly model = new Model()
  test: EngineInProcess

  constructor(test: EngineInProcess) {
    this.test = test
  }

  async step(one: Step): Promise<void> {
    this.test.time.now++
    if (one.do === 'undo') await this.#undo(one.which)
    else if (one.do === 'save') await this.#save(one)
    else if (one.do === 'rename') await this.#rename(one)
    else await this.#remove(one.name)
    const found = await this.test.engine.savedQueries.list('n')
    const expected = [...this.model.present.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    expect(found.map(({ name, query }) => ({ name, query }))).toEqual(expected)
  }

  async #undo(which: number): Promise<void> {
    const asked = this.model.changes[which % Math.max(1, this.model.changes.length)]
    if (asked === undefined) return
    const made = inForceAs(asked)
    const allowed = made !== null && this.model.isUndoable(made)
    try {
      const { seq } = await this.test.engine.journal.undo(asked.seq, 'test')
      expect(allowed).toBe(true)
      if (made) this.model.apply(seq, made.id, made.before, made)
    } catch (error) {
      if (!isError(error, 'change/not-undoable')) throw error
      expect(allowed).toBe(false)
    }
  }

  async #save({ name, query, ifTaken }: Step & { do: 'save' }): Promise<void> {
    const work = this.test.engine.savedQueries.save('n', { name, query, k: 10 }, ifTaken, 'test')
    const id = this.model.idOf(name)
    if (id !== null && ifTaken === 'refuse') {
      return expect(work).rejects.toMatchObject({ code: 'query/exists' })
    }
    const { seq, count } = await work
    const isSame = id !== null && this.model.present.get(id)?.query === query
    expect(count).toBe(isSame ? 0 : 1)
    if (!isSame) this.model.apply(seq, id ?? this.model.newId(), { name, query })
  }

  async #rename({ name, to }: Step & { do: 'rename' }): Promise<void> {
    const work = this.test.engine.savedQueries.rename({ namespace: 'n', name }, to, 'test')
    const id = this.model.idOf(name)
    if (id === null) return expect(work).rejects.toMatchObject({ code: 'query/not-found' })
    if (to !== name && this.model.idOf(to) !== null) {
      return expect(work).rejects.toMatchObject({ code: 'query/exists' })
    }
    const { seq, count } = await work
    expect(count).toBe(to === name ? 0 : 1)
    const saved = this.model.present.get(id) as Saved
    if (count > 0) this.model.apply(seq, id, { ...saved, name: to })
  }

  async #remove(name: string): Promise<void> {
    const work = this.test.engine.savedQueries.remove({ namespace: 'n', name }, 'test')
    const id = this.model.idOf(name)
    if (id === null) return expect(work).rejects.toMatchObject({ code: 'query/not-found' })
    this.model.apply((await work).seq, id, null)
  }
}

const steps = fc.array(step, { maxLength: 40, size: 'max' })

describe('saved queries', () => {
  it('REC-9 keep everything they were asked with', async () => {
    const { engine } = await openEngineInProcess({ dimension: 4 })
    await engine.namespaces.create('n')
    const filter = { is: 'tag', value: 'web' } as const
    const query = { name: 'mine', query: '__proto__ 🦉 שלום', filter, k: 25, weights: { vector: 0.5 } }
    await engine.savedQueries.save('n', query, 'refuse', 'test')
    expect(await engine.savedQueries.list('n')).toEqual([{ ...query, createdAt: 1_700_000_000 }])
    await engine.namespaces.create('other')
    expect(await engine.savedQueries.list('other')).toEqual([])
    await engine.close()
  })

  it('MEM-10 agree with a model of whole states over random histories, also over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soma-queries-'))
    // Made once: a copy of it is there at once, a new database takes as long as all the rest.
    const empty = join(folder, 'empty.sqlite')
    const { engine } = await openEngineInProcess({ file: empty, dimension: 4 })
    await engine.namespaces.create('n')
    await engine.close()
    let runs = 0
    const property = fc.asyncProperty(steps, async (list) => {
      const options = { file: join(folder, `${runs++}.sqlite`), dimension: 4, time: { now: 1000 } }
      copyFileSync(empty, options.file)
      const run = new Run(await openEngineInProcess(options))
      for (const [i, one] of list.entries()) {
        if (i === list.length >> 1) {
          await run.test.engine.close()
          run.test = await openEngineInProcess(options)
        }
        await run.step(one)
      }
      await run.test.engine.close()
    })
    await fc.assert(property, { seed: 12, numRuns: 60 })
    rmSync(folder, { recursive: true })
  })
})
