import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { EngineEvent } from '#contract/changes'
import { isError } from '#contract/errors'
import { storeInProcess } from '../store/engine-in-process.ts'
import {
  changeOf,
  expectAnswersOf,
  fill,
  found,
  hashed,
  openSwitchWorld,
  over,
  type SwitchWorld,
  store,
  until,
} from './switch-world.ts'

const OLD = 16
const NEW = 48
const QUERY = 'amber number7'

const filled = async (count = 600): Promise<SwitchWorld> => {
  const world = await openSwitchWorld()
  await world.engine.namespaces.create('a')
  await fill(world, count)
  return world
}

const code = (error: unknown) => (error as { code?: string }).code
const refused = (work: Promise<unknown>) => work.then(() => 'done', code)
const idOf = (dimension: number) => `hashing-${dimension}@1`
const activeOf = ({ engine }: SwitchWorld) => engine.embedder.id

/** Similarity of one memory to a query, as an embedder sees it. */
const similarity = async (world: SwitchWorld, at: number, query: string) =>
  (await found(world, query)).get(at)

describe('a change of the embedder', () => {
  it('EMB-4 lets recall stay with the old vectors until the new set is whole, then switches in one step', async () => {
    const world = await filled()
    const before = await found(world, QUERY)
    const gate = world.source.gate()
    await world.engine.embedders.change(hashed(NEW), 'test')
    await gate.reached
    expect(await found(world, QUERY)).toEqual(before)
    expect(await changeOf(world)).toMatchObject({
      to: { id: idOf(NEW), dimension: NEW },
      state: 'running',
      stage: 'vectors',
      done: 0,
      total: 600,
    })
    gate.open()
    const again = world.source.gate()
    await again.reached
    expect(await found(world, QUERY)).toEqual(before)
    expect(await changeOf(world)).toMatchObject({ done: 256, total: 600 })
    again.open()
    await over(world)
    expect(activeOf(world)).toBe(idOf(NEW))
    expect(await found(world, QUERY)).not.toEqual(before)
    expect(world.engine.indexState()).toMatchObject({ state: 'ready', vectors: 600 })
    const [line] = await world.engine.journal.list({ limit: 1 })
    expect(line).toMatchObject({
      namespace: '',
      author: 'test',
      action: 'embedder',
      summary: `Changed embedder from ${idOf(OLD)} to ${idOf(NEW)}`,
    })
    expect(world.logged).toEqual([])
  })

  it('EMB-4 gives a vector to what is stored, changed, deleted and restored meanwhile', async () => {
    const world = await filled(0)
    const texts = new Map(Array.from({ length: 12 }, (_, i) => [i, `amber number${i}`]))
    for (const [at, text] of texts) await store(world, at, text)
    const gate = world.source.gate()
    await world.engine.embedders.change(hashed(NEW), 'test')
    await gate.reached
    const { memories } = world.engine
    texts.set(3, 'birch instead')
    await store(world, 3, 'birch instead')
    texts.set(40, 'coral, which is new')
    await store(world, 40, 'coral, which is new')
    texts.delete(5)
    await memories.remove({ namespace: 'a', coordinates: [[5], [6]] }, undefined, 'test')
    await memories.restore({ namespace: 'a', coordinates: [[6]] }, undefined, 'test')
    await memories.updateMany({ namespace: 'a', coordinates: [[7]] }, { importance: 4 }, undefined, 'test')
    await world.engine.namespaces.copy('a', 'b', 'test')
    await expectAnswersOf(world, OLD, QUERY, texts)
    gate.open()
    await over(world)
    await expectAnswersOf(world, NEW, QUERY, texts)
    // What lay in the bin has no vector of the new embedder until it is back.
    await memories.restore({ namespace: 'a', coordinates: [[5]] }, undefined, 'test')
    await expectAnswersOf(world, NEW, QUERY, texts.set(5, 'amber number5'))
    expect(world.engine.indexState()).toMatchObject({ vectors: 13 + 12 })
  })

  it('EMB-1 lets a recall that began with the old vectors end with them', async () => {
    const world = await filled(20)
    await world.engine.embedders.change(hashed(NEW), 'test')
    await over(world)
    const gate = world.source.gate()
    const asked = found(world, QUERY)
    await gate.reached
    // Back, and so away from what the question is being embedded with.
    await world.engine.embedders.undo('test')
    await over(world)
    expect(activeOf(world)).toBe(idOf(OLD))
    expect([...world.source.opened].sort()).toEqual([idOf(OLD), idOf(NEW)])
    gate.open()
    const texts = new Map(Array.from({ length: 20 }, (_, i) => [i, `amber number${i}`]))
    const answer = await asked
    await until(() => world.source.opened.size === 1)
    await expectAnswersOf(world, OLD, QUERY, texts)
    await world.engine.embedders.undo('test')
    await over(world)
    expect(answer).toEqual(await found(world, QUERY))
  })

  it('EMB-1 writes nothing with the vectors of the one under the name of the other', async () => {
    const world = await filled(4)
    await world.engine.embedders.change(hashed(NEW), 'test')
    await over(world)
    const gate = world.source.gate()
    const writing = store(world, 9, 'coral, embedded before the switch')
    await gate.reached
    await world.engine.embedders.undo('test')
    await over(world)
    gate.open()
    await writing
    const texts = new Map(Array.from({ length: 4 }, (_, i) => [i, `amber number${i}`]))
    await expectAnswersOf(world, OLD, 'coral', texts.set(9, 'coral, embedded before the switch'))
  })

  it('EMB-4 rests, goes on where it was, and makes no vector twice', async () => {
    const world = await filled()
    const first = world.source.gate()
    world.source.texts.length = 0
    await world.engine.embedders.change(hashed(NEW), 'test')
    await first.reached
    const second = world.source.gate()
    first.open()
    await second.reached
    await world.engine.embedders.pause()
    second.open()
    await until(async () => (await changeOf(world))?.state === 'paused')
    expect(await changeOf(world)).toMatchObject({ state: 'paused', done: 256, reason: null })
    await world.engine.embedders.resume()
    await over(world)
    expect(activeOf(world)).toBe(idOf(NEW))
    expect(world.source.texts).toHaveLength(600)
    expect(new Set(world.source.texts).size).toBe(600)
  })

  it('EMB-4 is cancelled without a trace', async () => {
    const world = await filled()
    const gate = world.source.gate()
    await world.engine.embedders.change(hashed(NEW), 'test')
    await gate.reached
    const second = world.source.gate()
    gate.open()
    await second.reached
    const before = await found(world, QUERY)
    const cancelled = world.engine.embedders.cancel()
    second.open()
    await cancelled
    expect(await found(world, QUERY)).toEqual(before)
    await until(async () => (await world.store.embedders()).unused.length === 0)
    expect(await world.store.embedders()).toMatchObject({ building: null, previous: null })
    expect(await world.store.coverage(idOf(NEW))).toEqual({ living: 600, covered: 0 })
    expect([...world.source.opened]).toEqual([idOf(OLD)])
    expect(await refused(world.engine.embedders.cancel())).toBe('embedder/no-change')
    expect((await world.engine.journal.list({ limit: 1 }))[0]?.action).toBe('import')
  })

  it('EMB-4 waits ever longer for an embedder that fails, says why, and loses nothing', async () => {
    const world = await filled()
    const gate = world.source.gate()
    await world.engine.embedders.change(hashed(NEW), 'test')
    await gate.reached
    const second = world.source.gate()
    gate.open()
    await second.reached
    world.source.fault = new Error('429, come back later')
    second.open()
    for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
      await until(() => world.waits.length > 0)
      expect(await changeOf(world)).toMatchObject({
        state: 'waiting',
        reason: '429, come back later',
        done: 256,
      })
      expect(world.waits[0]?.seconds).toBe(seconds)
      world.waits.shift()?.release()
    }
    await until(() => world.waits.length > 0)
    world.source.fault = null
    await world.engine.embedders.resume()
    await over(world)
    expect(activeOf(world)).toBe(idOf(NEW))
    expect(world.engine.indexState()).toMatchObject({ state: 'ready', vectors: 600 })
  })

  it('EMB-3 EMB-4 does not wait for a text that can have no vector', async () => {
    const world = await filled(300)
    world.source.refused = 'amber number7'
    await world.engine.embedders.change(hashed(NEW), 'test')
    await over(world)
    expect(activeOf(world)).toBe(idOf(NEW))
    expect(world.engine.indexState()).toMatchObject({ state: 'ready', vectors: 299, waiting: null })
    expect(world.logged).toContain('a memory stays without a vector')
    await store(world, 300, 'birch')
    expect(await similarity(world, 300, 'birch')).toBeCloseTo(1)
  })

  it('SEC-1 EMB-4 does not wait for a text that nobody can read without a key', async () => {
    const inner = storeInProcess()
    const isLocked = ({ text }: { readonly text: string }): boolean => text.endsWith('7')
    const world = await openSwitchWorld({
      ...inner,
      withoutVector: async (...query) =>
        (await inner.withoutVector(...query)).filter((one) => !isLocked(one)),
    })
    await world.engine.namespaces.create('a')
    await fill(world, 20)
    await world.engine.embedders.change(hashed(NEW), 'test')
    await over(world)
    expect(world.engine.indexState()).toMatchObject({ state: 'ready', vectors: 18, waiting: null })
  })

  it('EMB-4 takes no vectors that are none', async () => {
    const world = await filled(3)
    const open = world.source.open
    world.source.open = async (settings) => ({
      ...(await open(settings)),
      embed: async (texts) => new Float32Array(texts.length * NEW).fill(Number.NaN),
    })
    await world.engine.embedders.change(hashed(NEW), 'test')
    await until(() => world.waits.length > 0)
    expect((await changeOf(world))?.reason).toMatch(/not made of numbers/)
    await world.engine.embedders.cancel()
    expect(activeOf(world)).toBe(idOf(OLD))
  })

  it('MEM-10 is undone at once, redone, and each is a line of the journal', async () => {
    const world = await filled(0)
    const texts = new Map([
      [1, 'amber'],
      [2, 'birch'],
    ])
    for (const [at, text] of texts) await store(world, at, text)
    await world.engine.embedders.change(hashed(NEW), 'test')
    await over(world)
    const [change] = await world.engine.journal.list({ limit: 1 })
    const seq = change?.seq ?? 0
    texts.set(3, 'coral, written since').set(1, 'amber, changed since')
    await store(world, 3, 'coral, written since')
    await store(world, 1, 'amber, changed since')
    world.source.texts.length = 0
    const undone = await world.engine.journal.undo(seq, 'test')
    expect(undone.summary).toBe(`Undid: Changed embedder from ${idOf(OLD)} to ${idOf(NEW)}`)
    expect(world.source.texts).toEqual(['coral, written since', 'amber, changed since'])
    await expectAnswersOf(world, OLD, 'amber', texts)
    expect(await refused(world.engine.journal.undo(seq, 'test'))).toBe('change/not-undoable')
    const redone = await world.engine.journal.undo(undone.seq, 'test')
    expect(redone.summary).toBe(`Redid: Changed embedder from ${idOf(OLD)} to ${idOf(NEW)}`)
    await expectAnswersOf(world, NEW, 'amber', texts)
    const lines = await world.engine.journal.list({ limit: 3 })
    expect(lines.map(({ action, undoes }) => [action, undoes])).toEqual([
      ['redo', undone.seq],
      ['undo', seq],
      ['store', null],
    ])
  })

  it('MEM-10 refuses an undo with the reason where the vectors are gone, or another change came after', async () => {
    const world = await filled(2)
    const seqOf = async () => (await world.engine.journal.list({ limit: 1 }))[0]?.seq ?? 0
    await world.engine.embedders.change(hashed(NEW), 'test')
    await over(world)
    const first = await seqOf()
    await world.engine.embedders.change(hashed(32), 'test')
    await over(world)
    const reason = async (seq: number) =>
      world.engine.journal.undo(seq, 'test').then(
        () => '',
        (error: unknown) => (isError(error, 'change/not-undoable') ? error.data.reason : String(error)),
      )
    expect(await reason(first)).toBe('the embedder was changed again later')
    await until(async () => (await world.store.embedders()).unused.length === 0)
    expect(world.source.forgotten).toEqual([idOf(OLD)])
    await world.engine.embedders.forget()
    expect(await reason(await seqOf())).toBe('the vectors of the embedder before were deleted')
    expect(await refused(world.engine.embedders.undo('test'))).toBe('embedder/no-previous')
    await until(() => world.source.forgotten.includes(idOf(NEW)))
    expect(await world.store.coverage(idOf(NEW))).toMatchObject({ covered: 0 })
  })

  it('is one at a time, never to what is in use, and never to what cannot be opened', async () => {
    const world = await filled(3)
    const { embedders } = world.engine
    expect(await refused(embedders.change(hashed(OLD), 'test'))).toBe('embedder/in-use')
    world.source.fault = new Error('no such model')
    expect(await refused(embedders.change(hashed(NEW), 'test'))).toBe('embedder/unusable')
    expect(await refused(embedders.test(hashed(NEW)))).toBe('embedder/unusable')
    world.source.fault = null
    expect(await embedders.test(hashed(NEW))).toMatchObject({ id: idOf(NEW), dimension: NEW })
    const gate = world.source.gate()
    const both = [embedders.change(hashed(NEW), 'test'), embedders.change(hashed(32), 'test')]
    expect(await Promise.all(both.map(refused))).toEqual(['done', 'embedder/busy'])
    gate.open()
    await over(world)
    expect(activeOf(world)).toBe(idOf(NEW))
  })

  it('EMB-4 comes to its end while somebody writes on and on', async () => {
    const world = await filled(100)
    const texts = new Map(Array.from({ length: 100 }, (_, i) => [i, `amber number${i}`]))
    let isOver = false
    const writing = async (from: number): Promise<void> => {
      for (let at = from; !isOver && at < from + 30; at++) {
        await store(world, at, `birch number${at}`)
        texts.set(at, `birch number${at}`)
        await setImmediate()
      }
    }
    const writers = [1000, 2000, 3000].map(writing)
    await world.engine.embedders.change(hashed(NEW), 'test')
    await until(() => activeOf(world) === idOf(NEW))
    expect(texts.size).toBeLessThan(190)
    isOver = true
    await Promise.all(writers)
    await expectAnswersOf(world, NEW, QUERY, texts)
  })

  it('EMB-4 works on a database without memories', async () => {
    const world = await openSwitchWorld()
    await world.engine.embedders.change(hashed(NEW), 'test')
    await over(world)
    expect(activeOf(world)).toBe(idOf(NEW))
  })

  it('tells open windows of its progress, and of the switch', async () => {
    const world = await filled(3)
    const stream = world.engine.events.subscribe(new AbortController().signal)
    await world.engine.embedders.change(hashed(NEW), 'test')
    await over(world)
    const types = new Set<EngineEvent['type']>()
    while (types.size < 3) types.add((await stream.next()).value?.type as EngineEvent['type'])
    expect(types).toEqual(new Set(['embedders', 'changed', 'status']))
  })

  it('MEM-7 forgets a namespace in both indexes', async () => {
    const world = await filled(300)
    await world.engine.namespaces.create('b')
    const index = world.source.gateIndex()
    await world.engine.embedders.change(hashed(NEW), 'test')
    await index.reached
    expect(await changeOf(world)).toMatchObject({ stage: 'index', state: 'running' })
    await world.engine.namespaces.remove('a', 'test')
    index.open()
    await over(world)
    expect(world.engine.indexState()).toMatchObject({ vectors: 0 })
  })
})

