import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { Change, EngineEvent } from '#contract/changes'
import { EventBus } from '#engine/journal/event-bus'
import { inOrder, type Ordered, type ReadJournal } from '#hosts/http/api/routes/ordered-events'

const changeOf = (seq: number): Change => ({
  ...{ seq, namespace: 'a', at: seq, author: 'ann', action: 'store', summary: `${seq}`, count: 1 },
  ...{ undoes: null, undoneBy: null },
})
const told = (seq: number): EngineEvent => ({ type: 'changed', change: changeOf(seq), ids: [`${seq}`] })

/** A journal that grows, and a process that tells of its changes when it comes to it. */
class World {
  readonly bus = new EventBus()
  last = 0

  commit(): number {
    this.last += 1
    return this.last
  }

  readonly journal: ReadJournal = async (before = this.last + 1, limit) =>
    Array.from({ length: Math.min(limit, Math.max(0, before - 1)) }, (_, i) => changeOf(before - 1 - i))

  /** Reads until it is told to stop. */
  reader(since: number | undefined) {
    const leaving = new AbortController()
    const found: Ordered[] = []
    const reading = (async () => {
      for await (const item of inOrder(this.bus.subscribe(leaving.signal), this.journal, since)) {
        if (leaving.signal.aborted) return
        found.push(item)
      }
    })()
    const leave = async (): Promise<Ordered[]> => {
      leaving.abort()
      await reading
      return found
    }
    return { found, leave }
  }
}

const seqsOf = (items: readonly Ordered[]): number[] =>
  items.flatMap((item) => (item.is === 'change' ? [item.change.seq] : []))
const turns = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await vi.advanceTimersByTimeAsync(1)
}

type Act = 'own' | 'other' | 'look' | 'reconnect' | 'turn' | 'long'

describe('MEM-13 events in the order of the journal', () => {
  it('come each once and in order to a reader that loses its connection again and again', async () => {
    vi.useFakeTimers()
    const acts = fc.array(
      fc.constantFrom<Act>('own', 'own', 'other', 'other', 'look', 'reconnect', 'turn', 'long'),
      { maxLength: 60 },
    )
    const property = fc.asyncProperty(acts, async (script) => {
      const world = new World()
      const late: number[] = []
      const seen: number[] = []
      let reader = world.reader(0)
      const leave = async (): Promise<void> => {
        seen.push(...seqsOf(await reader.leave()))
      }
      for (const act of script) {
        if (act === 'own') world.bus.publish(told(world.commit()))
        else if (act === 'other') late.push(world.commit())
        else if (act === 'look') for (const seq of late.splice(0)) world.bus.publish(told(seq))
        else if (act === 'turn') await turns(3)
        else if (act === 'long') await vi.advanceTimersByTimeAsync(800)
        else {
          await leave()
          reader = world.reader(seen.at(-1) ?? 0)
        }
      }
      for (const seq of late.splice(0)) world.bus.publish(told(seq))
      await vi.advanceTimersByTimeAsync(4000)
      await leave()
      expect(seen).toEqual(Array.from({ length: world.last }, (_, i) => i + 1))
    })
    await fc.assert(property, { seed: 6, numRuns: 150 })
    vi.useRealTimers()
  })

  it('say of a change what was told of it, in all its parts, and pass the rest on', async () => {
    vi.useFakeTimers()
    const world = new World()
    const reader = world.reader(undefined)
    await turns(3)
    world.bus.publish({ type: 'settings' })
    const [first, second] = [world.commit(), world.commit()]
    world.bus.publish({ type: 'links', change: changeOf(second) })
    world.bus.publish(told(first))
    world.bus.publish({ type: 'links', change: changeOf(first) })
    await turns(9)
    const found = await reader.leave()
    expect(found.map(({ is }) => is)).toEqual(['other', 'change', 'change'])
    const [one, two] = found.filter((item) => item.is === 'change')
    expect([one?.change.seq, one?.parts.map(({ type }) => type)]).toEqual([first, ['changed', 'links']])
    expect([two?.change.seq, two?.parts.map(({ type }) => type)]).toEqual([second, ['links']])
    vi.useRealTimers()
  })

  it('say that a reader lagged who knows of changes that are not there, and go on', async () => {
    vi.useFakeTimers()
    const world = new World()
    world.commit()
    const reader = world.reader(99)
    await turns(3)
    world.bus.publish(told(world.commit()))
    await turns(3)
    expect((await reader.leave()).map(({ is }) => is)).toEqual(['lagged', 'change'])
    vi.useRealTimers()
  })
})
