import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { UndoItem } from '#contract/history'
import type { RewindPoint } from '#engine/journal/rewind'
import { openEngineInProcess } from '../store/engine-in-process.ts'
import { NAMESPACES, NEVER, type Picture, RewindWorld } from './rewind-world.ts'

const HISTORIES = 25
const ACTS = 22

const scopes: readonly Omit<RewindPoint, 'seq'>[] = [
  { whole: true },
  { whole: false },
  { namespace: 'a', whole: true },
  { namespace: 'b', whole: false },
]

/** The parts of a picture that a scope is about. */
const partsOf = ({ namespace, whole }: Omit<RewindPoint, 'seq'>): string[] => [
  ...NAMESPACES.filter((name) => namespace === undefined || name === namespace),
  ...(whole ? [''] : []),
]

/** What is to be seen at a point: of the scope what was there then, of the rest what is there now. */
const expected = (then: Picture, now: Picture, scope: Omit<RewindPoint, 'seq'>): Picture => ({
  ...now,
  ...Object.fromEntries(partsOf(scope).map((part) => [part, then[part] as string])),
})

const madeBy = (items: readonly UndoItem[]): number[] =>
  items.flatMap((item) => (item.type === 'progress' ? item.made : []))

/** Different things that changes touched, each counted once. */
const touchedBy = async ({ test }: RewindWorld, seqs: readonly number[]) => {
  const [memories, links, others] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const seq of seqs) {
    const detail = await test.engine.history.detail(seq, 100)
    const space = detail?.line.namespace
    for (const { coordinate } of detail?.memories ?? []) memories.add(`${space} ${coordinate}`)
    for (const { from, to, type } of detail?.links ?? []) {
      links.add(`${space} ${from.coordinate} ${to.coordinate} ${type}`)
    }
    for (const { kind, id } of detail?.others ?? []) others.add(`${space} ${kind} ${id}`)
  }
  return { memories: memories.size, links: links.size, others: others.size }
}

/** Goes to a point and checks that what the dry run said is what happens, and that it is as it was. */
const goAndCheck = async (world: RewindWorld, point: RewindPoint): Promise<void> => {
  const { engine, store } = world.test
  const [before, then] = [await world.picture(), world.pictures.get(point.seq) as Picture]
  const plan = await engine.rewind.plan(point, NEVER)
  const from = await store.seq()
  expect(await world.picture()).toEqual(before)
  const items = await world.goTo(point)
  const made = madeBy(items)
  expect(items.at(-1)).toMatchObject({ type: 'result', done: made.length, stopped: null })
  expect(await world.picture()).toEqual(expected(then, before, point))
  expect([plan.undone + plan.redone, plan.obstacle]).toEqual([made.length, null])
  expect(plan).toMatchObject(await touchedBy(world, made))
  const told = await engine.journal.list({ limit: 500 })
  const undos = told.filter(({ seq, action }) => seq > from && action === 'undo').length
  expect(plan.undone).toBe(undos)
  expect((await engine.rewind.plan(point, NEVER)).first).toEqual([])
  await world.remember(from)
}

