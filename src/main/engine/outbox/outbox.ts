import type {
  Clock,
  Log,
  OutboxFeed,
  OutboxMark,
  OutboxRow,
  OutboxSpace,
  OutboxStore,
  SecondSpace,
  SecondStore,
} from '../ports.ts'
import type { Wait } from '../vectors/re-embed.ts'
import { pauseAfter } from './pause-after.ts'

/** One that is silent for so long is taken for dead. */
const HOLD_SECONDS = 30
/** Between two looks at what another process told. */
const HELD_SECONDS = 1
/** Between two looks where nobody says that something changed. */
const IDLE_SECONDS = 15
const START = { seq: 0, key: 0 }

export interface OutboxParts {
  readonly store: OutboxStore
  readonly second: SecondStore
  readonly embedder: string
  readonly clock: Clock
  readonly log: Log
  readonly wait: Wait
  /** From 0 up to 1. */
  readonly random: () => number
  /** Tells this process from others of the same database. */
  readonly holder: string
  /** Memories that are sent in one go. */
  readonly batch: number
  readonly onState: () => void
}

/** A namespace that cannot be told, and why. */
export interface Blocked {
  readonly namespace: string
  readonly why: string
}

export type OutboxState =
  /** It has everything that is here. */
  | { readonly is: 'even' }
  | { readonly is: 'behind' }
  /** Another process tells it. */
  | { readonly is: 'held' }
  | { readonly is: 'failing'; readonly why: string }

interface Space {
  readonly space: number
  readonly namespace: string
}

/**
 * Tells a second store what changed (STO-5). It is told again from where it says that it has got, whatever it was told
 * before: so one that comes back with an older state heals like one that was away. Nobody who stores waits for it.
 */
export class Outbox {
  readonly #parts: OutboxParts
  /** Namespaces that were looked at since the second store was last lost, by the name they had then. */
  readonly #open = new Map<number, string>()
  readonly #blocked = new Map<number, Blocked>()
  #state: OutboxState = { is: 'behind' }
  /** Counts what came in; all up to `#done` is told. */
  #noted = 0
  #done = 0
  #failures = 0
  #isLooked = false
  #wake = Promise.withResolvers<void>()
  readonly #waiting = new Set<{ readonly noted: number; done(): void }>()

  constructor(parts: OutboxParts) {
    this.#parts = parts
  }

  get state(): OutboxState {
    return this.#state
  }

