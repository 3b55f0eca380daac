import type { DecayRules } from '#contract/decay-rules'
import type { Journal } from '../journal/journal.ts'
import type { Namespaces } from '../memory/namespaces.ts'
import { type Clock, type MemoryStore, MutationRefused } from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import type { DueCursor, DueMemory } from './decay-ports.ts'
import { type Forgetting, forget, forgettingAt, type TextFields } from './forget.ts'
import type { LiveRules } from './live-rules.ts'
import type { MemoryLimit } from './memory-limit.ts'

/** Memories of one change: some milliseconds of the thread that writes. */
const SLICE = 200
const PURGED_AT_ONCE = 200
const TRIES = 5
const DAY = 86_400

export interface SweepParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly vectors: ActiveVectors
  readonly clock: Clock
  readonly rules: LiveRules
  readonly limit: MemoryLimit
  readonly textFields: TextFields
  readonly namespaces: Pick<Namespaces, 'purge'>
}

export interface SweepReport {
  readonly at: number
  /** How many memories were evicted, decayed, and lost fields by their age. */
  readonly evicted: number
  readonly decayed: number
  readonly reduced: number
  /** Deleted memories and earlier versions that went for good. */
  readonly purged: number
  readonly purgedVersions: number
  /** The changes that did it, but for what went for good: undone together, nothing is forgotten. */
  readonly changes: readonly number[]
}

/** One sweep under way. */
interface Turn {
  readonly at: number
  readonly author: string
  readonly signal: AbortSignal | undefined
  readonly changes: number[]
}

export interface SweepRequest {
  /** The moment that it is taken for; the present if left out. */
  readonly at?: number
  readonly author: string
  readonly signal?: AbortSignal
}

/** Forgets what is due. It reads nothing else, and a slice is one change, so that nobody waits for it long (DEC-4). */
export class Sweep {
  readonly #parts: SweepParts
  #turn: Promise<unknown> = Promise.resolve()

  constructor(parts: SweepParts) {
    this.#parts = parts
  }

  /** Sweeps run one after the other: two at once would meet the same memories. */
  run(request: SweepRequest): Promise<SweepReport> {
    const done = this.#turn.then(() => this.#run(request))
    this.#turn = done.catch(() => {})
    return done
  }

