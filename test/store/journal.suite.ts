import { expect, it } from 'vitest'
import type { HistoryKind } from '#contract/history'
import type { MemoryState, MemoryStore, UndoPlan } from '#engine/ports'
import { seededRandom } from '../../bench/seeded-random.ts'
import { type Bench, derived, draft, patch, put } from './store-bench.ts'
import { inForceAs, type Made, type State, UndoModel } from './undo-model.ts'

/** What an undo of a plan commits: everything as it was, where it is as it was seen. */
const inverse = ({ change, namespace, steps, links, artefacts }: UndoPlan, at: number) => {
  const mutations = steps.map(({ coordinate, id, before, version }) => ({
    ...({ coordinate, id, kind: 'patch', when: 'exists', expectedVersion: version } as const),
    set: before ?? { deletedAt: at },
  }))
  const beside = {
    links: links.map(({ from, to, type, before, present: seen }) => ({
      ...{ from, to, type, seen },
      ...(before ?? ({ isRemoved: true } as const)),
    })),
    artefacts: artefacts.map(({ kind, id, before: state, present: seen }) => ({ kind, id, state, seen })),
  }
  const action = change?.action === 'undo' ? 'redo' : 'undo'
  return draft(namespace, mutations, { ...beside, at, action, undoes: change?.seq ?? 0 })
}

const isBlocked = ({ change, steps, links, artefacts }: UndoPlan): boolean =>
  [...steps, ...links, ...artefacts].some(({ lastSeq }) => lastSeq !== change?.seq)

/** @returns the number of the undo; null where it cannot be */
const undo = async (store: MemoryStore, seq: number, at: number): Promise<number | null> => {
  const plan = await store.undoPlan(seq)
  if (plan.change === null || plan.change.undoneBy !== null || isBlocked(plan)) return null
  return (await store.commit(inverse(plan, at))).change?.seq ?? null
}

/** A random walk of memories, links and queries, with what stood there after each change. */
const walk = async (bench: Bench, { seed, steps }: { readonly seed: number; readonly steps: number }) => {
  const { store } = bench
  const name = await bench.namespace()
  const random = seededRandom(seed)
  const pick = (n: number): number => Math.floor(random() * n)
  const snapshot = async (): Promise<unknown> => ({
    memories: (await store.memoriesAt(name, [[0], [1], [2]])).map(
      (memory) => memory && memory.deletedAt === null && [memory.payload, memory.importance],
    ),
    links: (await store.linksAfter(name, 0, 99)).map(({ from, to, weight }) => [from, to, weight]).toSorted(),
    queries: (await store.artefacts(name, { kind: 'saved-query' }))
      .map(({ id, state }) => [id, state])
      .toSorted(),
  })
  const all = [0, 1, 2].map((x) => put(name, [x], { text: `t${x}` }))
  const first = (await store.commit(draft(name, all))).change?.seq as number
  const after = new Map([[first, await snapshot()]])
  const acts = [
    () => draft(name, [put(name, [pick(3)], { text: `t${pick(4)}` })]),
    () => draft(name, [patch(name, [pick(3)], { importance: pick(9) })], { onMismatch: 'skip' }),
    () => draft(name, [patch(name, [pick(3)], { deletedAt: 7 })], { onMismatch: 'skip' }),
    () =>
      draft(name, [], {
        links: [{ from: [pick(3)], to: [pick(3)], type: 'x', weight: 1 + pick(3), note: null }],
      }),
    () => draft(name, [], { links: [{ from: [pick(3)], to: [pick(3)], type: 'x', isRemoved: true }] }),
  ]
  for (let i = 0; i < steps; i++) {
    const at = 2000 + i
    const author = ['ann', 'bob'][pick(2)] as string
    const what = pick(8)
    const act = acts[what]
    if (act !== undefined) await store.commit({ ...act(), at, author })
    else if (what === 5) {
      const id = `q${pick(2)}`
      const [present] = await store.artefacts(name, { kind: 'saved-query', id })
      const state = present && pick(3) === 0 ? null : `{"name":"${id}","n":${i}}`
      const artefacts = [{ kind: 'saved-query', id, state, seen: present?.seq ?? null } as const]
      await store.commit(draft(name, [], { artefacts, at, author }))
    } else {
      const known = [...after.keys()]
      await undo(store, known[pick(known.length)] as number, at)
    }
    after.set(await store.seq(), await snapshot())
  }
  return { name, first, after, snapshot, random }
}