  get blocked(): readonly Blocked[] {
    return [...this.#blocked.values()]
  }

  /** Something changed that the second store does not know. */
  note(): void {
    this.#noted++
    if (this.#state.is === 'even') this.#setState({ is: 'behind' })
    this.#wake.resolve()
  }

  /** Whether a namespace can be asked for there: it is told of all that is here. */
  isEven(space: number): boolean {
    return this.#state.is === 'even' && this.#done === this.#noted && this.#open.has(space)
  }

  /** Resolves when what was noted so far is told, or at once where that cannot be soon. */
  async reached(seconds: number, signal: AbortSignal): Promise<boolean> {
    const noted = this.#noted
    if (this.#done >= noted) return true
    if (this.#state.is === 'failing' || this.#state.is === 'held') return false
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiter = { noted, done: resolve }
    this.#waiting.add(waiter)
    await Promise.race([promise, this.#parts.wait(seconds, signal)])
    this.#waiting.delete(waiter)
    return this.#done >= noted
  }

  /** Tells on and on, until the signal. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#wake = Promise.withResolvers()
      const pause = await this.once(signal)
      if (signal.aborted) break
      const rest = this.#parts.wait(pause, signal)
      // While it fails nothing that is stored meanwhile makes it come sooner.
      await (this.#failures > 0 ? rest : Promise.race([rest, this.#wake.promise]))
    }
    await this.#letGo()
  }

  /** Another process need not wait until this one counts as dead. */
  async #letGo(): Promise<void> {
    const { store, second, holder, clock } = this.#parts
    const now = clock.now()
    await store.holdOutbox(second.target, { holder, now, until: now - 1 }).catch(() => false)
  }

  /** Tells all there is now. Never rejects. @returns seconds until it is worth another try */
  async once(signal: AbortSignal): Promise<number> {
    const { log, random } = this.#parts
    try {
      const noted = this.#noted
      if (!(await this.#hold())) return await this.#lookOn(noted)
      await this.#tellAll(signal)
      signal.throwIfAborted()
      this.#done = noted
      this.#failures = 0
      this.#setState({ is: this.#noted === noted ? 'even' : 'behind' })
      this.#settle(noted)
      return this.#noted === noted ? IDLE_SECONDS : 0
    } catch (error) {
      if (signal.aborted) return 0
      const why = error instanceof Error ? error.message : String(error)
      if (this.#state.is !== 'failing') log.warn('a second store cannot be told', { reason: why })
      // What it has may be older than what it had.
      this.#isLooked = false
      this.#open.clear()
      this.#setState({ is: 'failing', why })
      this.#settle(0)
      return pauseAfter(++this.#failures, random())
    }
  }

  /** Another process tells it; what it has told can be asked for here too. */
  async #lookOn(noted: number): Promise<number> {
    const { store, second } = this.#parts
    const { count } = await store.outboxDepth(second.target)
    if (count > 0) {
      this.#setState({ is: 'held' })
      return HELD_SECONDS
    }
    for (const { space, namespace, madeAt } of await store.outboxSpaces()) {
      if (this.#open.get(space) === namespace) continue
      const found = await this.#look(namespace, madeAt)
      if (found.is === 'ours') this.#open.set(space, namespace)
    }
    this.#done = noted
    this.#setState({ is: this.#noted === noted ? 'even' : 'behind' })
    this.#settle(noted)
    return HELD_SECONDS
  }

  /** Those that can be asked for there. */
  get spaces(): readonly Space[] {
    return [...this.#open].map(([space, namespace]) => ({ space, namespace }))
  }

  /** What a namespace is called there; null where it cannot be asked for. */
  nameOf(space: number): string | null {
    return this.#open.get(space) ?? null
  }

  /** Looks anew what is there, as at the start: somebody changed it. */
  lookAgain(): void {
    this.#isLooked = false
    this.#open.clear()
    this.#blocked.clear()
    this.note()
  }

  async #tellAll(signal: AbortSignal): Promise<void> {
    const { store, second, embedder, batch } = this.#parts
    const spaces = await store.outboxSpaces()
    await this.#forgetGone(spaces)
    await this.#lookAt(spaces, signal)
    const waited = await store.outbox(embedder, { waited: second.target }, batch)
    await this.#write(waited)
    if (waited.rows.length > 0) {
      await store.dropOutboxWaiting(
        second.target,
        Uint32Array.from(waited.rows, ({ key }) => key),
      )
    }
    let cursor = (await store.outboxMark(second.target))?.cursor ?? START
    const told = new Set<number>(waited.rows.map(({ space }) => space))
    for (let complete = waited.complete === false; !complete; ) {
      signal.throwIfAborted()
      const feed = await store.outbox(embedder, { after: cursor }, batch)
      await this.#write(feed)
      for (const { space } of feed.rows) told.add(space)
      cursor = feed.cursor
      complete = feed.complete
      if (feed.rows.length === 0) break
      const { stamp, waiting } = feed
      await store.keepOutboxMark(second.target, { cursor, stamp, waiting })
      if (!(await this.#hold())) throw new Error('Another process has begun to tell it.')
    }
    await this.#markAll(told)
    if (!waited.complete) this.note()
  }

  /** Namespaces of before: those that were renamed are told anew under their new name. */
  async #forgetGone(spaces: readonly Space[]): Promise<void> {
    const { store, second } = this.#parts
    const names = new Map(spaces.map(({ space, namespace }) => [space, namespace]))
    for (const [space, namespace] of this.#open) {
      if (names.get(space) === namespace) continue
      if (!spaces.some((other) => other.namespace === namespace)) await second.forget(namespace)
      this.#open.delete(space)
    }
    if (this.#isLooked) return
    const there = new Set(names.values())
    for (const { namespace, ...mark } of await second.marks()) {
      if (!there.has(namespace) && (await store.isOutboxMark(mark))) await second.forget(namespace)
    }
    this.#isLooked = true
  }

  /** How far it has got with each namespace; one that has less than it was told is told again. */
  async #lookAt(spaces: readonly OutboxSpace[], signal: AbortSignal): Promise<void> {
    const { store, second } = this.#parts
    const sent = (await store.outboxMark(second.target)) ?? { cursor: START, stamp: null }
    for (const { space, namespace, madeAt } of spaces) {
      if (this.#open.has(space)) continue
      signal.throwIfAborted()
      const found = await this.#look(namespace, madeAt)
      if (found.is === 'foreign') {
        this.#blocked.set(space, { namespace, why: found.why })
        continue
      }
      this.#blocked.delete(space)
      await this.#catchUp({ space, namespace }, { ...found, sent }, signal)
      this.#open.set(space, namespace)
    }
  }

  /** What is there of a namespace. One that another database told of, of which this one knows nothing, is not ours. */
  async #look(namespace: string, madeAt: number): Promise<SecondSpace> {
    const { store, second } = this.#parts
    const found = await second.open(namespace, madeAt)
    if (found.is === 'foreign' || found.isEmpty || found.madeAt === null || found.madeAt === madeAt)
      return found
    // It was made anew here under the same name: all of it is told, and what was there before it goes.
    if (found.mark !== null && (await store.isOutboxMark(found.mark))) return { ...found, mark: null }
    const { collection, ifForeign } = found
    return { is: 'foreign', collection, points: 0, dimension: null, why: ifForeign }
  }

  async #catchUp(
    { space, namespace }: Space,
    { mark, isEmpty, sent }: { readonly mark: OutboxMark | null; isEmpty: boolean; sent: OutboxMark },
    signal: AbortSignal,
  ): Promise<void> {
    const { store, second, embedder, batch } = this.#parts
    const isKnown = mark !== null && (await store.isOutboxMark(mark))
    if (isKnown && !isBefore(mark.cursor, sent.cursor)) return
    let cursor = isKnown ? mark.cursor : START
    // It is of a past that was undone, as where a backup was restored.
    if (mark !== null && !isKnown) await second.keepMark(namespace, null)
    for (let complete = false; !complete; ) {
      signal.throwIfAborted()
      const feed = await store.outbox(embedder, { after: cursor, spaces: [space] }, batch)
      await this.#send(namespace, feed.rows, feed.vectors)
      if (feed.waiting.length > 0) {
        await store.keepOutboxMark(second.target, { ...sent, waiting: feed.waiting })
      }
      cursor = feed.cursor
      complete = feed.complete
      await this.#hold()
    }
    // What was deleted for good since is in no feed.
    if (!isEmpty) await this.#removeDead({ space, namespace }, signal)
    if (sent.stamp !== null) await second.keepMark(namespace, sent)
  }

  /** Takes away what this program wrote there and has no more. */
  async #removeDead({ space, namespace }: Space, signal: AbortSignal): Promise<void> {
    const { store, second, embedder } = this.#parts
    const living = new Set<string>()
    for (let after = '', more = true; more; ) {
      signal.throwIfAborted()
      const ids = await store.outboxIds(embedder, space, after, IDS_AT_ONCE)
      for (const { id } of ids) living.add(id)
      after = ids.at(-1)?.id ?? ''
      more = ids.length === IDS_AT_ONCE
    }
    for (let after: string | null = null, more = true; more; ) {
      signal.throwIfAborted()
      const page = await second.points(namespace, after, IDS_AT_ONCE)
      const dead = page.points.filter(({ id, key }) => key !== null && !living.has(id)).map(({ id }) => id)
      if (dead.length > 0) await second.remove(namespace, dead)
      after = page.next
      more = page.next !== null
    }
  }

  async #write({ rows, vectors }: OutboxFeed): Promise<void> {
    const dimension = rows.length === 0 ? 0 : vectors.length / rows.length
    const bySpace = Map.groupBy(
      rows.map((row, i) => ({ row, i })),
      ({ row }) => row.space,
    )
    for (const [space, own] of bySpace) {
      const namespace = this.#open.get(space)
      // What is blocked is told whole once it is not any more; what is gone was forgotten.
      if (namespace === undefined) continue
      const part = new Float32Array(own.length * dimension)
      for (const [at, { i }] of own.entries()) {
        part.set(vectors.subarray(i * dimension, (i + 1) * dimension), at * dimension)
      }
      await this.#send(
        namespace,
        own.map(({ row }) => row),
        part,
      )
    }
  }

  async #send(namespace: string, rows: readonly OutboxRow[], vectors: Float32Array): Promise<void> {
    if (rows.length > 0) await this.#parts.second.write(namespace, rows, vectors)
  }

  async #markAll(spaces: ReadonlySet<number>): Promise<void> {
    const { store, second } = this.#parts
    const mark = await store.outboxMark(second.target)
    if (mark === null || mark.stamp === null) return
    for (const space of spaces) {
      const namespace = this.#open.get(space)
      if (namespace !== undefined) await second.keepMark(namespace, mark)
    }
  }

  #hold(): Promise<boolean> {
    const { store, second, holder, clock } = this.#parts
    const now = clock.now()
    return store.holdOutbox(second.target, { holder, now, until: now + HOLD_SECONDS })
  }

  /** Whoever waits learns what became of it; all of them where nothing is going to become of it soon. */
  #settle(noted: number): void {
    for (const waiter of this.#waiting) if (noted === 0 || waiter.noted <= noted) waiter.done()
  }

  #setState(state: OutboxState): void {
    const isNews = JSON.stringify(state) !== JSON.stringify(this.#state)
    this.#state = state
    if (isNews) this.#parts.onState()
  }
}

const IDS_AT_ONCE = 1000

const isBefore = (a: { seq: number; key: number }, b: { seq: number; key: number }): boolean =>
  a.seq < b.seq || (a.seq === b.seq && a.key < b.key)
