import type { Schemas } from '@qdrant/js-client-rest'
import { type FilteredPoint, matches } from './double-filter.ts'

/**
 * A double of Qdrant, NOT Qdrant: as much of its API as this program uses, typed by the client's own schema, in memory,
 * with searches that compare with every vector. What it says of speed, of an HNSW graph, of shards and replicas says
 * nothing of the real one; those are proven with QDRANT_URL.
 */
type Id = Schemas['ExtendedPointId']

interface Point extends FilteredPoint {
  readonly id: Id
  readonly vector: readonly number[]
  readonly payload: Record<string, unknown>
}

interface Collection {
  readonly config: Schemas['CreateCollection']
  readonly size: number
  readonly indexes: Map<string, unknown>
  points: Map<Id, Point>
}

/** What it answers: a status of HTTP and a body. */
export interface Answered {
  readonly status: number
  readonly body: unknown
}

/** A refusal as Qdrant words it. */
class Refused extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export class QdrantDouble {
  readonly version: string
  #collections = new Map<string, Collection>()
  #operations = 0

  constructor(version = '1.19.0') {
    this.version = version
  }

  /** @param most of an upsert, only so many points are written before it fails */
  handle(method: string, url: string, body: unknown, most = Number.POSITIVE_INFINITY): Answered {
    try {
      const { pathname, searchParams } = new URL(url, 'http://double')
      if (pathname === '/') return { status: 200, body: { title: 'qdrant double', version: this.version } }
      const result = this.#route(`${method} ${pathname}`, { body, params: searchParams, most })
      return { status: 200, body: { result, status: 'ok', time: 0.0001 } }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { status: error.status, body: { status: { error: error.message }, time: 0.0001 } }
    }
  }