/** The journal of a store: what was done, what of it is in force, and the way back (MEM-10). */
export const journalSuite = (bench: () => Bench): void => {
  it('MEM-9 MEM-10 undoes what a model of whole states says can be undone, back to nothing', async () => {
    const { store } = bench()
    for (const seed of [1, 2, 3]) {
      const [name, model, random] = [await bench().namespace(), new UndoModel(), seededRandom(seed)]
      const pick = (n: number): number => Math.floor(random() * n)
      const stateOf = (text: string, importance: number): State => ({
        ...{ text, importance, type: 'episodic', timestamp: null, pinned: false, deletedAt: null },
      })
      const agrees = async (): Promise<void> => {
        const memories = await store.memoriesAt(name, [[0], [1], [2]])
        expect(memories.map((m) => m && [m.text, m.importance, m.deletedAt, m.version])).toEqual(
          [0, 1, 2].map((x) => {
            const state = model.present(x)
            return state && [state.text, state.importance, state.deletedAt, model.states.get(x)?.length]
          }),
        )
      }
      const undoMade = async (made: Made, at: number): Promise<void> => {
        const allowed = model.isUndoable(made)
        const seq = await undo(store, made.seq, at)
        expect(seq !== null).toBe(allowed)
        const undone = inForceAs(made)
        if (seq !== null && undone !== null) model.apply(seq, model.inverse(undone, at), undone)
      }
      for (let at = 1; at <= 40; at++) {
        const x = pick(3)
        const act = pick(4)
        const present = model.present(x)
        if (act === 0 || present === null) {
          const state = stateOf(`t${pick(3)}`, pick(3))
          const { text, importance } = state
          const { change } = await store.commit(
            draft(name, [put(name, [x], { text }, { importance, pinned: false })], { at }),
          )
          model.apply(change?.seq as number, [[x, state]])
        } else if (act === 1) {
          const set: Partial<MemoryState> = model.isLiving(x) ? { deletedAt: at } : { deletedAt: null }
          const { change } = await store.commit(
            draft(name, [patch(name, [x], set, { when: 'exists' })], { at }),
          )
          model.apply(change?.seq as number, [[x, { ...present, ...set } as State]])
        } else {
          const made = model.changes[pick(model.changes.length)]
          if (made) await undoMade(made, at)
        }
        await agrees()
      }
      for (const made of model.inForce()) await undoMade(made, 99)
      await agrees()
      expect([0, 1, 2].some((x) => model.isLiving(x))).toBe(false)
    }
  })

  it('MEM-10 leads back to any point: the steps, done in their order, leave what was there', async () => {
    const { store } = bench()
    for (const seed of [4, 5, 6]) {
      const { name, after, snapshot, random } = await walk(bench(), { seed, steps: 30 })
      for (let turn = 0; turn < 2; turn++) {
        const points = [...after.keys()]
        const to = points[Math.floor(random() * points.length)] as number
        const scope = { namespace: name, whole: false, to }
        const { steps, total } = await store.rewindSteps({ ...scope, limit: 99 }, 99)
        expect([steps.length, steps.every(({ blocked }) => blocked === null)]).toEqual([total, true])
        const seqs = steps.map(({ change }) => change.seq)
        expect(seqs).toEqual(seqs.toSorted((a, b) => b - a))
        const page = await store.rewindSteps({ ...scope, limit: 2, before: seqs[0] ?? 0 }, 99)
        expect([page.total, page.steps.map(({ change }) => change.seq)]).toEqual([total, seqs.slice(1, 3)])
        const touched = await store.touchedBy(seqs)
        expect([touched.memories <= 3, touched.others <= 2]).toEqual([true, true])
        expect(touched.memories + touched.links + touched.others > 0).toBe(total > 0)
        for (const seq of seqs) expect(await undo(store, seq, 5000)).not.toBeNull()
        expect(await snapshot()).toEqual(after.get(to))
      }
    }
  })

  it('MEM-10 tells who did what, and what became of it', async () => {
    const { store } = bench()
    const { name } = await walk(bench(), { seed: 7, steps: 40 })
    const scope = { namespace: name, whole: false }
    const everything = await store.history({ ...scope, limit: 999, undos: true })
    const lines = everything.lines
    const journal = await store.changes({ namespace: name, limit: 999 })
    expect(lines).toMatchObject(journal)
    const bySeq = new Map(lines.map((line) => [line.seq, line]))
    /** What follows a line: who undid it, who undid that, and so on. */
    const following = (seq: number): number[] => {
      const by = bySeq.get(seq)?.undoneBy ?? null
      return by === null ? [] : [by, ...following(by)]
    }
    for (const { seq, state, settledBy } of lines) {
      const chain = following(seq)
      expect(state).toBe(chain.length === 0 ? 'applied' : chain.length % 2 ? 'undone' : 'redone')
      expect(settledBy?.seq).toBe(chain.at(-1))
    }
    const originals = lines.filter(({ undoes }) => undoes === null)
    expect((await store.history({ ...scope, limit: 999, undos: false })).lines).toEqual(originals)
    expect(everything.present).toBe(originals.find(({ state }) => state !== 'undone')?.seq)
    const asked = (query: object) => store.history({ ...scope, limit: 999, undos: true, ...query })
    expect((await asked({ author: 'ann' })).lines).toEqual(lines.filter(({ author }) => author === 'ann'))
    expect((await asked({ before: lines[5]?.seq, limit: 4 })).lines).toEqual(lines.slice(6, 10))
    for (const kind of ['memories', 'links', 'queries', 'golden'] as const satisfies HistoryKind[]) {
      expect((await asked({ kind })).lines).toEqual(lines.filter(({ kinds }) => kinds.includes(kind)))
    }
    expect((await store.historyAuthors(scope)).toSorted()).toEqual(
      [...new Set(lines.map(({ author }) => author))].toSorted(),
    )
    const { undo: next, redo } = await store.nextChanges(scope)
    expect(next?.seq).toBe(everything.present)
    expect(redo === null || bySeq.get(redo.seq)?.state === 'undone').toBe(true)
    const own = await store.nextChanges({ ...scope, author: 'bob' })
    expect(own.undo).toEqual(
      originals.find(({ author, state }) => author === 'bob' && state !== 'undone') ?? null,
    )
  })

  it('MEM-9 shows what one change did, with what was before and what stands in its way', async () => {
    const { store } = bench()
    const name = await bench().namespace()
    const [one, two] = [put(name, [1], { text: 'one' }), put(name, [2], { text: 'two' })]
    const made = (await store.commit(draft(name, [one, two]))).change?.seq as number
    const link = { from: [1], to: [2], type: 'x', weight: 2, note: 'why' }
    const saved = { kind: 'saved-query', id: 'q', state: '{"name":"mine"}', seen: null } as const
    const edit = patch(name, [1], { ...derived({ text: 'changed' }) })
    const extra = { links: [link], artefacts: [saved], author: 'ann' }
    const seq = (await store.commit(draft(name, [edit], extra))).change?.seq as number
    expect(await store.changeParts(seq, 9)).toMatchObject({
      line: { seq, author: 'ann', memories: 1, links: 1, others: 1, state: 'applied' },
      namespace: name,
      memories: [{ coordinate: [1], before: 1, after: 2 }],
      links: [{ from: [1], to: [2], type: 'x', before: null, after: { weight: 2, note: 'why' } }],
      others: [{ kind: 'saved-query', id: 'q', before: null, after: saved.state }],
      inTheWayOf: [made],
    })
    const first = await store.changeParts(made, 1)
    expect([first?.memories.length, first?.memories[0]?.before, first?.line.memories]).toEqual([1, null, 2])
    expect(await store.changeParts(seq + 1000, 9)).toBeNull()
    expect(
      (await store.history({ namespace: name, whole: false, limit: 9, undos: true, coordinate: [2] })).lines,
    ).toMatchObject([{ seq }, { seq: made }])
    expect((await store.artefactChanges(name, saved)).map((change) => change.seq)).toEqual([seq])
    const undone = await undo(store, seq, 5000)
    expect((await store.artefactChanges(name, saved)).map((change) => change.seq)).toEqual([undone, seq])
    expect(await store.artefactChanges(name, { kind: 'saved-query', id: 'none' })).toEqual([])
  })
}
