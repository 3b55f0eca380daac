import { AppError } from '#contract/errors'
import type { LinkEnd, LinkInput, LinkPath, Neighbour, NeighbourInput, PathInput } from '#contract/links'
import type { ChangeReceipt, MemoryRow } from '#contract/memory'
import type { Journal } from '../journal/journal.ts'
import {
  type LinkDraft,
  type LinkPlace,
  LinkRefused,
  type LinkRemoval,
  type LinkState,
  type MemoryKey,
  type MemoryStore,
} from '../ports.ts'

export interface LinksParts {
  readonly store: MemoryStore
  readonly journal: Pick<Journal, 'commit'>
}

type LinkReceipt = ChangeReceipt & { readonly summary: string }

/** A link that may have been of another type. */
type Put = LinkInput & { readonly namespace: string; readonly was?: string | undefined }

/** Another window may go between reading and writing so often before it is an error. */
const ATTEMPTS = 5

/** Links between memories. Each change is a line of the journal and can be undone (LNK-1, MEM-10). */
export class Links {
  readonly #parts: LinksParts

  constructor(parts: LinksParts) {
    this.#parts = parts
  }

  /** @throws AppError `memory/not-found` */
  async of(
    namespace: string,
    coordinate: readonly number[],
    limit: number,
  ): Promise<{ total: number; links: LinkEnd[] }> {
    const found = await this.#parts.store.links(namespace, coordinate, limit)
    return found ?? notThere(namespace, coordinate)
  }

  /** @throws AppError `memory/not-found`; `link/not-found` where there is none of the type that it was */
  put({ namespace, was, ...link }: Put, author: string): Promise<LinkReceipt> {
    return this.#again(async () => {
      const present = await this.#parts.store.link(namespace, link)
      const put = { ...link, seen: present?.seq ?? null }
      const verb = present === null && was === undefined ? 'Linked' : 'Changed the link'
      const links = was === undefined || was === link.type ? [put] : await this.#retyped(namespace, put, was)
      const summary = `${verb} ${await this.#named(namespace, link)}`
      return this.#commit(namespace, links, { author, action: 'link', summary })
    })
  }

  /** @throws AppError `memory/not-found`, `link/not-found` */
  remove(
    { namespace, from, to, type }: LinkPlace & { namespace: string },
    author: string,
  ): Promise<LinkReceipt> {
    return this.#again(async () => {
      const place = { from, to, type }
      const { seq } = await this.#there(namespace, place)
      const summary = `Removed the link ${await this.#named(namespace, place)}`
      const removal = { ...place, isRemoved: true, seen: seq } as const
      return this.#commit(namespace, [removal], { author, action: 'unlink', summary })
    })
  }

  /** In one change; what has an end that is not there is left out. */
  async putMany(
    namespace: string,
    links: readonly LinkInput[],
    author: string,
  ): Promise<LinkReceipt & { leftOut: { index: number; missing: number[] }[] }> {
    const places = links.flatMap(({ from, to }) => [from, to])
    const rows = await this.#parts.store.rowsAt(namespace, places)
    const missingAt = (i: number): number[] | undefined =>
      [2 * i, 2 * i + 1].filter((at) => !isLiving(rows[at])).map((at) => places[at] as number[])[0]
    const leftOut = links.flatMap((_, index) => {
      const missing = missingAt(index)
      return missing === undefined ? [] : [{ index, missing }]
    })
    const usable = links.filter((_, i) => missingAt(i) === undefined)
    const summary = `Made or changed ${usable.length} ${usable.length === 1 ? 'link' : 'links'}`
    return { ...(await this.#commit(namespace, usable, { author, action: 'link', summary })), leftOut }
  }

  /** @throws AppError `memory/not-found` */
  async neighbours(query: NeighbourInput): Promise<{ total: number; neighbours: Neighbour[] }> {
    const { total, keys, hops } = await this.#parts.store.neighbours(query)
    const rows = await this.#rows(keys)
    const neighbours = [...keys].flatMap((key, i) => {
      const memory = rows.get(key)
      return memory === undefined ? [] : [{ memory, hops: hops[i] as number }]
    })
    return { total, neighbours }
  }

  /** @throws AppError `memory/not-found` */
  async paths(query: PathInput): Promise<LinkPath[]> {
    const { store } = this.#parts
    const excluded = await store.rowsAt(query.namespace, query.without)
    const unknown = excluded.indexOf(null)
    if (unknown !== -1) return notThere(query.namespace, query.without[unknown] as number[])
    const paths = await store.paths(query)
    const rows = await this.#rows(new Set(paths.flatMap(({ keys }) => keys)))
    const row = (key: MemoryKey): MemoryRow => rows.get(key) as MemoryRow
    return paths.map(({ cost, keys, links }) => ({
      cost,
      memories: keys.map(row),
      links: links.map((link) => ({
        ...link,
        from: row(link.from).coordinate,
        to: row(link.to).coordinate,
      })),
    }))
  }

  async #rows(keys: Iterable<MemoryKey>): Promise<Map<MemoryKey, MemoryRow>> {
    const found = await this.#parts.store.rows(Uint32Array.from(keys))
    return new Map(found.map(({ key, row }) => [key, row]))
  }

  /** The link under its new type, and the old one gone. */
  async #retyped(namespace: string, put: LinkDraft, was: string): Promise<(LinkDraft | LinkRemoval)[]> {
    const old = { from: put.from, to: put.to, type: was }
    const { seq, createdAt } = await this.#there(namespace, old)
    return [
      { ...old, isRemoved: true, seen: seq },
      { ...put, createdAt },
    ]
  }

  async #there(namespace: string, place: LinkPlace): Promise<LinkState & { seq: number }> {
    const found = await this.#parts.store.link(namespace, place)
    if (found !== null) return found
    const { from, to, type } = place
    throw new AppError('link/not-found', { namespace, from: [...from], to: [...to], type })
  }

  async #named(namespace: string, { from, to, type }: LinkPlace): Promise<string> {
    const rows = await this.#parts.store.rowsAt(namespace, [from, to])
    const [start, end] = rows.map((row) => `"${row?.title || 'Untitled'}"`)
    return `${start} to ${end} (${type})`
  }

  async #commit(
    namespace: string,
    links: readonly (LinkDraft | LinkRemoval)[],
    change: { readonly author: string; readonly action: string; readonly summary: string },
  ): Promise<LinkReceipt> {
    const draft = { namespace, ...change, onMismatch: 'fail', mutations: [], links } as const
    const { change: made } = await this.#parts.journal.commit(draft)
    return { seq: made?.seq ?? 0, count: made?.count ?? 0, summary: change.summary }
  }

  /** What a change does depends on what is there: where that was changed meanwhile it is read anew. */
  async #again<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof LinkRefused) || attempt === ATTEMPTS) throw error
      }
    }
  }
}

const isLiving = (row: MemoryRow | null | undefined): boolean => row?.deletedAt === null

const notThere = (namespace: string, coordinate: readonly number[]): never => {
  throw new AppError('memory/not-found', { namespace, coordinate: [...coordinate] })
}
