import type { Log } from '../../ports.ts'
import type { WatchedQuery, WatchStore } from './watch-ports.ts'

/** After so long a query counts half as much as one that is asked now. */
const HALF_LIFE = 7 * 24 * 3600
/** Somebody types on: what comes sooner after the last letter takes its place. */
const TYPING_SECONDS = 3
/** So many wait for being written at most; the rest are let go, by chance as all are. */
const MOST_WAITING = 500

export interface AskedQuery {
  readonly namespace: string
  readonly author: string
  readonly embedder: string
  readonly text: string
  readonly vector: Float32Array
}

export interface ReservoirParts {
  readonly store: Pick<WatchStore, 'keepWatched'>
  readonly clock: { now(): number }
  readonly log: Log
  readonly random: () => number
  /** Read each time. */
  readonly settings: { readonly isOn: boolean; readonly size: number; readonly keepsText: boolean }
}

interface Waiting {
  readonly asked: AskedQuery
  readonly at: number
}

/**
 * Which queries are kept: a sample of those that were really asked, older ones ever less likely. Each gets the key of a
 * weighted reservoir (Efraimidis and Spirakis, 2006), ln(-ln u) - rate * time, with a weight that grows with time, which
 * is forward decay (Cormode and others, 2009): a key never changes, so processes that share a database only put theirs beside
 * each other, and the smallest are the sample. Plain reservoir sampling (algorithm R) would ask after a year what was asked all
 * year, and hardly notice that agents ask something else now.
 */
export class Reservoir {
  readonly #parts: ReservoirParts
  /** The last query of each who asks, until it is known not to be half typed. */
  readonly #typed = new Map<string, Waiting>()
  #waiting: Waiting[] = []
  #writing: Promise<void> = Promise.resolve()

  constructor(parts: ReservoirParts) {
    this.#parts = parts
  }

  note(asked: AskedQuery): void {
    if (!this.#parts.settings.isOn) return
    const who = JSON.stringify([asked.namespace, asked.author])
    const before = this.#typed.get(who)
    const at = this.#parts.clock.now()
    this.#typed.set(who, { asked, at })
    if (before && !isTypedOn(before, { asked, at })) this.#admit(before)
  }

  /** Writes what waits; what may still be being typed only at the end. Never rejects. */
  flush(isLast = false): Promise<void> {
    const now = this.#parts.clock.now()
    for (const [who, waiting] of this.#typed) {
      if (!isLast && now - waiting.at < TYPING_SECONDS && waiting.at <= now) continue
      this.#typed.delete(who)
      this.#admit(waiting)
    }
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  /** Forgets what waits of a namespace. */
  forget(namespace: string): void {
    this.#waiting = this.#waiting.filter(({ asked }) => asked.namespace !== namespace)
    for (const [who, { asked }] of this.#typed) if (asked.namespace === namespace) this.#typed.delete(who)
  }

  #admit(waiting: Waiting): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(waiting)
  }

  async #write(): Promise<void> {
    const { store, log, settings } = this.#parts
    const all = this.#waiting
    this.#waiting = []
    if (!settings.isOn) return
    const places = Map.groupBy(all, ({ asked }) => JSON.stringify([asked.namespace, asked.embedder]))
    for (const some of places.values()) {
      const { namespace, embedder } = (some[0] as Waiting).asked
      const queries = some.map((one) => this.#watched(one))
      try {
        await store.keepWatched(namespace, embedder, { queries, keep: settings.size })
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        log.warn('queries were not kept for the watch of recall', { queries: queries.length, reason })
      }
    }
  }

  #watched({ asked: { vector, text }, at }: Waiting): WatchedQuery {
    const { random, settings } = this.#parts
    const priority = Math.log(-Math.log(1 - random())) - (Math.LN2 / HALF_LIFE) * at
    return { id: idOf(vector), priority, at, vector, text: settings.keepsText ? text : null }
  }
}

const isTypedOn = (before: Waiting, now: Waiting): boolean => {
  if (now.at - before.at > TYPING_SECONDS) return false
  const [a, b] = [before.asked.text.trim(), now.asked.text.trim()]
  return a.startsWith(b) || b.startsWith(a)
}

/** Two hashes of the bits, FNV-1a with different starts: as good as none of some hundred vectors is taken for another. */
const idOf = (vector: Float32Array): string => {
  const words = new Uint32Array(vector.buffer, vector.byteOffset, vector.length)
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  for (const word of words) {
    a = Math.imul(a ^ word, 0x01000193)
    b = Math.imul(b ^ (word >>> 7) ^ (word << 25), 0x01000193)
  }
  const hex = (hash: number): string => (hash >>> 0).toString(16).padStart(8, '0')
  return hex(a) + hex(b)
}
