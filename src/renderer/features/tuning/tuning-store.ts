import { create } from 'zustand'
import type { SearchEffort, TuningGround, TuningPoint, TuningProgress } from '#contract/tuning'

export type TuningView = 'sweep' | 'index' | 'watch'
export type WatchSpan = 'day' | 'week' | 'month' | 'all'
export type SourceName = 'random' | 'saved' | 'recent'

/** A sweep of a namespace, while it runs and when it is over. */
export interface Sweep {
  readonly namespace: string
  readonly state: 'running' | 'done' | 'cancelled'
  readonly progress: Pick<TuningProgress, 'stage' | 'done' | 'total'>
  readonly points: readonly TuningPoint[]
  /** Null until it is over. */
  readonly outcome: {
    readonly frontier: readonly number[]
    readonly current: TuningPoint
    readonly ground: TuningGround
  } | null
}

interface TuningState {
  readonly view: TuningView
  readonly source: SourceName
  /** Neighbours that each search asks for: as a recall does, or as a search for the nearest. */
  readonly depth: 200 | 10
  /** Recall at 10 that is to be held. */
  readonly target: number
  /** Settings that are tried out; null: those in force. */
  readonly tried: SearchEffort | null
  readonly sweep: Sweep | null
  readonly sweepError: { readonly namespace: string; readonly error: unknown } | null
  /** Place of the chosen point of the sweep. */
  readonly chosen: number | null
  readonly isTable: boolean
  /** How far back the watch is shown. */
  readonly span: WatchSpan
}

export const TARGETS = { min: 0.5, max: 1 } as const

/** A screen is gone while another is shown; what is tried and found stays. */
export const useTuningStore = create<TuningState>(() => ({
  view: 'sweep',
  source: 'random',
  depth: 200,
  target: 0.95,
  tried: null,
  sweep: null,
  sweepError: null,
  chosen: null,
  isTable: false,
  span: 'day',
}))
