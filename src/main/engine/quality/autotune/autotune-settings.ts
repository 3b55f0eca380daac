/** What autotune holds, and how far it may go (QUAL-4). */
export interface AutotuneSettings {
  readonly mode: 'off' | 'recall' | 'latency'
  /** Recall at 10 to hold. */
  readonly recall: number
  /** Milliseconds of the 95th percentile of a search to hold. */
  readonly p95: number
  /** No beam is wider, and no more candidates; `auto` is half of the lists. */
  readonly mostBeam: number | 'auto'
  readonly mostCandidates: number
  /** What keeps the app from changing beam and candidates, an argument or the environment; null where nothing does. */
  readonly fixedBy: string | null
}

export const DEFAULT_AUTOTUNE: AutotuneSettings = {
  mode: 'off',
  recall: 0.95,
  p95: 5,
  mostBeam: 'auto',
  mostCandidates: 2000,
  fixedBy: null,
}