describe('a change of the embedder over restarts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-switch-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('EMB-4 goes on where it was, and rests where it rested', async () => {
    const file = join(folder, 'resume.sqlite')
    const first = await openSwitchWorld(storeInProcess(file))
    await first.engine.namespaces.create('a')
    await fill(first, 600)
    const gate = first.source.gate()
    await first.engine.embedders.change(hashed(NEW), 'test')
    await gate.reached
    const second = first.source.gate()
    gate.open()
    await second.reached
    await first.engine.embedders.pause()
    const closing = first.engine.close()
    second.open()
    await closing

    const resting = await openSwitchWorld(storeInProcess(file))
    expect(activeOf(resting)).toBe(idOf(OLD))
    await until(async () => (await changeOf(resting))?.total === 600)
    expect(await changeOf(resting)).toMatchObject({ state: 'paused', done: 256 })
    resting.source.texts.length = 0
    const held = resting.source.gate()
    await resting.engine.embedders.resume()
    await held.reached
    const ended = resting.engine.close()
    held.open()
    await ended

    const last = await openSwitchWorld(storeInProcess(file))
    await over(last)
    expect(activeOf(last)).toBe(idOf(NEW))
    expect(last.engine.indexState()).toMatchObject({ state: 'ready', vectors: 600 })
    await last.engine.close()

    const after = await openSwitchWorld(storeInProcess(file))
    expect(activeOf(after)).toBe(idOf(NEW))
    expect(after.engine.indexState()).toMatchObject({ vectors: 600 })
    const [change] = await after.engine.journal.list({ limit: 1 })
    await after.engine.journal.undo(change?.seq ?? 0, 'test')
    expect(activeOf(after)).toBe(idOf(OLD))
    await after.engine.close()
  })

  it('EMB-4 follows the settings of the program, once, and says what they name where it cannot', async () => {
    const file = join(folder, 'configured.sqlite')
    const first = await openSwitchWorld(storeInProcess(file))
    await first.engine.namespaces.create('a')
    await store(first, 1, 'amber')
    await first.engine.close()
    const second = await openSwitchWorld(storeInProcess(file), { configured: hashed(NEW) })
    expect((await second.engine.embedders.state()).configured).toEqual({
      settings: hashed(NEW),
      reason: null,
    })
    await over(second)
    expect(await second.engine.embedders.state()).toMatchObject({
      configured: null,
      active: { id: idOf(NEW), settings: hashed(NEW) },
      previous: { id: idOf(OLD) },
    })
    expect(await similarity(second, 1, 'amber')).toBeCloseTo(1, 5)
    await second.engine.close()
    const third = await openSwitchWorld(storeInProcess(file), { configured: hashed(NEW) })
    expect(await changeOf(third)).toBeNull()
    await third.engine.close()
  })
})
