import type { RecallQuery, VectorTrace } from '#contract/recall'
import type { KeywordAnswer, ScoredKeys, VectorQuery } from '../ports.ts'
import { contextText } from './context.ts'
import { DEPTH } from './fuse.ts'
import type { RecallParts } from './parts.ts'
import type { StageTimes } from './stage-times.ts'
import type { WeighedTerms } from './weighed-terms.ts'

/** How many candidates each signal brings, at least. */
const CANDIDATES = DEPTH

export const candidateLimit = (k: number): number => Math.max(CANDIDATES, k)

export interface Asked extends RecallQuery, WeighedTerms {
  readonly space: number
}

/** What the two searches bring, before anything is weighed. */
export interface Candidates extends Vectors {
  readonly keyword: KeywordAnswer
  /** What the filter lets through; undefined without a filter. */
  readonly allowed: Uint32Array | undefined
  /** Null without a context, or where vectors are out of reach. */
  readonly contextVector: Float32Array | null
}

interface Vectors {
  readonly vector: ScoredKeys
  /** Null where vectors are out of reach: keywords answer alone then. */
  readonly queryVector: Float32Array | null
  readonly vectorTrace: VectorTrace | null
}

export const NONE: ScoredKeys = { keys: new Uint32Array(), scores: new Float64Array() }

const NO_VECTORS: Vectors = { vector: NONE, queryVector: null, vectorTrace: null }

/** The best by words and by meaning, side by side, filters applied inside the searches (IDX-6). */
export const gatherCandidates = async (
  parts: RecallParts,
  asked: Asked,
  embedding: Promise<Float32Array | null>,
  times: StageTimes,
  signal: AbortSignal,
): Promise<Candidates> => {
  const { store, filters, sync } = parts
  const { namespace, terms, termWeights: weights, filter, context } = asked
  const filtering = filter ? times.since('filter', filters.matching(namespace, filter)) : undefined
  const limit = candidateLimit(asked.k)
  const words = async (): Promise<KeywordAnswer> => {
    const allowed = await filtering
    const query = {
      namespace,
      terms,
      limit,
      signal,
      ...(weights && { weights }),
      ...(allowed && { allowed }),
    }
    return times.from('keyword', times.now(), store.keywords(query))
  }
  /** Whoever asked still gets what the words find. */
  const withoutVectors = (error: unknown): Vectors => {
    signal.throwIfAborted()
    sync.report(error)
    return NO_VECTORS
  }
  sync.hurry()
  const vectors = gatherVectors(parts, { asked, embedding, limit, filtering }, times, signal)
  const about = context ? embedOne(parts, contextText(context), signal) : Promise.resolve(null)
  const [keyword, allowed, found, contextVector] = await Promise.all([
    words(),
    filtering,
    vectors.catch(async (error: unknown) => {
      // A filter that is refused says nothing about the vectors.
      await filtering
      return withoutVectors(error)
    }),
    about,
  ])
  return { keyword, allowed, contextVector, ...found }
}

const gatherVectors = async (
  parts: RecallParts,
  {
    asked,
    embedding,
    limit,
    filtering,
  }: {
    asked: Asked
    embedding: Promise<Float32Array | null>
    limit: number
    filtering: Promise<Uint32Array> | undefined
  },
  times: StageTimes,
  signal: AbortSignal,
): Promise<Vectors> => {
  const queryVector = await times.since('embed', embedding)
  if (queryVector === null) return NO_VECTORS
  const allowed = await filtering
  const query = {
    ...vectorQuery(asked, queryVector, limit),
    signal,
    ...(allowed && { allowed, ...(asked.filter && { filter: asked.filter }) }),
  }
  const from = times.now()
  if (!asked.trace) {
    const vector = await times.from('vector', from, parts.index.search(query))
    return { vector, queryVector, vectorTrace: null }
  }
  const { trace, ...vector } = await times.from('vector', from, parts.index.searchTraced(query))
  return { vector, queryVector, vectorTrace: trace }
}

/** The search for a question's vector, as hard as the question says. */
export const vectorQuery = (asked: Asked, vector: Float32Array, k: number): VectorQuery => {
  const { beamWidth, maxCandidates } = asked.effort ?? {}
  return {
    space: asked.space,
    vector,
    k,
    isRecall: asked.effort === undefined,
    ...(asked.exact && { exact: true }),
    settings: {
      ...(beamWidth !== undefined && { beam: beamWidth }),
      ...(maxCandidates !== undefined && { candidates: maxCandidates }),
    },
  }
}

/** Null where the embedder fails: that alone says nothing about the index. */
export const embedOne = async (
  { embedder, sync }: RecallParts,
  text: string,
  signal: AbortSignal,
): Promise<Float32Array | null> => {
  try {
    return await embedder.embed([text], { signal, kind: 'query', isUrgent: true })
  } catch (error) {
    signal.throwIfAborted()
    await sync.doubtIndex(error)
    return null
  }
}
