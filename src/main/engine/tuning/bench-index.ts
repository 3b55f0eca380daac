import type {
  BenchPoint,
  BenchReport,
  ChangeTimes,
  IndexShape,
  Profile,
  SearchEffort,
  TuningProgress,
} from '#contract/tuning'
import type { Clock } from '../ports.ts'
import { quantile } from '../quality/measures.ts'
import { gridOf } from './grid.ts'
import { progress } from './progress.ts'
import { qualityOf } from './quality-of.ts'
import type { Judged, TrialBench } from './trial-bench.ts'

const PROFILES: readonly Profile[] = ['fast', 'balanced', 'high_recall']

export interface BenchAsked {
  readonly depth: number
  readonly beams?: readonly number[] | undefined
  readonly candidates?: readonly number[] | undefined
  readonly changes: number
}

export interface BenchParts {
  /** Nobody else may use it: it is changed. */
  readonly bench: TrialBench
  readonly judged: Judged
  readonly shape: IndexShape
  readonly dimension: number
  readonly clock: Clock
}

interface Plan {
  readonly setting: BenchPoint['setting']
  readonly effort: SearchEffort
}

/**
 * What an index is worth: each setting against the exact answer, then what it costs to keep and to make. The lists are
 * asked as they have grown, then changed, and made anew last; so the last row says what a rebuild would bring.
 */
export async function* benchIndex(
  parts: BenchParts,
  asked: BenchAsked,
  signal: AbortSignal,
): AsyncGenerator<TuningProgress, BenchReport> {
  const { bench, judged, shape, dimension, clock } = parts
  const { trial, vectors } = bench
  const points = [await pointOf(parts, { setting: 'exact', effort: AUTO }, { ...asked, signal })]
  const plans = shape.effort === null ? [] : plansOf({ ...shape, effort: shape.effort }, asked)
  for (const plan of plans) {
    yield progress('measure', points.length, plans.length + 1)
    points.push(await pointOf(parts, plan, { ...asked, signal }))
  }
  const { bytes } = await trial.health()
  signal.throwIfAborted()
  yield progress('change', 0, 1)
  const { inserts, removals } = await trial.change(asked.changes)
  let buildSeconds: number | null = null
  const [inForce] = plans
  if (inForce !== undefined) {
    signal.throwIfAborted()
    yield progress('build', 0, 1)
    const begun = clock.elapsed()
    await trial.rebuild('auto')
    buildSeconds = (clock.elapsed() - begun) / 1000
    points.push(await pointOf(parts, { ...inForce, setting: 'rebuilt' }, { ...asked, signal }))
  }
  return {
    ground: bench.ground(judged, asked.depth),
    dimension,
    points,
    buildSeconds,
    inserts: timesOf(inserts),
    removals: timesOf(removals),
    memory: { bytes, vectors: vectors * dimension * 4 },
  }
}

const AUTO: SearchEffort = { profile: 'balanced', beamWidth: 'auto', maxCandidates: 'auto' }

/** What is in force first. */
const plansOf = (
  { profile, effort, lists }: IndexShape & { readonly effort: NonNullable<IndexShape['effort']> },
  { depth, beams, candidates }: BenchAsked,
): Plan[] => {
  const isAsked = beams !== undefined || candidates !== undefined
  const grid = isAsked
    ? gridOf(beams ?? [effort.beamWidth], candidates ?? [effort.maxCandidates], {
        depth,
        lists: lists?.count ?? 1,
      })
    : []
  return [
    { setting: 'in-force', effort: { profile, ...effort } },
    ...PROFILES.map((one): Plan => ({ setting: one, effort: { ...AUTO, profile: one } })),
    ...grid.map((setting): Plan => ({ setting: 'asked', effort: { profile, ...setting } })),
  ]
}

const pointOf = async (
  { bench, judged }: Pick<BenchParts, 'bench' | 'judged'>,
  { setting, effort }: Plan,
  { depth, signal }: { readonly depth: number; readonly signal: AbortSignal },
): Promise<BenchPoint> => {
  const exact = setting === 'exact'
  const { beam, candidates } = await bench.trial.effort(effort)
  const { found, micros } = await bench.measure(judged, { depth, effort, exact }, signal)
  const { recall10, p50, p95 } = qualityOf(judged.truth, found, micros)
  return {
    setting,
    effort: exact ? null : { beamWidth: beam, maxCandidates: candidates },
    recall10,
    perSecond: rateOf(micros),
    p50: p50.value,
    p95: p95.value,
    p99: quantile(micros, 0.99) / 1000,
  }
}

const timesOf = (micros: Float64Array): ChangeTimes | null => {
  if (micros.length === 0) return null
  const all = [...micros]
  return {
    count: all.length,
    perSecond: rateOf(all),
    p50: quantile(all, 0.5),
    p99: quantile(all, 0.99),
  }
}

/** Of one thread. A clock that is too coarse for what it measures gives no rate. */
const rateOf = (micros: readonly number[]): number => {
  const sum = micros.reduce((all, one) => all + one, 0)
  return sum > 0 ? (micros.length * 1_000_000) / sum : 0
}
