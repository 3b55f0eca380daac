import { v5 as uuidV5 } from 'uuid'
import { AppError } from '#contract/errors'
import type { SavedQuery } from '#contract/saved-queries'
import type { ArtefactMutation } from '../artefact-ports.ts'
import { type ArtefactReceipt, changeArtefacts } from '../journal/change-artefacts.ts'
import type { Journal } from '../journal/journal.ts'
import type { Clock, MemoryStore } from '../ports.ts'

const ID_NAMESPACE = uuidV5('soma:saved-query', uuidV5.URL)

export interface SavedQueriesParts {
  readonly store: MemoryStore
  readonly journal: Journal
  readonly clock: Clock
}

interface Found {
  readonly id: string
  readonly seq: number
  readonly state: SavedQuery
}

export interface NamedPlace {
  readonly namespace: string
  readonly name: string
}

/** Queries kept under a name, in their namespace. Each change is a line of the journal and can be undone (MEM-10). */
export class SavedQueries {
  readonly #parts: SavedQueriesParts

  constructor(parts: SavedQueriesParts) {
    this.#parts = parts
  }

  async list(namespace: string): Promise<SavedQuery[]> {
    const found = await this.#parts.store.artefacts(namespace, { kind: 'saved-query' })
    const saved = found.map(({ state }) => JSON.parse(state) as SavedQuery)
    return saved.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** @throws AppError `query/exists` unless what is there may be replaced */
  save(
    namespace: string,
    query: Omit<SavedQuery, 'createdAt'>,
    ifTaken: 'refuse' | 'replace',
    author: string,
  ): Promise<ArtefactReceipt> {
    const { name } = query
    const change = { author, action: 'save', summary: `Saved the query "${name}"` }
    return changeArtefacts(this.#parts.journal, namespace, change, async () => {
      const present = await this.#find({ namespace, name })
      if (present !== null && ifTaken === 'refuse') throw new AppError('query/exists', { name })
      const createdAt = present?.state.createdAt ?? this.#parts.clock.now()
      const id = present?.id ?? uuidV5(`${createdAt} ${name}`, ID_NAMESPACE)
      return [put(id, { ...query, createdAt }, present?.seq ?? null)]
    })
  }

  /** @throws AppError `query/not-found`, `query/exists` */
  rename({ namespace, name }: NamedPlace, to: string, author: string): Promise<ArtefactReceipt> {
    const change = { author, action: 'rename', summary: `Renamed the query "${name}" to "${to}"` }
    return changeArtefacts(this.#parts.journal, namespace, change, async () => {
      const { id, state, seq } = await this.#found({ namespace, name })
      if (to !== name && (await this.#find({ namespace, name: to })) !== null) {
        throw new AppError('query/exists', { name: to })
      }
      return [put(id, { ...state, name: to }, seq)]
    })
  }

  /** @throws AppError `query/not-found` */
  remove({ namespace, name }: NamedPlace, author: string): Promise<ArtefactReceipt> {
    const change = { author, action: 'delete', summary: `Deleted the query "${name}"` }
    return changeArtefacts(this.#parts.journal, namespace, change, async () => {
      const { id, seq } = await this.#found({ namespace, name })
      return [{ kind: 'saved-query', id, state: null, seen: seq }]
    })
  }

  async #found(place: NamedPlace): Promise<Found> {
    const found = await this.#find(place)
    if (found === null) throw new AppError('query/not-found', { name: place.name })
    return found
  }

  async #find({ namespace, name }: NamedPlace): Promise<Found | null> {
    const [found] = await this.#parts.store.artefacts(namespace, { kind: 'saved-query', name })
    return found === undefined ? null : { ...found, state: JSON.parse(found.state) as SavedQuery }
  }
}

const put = (id: string, state: SavedQuery, seen: number | null): ArtefactMutation => ({
  kind: 'saved-query',
  id,
  state: JSON.stringify(state),
  seen,
})
