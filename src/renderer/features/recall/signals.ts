import type { Fusion, RecallQuery, RecallResult, SignalName, Weights } from '#contract/recall'
import { formatNumber, formatScore } from '../../ui/format-number.ts'

export interface SignalInfo {
  readonly name: SignalName
  readonly label: string
  readonly color: string
  /** What its raw value is. */
  readonly unit: string
  /** What it says of a memory. */
  readonly says: string
}

/** In the order in which bars stack them. */
export const SIGNALS: readonly SignalInfo[] = [
  {
    name: 'vector',
    label: 'Meaning',
    color: 'var(--signal-vector)',
    unit: 'cosine',
    says: 'How near its vector is to that of the query',
  },
  {
    name: 'keyword',
    label: 'Words',
    color: 'var(--signal-keyword)',
    unit: 'BM25',
    says: 'How much of the query stands in it, rare words first',
  },
  {
    name: 'graph',
    label: 'Links',
    color: 'var(--signal-graph)',
    unit: 'activation',
    says: 'How closely it is linked to the best others and to the seeds',
  },
  {
    name: 'context',
    label: 'Context',
    color: 'var(--signal-context)',
    unit: 'cosine',
    says: 'How near it is to what the question is about',
  },
  {
    name: 'importance',
    label: 'Importance',
    color: 'var(--signal-importance)',
    unit: 'importance',
    says: 'How much it was said to matter',
  },
  { name: 'recency', label: 'Recency', color: 'var(--signal-recency)', unit: 'age', says: 'How new it is' },
]

export const NO_WEIGHTS: Weights = {
  vector: 0,
  keyword: 0,
  graph: 0,
  context: 0,
  importance: 0,
  recency: 0,
}

/** All weights, those that were moved in place of the others. */
export const weightsWith = (weights: Weights, moved: RecallQuery['weights'] | null): Weights => ({
  vector: moved?.vector ?? weights.vector,
  keyword: moved?.keyword ?? weights.keyword,
  graph: moved?.graph ?? weights.graph,
  context: moved?.context ?? weights.context,
  importance: moved?.importance ?? weights.importance,
  recency: moved?.recency ?? weights.recency,
})

export const FUSIONS: readonly { readonly value: Fusion; readonly label: string; readonly says: string }[] = [
  {
    value: 'adaptive',
    label: 'Adaptive',
    says: 'Moves weight from words to meaning by what the words of a query leave uncovered, where meaning finds the memories of a namespace better.',
  },
  { value: 'fixed', label: 'Fixed', says: 'Takes the weights as they are, whatever the words find.' },
  {
    value: 'reciprocal-rank',
    label: 'Reciprocal rank',
    says: 'Adds up weights divided by places; how far apart two scores are counts for nothing.',
  },
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

/** Why words and meaning count as they do in this answer; null where nothing was adapted. */
export const adaptedSentence = (adapted: RecallResult['adapted'], weights: Weights): string | null => {
  if (!adapted) return null
  const { coverage, selfTest } = adapted
  if (selfTest === null) {
    return 'This namespace has not found out yet whether words or meaning find its memories better, so the weights stay as they are set.'
  }
  const { keyword, vector, low } = selfTest
  const [words, meaning] = [keyword.toFixed(2), vector.toFixed(2)]
  if (low <= 0) {
    const who = vector > keyword ? 'meaning is not ahead of words beyond chance' : 'words do it better'
    return `Asked by one half of a memory for the other, ${who} here (${words} words, ${meaning} meaning), so the weights stay as they are set.`
  }
  const share = formatWeight(coverage)
  return `Asked by one half of a memory for the other, meaning does it better here (${meaning} to ${words}). The best match has ${share} of the query’s words by weight, so meaning counts ${formatWeight(weights.vector)}.`
}
