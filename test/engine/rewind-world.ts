import { isAppError } from '#contract/errors'
import type { UndoItem } from '#contract/history'
import { randomFrom } from '#engine/fractal/random'
import type { RewindPoint } from '#engine/journal/rewind'
import { type EngineInProcess, openEngineInProcess } from '../store/engine-in-process.ts'

export const NAMESPACES = ['a', 'b'] as const
const AUTHORS = ['app', 'cli', 'claude'] as const
const PLACES = [0, 1, 2, 3].map((x) => [x])
const MANY = 1000
export const NEVER = new AbortController().signal

/** What is to be seen of a namespace, and of the whole database under the empty name; each part as text. */
export type Picture = Readonly<Record<string, string>>

/** An engine to which several people do things at random, and what was to be seen after each line of the journal. */
export class RewindWorld {
  test: EngineInProcess
  /** By number of the line; unknown where a call wrote more than one. */
  readonly pictures = new Map<number, Picture>()
  readonly #random: () => number

  private constructor(test: EngineInProcess, seed: number) {
    this.test = test
    this.#random = randomFrom(seed)
  }

  static async open(seed: number, file = ':memory:'): Promise<RewindWorld> {
    const world = new RewindWorld(
      await openEngineInProcess({ file, dimension: 4, time: { now: 1000 } }),
      seed,
    )
    for (const name of NAMESPACES) await world.test.engine.namespaces.create(name)
    world.pictures.set(0, await world.picture())
    return world
  }

  async restart(file: string): Promise<void> {
    await this.test.engine.close()
    this.test = await openEngineInProcess({ file, dimension: 4, time: this.test.time })
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random() * list.length)] as T
  }

  /** One act of somebody; what is refused changes nothing. */
  async act(): Promise<void> {
    this.test.time.now += 1
    const from = await this.test.store.seq()
    try {
      await this.pick<Act>(ACTS)(this, this.pick(NAMESPACES), this.pick(AUTHORS))
    } catch (error) {
      if (!isAppError(error)) throw error
    }
    await this.remember(from)
  }

  async remember(from: number): Promise<void> {
    const seq = await this.test.store.seq()
    if (seq > from) this.pictures.set(seq, await this.picture())
  }

  /** Goes to a point and says what it yielded. */
  async goTo(point: RewindPoint, author = 'app'): Promise<UndoItem[]> {
    const items: UndoItem[] = []
    for await (const item of this.test.engine.rewind.to(point, author, NEVER)) items.push(item)
    return items
  }

  async picture(): Promise<Picture> {
    const { store } = this.test
    const parts = await Promise.all(NAMESPACES.map(async (name) => [name, await this.#of(name)]))
    const settings = await store.artefacts('', { kind: 'setting' })
    return {
      ...Object.fromEntries(parts),
      '': settings
        .map(({ id, state }) => `${id}=${state}`)
        .sort()
        .join(),
    }
  }

  async #of(namespace: string): Promise<string> {
    const { store } = this.test
    const memories = await Promise.all(PLACES.map((place) => store.get(namespace, place)))
    const living = memories.filter((memory) => memory !== null && memory.deletedAt === null)
    const links = await Promise.all(living.map((one) => store.links(namespace, one?.coordinate ?? [], MANY)))
    const queries = await store.artefacts(namespace, { kind: 'saved-query' })
    return JSON.stringify([
      living.map((one) => [one?.coordinate, one?.payload, one?.type, one?.importance, one?.pinned]),
      links.map((found) =>
        (found?.links ?? [])
          .map(({ direction, type, weight, memory }) => [direction, type, weight, memory.coordinate].join())
          .sort(),
      ),
      queries.map(({ state }) => state).sort(),
    ])
  }
}

type Act = (world: RewindWorld, namespace: string, author: string) => Promise<unknown>

const input = (world: RewindWorld) => ({
  coordinate: world.pick(PLACES),
  payload: JSON.stringify({ text: world.pick(['red', 'green', 'blue']) }),
  type: world.pick(['episodic', 'semantic'] as const),
  importance: world.pick([0, 1]),
  ifTaken: 'update' as const,
})

const places = (world: RewindWorld, namespace: string) => ({
  namespace,
  coordinates: [world.pick(PLACES), world.pick(PLACES)],
})

const ACTS: readonly Act[] = [
  (world, namespace, author) => world.test.engine.memories.store({ namespace, ...input(world) }, author),
  (world, namespace, author) => world.test.engine.memories.store({ namespace, ...input(world) }, author),
  (world, namespace, author) =>
    world.test.engine.memories.storeMany(namespace, [input(world), input(world), input(world)], {
      author,
      action: 'import',
      summary: 'Stored some',
    }),
  (world, namespace, author) =>
    world.test.engine.memories.updateMany(
      places(world, namespace),
      { importance: world.pick([0, 1, 2]) },
      undefined,
      author,
    ),
  (world, namespace, author) =>
    world.test.engine.memories.remove(places(world, namespace), undefined, author),
  (world, namespace, author) =>
    world.test.engine.memories.restore(places(world, namespace), undefined, author),
  (world, namespace, author) =>
    world.test.engine.links.putMany(
      namespace,
      [0, 1].map(() => ({
        from: world.pick(PLACES),
        to: world.pick(PLACES),
        type: 'cites',
        weight: world.pick([1, 2]),
        note: null,
      })),
      author,
    ),
  (world, namespace, author) =>
    world.test.engine.links.remove(
      { namespace, from: world.pick(PLACES), to: world.pick(PLACES), type: 'cites' },
      author,
    ),
  (world, namespace, author) =>
    world.test.engine.savedQueries.save(
      namespace,
      { name: world.pick(['one', 'two']), query: world.pick(['x', 'y']), k: 10 },
      'replace',
      author,
    ),
  (world, _namespace, author) =>
    world.test.engine.settings.change(
      new Map([[world.pick(['recall.k', 'vector.profile']), world.pick([1, 2])]]),
      author,
    ),
  // Somebody undoes or redoes one of the latest changes.
  async (world, _namespace, author) => {
    const lines = await world.test.engine.journal.list({ limit: 6 })
    return lines.length > 0 && world.test.engine.journal.undo(world.pick(lines).seq, author)
  },
  // Somebody goes to a point.
  async (world, namespace, author) => {
    const seq = world.pick([...world.pictures.keys()].slice(-8))
    return world.goTo({ seq, namespace, whole: world.pick([true, false]) }, author)
  },
]