  /** All it has, as text; {@link restore} brings it back. */
  snapshot(): string {
    return JSON.stringify(
      [...this.#collections].map(([name, { config, size, indexes, points }]) => ({
        ...{ name, config, size, indexes: [...indexes], points: [...points.values()] },
      })),
    )
  }

  restore(snapshot: string): void {
    const kept = JSON.parse(snapshot) as {
      name: string
      config: never
      size: number
      indexes: []
      points: Point[]
    }[]
    this.#collections = new Map(
      kept.map(({ name, config, size, indexes, points }) => [
        name,
        {
          config,
          size,
          indexes: new Map(indexes),
          points: new Map(points.map((point) => [point.id, point])),
        },
      ]),
    )
  }

  /** What a test puts there as another program would. */
  points(collection: string): readonly Point[] {
    return [...(this.#collections.get(collection)?.points.values() ?? [])]
  }

  configOf(collection: string): Schemas['CreateCollection'] | undefined {
    return this.#collections.get(collection)?.config
  }

  indexesOf(collection: string): string[] {
    return [...(this.#collections.get(collection)?.indexes.keys() ?? [])]
  }

  #route(
    call: string,
    { body, params, most }: { body: unknown; params: URLSearchParams; most: number },
  ): unknown {
    const [, verb, name = '', rest = ''] =
      /^(\w+) \/collections(?:\/([^/]+))?(\/.*)?$/.exec(decodeURIComponent(call)) ?? []
    if (verb === 'GET' && name === '')
      return { collections: [...this.#collections.keys()].map((one) => ({ name: one })) }
    if (verb === 'PUT' && rest === '') return this.#create(name, body as Schemas['CreateCollection'])
    const collection = this.#collections.get(name)
    if (collection === undefined) throw new Refused(404, `Not found: Collection \`${name}\` doesn't exist!`)
    const wait = params.get('wait') === 'true'
    switch (`${verb} ${rest}`) {
      case 'GET ':
        return infoOf(collection)
      case 'DELETE ':
        return this.#collections.delete(name)
      case 'PUT /index': {
        const { field_name, field_schema } = body as Schemas['CreateFieldIndex']
        collection.indexes.set(field_name, field_schema)
        return this.#done(wait)
      }
      case 'PUT /points':
        this.#upsert(collection, body as Schemas['PointsList'], most)
        return this.#done(wait)
      case 'POST /points':
        return this.#retrieve(collection, body as Schemas['PointRequest'])
      case 'POST /points/delete':
        this.#delete(collection, body as Schemas['PointIdsList'] & Schemas['FilterSelector'])
        return this.#done(wait)
      case 'POST /points/scroll':
        return scroll(collection, body as Schemas['ScrollRequest'])
      case 'POST /points/query':
        return { points: search(collection, body as Schemas['QueryRequest']) }
      case 'POST /points/count':
        return { count: filtered(collection, (body as Schemas['CountRequest']).filter).length }
      default:
        throw new Refused(404, `the double does not know ${call}`)
    }
  }

  #done(wait: boolean): Schemas['UpdateResult'] {
    return { operation_id: this.#operations++, status: wait ? 'completed' : 'acknowledged' }
  }

  #create(name: string, config: Schemas['CreateCollection']): boolean {
    if (this.#collections.has(name))
      throw new Refused(409, `Wrong input: Collection \`${name}\` already exists!`)
    if (!/^[^/\\<>:"|?*\0]{1,255}$/.test(name)) throw new Refused(422, 'Validation error: collection name')
    const { size } = (config.vectors ?? {}) as { size?: number }
    if (size === undefined || size < 1) throw new Refused(400, 'Format error in JSON body: vectors')
    this.#collections.set(name, { config, size, indexes: new Map(), points: new Map() })
    return true
  }

  #upsert(
    { size, points }: Collection,
    { points: given, update_filter: only }: Schemas['PointsList'],
    most: number,
  ): void {
    for (const { id, vector } of given) {
      if (!isId(id)) throw new Refused(400, `Format error in JSON body: value ${id} is not a valid point ID`)
      const length = (vector as number[]).length
      if (length !== size) {
        throw new Refused(400, `Wrong input: Vector dimension error: expected dim: ${size}, got ${length}`)
      }
    }
    for (const [i, { id, vector, payload }] of given.entries()) {
      if (i >= most) throw new Refused(500, 'Service internal error: the double stops in the middle')
      const before = points.get(id)
      if (before && only && !matches(only as Schemas['Filter'], before)) continue
      points.set(id, { id, vector: normalised(vector as number[]), payload: { ...(payload as object) } })
    }
  }

  #delete(
    { points }: Collection,
    { points: ids, filter }: Schemas['PointIdsList'] & Schemas['FilterSelector'],
  ): void {
    if (ids !== undefined) for (const id of ids) points.delete(id)
    else for (const point of [...points.values()]) if (matches(filter, point)) points.delete(point.id)
  }

  #retrieve(
    { points }: Collection,
    { ids, with_payload, with_vector }: Schemas['PointRequest'],
  ): Schemas['Record'][] {
    const found = ids.map((id) => points.get(id)).filter((point) => point !== undefined)
    return found.map((point) => recordOf(point, { with_payload: with_payload ?? true, with_vector }))
  }
}

const isId = (id: unknown): boolean =>
  typeof id === 'string' ? UUID.test(id) : Number.isSafeInteger(id) && (id as number) >= 0

/** As Qdrant keeps vectors of a cosine collection; one of zeros stays. */
const normalised = (vector: readonly number[]): number[] => {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
  return vector.map((x) => Math.fround(length < 1e-12 ? x : x / length))
}

const infoOf = ({ config, points, indexes }: Collection): Schemas['CollectionInfo'] => ({
  status: 'green',
  optimizer_status: 'ok',
  points_count: points.size,
  indexed_vectors_count: 0,
  segments_count: 1,
  config: {
    params: {
      vectors: config.vectors as Schemas['VectorParams'],
      shard_number: config.shard_number ?? 1,
      replication_factor: config.replication_factor ?? 1,
      write_consistency_factor: config.write_consistency_factor ?? 1,
    },
    hnsw_config: { m: 16, ef_construct: 100, full_scan_threshold: 10_000, ...(config.hnsw_config as object) },
    optimizer_config: {
      deleted_threshold: 0.2,
      vacuum_min_vector_number: 1000,
      default_segment_number: 0,
      flush_interval_sec: 5,
    },
    wal_config: { wal_capacity_mb: 32, wal_segments_ahead: 0 },
  },
  payload_schema: Object.fromEntries(
    [...indexes].map(([field, schema]) => [
      field,
      { data_type: schema as Schemas['PayloadSchemaType'], points: points.size },
    ]),
  ),
})

const filtered = ({ points }: Collection, filter: unknown): Point[] => {
  const all = [...points.values()]
  return filter ? all.filter((point) => matches(filter as Schemas['Filter'], point)) : all
}

const search = (collection: Collection, query: Schemas['QueryRequest']): Schemas['ScoredPoint'][] => {
  const asked = normalised(query.query as number[])
  if (asked.length !== collection.size) {
    throw new Refused(
      400,
      `Wrong input: Vector dimension error: expected dim: ${collection.size}, got ${asked.length}`,
    )
  }
  return filtered(collection, query.filter)
    .map((point) => ({ point, score: point.vector.reduce((sum, x, i) => sum + x * (asked[i] as number), 0) }))
    .sort((a, b) => b.score - a.score || compareIds(a.point.id, b.point.id))
    .slice(query.offset ?? 0, (query.offset ?? 0) + (query.limit ?? 10))
    .map(({ point, score }) => ({ ...recordOf(point, query), version: 0, score }))
}

const scroll = (collection: Collection, asked: Schemas['ScrollRequest']): Schemas['ScrollResult'] => {
  const { offset, limit, filter } = asked
  const sorted = filtered(collection, filter).sort((a, b) => compareIds(a.id, b.id))
  const from = offset == null ? 0 : sorted.findIndex(({ id }) => compareIds(id, offset as Id) >= 0)
  const rest = from < 0 ? [] : sorted.slice(from)
  const most = limit ?? 10
  const page = rest.slice(0, most)
  const selected = { with_payload: asked.with_payload ?? true, with_vector: asked.with_vector }
  return { points: page.map((point) => recordOf(point, selected)), next_page_offset: rest[most]?.id ?? null }
}

/** Numbers before names, each in its own order. */
const compareIds = (a: Id, b: Id): number => {
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1
  return a < b ? -1 : a > b ? 1 : 0
}

const recordOf = (
  { id, vector, payload }: Point,
  { with_payload: what, with_vector }: { with_payload?: unknown; with_vector?: unknown },
): Schemas['Record'] => ({
  id,
  payload:
    what === true
      ? structuredClone(payload)
      : Array.isArray(what)
        ? selected(payload, what as string[])
        : null,
  ...(with_vector === true && { vector: [...vector] }),
})

const selected = (payload: Record<string, unknown>, paths: readonly string[]): Record<string, unknown> => {
  const chosen: Record<string, unknown> = {}
  for (const path of paths) {
    const [first = '', second] = path.split('.')
    const value = payload[first]
    if (value === undefined) continue
    if (second === undefined) chosen[first] = value
    else
      chosen[first] = { ...(chosen[first] as object), [second]: (value as Record<string, unknown>)[second] }
  }
  return chosen
}
