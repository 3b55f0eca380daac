import { z } from 'zod'
import { read, stream } from './define.ts'
import { Bytes, Counts, Doubles, Singles, TextColumn } from './graph.ts'
import { NamespaceName, Seconds } from './memory.ts'

/** `pca`: the plane of the two leading principal axes. `umap`: neighbours stay together, distances beyond do not count. */
export const MapMethod = z.enum(['pca', 'umap'])
export type MapMethod = z.output<typeof MapMethod>

/** Row `i` of each column is one memory. */
const MapPoints = z.strictObject({
  ids: TextColumn,
  /** What names a memory in a search that is drawn on the map. */
  keys: Counts,
  titles: TextColumn,
  /** All coordinates one behind the other: point `i` has the next `arity[i]` numbers. */
  coordinates: Doubles,
  arity: Bytes,
  /** 0 episodic, 1 semantic. */
  type: Bytes,
  pinned: Bytes,
  importance: Singles,
  /** NaN where there is none. */
  timestamp: Doubles,
  createdAt: Doubles,
  /** x, y by turns, in no unit. */
  xy: Singles,
  /** Region by meaning times eight, plus part of the region; both numbered by size. */
  topic: Bytes,
  /** How its place came about: 0 by the method, 1 beside its neighbours, 2 the same after the map was made. */
  placed: Bytes,
  /** Robust z-score of the distance to its nearest (LIFE-8); NaN where not measured. */
  outlier: Singles,
})
export type MapPoints = z.output<typeof MapPoints>

const MemoryMap = z.strictObject({
  method: MapMethod,
  madeAt: Seconds,
  points: MapPoints,
  /** Memories that live in the namespace. */
  living: z.int(),
  /** Memories that are newer than the map; the first of them were put beside their neighbours. */
  newer: z.int(),
  /** Share of the variance that the plane holds, 0 to 1. */
  explained: z.number(),
  /** Points that the method placed itself. */
  laidOut: z.int(),
  hasOutliers: z.boolean(),
})
export type MemoryMap = z.output<typeof MemoryMap>

export const MapProgress = z.strictObject({
  type: z.literal('progress'),
  stage: z.enum(['copy', 'plane', 'topics', 'neighbours', 'layout', 'place', 'lonely', 'read']),
  /** Of this stage. */
  done: z.number(),
  total: z.number(),
  /** Of all that is to be done, 0 to 1: what time is left follows from it. */
  share: z.number(),
})
export type MapProgress = z.output<typeof MapProgress>

export const MapTopic = z.strictObject({
  topic: z.int(),
  /** What tells its memories from the others, the strongest first. */
  words: z.array(z.string()),
})
export type MapTopic = z.output<typeof MapTopic>

/** Memories are named by `keys` of the points; lists are numbered from 0 on as they are now. */
const MapSearch = z.strictObject({
  path: z.enum(['tree', 'exact']),
  /** Centroids that were scored by their codes, on all levels. */
  centroids: z.int(),
  /** Lists that were scanned, best first. */
  scanned: Counts,
  /** Vectors that were compared by their codes; all of them, one by one, where the path is exact. */
  compared: z.int(),
  /** Memories that were kept after their exact scores were known, best first. */
  kept: Counts,
  /** The nearest that the search gives, best first, and those that it should have given. */
  hits: Counts,
  truth: Counts,
  /** Where the query would lie; null where nothing says so. */
  at: z.strictObject({ x: z.number(), y: z.number() }).nullable(),
})
export type MapSearch = z.output<typeof MapSearch>

const MapLists = z.strictObject({
  /** 0 where all vectors are compared, and there are none. */
  count: z.int(),
  /** Of each memory the list that it stands in first; UNKNOWN where it is in none yet. */
  keys: Counts,
  lists: Counts,
  /** Null where nothing was asked, or no word of it is known. */
  search: MapSearch.nullable(),
})
export type MapLists = z.output<typeof MapLists>

const asked = z.strictObject({ namespace: NamespaceName, method: MapMethod })
const missing = ['namespace/not-found'] as const

export const map = {
  // A stream because making a map takes seconds; one that is kept comes at once.
  view: stream({
    doc: 'Where the vectors of a namespace lie on a plane: the kept map, or one that is made now.',
    input: asked.extend({
      /** Whether each is to say how far it is from its nearest. */
      outliers: z.boolean().default(false),
      /** Makes the map anew, whether one is kept or not. */
      renew: z.boolean().default(false),
    }),
    item: z.discriminatedUnion('type', [
      MapProgress,
      z.strictObject({ type: z.literal('result'), map: MemoryMap }),
    ]),
    errors: [...missing, 'map/impossible', 'request/cancelled'],
  }),
  standing: read({
    doc: 'How far the kept map is behind the memories.',
    input: asked,
    output: z.strictObject({
      /** Null where none is kept. */
      madeAt: Seconds.nullable(),
      living: z.int(),
      newer: z.int(),
      gone: z.int(),
    }),
    errors: missing,
  }),
  lists: read({
    doc: 'The lists of the vector index, and how a search goes through them, to draw on the kept map.',
    input: asked.extend({
      query: z.string().max(20_000).default(''),
      hits: z.int().min(1).max(100).default(10),
    }),
    output: MapLists,
    errors: [...missing, 'map/impossible'],
  }),
  topics: read({
    doc: 'The words that tell the regions of the kept map, and their parts, from one another.',
    input: asked,
    output: z.strictObject({
      /** `topic` is the number of a region here. */
      regions: z.array(MapTopic),
      parts: z.array(MapTopic),
    }),
    errors: missing,
  }),
} as const
