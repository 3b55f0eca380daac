import type { EngineEvent } from '#contract/changes'
import type { Observer } from '../observe/observer.ts'
import type { ChangeEffect, MemoryStore } from '../ports.ts'
import type { FilterCache } from '../recall/filter-cache.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import type { EventBus } from './event-bus.ts'
import type { OwnChanges } from './own-changes.ts'

/** More at once are told as one: fetch anew. */
const MOST_TOLD = 200
const AT_ONCE = 1000
/** As many as an effect names. */
const MOST_IDS = 1000

export interface OthersChangesParts {
  readonly store: MemoryStore
  readonly vectors: ActiveVectors
  readonly filters: FilterCache
  readonly events: EventBus
  readonly own: OwnChanges
  readonly observer?: Observer | undefined
}

/**
 * What other processes did to the same database (MEM-13). A look costs two reads of a row or so; only where the journal
 * grew by somebody else's hand are vectors brought into the index, and the windows told, with the author that stands there.
 */
export class OthersChanges {
  readonly #parts: OthersChangesParts
  /** Windows were told of all up to here. */
  #seen: number | null = null
  /** The observer was, too. It has a mark of its own, so that a look that fails and is made again counts nothing twice. */
  #noted = 0
  #namespaces: string | null = null
  #look: Promise<void> | null = null

  constructor(parts: OthersChangesParts) {
    this.#parts = parts
  }

  /** Looks once; the first look only remembers where the journal stands. Looks never overlap. */
  look(): Promise<void> {
    this.#look ??= this.#lookOnce().finally(() => {
      this.#look = null
    })
    return this.#look
  }

  async #lookOnce(): Promise<void> {
    await this.#lookAtChanges()
    await this.#lookAtNamespaces()
  }

  async #lookAtChanges(): Promise<void> {
    const { store, own } = this.#parts
    const last = await store.seq()
    if (this.#seen === null) this.#noted = last
    const seen = this.#seen ?? last
    if (last > seen) await this.#tell(seen, last)
    this.#seen = Math.max(seen, last)
    await this.#observe(last)
    own.forgetUpTo(last)
  }

  async #tell(seen: number, last: number): Promise<void> {
    const { store, own, vectors, filters, events } = this.#parts
    const effects = await store.effectsAfter(seen, MOST_TOLD + 1)
    await own.known()
    const told = effects.filter(({ change }) => change.seq <= last)
    const others = told.filter(({ change }) => !own.has(change.seq))
    const isMore = told.length > MOST_TOLD
    if (others.length === 0 && !isMore) return
    filters.clear()
    await vectors.current().sync.followOthers()
    if (isMore) events.publish({ type: 'lagged' })
    else for (const effect of others) for (const event of eventsOf(effect)) events.publish(event)
  }

  /** Every one of them, however many there are. */
  async #observe(last: number): Promise<void> {
    const { store, own, observer } = this.#parts
    while (observer !== undefined && this.#noted < last) {
      const found = await store.effectsAfter(this.#noted, AT_ONCE)
      const effects = found.filter(({ change }) => change.seq <= last)
      for (const { change, ids, links, artefacts } of effects) {
        const memories = ids.length < MOST_IDS ? ids.length : change.count - links - artefacts.length
        if (!own.has(change.seq)) observer.note({ is: 'others-change', change, memories })
        this.#noted = change.seq
      }
      if (effects.length === 0) this.#noted = last
    }
  }

  /** Not every namespace that is made is a line of the journal. */
  async #lookAtNamespaces(): Promise<void> {
    const { store, events } = this.#parts
    const list = await store.namespaces()
    const namespaces = JSON.stringify(list.map(({ name, note }) => [name, note]))
    const before = this.#namespaces
    this.#namespaces = namespaces
    if (before !== null && before !== namespaces) events.publish({ type: 'namespaces' })
  }
}

/** The same events as where the change was made. */
const eventsOf = ({ change, ids, links, artefacts }: ChangeEffect): EngineEvent[] => {
  const ofMemories = ids.length > 0 || (links === 0 && artefacts.length === 0)
  return [
    ...(ofMemories ? [{ type: 'changed' as const, change, ids: [...ids] }] : []),
    ...(links > 0 ? [{ type: 'links' as const, change }] : []),
    ...(artefacts.length > 0 ? [{ type: 'artefacts' as const, change, kinds: [...artefacts] }] : []),
  ]
}
