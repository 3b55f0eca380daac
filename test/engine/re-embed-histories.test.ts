import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { MemoryStore } from '#engine/ports'
import { storeInProcess } from '../store/engine-in-process.ts'
import {
  changeOf,
  expectAnswersOf,
  hashed,
  openSwitchWorld,
  type SwitchWorld,
  store,
} from './switch-world.ts'

const DIMENSIONS = [16, 24, 40] as const
const PLACES = 6
const WORDS = ['amber', 'birch', 'coral', 'delta', 'ember']

type Step =
  | { readonly do: 'store'; readonly at: number; readonly text: string }
  | { readonly do: 'remove' | 'restore' | 'undo-store'; readonly at: number }
  | { readonly do: 'change'; readonly dimension: number }
  | { readonly do: 'turns'; readonly count: number }
  | {
      readonly do:
        | 'break'
        | 'mend'
        | 'pause'
        | 'resume'
        | 'cancel'
        | 'back'
        | 'forget'
        | 'undo-line'
        | 'restart'
    }

const at = fc.nat({ max: PLACES - 1 })
const text = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(' '))
const step: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: fc.record({ do: fc.constant('store' as const), at, text }), weight: 4 },
  { arbitrary: fc.record({ do: fc.constantFrom('remove' as const, 'restore' as const), at }), weight: 2 },
  {
    arbitrary: fc.record({ do: fc.constant('change' as const), dimension: fc.constantFrom(...DIMENSIONS) }),
    weight: 3,
  },
  { arbitrary: fc.record({ do: fc.constant('turns' as const), count: fc.nat({ max: 40 }) }), weight: 6 },
  {
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...([
          'break',
          'mend',
          'pause',
          'resume',
          'cancel',
          'back',
          'forget',
          'undo-line',
          'restart',
        ] as const),
      ),
    }),
    weight: 5,
  },
)

/** A store that takes its time, so that what runs beside it gets between. */
const slow = (inner: MemoryStore): MemoryStore =>
  new Proxy(inner, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>
      return async (...args: unknown[]) => {
        await setImmediate()
        const answer = await method.apply(target, args)
        await setImmediate()
        return answer
      }
    },
  })

class History {
  #world: SwitchWorld
  readonly #file: string
  readonly #texts = new Map<number, string>()
  readonly #bin = new Map<number, string>()

  private constructor(world: SwitchWorld, file: string) {
    this.#world = world
    this.#file = file
  }

  static async begin(file: string): Promise<History> {
    const world = await openSwitchWorld(slow(storeInProcess(file)))
    await world.engine.namespaces.create('a')
    return new History(world, file)
  }

  async take(one: Step): Promise<void> {
    const { engine, source } = this.#world
    switch (one.do) {
      case 'store':
        await store(this.#world, one.at, one.text)
        this.#texts.set(one.at, one.text)
        this.#bin.delete(one.at)
        break
      case 'remove':
        await engine.memories.remove({ namespace: 'a', coordinates: [[one.at]] }, undefined, 'test')
        move(one.at, this.#texts, this.#bin)
        break
      case 'restore':
        await engine.memories.restore({ namespace: 'a', coordinates: [[one.at]] }, undefined, 'test')
        move(one.at, this.#bin, this.#texts)
        break
      case 'turns':
        for (let i = 0; i < one.count; i++) await setImmediate()
        break
      case 'break':
        source.fault = new Error('out of order')
        break
      case 'mend':
        await this.#mend()
        break
      case 'restart':
        await engine.close()
        this.#world = await openSwitchWorld(slow(storeInProcess(this.#file)))
        break
      default:
        await this.#steer(one)
    }
  }

  async agrees(): Promise<void> {
    // Who writes or asks while the embedder is out of order gets by without vectors, which is not what this is about.
    if (this.#world.source.fault !== null) return
    const before = this.#dimension
    for (const query of WORDS.slice(0, 2)) {
      const answered = expectAnswersOf(this.#world, before, query, this.#texts)
      const failed = await answered.then(
        () => null,
        (error: unknown) => error,
      )
      if (failed !== null && this.#dimension === before) throw failed
    }
  }

  async end(): Promise<void> {
    await this.#mend()
    await this.#world.engine.embedders.resume().catch(() => {})
    for (let i = 0; i < 3000 && (await changeOf(this.#world)) !== null; i++) await setImmediate()
    expect(await changeOf(this.#world)).toBeNull()
    await this.agrees()
    await this.#world.engine.close()
    this.#world = await openSwitchWorld(slow(storeInProcess(this.#file)))
    await this.agrees()
    expect(this.#world.engine.indexState()).toMatchObject({ state: 'ready', vectors: this.#texts.size })
    await this.#world.engine.close()
  }

  get #dimension(): number {
    return this.#world.engine.embedder.dimension
  }

  async #mend(): Promise<void> {
    this.#world.source.fault = null
    // As the program does when what makes vectors failed.
    const { engine } = this.#world
    const state = engine.indexState()
    if (state.state === 'failed') await engine.load()
    else if (state.state === 'ready' && state.waiting !== null) await engine.completeVectors()
    for (const { release } of this.#world.waits.splice(0)) release()
  }

  /** What may be refused, depending on what is under way. */
  async #steer(one: Step): Promise<void> {
    const { embedders, journal } = this.#world.engine
    const work = (): Promise<unknown> => {
      if (one.do === 'change') return embedders.change(hashed(one.dimension), 'test')
      if (one.do === 'back') return embedders.undo('test')
      if (one.do === 'pause' || one.do === 'resume' || one.do === 'cancel' || one.do === 'forget') {
        return embedders[one.do]()
      }
      return journal.list({ limit: 50 }).then((lines) => {
        const line = lines.find(({ namespace }) => namespace === '')
        return line && journal.undo(line.seq, 'test')
      })
    }
    await work().catch((error: unknown) => {
      expect((error as { code?: string }).code).toMatch(/^(embedder\/|change\/not-undoable)/)
    })
  }
}

const move = (place: number, from: Map<number, string>, to: Map<number, string>): void => {
  const words = from.get(place)
  if (words !== undefined) to.set(place, words)
  from.delete(place)
}

describe('changes of the embedder among everything else', () => {
  const folder = mkdtempSync(join(tmpdir(), 'soma-histories-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('EMB-1 EMB-4 recall answers as one embedder does, about what is there, at every moment', {
    timeout: 120_000,
  }, async () => {
    let run = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }), async (steps) => {
        const history = await History.begin(join(folder, `${run++}.sqlite`))
        for (const one of steps) {
          await history.take(one)
          await history.agrees()
        }
        await history.end()
      }),
      { numRuns: 60 },
    )
  })
})
