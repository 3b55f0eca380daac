/** How the watch of recall works (QUAL-1). */
export interface WatchSettings {
  readonly isOn: boolean
  /** Queries that are kept of each namespace. */
  readonly size: number
  /** Whether their texts are kept too, and not only their vectors. */
  readonly keepsText: boolean
  /** How many neighbours a search asks for. */
  readonly depth: number
  /** Recall at 10 below which an alert is raised. */
  readonly target: number
  /** Seconds between two measurements. */
  readonly interval: number
}

export const DEFAULT_WATCH: WatchSettings = {
  isOn: false,
  size: 200,
  keepsText: false,
  depth: 10,
  target: 0.9,
  interval: 600,
}
