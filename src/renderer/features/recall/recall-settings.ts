import type { Fusion, RecallQuery } from '#contract/recall'
import type { RecallInput } from '../../api/queries/recall.ts'
import { EMPTY_FILTER, type FilterSet, fromFilter, toFilter } from '../../filters/filter-set.ts'
import type { Coordinate } from '../../workspace/location.ts'

/** How hard the index looks; null leaves a number to the index. */
export interface Effort {
  readonly beamWidth: number | null
  readonly maxCandidates: number | null
}

/** How a question is answered. Two sides of a comparison differ in nothing else. */
export interface RecallSettings {
  readonly k: number
  /** Only those that were moved; null where all are those of the settings. */
  readonly weights: NonNullable<RecallQuery['weights']> | null
  /** Null: that of the settings. */
  readonly fusion: Fusion | null
  readonly exact: boolean
  readonly effort: Effort
  /** Of the embedder before, whose kept vectors answer instead; null for those in use. */
  readonly embedder: string | null
}

/** A memory from which links are followed. */
export interface Seed {
  readonly coordinate: Coordinate
  readonly title: string
}

/** What is asked. */
export interface Question {
  readonly query: string
  readonly filter: FilterSet
  /** A JSON object as text, or null. */
  readonly context: string | null
  readonly seeds: readonly Seed[]
}

export const AUTO_EFFORT: Effort = { beamWidth: null, maxCandidates: null }
export const NEW_SETTINGS: RecallSettings = {
  k: 10,
  weights: null,
  fusion: null,
  exact: false,
  effort: AUTO_EFFORT,
  embedder: null,
}
export const NO_QUESTION: Question = { query: '', filter: EMPTY_FILTER, context: null, seeds: [] }

type Context = NonNullable<RecallQuery['context']>

/** The object that a text says, or undefined where it says something else. */
export const readContext = (text: string): Context | undefined => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Context)
      : undefined
  } catch {
    return undefined
  }
}

export const isEffortSet = ({ effort }: RecallSettings): boolean =>
  effort.beamWidth !== null || effort.maxCandidates !== null

const effortInput = ({ beamWidth, maxCandidates }: Effort) => ({
  ...(beamWidth !== null && { beamWidth }),
  ...(maxCandidates !== null && { maxCandidates }),
})

/** The call. What stands at its default is left out, so that the same question has the same key. */
export const recallInput = (namespace: string, question: Question, settings: RecallSettings): RecallInput => {
  const { query, filter, context, seeds } = question
  const { k, weights, fusion, exact, embedder } = settings
  const condition = toFilter(filter)
  const about = context === null ? undefined : readContext(context)
  return {
    namespace,
    query,
    k,
    ...(condition && { filter: condition }),
    ...(weights && { weights }),
    ...(fusion && { fusion }),
    ...(about && { context: about }),
    ...(seeds.length > 0 && { seeds: seeds.map(({ coordinate }) => [...coordinate]) }),
    ...(exact && { exact }),
    ...(embedder !== null && { embedder }),
    ...(isEffortSet(settings) && !exact && { effort: effortInput(settings.effort) }),
  }
}

/**
 * The parts of a draft that a changed query says: what "why not" proposes. A filter that chips cannot show is left as it
 * is; none arises from dropping a condition of one that they can.
 */
export const settingsOf = (
  query: Pick<RecallQuery, 'k' | 'filter' | 'exact' | 'effort'>,
  filter: FilterSet,
): Pick<RecallSettings, 'k' | 'exact' | 'effort'> & Pick<Question, 'filter'> => ({
  k: query.k,
  exact: query.exact ?? false,
  effort: {
    beamWidth: query.effort?.beamWidth ?? null,
    maxCandidates: query.effort?.maxCandidates ?? null,
  },
  filter: fromFilter(query.filter) ?? filter,
})
