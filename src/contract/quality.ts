import { z } from 'zod'
import { read, write } from './define.ts'
import { MemoryRow, NamespaceName, Seconds } from './memory.ts'
import { Estimate, MissCause } from './tuning.ts'

/** What the watch measured at a moment; later some are drawn together, and `from` is when the first of them was. */
export const WatchPoint = z.strictObject({
  from: Seconds,
  at: Seconds,
  /** Queries that were asked again. */
  queries: z.int(),
  recall1: Estimate,
  recall5: Estimate,
  recall10: Estimate,
  /** The least of those that were drawn together. */
  lowest10: z.number(),
  /** Milliseconds of one search; of several moments the middle one's, and the greatest. */
  p50: z.number(),
  p95: z.number(),
  vectors: z.int(),
  /** How hard a search tried. */
  beamWidth: z.int(),
  maxCandidates: z.int(),
})
export type WatchPoint = z.output<typeof WatchPoint>

/** What happened that may have moved recall. */
export const WatchMark = z.strictObject({
  at: Seconds,
  kind: z.enum(['rebuild', 'import', 'setting', 'embedder', 'alert', 'healed']),
  /** A sentence for people; it quotes no memory. */
  text: z.string(),
  /** The change of the journal, where it was one. */
  seq: z.int().nullable(),
  author: z.string().nullable(),
})
export type WatchMark = z.output<typeof WatchMark>

/** Recall is below its target: the whole interval is. It is over when the measured value is not below any more. */
export const WatchAlert = z.strictObject({ since: Seconds, target: z.number(), recall10: Estimate })
export type WatchAlert = z.output<typeof WatchAlert>

/** Why nothing is measured, or that it is: `few` queries are known yet, `exact` search misses nothing, `loading` vectors or lists. */
export const WatchState = z.strictObject({
  state: z.enum(['off', 'exact', 'few', 'loading', 'watching']),
  /** Queries that are kept, and how many there must be before anything is measured. */
  queries: z.int(),
  needed: z.int(),
  size: z.int(),
  /** When the one was asked that was asked longest ago. */
  oldest: Seconds.nullable(),
  /** How many of them are kept as text too. */
  texts: z.int(),
  target: z.number(),
  interval: Seconds,
  latest: WatchPoint.nullable(),
  alert: WatchAlert.nullable(),
  /** Neighbours that were missed when it was last measured. */
  missed: z.int(),
  isRunning: z.boolean(),
})
export type WatchState = z.output<typeof WatchState>

export const WatchMiss = z.strictObject({
  /** Null where texts of queries are not kept. */
  query: z.string().nullable(),
  memory: MemoryRow,
  cause: MissCause.nullable(),
  /** Place by the exact answer, from 1. */
  rank: z.int(),
  /** Place of the first of its lists among those that a search would visit. */
  listRank: z.int().nullable(),
  /** What would find it, with the rest as it is; null where nothing does. */
  beamNeeded: z.int().nullable(),
  candidatesNeeded: z.int().nullable(),
})
export type WatchMiss = z.output<typeof WatchMiss>

/** What holds recall or a time by moving beam and cap, and what it found when the watch last measured. */
export const AutotuneState = z.strictObject({
  mode: z.enum(['off', 'recall', 'latency']),
  recall: z.number(),
  /** Milliseconds. */
  p95: z.number(),
  /** What keeps the app from changing beam and cap; null where nothing does. */
  fixedBy: z.string().nullable(),
  verdict: z
    .strictObject({
      at: Seconds,
      /** `bound`: what is to be held cannot be, within what is allowed. */
      is: z.enum(['holds', 'moves', 'bound', 'waiting', 'fixed']),
      text: z.string(),
    })
    .nullable(),
  /** Newest first. */
  moves: z.array(z.strictObject({ seq: z.int(), at: Seconds, summary: z.string(), isUndone: z.boolean() })),
})
export type AutotuneState = z.output<typeof AutotuneState>

const place = z.strictObject({ namespace: NamespaceName })
const ERRORS = ['namespace/not-found'] as const

export const quality = {
  watch: read({
    doc: 'What the watch of recall knows now: queries that were really asked, asked again through the index and exactly.',
    input: place,
    output: WatchState,
    errors: ERRORS,
  }),
  series: read({
    doc: 'What the watch measured over time, oldest first, with marks of what may have moved it.',
    input: place.extend({ from: Seconds.default(0) }),
    output: z.strictObject({ points: z.array(WatchPoint), marks: z.array(WatchMark) }),
    errors: ERRORS,
  }),
  misses: read({
    doc: 'Memories among the ten nearest that the searches of the last measurement did not find, and why.',
    input: place.extend({ limit: z.int().min(1).max(100).default(40) }),
    output: z.array(WatchMiss),
    errors: ERRORS,
  }),
  autotune: read({
    doc: 'What autotune holds, whether it does, and what it moved. Its settings are `quality.autotune`.',
    input: z.strictObject({}),
    output: AutotuneState,
  }),
  measure: write({
    doc: 'Measure now, without waiting for a rest; null where nothing can be measured.',
    input: place,
    output: WatchPoint.nullable(),
    errors: [...ERRORS, 'request/cancelled'],
  }),
  clear: write({
    doc: 'Forget the queries that the watch keeps, or also what it measured.',
    input: place.extend({ what: z.enum(['queries', 'all']).default('queries') }),
    output: z.strictObject({ queries: z.int() }),
    errors: [...ERRORS, 'store/read-only'],
  }),
} as const
