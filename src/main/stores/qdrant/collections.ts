import { createHash } from 'node:crypto'
import type { Schemas } from '@qdrant/js-client-rest'
import { v5 as uuidV5 } from 'uuid'
import type { OutboxMark, SecondMark, SecondSpace } from '#engine/ports'
import type { Qdrant } from './connect.ts'
import { NotInQdrant } from './qdrant-fault.ts'

/** How a new collection is made and each is asked, as `qdrant.*` says it. */
export interface CollectionSettings {
  readonly prefix: string
  readonly wait: boolean
  readonly ordering: Schemas['WriteOrdering']
  /** Undefined where one copy is asked. */
  readonly consistency: Schemas['ReadConsistency'] | undefined
  readonly create: Pick<
    Schemas['CreateCollection'],
    | 'shard_number'
    | 'replication_factor'
    | 'write_consistency_factor'
    | 'on_disk_payload'
    | 'hnsw_config'
    | 'quantization_config'
  > & { readonly on_disk: boolean }
  readonly search: Schemas['SearchParams']
}

export interface EmbedderVectors {
  readonly embedder: string
  readonly dimension: number
}

/** The point that says whose a collection is and how far it has got. It is in no answer, having no key. */
export const MARK_ID = uuidV5('soma:mark', uuidV5.URL)

const INDEXES: Readonly<Record<string, Schemas['PayloadSchemaType']>> = {
  'soma.key': 'integer',
  'soma.seq': 'integer',
  'soma.type': 'keyword',
  'soma.pinned': 'bool',
  'soma.tags': 'keyword',
  'soma.fields': 'keyword',
  'soma.importance': 'float',
  'soma.timestamp': 'float',
  'soma.created': 'float',
  'soma.updated': 'float',
  'soma.arity': 'integer',
}

interface Found {
  readonly points: number
  /** Null where it has several vectors a point, or none. */
  readonly dimension: number | null
  readonly distance: string | null
}

interface KeptMark {
  readonly namespace: string
  /** Null where an earlier version of this program wrote it. */
  readonly madeAt: number | null
  readonly embedder: string
  readonly mark: OutboxMark | null
}

/** Which collection has the vectors of a namespace. None that is there is ever changed in its kind, or dropped. */
export class Collections {
  readonly #qdrant: Qdrant
  readonly #settings: CollectionSettings
  readonly #of: EmbedderVectors
  readonly #names = new Map<string, string>()
  /** When each namespace was made: so the mark tells databases apart. */
  readonly #madeAt = new Map<string, number>()

  constructor(qdrant: Qdrant, settings: CollectionSettings, of: EmbedderVectors) {
    this.#qdrant = qdrant
    this.#settings = settings
    this.#of = of
  }

  /** @throws Error where it was not opened before */
  nameOf(namespace: string): string {
    const name = this.#names.get(namespace)
    if (name === undefined) throw new NotInQdrant(`the collection of ${namespace} is not open`)
    return name
  }

