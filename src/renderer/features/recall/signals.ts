import type { Fusion, RecallQuery, RecallResult, SignalName, Weights } from '#contract/recall'
import { formatFixed, formatNumber, formatScore } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('recall')

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
    get label() {
      return t('meaning')
    },
    color: 'var(--signal-vector)',
    unit: 'cosine',
    get says() {
      return t('howNearItsVectorIs')
    },
  },
  {
    name: 'keyword',
    get label() {
      return t('words')
    },
    color: 'var(--signal-keyword)',
    unit: 'BM25',
    get says() {
      return t('howMuchOfTheQuery')
    },
  },
  {
    name: 'graph',
    get label() {
      return t('links')
    },
    color: 'var(--signal-graph)',
    unit: 'activation',
    get says() {
      return t('howCloselyItIsLinked')
    },
  },
  {
    name: 'context',
    get label() {
      return t('context')
    },
    color: 'var(--signal-context)',
    unit: 'cosine',
    get says() {
      return t('howNearItIsTo')
    },
  },
  {
    name: 'importance',
    get label() {
      return t('importance')
    },
    color: 'var(--signal-importance)',
    unit: 'importance',
    get says() {
      return t('howMuchItWasSaid')
    },
  },
  {
    name: 'recency',
    get label() {
      return t('recency')
    },
    color: 'var(--signal-recency)',
    unit: 'age',
    get says() {
      return t('howNewItIs')
    },
  },
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
    get label() {
      return t('adaptive')
    },
    get says() {
      return t('movesWeightFromWordsTo')
    },
  },
  {
    value: 'fixed',
    get label() {
      return t('fixed')
    },
    get says() {
      return t('takesTheWeightsAsThey')
    },
  },
  {
    value: 'reciprocal-rank',
    get label() {
      return t('reciprocalRank')
    },
    get says() {
      return t('addsUpWeightsDividedBy')
    },
  },
]

const DAY = 86_400

const formatAge = (seconds: number): string => {
  if (seconds >= DAY) return `${formatNumber(Math.round(seconds / DAY))} d`
  return seconds >= 3600
    ? `${Math.round(seconds / 3600)} h`
    : t('secondsMin', { seconds: Math.round(seconds / 60) })
}

/** A raw value in its signal's own unit. */
export const formatRaw = (signal: SignalName, raw: number | null): string => {
  if (raw === null) return '–'
  if (signal === 'recency') return formatAge(raw)
  if (signal === 'importance') return formatNumber(raw)
  return signal === 'keyword' ? formatFixed(raw, 2) : formatScore(raw)
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
    return t('thisNamespaceHasNotFound')
  }
  const { keyword, vector, low } = selfTest
  const [words, meaning] = [formatFixed(keyword, 2), formatFixed(vector, 2)]
  if (low <= 0) {
    const who = vector > keyword ? t('meaningIsNotAheadOf') : t('wordsDoItBetter')
    return t('askedByOneHalfOf', { who, words, meaning })
  }
  const share = formatWeight(coverage)
  return t('askedByOneHalfOfA', { meaning, words, share, vector: formatWeight(weights.vector) })
}
