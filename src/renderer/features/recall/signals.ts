import type { SignalName, Weights } from '#contract/recall'
import { formatNumber, formatScore } from '../../ui/format-number.ts'

export interface SignalInfo {
  readonly name: SignalName
  readonly label: string
  readonly color: string
  /** What its raw value is. */
  readonly unit: string
}

/** In the order in which bars stack them. */
export const SIGNALS: readonly SignalInfo[] = [
  { name: 'vector', label: 'Meaning', color: 'var(--signal-vector)', unit: 'cosine' },
  { name: 'keyword', label: 'Words', color: 'var(--signal-keyword)', unit: 'BM25' },
  { name: 'importance', label: 'Importance', color: 'var(--signal-importance)', unit: 'importance' },
  { name: 'recency', label: 'Recency', color: 'var(--signal-recency)', unit: 'age' },
]

const DAY = 86_400

const formatAge = (seconds: number): string => {
  if (seconds >= DAY) return `${formatNumber(Math.round(seconds / DAY))} d`
  return seconds >= 3600 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 60)} min`
}

/** A raw value in its signal's own unit. */
export const formatRaw = (signal: SignalName, raw: number | null): string => {
  if (raw === null) return '–'
  if (signal === 'recency') return formatAge(raw)
  if (signal === 'importance') return formatNumber(raw)
  return signal === 'keyword' ? raw.toFixed(2) : formatScore(raw)
}

export const formatWeight = (weight: number): string => `${Math.round(weight * 100)}%`

/** Signals that take part: a weight of nothing has no place in a legend. */
export const heardSignals = (weights: Weights): readonly SignalInfo[] =>
  SIGNALS.filter(({ name }) => weights[name] > 0)
