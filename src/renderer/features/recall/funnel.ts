import type { RecallResult, RecallTrace, VectorTrace } from '#contract/recall'
import { formatFixed } from '../../ui/format-number.ts'
import { wordsOf } from '../../words/words.ts'

const t = wordsOf('recall')

/** One narrowing of a search: how many were left, and how long it took to know. */
export interface FunnelStep {
  readonly id: string
  /** After the number: `codes scored`. */
  readonly label: string
  readonly count: number
  /** Null where its time is not known apart. */
  readonly microseconds: number | null
  /** What the number may be taken for, and is not. */
  readonly hint?: string
  /** Whether it counts vectors that were looked at, by code or exactly. */
  readonly isLook?: boolean
}

export interface FunnelBranch {
  readonly signal: 'keyword' | 'vector' | 'graph'
  readonly title: string
  readonly steps: readonly FunnelStep[]
}

export interface FunnelTerm {
  readonly term: string
  readonly documents: number
}

export interface StageTime {
  readonly id: string
  readonly label: string
  readonly microseconds: number
  /** When it began; words and vectors run side by side. */
  readonly from: number
}

/** Stages on one line of time, and how long that is. */
export interface Timeline {
  readonly times: readonly StageTime[]
  readonly total: number
}

/** How an answer came about, from all memories down to those on the screen. */
export interface Funnel extends Timeline {
  /** Of the namespace. */
  readonly memories: number
  /** What the filter lets through; null where none is set. */
  readonly filtered: number | null
  readonly terms: readonly FunnelTerm[]
  readonly branches: readonly FunnelBranch[]
  readonly shown: number
  readonly isExact: boolean
}

const MICRO = 1000

/** Times of one level stand together: `level 1: table`, `level 1: scan`, `level 1: score`. */
const timesByLevel = (stages: VectorTrace['stages']): readonly (readonly number[])[] => {
  const levels = new Map<string, number[]>()
  for (const { stage, microseconds } of stages) {
    const [level, part] = stage.split(': ')
    if (level === undefined || part === undefined) continue
    levels.set(level, [...(levels.get(level) ?? []), microseconds])
  }
  return [...levels.values()]
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0)

const treeSteps = ({ levels, stages }: VectorTrace): readonly FunnelStep[] => {
  const times = timesByLevel(stages)
  const only = levels.filter(({ kind }) => kind === 'centroids').length < 2
  return levels.flatMap(({ kind, listsScanned, scored, kept }, index) => {
    const laps = times[index]
    // The last lap is the exact scoring of what the codes left over.
    const scan = laps ? sum(laps.slice(0, -1)) : null
    const score = laps?.at(-1) ?? null
    const level = only ? '' : t('levelIndex', { index: index + 1 })
    // As a rule the beam is what the next level scans: one step then says both.
    const isBeam = levels[index + 1]?.listsScanned === kept
    if (kind === 'centroids') {
      const label = `${isBeam ? t('listsInTheBeam') : t('beamsKept')}${level}`
      return [
        {
          id: `${index}-scored`,
          label: t('centroidsScoredLevel', { level }),
          count: scored,
          microseconds: scan,
          hint: t('eachListHasACentroid'),
        },
        { id: `${index}-kept`, label, count: kept, microseconds: score },
      ]
    }
    const lists = { id: `${index}-lists`, label: t('listsScanned'), count: listsScanned, microseconds: null }
    return [
      ...(levels[index - 1]?.kept === listsScanned ? [] : [lists]),
      {
        id: `${index}-scored`,
        label: t('codesScored'),
        count: scored,
        microseconds: scan,
        hint: t('aMemoryCanStandIn'),
        isLook: true,
      },
      { id: `${index}-kept`, label: t('reRankedExactly'), count: kept, microseconds: score },
    ]
  })
}

const vectorSteps = (trace: VectorTrace | null, found: number): readonly FunnelStep[] => {
  const candidates = { id: 'found', label: t('candidates'), count: found, microseconds: null }
  if (!trace) return [candidates]
  if (trace.path === 'tree') return [...treeSteps(trace), candidates]
  const compared = trace.stages.find(({ stage }) => stage === 'exact')?.microseconds ?? null
  return [
    {
      id: 'compared',
      label: t('comparedOneByOne'),
      count: trace.compared,
      microseconds: compared,
      isLook: true,
    },
    candidates,
  ]
}

const branchesOf = ({ candidates }: RecallResult, trace: RecallTrace): readonly FunnelBranch[] => {
  const words: FunnelBranch = {
    signal: 'keyword',
    title: t('words'),
    steps: [{ id: 'found', label: t('candidates'), count: candidates.keyword, microseconds: null }],
  }
  const meaning: FunnelBranch = {
    signal: 'vector',
    title: t('meaning'),
    steps: vectorSteps(trace.vector, candidates.vector),
  }
  if (!trace.graph) return [words, meaning]
  const links: FunnelBranch = {
    signal: 'graph',
    title: t('links'),
    steps: [
      { id: 'walked', label: t('linksWalked'), count: trace.graph.links, microseconds: null },
      { id: 'brought', label: t('onlyByLinks'), count: trace.graph.brought, microseconds: null },
      { id: 'found', label: t('candidates'), count: candidates.graph, microseconds: null },
    ],
  }
  return [words, meaning, links]
}

/**
 * Words are searched while the query is embedded and its vector is looked up, both after the filter; links are followed
 * while fusing.
 */
export const timesOf = ({ timings, candidates }: Pick<RecallResult, 'timings' | 'candidates'>): Timeline => {
  const { embed, filter, keyword, vector, graph, fuse, total } = timings
  const before = Math.max(embed, filter)
  // What comes last ends with the answer: what lies between is waiting.
  const found = Math.max(filter + keyword, before + vector, total - fuse)
  const stages = [
    { id: 'embed', label: t('embedTheQuery'), ms: embed, from: 0 },
    ...(candidates.filtered === null
      ? []
      : [{ id: 'filter', label: t('applyTheFilter'), ms: filter, from: 0 }]),
    { id: 'keyword', label: t('searchTheWords'), ms: keyword, from: filter },
    { id: 'vector', label: t('searchTheVectors'), ms: vector, from: before },
    ...(graph > 0 ? [{ id: 'graph', label: t('followLinks'), ms: graph, from: found }] : []),
    { id: 'fuse', label: t('fuseAndRead'), ms: Math.max(0, fuse - graph), from: found + graph },
  ]
  return {
    times: stages.map(({ id, label, ms, from }) => ({
      id,
      label,
      microseconds: ms * MICRO,
      from: from * MICRO,
    })),
    total: MICRO * Math.max(total, ...stages.map(({ ms, from }) => from + ms)),
  }
}

/** Null where the answer was asked without its trace. */
export const funnelOf = (result: RecallResult): Funnel | null => {
  const { trace, candidates, hits } = result
  if (!trace) return null
  return {
    memories: trace.documents,
    filtered: candidates.filtered,
    terms: trace.terms,
    branches: branchesOf(result, trace),
    shown: hits.length,
    isExact: trace.vector?.path === 'exact',
    ...timesOf(result),
  }
}

/** The width of a count on a logarithmic scale that ends at `of`: 0 for none, 1 for all. */
export const logShare = (count: number, of: number): number =>
  of <= 0 ? 0 : Math.min(1, Math.log1p(Math.max(0, count)) / Math.log1p(of))

/** `312 µs`, `1.24 ms`. */
export const formatMicroseconds = (value: number): string =>
  value < 999.5
    ? `${Math.round(value)} µs`
    : t('valueMs', { value: formatFixed(value / MICRO, value < 99_950 ? 2 : 0) })
