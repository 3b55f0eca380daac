import { z } from 'zod'
import { read, stream } from './define.ts'
import { MemoryRow, NamespaceName, Seconds } from './memory.ts'

/** A recall asks for so many neighbours. */
export const SWEEP_DEPTH = 200

/** What asks: texts of stored memories, each with half of its words, which then are not searched; or queries that people kept. */
export const QuerySource = z.discriminatedUnion('from', [
  z.strictObject({
    from: z.literal('random'),
    count: z.int().min(10).max(1000).default(200),
    seed: z.int().min(0).max(2_147_483_647).default(1),
  }),
  /** Saved queries and those of golden sets. */
  z.strictObject({ from: z.literal('saved') }),
  z.strictObject({ from: z.literal('given'), texts: z.array(z.string().max(20_000)).min(1).max(1000) }),
])
export type QuerySource = z.output<typeof QuerySource>

const Profile = z.enum(['fast', 'balanced', 'high_recall'])
export type Profile = z.output<typeof Profile>
const whole = z.int().min(1).max(1_000_000)

/** How hard a search tries, as the settings say it: `auto` is what the profile needs. */
export const SearchEffort = z.strictObject({
  profile: Profile,
  beamWidth: z.union([z.literal('auto'), whole]),
  maxCandidates: z.union([z.literal('auto'), whole]),
})
export type SearchEffort = z.output<typeof SearchEffort>

/** With the 95 % interval of a bootstrap over the queries. */
export const Estimate = z.strictObject({ value: z.number(), low: z.number(), high: z.number() })
export type Estimate = z.output<typeof Estimate>

const quality = {
  recall1: Estimate,
  recall5: Estimate,
  recall10: Estimate,
  /** Milliseconds of one search. */
  p50: Estimate,
  p95: Estimate,
}

/** What one setting gives on the chosen queries. */
export const TuningPoint = z.strictObject({
  beamWidth: z.int(),
  maxCandidates: z.int(),
  /** Lists; null for those that are there. */
  centroids: z.int().nullable(),
  ...quality,
})
export type TuningPoint = z.output<typeof TuningPoint>

/** Of what figures are figures. */
export const TuningGround = z.strictObject({
  queries: z.int(),
  /** Those that could not ask, as they have no word that the embedder knows. */
  silent: z.int(),
  depth: z.int(),
  /** When the copy was made that settings were tried on, and how many vectors it has. */
  at: Seconds,
  vectors: z.int(),
})
export type TuningGround = z.output<typeof TuningGround>

const Progress = z.strictObject({
  type: z.literal('progress'),
  stage: z.enum(['copy', 'queries', 'exact', 'calibrate', 'build', 'measure', 'change']),
  done: z.int(),
  total: z.int(),
})
export type TuningProgress = z.output<typeof Progress>

export const IndexShape = z.strictObject({
  vectors: z.int(),
  /** Why all vectors are compared, and recall is 1 by construction; null where there are lists. */
  exact: z.enum(['few', 'setting', 'building']).nullable(),
  /** Below so many vectors all are compared. */
  exactBelow: z.int(),
  profile: Profile,
  /** How hard a search tries now. */
  effort: z.strictObject({ beamWidth: z.int(), maxCandidates: z.int() }).nullable(),
  isCalibrated: z.boolean(),
  isBuilding: z.boolean(),
  /** Memory of the whole index. */
  bytes: z.int(),
  lists: z
    .strictObject({
      count: z.int(),
      levels: z.int(),
      shortest: z.int(),
      median: z.int(),
      longest: z.int(),
      /** Vectors of a list, from, to, and how many lists have so many. */
      histogram: z.array(z.strictObject({ from: z.int(), to: z.int(), lists: z.int() })),
      /** Vectors that are in no list yet; they are compared besides. */
      waiting: z.int(),
      /** Vectors when the lists were made, and what has come, gone or changed since. */
      builtVectors: z.int(),
      changes: z.int(),
    })
    .nullable(),
})
export type IndexShape = z.output<typeof IndexShape>

/** Why a search did not find one of the ten nearest: its list was not visited, its code cut it off, or the cap did. */
export const MissCause = z.enum(['list', 'code', 'cap'])
export type MissCause = z.output<typeof MissCause>

export const MissedPair = z.strictObject({
  query: z.string(),
  memory: MemoryRow,
  cause: MissCause,
  /** Place by the exact answer, from 1. */
  rank: z.int(),
  listRank: z.int(),
  /** What would find it, with the rest as it is; null where nothing does. */
  beamNeeded: z.int().nullable(),
  candidatesNeeded: z.int().nullable(),
})
export type MissedPair = z.output<typeof MissedPair>

