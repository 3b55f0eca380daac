import { AppError } from '#contract/errors'
import type { Memory } from '#contract/memory'
import type { ArtefactReceipt } from '../journal/change-artefacts.ts'
import type { Journal } from '../journal/journal.ts'
import { notFound } from '../memory/commit-one.ts'
import { mergePayload } from '../memory/merge-payload.ts'
import { type Payload, type PayloadLimits, readPayload } from '../memory/payload.ts'
import { stateOf } from '../memory/put-of.ts'
import { refuseSealed } from '../memory/set-fields.ts'
import {
  type Clock,
  type LinkDraft,
  LinkRefused,
  type MemoryStore,
  type Mutation,
  MutationRefused,
} from '../ports.ts'
import type { ActiveVectors } from '../vectors/active-vectors.ts'
import { type LinksOf, unitedLinks } from './united-links.ts'

export interface MergeParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly vectors: ActiveVectors
  readonly clock: Clock
  readonly limits: PayloadLimits
  readonly textFields: readonly (readonly string[])[]
}

export interface Merging {
  readonly namespace: string
  readonly into: readonly number[]
  readonly others: readonly (readonly number[])[]
  readonly payload?: string | undefined
  readonly versions?: readonly number[] | undefined
  readonly reason?: string | undefined
}

/** Another window may go between reading and writing so often before it is an error. */
const ATTEMPTS = 5
/** More links than any memory has. */
const ALL = 1_000_000

/** Makes one memory of several: its payload, their links, the others to the bin. One change (MEM-9, MEM-10). */
export class MergeMemories {
  readonly #parts: MergeParts

  constructor(parts: MergeParts) {
    this.#parts = parts
  }

  /** @throws AppError `memory/not-found`, `memory/conflict`, `memory/seal-broken` */
  async merge(merging: Merging, author: string): Promise<ArtefactReceipt & { links: number }> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#try(merging, author)
      } catch (error) {
        const isRace = error instanceof MutationRefused || error instanceof LinkRefused
        if (!isRace || attempt === ATTEMPTS) throw error
      }
    }
  }

  async #try(merging: Merging, author: string): Promise<ArtefactReceipt & { links: number }> {
    const { journal, vectors } = this.#parts
    const { namespace, reason = null } = merging
    const [into, ...others] = await this.#read(merging)
    const payload = this.#payload(merging, [into, ...others])
    const pair = vectors.current()
    const [vector] = payload.json === into.payload ? [] : await pair.sync.vectorsOf([payload.text])
    const importance = Math.max(...[into, ...others].map((memory) => memory.importance))
    const pinned = [into, ...others].some((memory) => memory.pinned)
    const keep: Mutation = {
      ...guardOf(into),
      set: { ...stateOf(payload), importance, pinned },
      ...(vector && { vector }),
    }
    const deletedAt = this.#parts.clock.now()
    const mutations = [keep, ...others.map((other) => ({ ...guardOf(other), set: { deletedAt } }))]
    const summary = `Merged ${others.length + 1} memories into "${payload.title || 'Untitled'}"`
    const links = await this.#links(namespace, into, others)
    const change = { author, action: 'merge', summary, reason, mutations, links, pair }
    const committed = await journal.commit({ namespace, ...change, onMismatch: 'fail' })
    const count = (committed.change?.count ?? 0) - committed.links
    return { seq: committed.change?.seq ?? 0, count, summary, links: committed.links }
  }

  /** What is to be merged, as it is now; each once. */
  async #read({ namespace, into, others, versions }: Merging): Promise<[Memory, ...Memory[]]> {
    const places = [...new Map([into, ...others].map((place) => [place.join(), place])).values()]
    if (places.length < 2) return notFound({ namespace, coordinate: others[0] ?? into })
    const found = await Promise.all(places.map((place) => this.#living(namespace, place)))
    for (const [i, place] of [into, ...others].entries()) {
      const memory = found.find(({ coordinate }) => coordinate.join() === place.join())
      const expected = versions?.[i]
      if (memory === undefined || expected === undefined || memory.version === expected) continue
      throw new AppError('memory/conflict', {
        namespace,
        coordinate: [...place],
        expected,
        actual: memory.version,
      })
    }
    return found as [Memory, ...Memory[]]
  }

  async #living(namespace: string, coordinate: readonly number[]): Promise<Memory> {
    const memory = await this.#parts.store.get(namespace, coordinate)
    return memory === null || memory.deletedAt !== null ? notFound({ namespace, coordinate }) : memory
  }

  /** Without one that was given: what the first says stands, and what only others say comes after it. */
  #payload({ payload }: Merging, memories: readonly Memory[]): Payload {
    const { limits, textFields } = this.#parts
    for (const memory of memories) refuseSealed(memory)
    if (payload !== undefined) return readPayload(payload, limits, textFields)
    const together = memories
      .map((memory) => memory.payload)
      .reduce((soFar, other) => mergePayload(mergePayload(soFar, other), soFar))
    return readPayload(together, limits, textFields)
  }

  async #links(namespace: string, into: Memory, others: readonly Memory[]): Promise<LinkDraft[]> {
    const { store } = this.#parts
    const of = async ({ coordinate }: Memory): Promise<LinksOf> => {
      const found = await store.links(namespace, coordinate, ALL)
      return { coordinate, links: found?.links ?? [] }
    }
    const united = unitedLinks(await of(into), await Promise.all(others.map(of)))
    const seen = await Promise.all(united.map((link) => store.link(namespace, link)))
    return united.map((link, i) => ({ ...link, seen: seen[i]?.seq ?? null }))
  }
}

const guardOf = ({ coordinate, id, version }: Memory) =>
  ({ coordinate, id, kind: 'patch', when: 'living', expectedVersion: version }) as const
