import type { MapMethod, MapProgress } from '#contract/map'

type Stage = MapProgress['stage']

/** Of the map that is made. */
export interface MapSize {
  readonly vectors: number
  readonly method: MapMethod
  readonly outliers: boolean
}

const FITTED = 10_000
const LAID_OUT = 20_000

/** Milliseconds of work for so many vectors, as bench/map.ts measured it: only how they stand to each other counts. */
const COST: Readonly<Record<Stage, (vectors: number) => number>> = {
  copy: (n) => 200 + 0.006 * n,
  plane: (n) => 0.25 * Math.min(n, FITTED) + 0.003 * n,
  topics: (n) => 0.02 * n,
  neighbours: (n) => 0.22 * Math.min(n, LAID_OUT),
  layout: (n) => 0.47 * Math.min(n, LAID_OUT),
  place: (n) => 0.07 * Math.max(0, n - LAID_OUT),
  lonely: (n) => 0.35 * n,
  read: (n) => 100 + 0.008 * n,
}

const stagesOf = ({ vectors, method, outliers }: MapSize): readonly Stage[] => {
  const first = ['copy', 'plane', 'topics'] as const
  if (method === 'pca') return [...first, ...(outliers ? (['lonely'] as const) : []), 'read']
  const isSample = vectors > LAID_OUT
  const rest = isSample ? (['place', ...(outliers ? (['lonely'] as const) : [])] as const) : []
  return [...first, 'neighbours', 'layout', ...rest, 'read']
}

/** How much of all that is to be done is done, 0 to 1, where a stage is so far: what time is left follows from it. */
export const shareOf = (size: MapSize, stage: Stage, done: number): number => {
  const stages = stagesOf(size)
  const cost = (one: Stage): number => COST[one](size.vectors)
  const before = stages.slice(0, Math.max(0, stages.indexOf(stage)))
  const sum = (some: readonly Stage[]): number => some.reduce((all, one) => all + cost(one), 0)
  return (sum(before) + cost(stage) * Math.min(1, done)) / sum(stages)
}
