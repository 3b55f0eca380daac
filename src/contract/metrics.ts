import { z } from 'zod'
import { read } from './define.ts'
import { Seconds } from './memory.ts'

/** Charts over time know these. Rates are a second, times in seconds, sizes in bytes; the last five stand for themselves. */
export const MetricName = z.enum([
  'stored',
  'skipped',
  'refused',
  'deleted',
  'answered',
  'unanswered',
  'passed',
  'stopped',
  'decayed',
  'evicted',
  'faults',
  'cpu',
  'recallP50',
  'recallP95',
  'recallP99',
  'storeP50',
  'storeP95',
  'storeP99',
  'memoriesP95',
  'vectorsP95',
  'rebuilds',
  'recallAt10',
  'vectors',
  'indexBytes',
  'outbox',
  'lag',
  'memory',
])
export type MetricName = z.output<typeof MetricName>

/** What changed how it goes on. */
export const MetricMark = z.strictObject({
  at: Seconds,
  kind: z.enum(['rebuild', 'import', 'settings', 'embedder']),
  /** `Settings: recall.weights.vector`. */
  label: z.string(),
  /** Empty where it is of the whole database. */
  namespace: z.string(),
  author: z.string(),
})
export type MetricMark = z.output<typeof MetricMark>

export const MetricHistory = z.strictObject({
  /** Seconds between two times. */
  step: z.int(),
  /** When each stretch of `step` begins. */
  times: z.array(Seconds),
  /** One for each time; null where nothing was measured, as no process ran or nothing happened. */
  values: z.record(MetricName, z.array(z.number().nullable())),
  marks: z.array(MetricMark),
  /** Kinds of processes that counted in this stretch: `app`, `server`, `mcp`, `cli`. */
  processes: z.array(z.string()),
  /** The first moment that anything is kept of, or null. */
  since: Seconds.nullable(),
  /** What is kept, on disk. */
  bytes: z.int(),
  /** Why nothing is kept over a restart, or null. */
  problem: z.string().nullable(),
})
export type MetricHistory = z.output<typeof MetricHistory>

export const metrics = {
  history: read({
    doc: 'What was measured from one moment to another by all processes on this data: ten seconds apart within an hour, a minute within a day, a quarter of an hour within 31 days.',
    input: z.strictObject({
      from: Seconds,
      until: Seconds,
      /** At most so many values; neighbours are put together until they fit. */
      points: z.int().min(10).max(3000).default(240),
    }),
    output: MetricHistory,
  }),
} as const
