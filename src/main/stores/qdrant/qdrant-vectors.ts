import type { Schemas } from '@qdrant/js-client-rest'
import type {
  OutboxMark,
  OutboxRow,
  SecondAnswer,
  SecondHealth,
  SecondMark,
  SecondPoint,
  SecondQuery,
  SecondSpace,
  SecondStore,
} from '#engine/ports'
import { CircuitBreaker } from '#services/circuit-breaker'
import { ServiceFault } from '#services/service-fault'
import { type CollectionSettings, Collections, type EmbedderVectors, MARK_ID } from './collections.ts'
import { connectQdrant, type Qdrant, type QdrantAddress } from './connect.ts'
import { hashOf, pointPayload, somaIn } from './point-payload.ts'
import { qdrantFilter } from './qdrant-filter.ts'

export interface QdrantSettings extends CollectionSettings {
  readonly address: QdrantAddress
}

/** How the last call went. */
type Told = { -readonly [K in keyof SecondHealth]: SecondHealth[K] }

const BREAKER = { threshold: 2, pause: 1000, longestPause: 30_000 } as const

/** The vectors of one embedder in Qdrant: a collection a namespace, a point a memory, under the same id (MEM-2). */
export class QdrantVectors implements SecondStore {
  readonly target: string
  readonly name: string
  readonly #qdrant: Qdrant
  readonly #settings: QdrantSettings
  readonly #dimension: number
  readonly #collections: Collections
  readonly #health: Told

  /**
   * @param elapsed milliseconds of a monotone clock
   * @throws ServiceFault for an address that cannot be used
   */
  constructor(settings: QdrantSettings, of: EmbedderVectors, elapsed: () => number) {
    const qdrant = connectQdrant(settings.address)
    const breaker = new CircuitBreaker(BREAKER, elapsed)
    const health: Told = { state: 'ready', message: '', latency: null }
    this.#health = health
    this.#qdrant = guarded(qdrant, { breaker, health, elapsed })
    this.#settings = settings
    this.#dimension = of.dimension
    this.#collections = new Collections(this.#qdrant, settings, of)
    this.name = qdrant.name
    this.target = `qdrant ${qdrant.name} ${settings.prefix} ${of.embedder}`
  }

  open(namespace: string, madeAt: number): Promise<SecondSpace> {
    return this.#collections.open(namespace, madeAt)
  }

  openBeside(namespace: string): Promise<SecondSpace> {
    return this.#collections.openBeside(namespace)
  }

  async write(namespace: string, rows: readonly OutboxRow[], vectors: Float32Array): Promise<void> {
    const dimension = vectors.length / rows.length
    const there = rows.flatMap((row, i) =>
      row.isThere ? [{ row, vector: vectors.subarray(i * dimension, (i + 1) * dimension) }] : [],
    )
    const gone = rows.filter(({ isThere }) => !isThere)
    if (gone.length > 0) await this.#delete(namespace, { must: [notNewer(gone)] })
    if (there.length > 0) await this.#upsert(namespace, there)
  }

  keepMark(namespace: string, mark: OutboxMark | null): Promise<void> {
    return this.#collections.keepMark(namespace, mark)
  }

  marks(): Promise<SecondMark[]> {
    return this.#collections.marks()
  }

  /** Points of others stay. */
  async forget(namespace: string): Promise<void> {
    await this.#delete(namespace, { must: [{ key: 'soma.seq', range: { gte: 0 } }] })
    await this.#deleteIds(namespace, [MARK_ID])
  }

  remove(namespace: string, ids: readonly string[]): Promise<void> {
    return this.#deleteIds(namespace, ids)
  }