const MissReport = z.strictObject({
  ground: TuningGround,
  /** Neighbours that were asked for in all, those that were missed, and how many of these were explained. */
  wanted: z.int(),
  missed: z.int(),
  causes: z.strictObject({ list: z.int(), code: z.int(), cap: z.int() }),
  pairs: z.array(MissedPair),
})
export type MissReport = z.output<typeof MissReport>

const BenchPoint = z.strictObject({
  /** A profile as it would be, what is in force, the same with lists made anew, or compared with all. */
  setting: z.enum(['exact', 'in-force', 'rebuilt', 'fast', 'balanced', 'high_recall', 'asked']),
  /** Null where all are compared. */
  effort: z.strictObject({ beamWidth: z.int(), maxCandidates: z.int() }).nullable(),
  /** Of the ten nearest, those that are found. */
  recall10: Estimate,
  /** Searches that one thread answers in a second. */
  perSecond: z.number(),
  /** Milliseconds of one search. */
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
})
export type BenchPoint = z.output<typeof BenchPoint>

/** How long it takes to change a vector, in microseconds. */
const ChangeTimes = z.strictObject({
  count: z.int(),
  perSecond: z.number(),
  p50: z.number(),
  p99: z.number(),
})
export type ChangeTimes = z.output<typeof ChangeTimes>

export const BenchReport = z.strictObject({
  ground: TuningGround,
  dimension: z.int(),
  points: z.array(BenchPoint),
  /** Seconds that making all lists anew takes, calibration included; null where there are none. */
  buildSeconds: z.number().nullable(),
  /** Null where none were asked for. */
  inserts: ChangeTimes.nullable(),
  removals: ChangeTimes.nullable(),
  /** Bytes of the index, and of the vectors alone as 32-bit numbers. */
  memory: z.strictObject({ bytes: z.int(), vectors: z.int() }),
})
export type BenchReport = z.output<typeof BenchReport>

const asked = {
  namespace: NamespaceName,
  queries: QuerySource,
  /** How many neighbours each search asks for. */
  depth: z.int().min(10).max(200).default(SWEEP_DEPTH),
}
const ERRORS = ['namespace/not-found', 'tuning/impossible', 'request/cancelled'] as const
const ladder = z.array(whole).min(1).max(40)

export const tuning = {
  health: read({
    doc: 'What the lists of the vector index of a namespace look like.',
    input: z.strictObject({ namespace: NamespaceName }),
    output: IndexShape,
    errors: ['namespace/not-found', 'tuning/impossible'],
  }),
  // Streams because the first one makes a copy and asks for the exact answers, which takes seconds; later ones do not.
  measure: stream({
    doc: 'Recall against the exact answer, and times, of one setting of the index, tried on a copy.',
    input: z.strictObject({ ...asked, effort: SearchEffort }),
    item: z.discriminatedUnion('type', [
      Progress,
      z.strictObject({ type: z.literal('result'), point: TuningPoint, ground: TuningGround }),
    ]),
    errors: ERRORS,
  }),
  sweep: stream({
    doc: 'The same for a grid of settings, and which of them no other beats in both recall and time.',
    input: z.strictObject({
      ...asked,
      /** What is tried; chosen around what is in force where left out. */
      beams: ladder.optional(),
      candidates: ladder.optional(),
      /** Numbers of lists, each built anew on a copy; those that are there if left out. */
      centroids: z.array(z.int().min(2).max(1_000_000)).max(6).default([]),
      profile: Profile.optional(),
    }),
    item: z.discriminatedUnion('type', [
      Progress,
      z.strictObject({ type: z.literal('point'), point: TuningPoint }),
      z.strictObject({
        type: z.literal('result'),
        points: z.array(TuningPoint),
        /** Places of those on the frontier, by time. */
        frontier: z.array(z.int()),
        /** What is in force, measured with the same queries. */
        current: TuningPoint,
        ground: TuningGround,
      }),
    ]),
    errors: ERRORS,
  }),
  bench: stream({
    doc: 'How good, quick and large the index of a namespace is, on a copy of it: profiles against the exact answer, build, changes, memory.',
    input: z.strictObject({
      ...asked,
      depth: asked.depth.default(10),
      /** Settings beside those of the profiles. */
      beams: ladder.optional(),
      candidates: ladder.optional(),
      /** Vectors that are taken out and put in again, one by one. */
      changes: z.int().min(0).max(10_000).default(1000),
    }),
    item: z.discriminatedUnion('type', [
      Progress,
      z.strictObject({ type: z.literal('result'), report: BenchReport }),
    ]),
    errors: ERRORS,
  }),
  misses: stream({
    doc: 'Which of the ten nearest a setting does not find, and why.',
    input: z.strictObject({ ...asked, effort: SearchEffort, limit: z.int().min(1).max(200).default(60) }),
    item: z.discriminatedUnion('type', [
      Progress,
      z.strictObject({ type: z.literal('result'), report: MissReport }),
    ]),
    errors: ERRORS,
  }),
} as const