  async #run({ at = this.#parts.clock.now(), author, signal }: SweepRequest): Promise<SweepReport> {
    const turn = { at, author, signal, changes: [] }
    const evicted = await this.#evict(turn)
    const { decayed, reduced } = await this.#forget(turn)
    const purged = await this.#purgeBins(at, author, signal)
    const purgedVersions = await this.#purgeVersions(at, signal)
    return { at, evicted, decayed, reduced, purged, purgedVersions, changes: turn.changes }
  }

  async #evict({ author, signal, changes }: Turn): Promise<number> {
    const { store, limit, rules } = this.#parts
    const most = rules.current.limit
    if (most === null) return 0
    let evicted = 0
    for (const { name, living } of await store.namespaces()) {
      if (living <= most) continue
      const made = await limit.enforce(name, author, signal)
      changes.push(...made.map(({ seq }) => seq))
      evicted += made.reduce((sum, { count }) => sum + count, 0)
    }
    return evicted
  }

  async #forget(turn: Turn): Promise<{ decayed: number; reduced: number }> {
    let [decayed, reduced] = [0, 0]
    for (let after: DueCursor | null = null; !turn.signal?.aborted; ) {
      const slice = await this.#forgetSlice(turn, after)
      decayed += slice.decayed
      reduced += slice.reduced
      if (slice.last === null) break
      after = slice.last
    }
    return { decayed, reduced }
  }

  async #forgetSlice(
    turn: Turn,
    after: DueCursor | null,
  ): Promise<{ decayed: number; reduced: number; last: DueCursor | null }> {
    const { store, rules } = this.#parts
    const { at } = turn
    for (let tried = 1; ; tried++) {
      const due = await store.dueMemories(at, after, SLICE)
      const last = due.at(-1)?.due ?? null
      const found = due.map((memory) => ({ memory, forgetting: forgettingAt(memory, rules.current, at) }))
      try {
        for (const namespace of new Set(due.map((one) => one.namespace))) {
          const of = found.filter(({ memory }) => memory.namespace === namespace)
          await this.#commit(namespace, of, turn)
        }
        const done = found.flatMap(({ forgetting }) => forgetting ?? [])
        const decayed = done.filter(({ isWhole }) => isWhole).length
        return { decayed, reduced: done.length - decayed, last }
      } catch (error) {
        // Edited or pinned since it was read: it is read again.
        if (!(error instanceof MutationRefused) || tried === TRIES) throw error
      }
    }
  }

  async #commit(
    namespace: string,
    found: readonly { readonly memory: DueMemory; readonly forgetting: Forgetting | null }[],
    { author, changes }: Turn,
  ): Promise<void> {
    const { store, journal, vectors, rules, textFields } = this.#parts
    const forgettings = found.flatMap(({ forgetting }) => forgetting ?? [])
    if (forgettings.length === 0) return
    const pair = vectors.current()
    const { mutations, marks } = await forget(forgettings, rules.current, { pair, textFields })
    if (mutations.length > 0) {
      const words = wordsOf(
        mutations.map(({ forgets }) => forgets?.isWhole === true),
        rules.current,
      )
      const change = { namespace, author, action: 'decay', ...words, onMismatch: 'skip', pair } as const
      const made = (await journal.commit({ ...change, mutations })).change
      if (made !== null) changes.push(made.seq)
    }
    if (marks.length > 0) await store.markForgotten(marks)
  }

  async #purgeBins(at: number, author: string, signal?: AbortSignal): Promise<number> {
    const { rules, store } = this.#parts
    const { binDays } = rules.current
    if (binDays === null) return 0
    let purged = 0
    const before = at - binDays * DAY
    for (const { seq, name, at: since } of await store.binnedNamespaces()) {
      if (since >= before || signal?.aborted) continue
      purged += await this.#parts.namespaces.purge({ seq, name }, author)
    }
    for (const { name, bin } of await store.namespaces()) {
      for (let gone = bin > 0 ? PURGED_AT_ONCE : 0; gone === PURGED_AT_ONCE && !signal?.aborted; ) {
        const which = { before }
        const summary = `Purged what was deleted more than ${binDays} days ago`
        gone = await store.purgeBin({
          namespace: name,
          which,
          limit: PURGED_AT_ONCE,
          at: this.#parts.clock.now(),
          author,
          summary,
        })
        purged += gone
      }
    }
    return purged
  }

  async #purgeVersions(at: number, signal?: AbortSignal): Promise<number> {
    const { rules, store } = this.#parts
    const { versionDays } = rules.current
    if (versionDays === null) return 0
    let purged = 0
    for (let gone = PURGED_AT_ONCE; gone === PURGED_AT_ONCE && !signal?.aborted; ) {
      gone = await store.purgeVersions(at - versionDays * DAY, PURGED_AT_ONCE)
      purged += gone
    }
    return purged
  }
}

const counted = (n: number): string => (n === 1 ? '1 memory' : `${n.toLocaleString('en')} memories`)

const wordsOf = (
  areWhole: readonly boolean[],
  { weights }: DecayRules,
): { readonly summary: string; readonly reason: string } => {
  const decayed = areWhole.filter((isWhole) => isWhole).length
  const reduced = areWhole.length - decayed
  const parts = [
    ...(decayed > 0 ? [`Decayed ${counted(decayed)}`] : []),
    ...(reduced > 0 ? [`${decayed > 0 ? 'took' : 'Took'} old fields from ${counted(reduced)}`] : []),
  ]
  const why = [...(decayed > 0 ? [`score above ${weights.threshold}`] : []), ...(reduced > 0 ? ['age'] : [])]
  return { summary: parts.join(', '), reason: why.join(', ') }
}