  async search(query: SecondQuery): Promise<SecondAnswer | 'needs-ids'> {
    const { namespace, vector, k, filter, ids, exact } = query
    const said = filter === null ? null : ids ? hasId(ids) : qdrantFilter(filter)
    if (filter !== null && said === null) return 'needs-ids'
    const { consistency, search } = this.#settings
    const { points } = await this.#qdrant.ask((api, init) =>
      api.queryPoints(
        {
          collection_name: this.#collections.nameOf(namespace),
          query: [...vector],
          limit: k,
          with_payload: ['soma.key', 'soma.seq'],
          params: exact ? { ...search, exact: true } : search,
          ...(said !== null && { filter: said }),
          ...(consistency !== undefined && { consistency }),
        },
        init,
      ),
    )
    const own = points
      .filter(({ id }) => id !== MARK_ID)
      .map(({ payload, score }) => ({ key: somaIn(payload)?.key, score }))
    const known = own.filter(({ key }) => key !== undefined)
    return {
      keys: Uint32Array.from(known, ({ key }) => key as number),
      scores: Float64Array.from(known, ({ score }) => score),
      strangers: own.length - known.length,
    }
  }

  async points(
    namespace: string,
    after: string | null,
    limit: number,
  ): Promise<{ points: SecondPoint[]; next: string | null }> {
    const { points, next_page_offset: next } = await this.#qdrant.ask((api, init) =>
      api.scrollPoints(
        {
          collection_name: this.#collections.nameOf(namespace),
          limit,
          with_payload: true,
          with_vector: false,
          ...(after !== null && { offset: pointId(after) }),
        },
        init,
      ),
    )
    return {
      points: points
        .filter(({ id }) => id !== MARK_ID)
        .map(({ id, payload }) => {
          const soma = somaIn(payload)
          return {
            id: String(id),
            key: soma?.key ?? null,
            seq: soma?.seq ?? null,
            hash: hashOf(payload ?? {}),
          }
        }),
      next: typeof next === 'string' || typeof next === 'number' ? String(next) : null,
    }
  }

  async foreignLines(
    namespace: string,
    after: string | null,
    limit: number,
  ): Promise<{ lines: string; count: number; next: string | null }> {
    const { points, next_page_offset: next } = await this.#qdrant.ask((api, init) =>
      api.scrollPoints(
        {
          collection_name: this.#collections.baseName(namespace),
          limit,
          with_payload: true,
          with_vector: false,
          ...(after !== null && { offset: pointId(after) }),
        },
        init,
      ),
    )
    const foreign = points.filter(({ id, payload }) => id !== MARK_ID && somaIn(payload) === null)
    return {
      lines: foreign.map(({ payload }) => `${lineOf(payload ?? {})}\n`).join(''),
      count: foreign.length,
      next: typeof next === 'string' || typeof next === 'number' ? String(next) : null,
    }
  }

  async vectorsOf(namespace: string, ids: readonly string[]): Promise<Float32Array> {
    const found = await this.#qdrant.ask((api, init) =>
      api.getPoints(
        {
          collection_name: this.#collections.nameOf(namespace),
          ids: ids.map(pointId),
          with_payload: false,
          with_vector: true,
        },
        init,
      ),
    )
    const rows = new Map(ids.map((id, row) => [id, row]))
    const numbers = new Float32Array(ids.length * this.#dimension).fill(Number.NaN)
    for (const { id, vector } of found) {
      const row = rows.get(String(id))
      if (row === undefined || !isPlain(vector, this.#dimension)) continue
      numbers.set(vector, row * this.#dimension)
    }
    return numbers
  }

  async hashes(rows: readonly OutboxRow[]): Promise<string[]> {
    return rows.map((row) => hashOf(pointPayload(row)))
  }

  async health(): Promise<SecondHealth> {
    // What became of the question is in the health, also where it failed.
    await this.#qdrant.version().catch(() => {})
    return { ...this.#health }
  }

  async close(): Promise<void> {}

  async #upsert(
    namespace: string,
    there: readonly { readonly row: OutboxRow; readonly vector: Float32Array }[],
  ): Promise<void> {
    const { wait, ordering } = this.#settings
    const done = await this.#qdrant.ask((api, init) =>
      api.upsertPoints(
        {
          collection_name: this.#collections.nameOf(namespace),
          wait,
          ordering,
          points: there.map(({ row, vector }) => ({
            id: row.id,
            vector: [...vector],
            payload: pointPayload(row),
          })),
          update_filter: notNewer(there.map(({ row }) => row)),
        },
        init,
      ),
    )
    refuseUndone(done)
  }

  async #delete(namespace: string, filter: Schemas['Filter']): Promise<void> {
    const { wait, ordering } = this.#settings
    const collection_name = this.#collections.nameOf(namespace)
    const done = await this.#qdrant.ask((api, init) =>
      api.deletePoints({ collection_name, wait, ordering, filter }, init),
    )
    refuseUndone(done)
  }

  async #deleteIds(namespace: string, ids: readonly string[]): Promise<void> {
    const { wait, ordering } = this.#settings
    const collection_name = this.#collections.nameOf(namespace)
    const done = await this.#qdrant.ask((api, init) =>
      api.deletePoints({ collection_name, wait, ordering, points: [...ids] }, init),
    )
    refuseUndone(done)
  }
}

const isPlain = (vector: unknown, dimension: number): vector is number[] =>
  Array.isArray(vector) && vector.length === dimension && typeof vector[0] === 'number'

/** Ids of other programs may be numbers. */
const pointId = (id: string): string | number => (/^\d+$/.test(id) ? Number(id) : id)

/** Whole numbers beyond those of JavaScript come as such, and stay what they are. */
const lineOf = (payload: object): string =>
  JSON.stringify(payload, (_key, value: unknown) => (typeof value === 'bigint' ? rawNumber(value) : value))

const rawNumber = (value: bigint): unknown =>
  (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value))

const hasId = (ids: readonly string[]): Schemas['Filter'] => ({ must: [{ has_id: [...ids] }] })

/** Points that stand at the change of their row or before it. */
const notNewer = (rows: readonly OutboxRow[]): Schemas['Filter'] => {
  const bySeq = Map.groupBy(rows, ({ seq }) => seq)
  const parts = [...bySeq].map(([seq, own]) => ({
    must: [{ has_id: own.map(({ id }) => id) }, { key: 'soma.seq', range: { lte: seq } }],
  }))
  return { should: parts }
}

/** Where it was to wait, and could not apply what it took, the same is sent again. */
const refuseUndone = ({ status }: Schemas['UpdateResult']): void => {
  if (status === 'completed' || status === 'acknowledged') return
  throw new ServiceFault('unreachable', `Qdrant took the change and has not applied it (${status}).`, {
    isPassing: true,
  })
}

interface Guard {
  readonly breaker: CircuitBreaker
  readonly health: Told
  readonly elapsed: () => number
}

/** The same calls through a breaker, each telling how it went. */
const guarded = (qdrant: Qdrant, { breaker, health, elapsed }: Guard): Qdrant => {
  const through = async <T>(work: () => Promise<T>): Promise<T> => {
    breaker.enter()
    const started = elapsed()
    try {
      const answer = await work()
      breaker.succeeded()
      Object.assign(health, { state: 'ready', message: '', latency: elapsed() - started })
      return answer
    } catch (error) {
      if (error instanceof ServiceFault) {
        breaker.failed(error)
        const state = error.kind === 'misconfigured' ? 'misconfigured' : 'unreachable'
        Object.assign(health, { state, message: error.message })
      } else {
        // It answered, if only that something is not there.
        breaker.succeeded()
      }
      throw error
    }
  }
  return {
    name: qdrant.name,
    ask: (work) => through(() => qdrant.ask(work)),
    version: () => through(() => qdrant.version()),
  }
}