  /** Looks at the one of the namespace, or the one beside it, and makes it where neither is there. */
  async open(namespace: string, madeAt: number): Promise<SecondSpace> {
    this.#names.delete(namespace)
    this.#madeAt.set(namespace, madeAt)
    const beside = this.#besideName(namespace)
    const name = this.baseName(namespace)
    if ((await this.#find(beside)) !== null) return this.#take(namespace, beside)
    const found = await this.#find(name)
    if (found === null) return this.#make(namespace, name)
    const kept = await this.#markIn(name)
    if (kept !== null && kept.embedder === this.#of.embedder) return this.#take(namespace, name)
    // Vectors of another embedder of ours are kept for an undo, and have a place of their own.
    if (kept !== null) return this.#make(namespace, beside)
    if (found.points === 0 && this.#fits(found)) return this.#take(namespace, name)
    return this.#foreign(name, found)
  }

  async openBeside(namespace: string): Promise<SecondSpace> {
    const name = this.baseName(namespace)
    const found = await this.#find(name)
    const kept = found && (await this.#markIn(name))
    // The other database would look there as well.
    if (found && kept?.embedder === this.#of.embedder) return this.#ofOtherDatabase(name, found)
    return this.#make(namespace, this.#besideName(namespace))
  }

  keepMark(namespace: string, mark: OutboxMark | null): Promise<void> {
    return this.#putMark(namespace, this.nameOf(namespace), mark)
  }

  /** Of all collections behind the prefix that this program made. */
  async marks(): Promise<SecondMark[]> {
    const { collections } = await this.#qdrant.ask((api, init) => api.getCollections({}, init))
    const own = collections.map(({ name }) => name).filter((name) => name.startsWith(this.#settings.prefix))
    const marks: SecondMark[] = []
    for (const name of own) {
      const kept = await this.#markIn(name)
      if (kept?.mark == null || kept.embedder !== this.#of.embedder) continue
      marks.push({ ...kept.mark, namespace: kept.namespace })
      if (!this.#names.has(kept.namespace)) this.#names.set(kept.namespace, name)
    }
    return marks
  }

  baseName(namespace: string): string {
    return `${this.#settings.prefix}${namespace}`
  }

  #besideName(namespace: string): string {
    const digest = createHash('sha256').update(this.#of.embedder).digest('hex').slice(0, 8)
    return `${this.baseName(namespace)}--${digest}`
  }

  #fits({ dimension, distance }: Found): boolean {
    return dimension === this.#of.dimension && distance === 'Cosine'
  }

  async #take(namespace: string, name: string): Promise<SecondSpace> {
    const found = await this.#find(name)
    if (found === null || !this.#fits(found)) return this.#foreign(name, found ?? NOTHING)
    const kept = await this.#markIn(name)
    const isEmpty = found.points <= (kept === null ? 0 : 1)
    // A name may be told apart in two ways: `a` behind the prefix `my-`, and `my-a` behind none.
    if (kept !== null && kept.namespace !== namespace && !isEmpty) return this.#ofOtherDatabase(name, found)
    await this.#index(name)
    this.#names.set(namespace, name)
    const isOf = kept?.namespace === namespace
    const mark = isOf ? kept.mark : null
    if (!isOf || kept.madeAt === null) await this.#putMark(namespace, name, mark)
    return {
      is: 'ours',
      collection: name,
      mark,
      madeAt: isOf ? kept.madeAt : null,
      isEmpty,
      ifForeign: otherDatabase(name),
    }
  }

  async #make(namespace: string, name: string): Promise<SecondSpace> {
    const { on_disk, ...create } = this.#settings.create
    const vectors = { size: this.#of.dimension, distance: 'Cosine', on_disk } as const
    await this.#qdrant
      .ask((api, init) => api.createCollection({ collection_name: name, vectors, ...create }, init))
      .catch(async (error: unknown) => {
        // Another computer was first.
        if ((await this.#find(name)) === null) throw error
      })
    return this.#take(namespace, name)
  }

  async #index(name: string): Promise<void> {
    const { payload_schema: there } = await this.#qdrant.ask((api, init) =>
      api.getCollection({ collection_name: name }, init),
    )
    for (const [field_name, field_schema] of Object.entries(INDEXES)) {
      if (there[field_name] !== undefined) continue
      await this.#qdrant.ask((api, init) =>
        api.createFieldIndex({ collection_name: name, wait: true, field_name, field_schema }, init),
      )
    }
  }

  #ofOtherDatabase(collection: string, { points, dimension }: Found): SecondSpace {
    return { is: 'foreign', collection, points, dimension, why: otherDatabase(collection) }
  }

  #foreign(collection: string, { points, dimension, distance }: Found): SecondSpace {
    const { dimension: own } = this.#of
    const what =
      dimension === own && distance === 'Cosine'
        ? 'was not made by this program'
        : `has ${dimension === null ? 'vectors of another kind' : `vectors of ${dimension} numbers (${distance})`}, and the embedder makes ${own} (Cosine)`
    const why = `The collection ${collection} ${what}. It has ${points} points and is left as it is: make one beside it, into which the memories are embedded anew.`
    return { is: 'foreign', collection, points, dimension, why }
  }

  async #find(name: string): Promise<Found | null> {
    try {
      const info = await this.#qdrant.ask((api, init) => api.getCollection({ collection_name: name }, init))
      const { vectors } = info.config.params
      const isPlain = vectors !== undefined && 'size' in vectors && typeof vectors.size === 'number'
      return {
        points: info.points_count ?? 0,
        dimension: isPlain ? (vectors.size as number) : null,
        distance: isPlain ? String(vectors.distance) : null,
      }
    } catch (error) {
      if (error instanceof NotInQdrant) return null
      throw error
    }
  }

  async #markIn(name: string): Promise<KeptMark | null> {
    const [point] = await this.#qdrant.ask((api, init) =>
      api.getPoints({ collection_name: name, ids: [MARK_ID], with_payload: true, with_vector: false }, init),
    )
    const { soma_mark: kept } = (point?.payload ?? {}) as { soma_mark?: Record<string, unknown> }
    if (kept === undefined || typeof kept.embedder !== 'string') return null
    const { seq, key, stamp, madeAt } = kept
    const isMark = typeof seq === 'number' && typeof key === 'number'
    return {
      namespace: String(kept.namespace),
      madeAt: typeof madeAt === 'number' ? madeAt : null,
      embedder: kept.embedder,
      mark: isMark ? { cursor: { seq, key }, stamp: typeof stamp === 'string' ? stamp : null } : null,
    }
  }

  async #putMark(namespace: string, name: string, mark: OutboxMark | null): Promise<void> {
    const place = mark && { ...mark.cursor, stamp: mark.stamp }
    const madeAt = this.#madeAt.get(namespace)
    const soma_mark = { namespace, madeAt, embedder: this.#of.embedder, ...place }
    // Of several computers one is ahead, and what it says stays.
    const isAhead = { key: 'soma_mark.seq', range: { gt: mark?.cursor.seq ?? -1 } }
    await this.#qdrant.ask((api, init) =>
      api.upsertPoints(
        {
          collection_name: name,
          wait: true,
          ordering: this.#settings.ordering,
          points: [{ id: MARK_ID, vector: new Array(this.#of.dimension).fill(0), payload: { soma_mark } }],
          ...(mark !== null && { update_filter: { must_not: [isAhead] } }),
        },
        init,
      ),
    )
  }
}

/** Why a collection stays as it is: told from here it would lose what the other database has there. */
const otherDatabase = (collection: string): string =>
  `The collection ${collection} has the memories of another database and is left as it is: give this one a qdrant.collection_prefix of its own.`

const NOTHING: Found = { points: 0, dimension: null, distance: null }