describe('going to a point of the journal', () => {
  it('MEM-10 gives what was there then, back and forth, and the dry run says exactly what happens', async () => {
    let moves = 0
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const world = await RewindWorld.open(seed)
      try {
        for (let act = 0; act < ACTS; act++) await world.act()
        for (let move = 0; move < 4; move++, moves++) {
          await goAndCheck(world, { seq: world.pick([...world.pictures.keys()]), ...world.pick(scopes) })
        }
        await goAndCheck(world, { seq: 0, whole: true })
      } catch (error) {
        throw new Error(`history ${seed}`, { cause: error })
      }
      await world.test.engine.close()
    }
    expect(moves).toBe(HISTORIES * 4)
  })

  it('MEM-10 tells of each change what it did, and of each line whether it is in force', async () => {
    const world = await RewindWorld.open(77)
    const { engine, store } = world.test
    for (let act = 0; act < 40; act++) await world.act()
    const { lines, present } = await engine.history.list({ limit: 200, undos: true, whole: true })
    const open = new Map(lines.map((line) => [line.seq, line]))
    const isInForce = (seq: number): boolean => {
      const by = open.get(seq)?.undoneBy ?? null
      return by === null || !isInForce(by)
    }
    for (const line of lines) {
      expect(line.state !== 'undone', `${line.seq}`).toBe(isInForce(line.seq))
      expect(line.state === 'applied').toBe(line.undoneBy === null)
      const detail = await engine.history.detail(line.seq, 100)
      const counts = [detail?.memories.length, detail?.links.length, detail?.others.length]
      expect(counts).toEqual([line.memories, line.links, line.others])
      const { steps, links, artefacts } = await store.undoPlan(line.seq)
      if (line.state === 'applied') {
        expect([steps.length, links.length, artefacts.length]).toEqual(counts)
        const stored = steps.map(({ coordinate, before }) => [coordinate, before?.payload ?? null])
        const told = detail?.memories.map(({ coordinate, before }) => [coordinate, before?.payload ?? null])
        expect(told?.sort()).toEqual(stored.sort())
      }
      const isFree = await engine.rewind.plan({ seq: line.seq - 1, whole: true }, NEVER)
      expect(isFree.obstacle).toBeNull()
    }
    expect(present).toBe(lines.find(({ undoes, seq }) => undoes === null && isInForce(seq))?.seq)
    await engine.close()
  })

  it('MEM-10 lists the journal by author, kind, namespace and memory, page by page', async () => {
    const world = await RewindWorld.open(5)
    const { engine } = world.test
    for (let act = 0; act < 60; act++) await world.act()
    const all = async (query: object) => {
      const found = []
      for (let before: number | undefined; ; ) {
        const { lines } = await engine.history.list({ whole: true, undos: true, limit: 7, before, ...query })
        found.push(...lines)
        before = lines.at(-1)?.seq
        if (lines.length < 7) return found
      }
    }
    const every = await all({})
    expect(every.map(({ seq }) => seq)).toEqual([...every.keys()].map((i) => every.length - i))
    const seqs = (lines: readonly { seq: number }[]) => lines.map(({ seq }) => seq)
    const where = (keep: (line: (typeof every)[number]) => boolean) => seqs(every.filter(keep))
    expect(seqs(await all({ author: 'cli' }))).toEqual(where(({ author }) => author === 'cli'))
    expect(seqs(await all({ undos: false }))).toEqual(where(({ undoes }) => undoes === null))
    for (const kind of ['memories', 'links', 'settings', 'queries', 'gate'] as const) {
      expect(seqs(await all({ kind }))).toEqual(where(({ kinds }) => kinds.includes(kind)))
    }
    for (const whole of [true, false]) {
      const of = (name: string): boolean => name === 'a' || (whole && name === '')
      expect(seqs(await all({ namespace: 'a', whole }))).toEqual(where(({ namespace }) => of(namespace)))
    }
    const touched = await all({ namespace: 'a', coordinate: [1] })
    const ofMemory = []
    for (const line of every.filter(({ namespace }) => namespace === 'a')) {
      const detail = await engine.history.detail(line.seq, 100)
      const ends = [
        ...(detail?.memories ?? []),
        ...(detail?.links ?? []).flatMap(({ from, to }) => [from, to]),
      ]
      if (ends.some(({ coordinate }) => coordinate[0] === 1)) ofMemory.push(line.seq)
    }
    expect(seqs(touched)).toEqual(ofMemory)
    expect(await engine.history.authors({ whole: true })).toEqual(['app', 'claude', 'cli'])
    await engine.close()
  })

  it('MEM-10 refuses as a whole, with the reason, what lies behind a change that is for good', async () => {
    const world = await RewindWorld.open(3)
    const { engine, store } = world.test
    for (let act = 0; act < 20; act++) await world.act()
    await engine.memories.remove({ namespace: 'a', coordinates: [[0], [1], [2], [3]] }, undefined, 'app')
    const purged = await store.seq()
    await engine.bin.purge('a', [[0], [1], [2], [3]], 'app')
    const [before, seq] = [await world.picture(), await store.seq()]
    const point = { seq: 2, namespace: 'a', whole: true }
    const { obstacle } = await engine.rewind.plan(point, NEVER)
    expect(obstacle).toEqual({ reason: 'what was purged is gone for good', change: seq, by: null })
    await expect(world.goTo(point)).rejects.toMatchObject({ code: 'change/not-undoable', data: { seq } })
    expect([await world.picture(), await store.seq(), purged < seq]).toEqual([before, seq, true])
    await goAndCheck(world, { seq: 0, namespace: 'b', whole: false })
    await engine.close()
  })

  it('MEM-10 stops between two changes when it is cancelled: that is a point too, and it can go on', async () => {
    const world = await RewindWorld.open(8)
    const { engine } = world.test
    for (let act = 0; act < 25; act++) await world.act()
    const plan = await engine.rewind.plan({ seq: 0, whole: true }, NEVER)
    const stop = new AbortController()
    let done = 0
    await expect(async () => {
      for await (const item of engine.rewind.to({ seq: 0, whole: true }, 'app', stop.signal)) {
        done = item.done
        if (done === 4) stop.abort()
      }
    }).rejects.toThrow()
    expect(done).toBe(4)
    const last = plan.first[3]
    expect((await engine.rewind.plan({ seq: 0, whole: true }, NEVER)).first).toEqual(plan.first.slice(4))
    expect(last).toBeDefined()
    await goAndCheck(world, { seq: 0, whole: true })
    await engine.close()
  })

  it('MEM-10 works over restarts and for changes of another process', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'soma-rewind-'))
    const file = join(folder, 'a.sqlite')
    const world = await RewindWorld.open(21, file)
    for (let act = 0; act < 15; act++) await world.act()
    const other = await openEngineInProcess({ file, dimension: 4, time: world.test.time })
    const from = await world.test.store.seq()
    const place = { namespace: 'b', coordinate: [9] }
    const memory = { payload: '{"text":"from outside"}', type: 'semantic', importance: 1 } as const
    await other.engine.memories.store({ ...place, ...memory, ifTaken: 'refuse' }, 'claude')
    await other.engine.close()
    await world.test.engine.followOthers()
    const plan = await world.test.engine.rewind.plan({ seq: from, whole: true }, NEVER)
    expect(plan).toMatchObject({ undone: 1, memories: 1, authors: [{ author: 'claude', changes: 1 }] })
    await goAndCheck(world, { seq: 0, whole: true })
    await world.restart(file)
    await goAndCheck(world, { seq: from, whole: true })
    await world.test.engine.close()
    rmSync(folder, { recursive: true })
  })

  it('MEM-10 undoes several by their numbers, newest first, and says where it had to stop', async () => {
    const { engine, store } = (await RewindWorld.open(1)).test
    const put = (text: string) =>
      engine.memories.store(
        {
          namespace: 'a',
          coordinate: [1],
          payload: `{"text":"${text}"}`,
          ifTaken: 'update',
          type: 'semantic',
          importance: 0,
        },
        'app',
      )
    const [first, second, third] = [await put('one'), await put('two'), await put('three')]
    const each = async (seqs: number[]) => {
      const items: UndoItem[] = []
      for await (const item of engine.rewind.each(seqs, 'app', NEVER)) items.push(item)
      return items
    }
    await expect(each([first.seq])).rejects.toMatchObject({ code: 'change/not-undoable' })
    const undone = await each([third.seq, first.seq])
    const reason = `(1) was changed again later, by change ${second.seq}`
    expect(undone.at(-1)).toMatchObject({ done: 1, stopped: { reason, change: first.seq } })
    expect((await store.get('a', [1]))?.payload).toContain('two')
    await each([first.seq, second.seq])
    expect((await store.get('a', [1]))?.deletedAt).not.toBeNull()
    const redone = await engine.journal.redo(first.seq, 'app')
    expect(redone.summary).toMatch(/^Redid: /)
    await expect(engine.journal.redo(first.seq, 'app')).rejects.toMatchObject({
      data: { reason: 'it is in force already' },
    })
    expect((await store.get('a', [1]))?.payload).toContain('one')
    const next = await engine.history.next({ namespace: 'a', whole: true })
    expect([next.undo?.seq, next.redo?.seq]).toEqual([first.seq, second.seq])
    await engine.close()
  })
})
