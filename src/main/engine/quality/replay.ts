import type { ActivityEntry, ReplayedQuery, ReplayItem, ReplaySetting } from '#contract/activity'
import { isAppError } from '#contract/errors'
import type { RecallQuery, RecallResult } from '#contract/recall'
import { definedOnly } from '../defined-only.ts'

/** A recall that somebody asked once. */
export type AskedOnce = Pick<ActivityEntry, 'query' | 'namespace' | 'client' | 'at' | 'k' | 'coordinates'>

interface Asker {
  search(query: RecallQuery, signal: AbortSignal): Promise<RecallResult>
}

const DEFAULT_K = 10

/**
 * Asks queries again, each with the settings in force and with others, one after the other, so that the times are those of a
 * recall that nothing competes with. Nobody is told of these and no hit counts as used.
 */
export async function* replay(
  recall: Asker,
  asked: readonly AskedOnce[],
  setting: ReplaySetting,
  signal: AbortSignal,
): AsyncGenerator<ReplayItem> {
  const done: ReplayedQuery[] = []
  let skipped = 0
  for (const [i, one] of asked.entries()) {
    signal.throwIfAborted()
    yield { type: 'progress', done: i, total: asked.length }
    const item = await askedAgain(recall, one, setting, signal)
    if (item === null) skipped++
    else {
      done.push(item)
      yield item
    }
  }
  yield { type: 'result', ...summaryOf(done), skipped }
}

/** Null where its words are not known, or its namespace is gone. */
const askedAgain = async (
  recall: Asker,
  { query, namespace, client, at, k, coordinates }: AskedOnce,
  setting: ReplaySetting,
  signal: AbortSignal,
): Promise<ReplayedQuery | null> => {
  if (query === null) return null
  const question = { namespace, query, k: k ?? DEFAULT_K }
  try {
    const before = await recall.search(question, signal)
    const after = await recall.search({ ...question, ...definedOnly(setting) }, signal)
    const [left, right] = [keysOf(before), keysOf(after)]
    const then = coordinates.map(keyOf)
    return {
      type: 'query',
      ...{ query, namespace, client, at, k: question.k },
      inForce: answerOf(before),
      other: answerOf(after),
      ...difference(left, right),
      gone: then.filter((key) => !left.includes(key)).length,
    }
  } catch (error) {
    if (isAppError(error)) return null
    throw error
  }
}

const keyOf = (coordinate: readonly number[]): string => coordinate.join(',')
const keysOf = ({ hits }: RecallResult): string[] => hits.map(({ memory }) => keyOf(memory.coordinate))

const answerOf = ({ hits, timings }: RecallResult): ReplayedQuery['inForce'] => ({
  coordinates: hits.map(({ memory }) => [...memory.coordinate]),
  titles: hits.map(({ memory }) => memory.title),
  took: timings.total,
})

/** How far two rankings differ, each key once in either. */
export const difference = (
  left: readonly string[],
  right: readonly string[],
): { readonly overlap: number; readonly moved: number } => {
  const places = new Map(right.map((key, place) => [key, place]))
  const shared = left.filter((key) => places.has(key))
  const all = left.length + right.length - shared.length
  const moved = left.filter((key, place) => places.has(key) && places.get(key) !== place).length
  return { overlap: all === 0 ? 1 : shared.length / all, moved }
}

const summaryOf = (done: readonly ReplayedQuery[]) => ({
  queries: done.length,
  overlap: done.length === 0 ? null : done.reduce((sum, { overlap }) => sum + overlap, 0) / done.length,
  same: done.filter(({ overlap, moved }) => overlap === 1 && moved === 0).length,
  inForce: timesOf(done.map(({ inForce }) => inForce.took)),
  other: timesOf(done.map(({ other }) => other.took)),
})

const timesOf = (times: readonly number[]): { readonly p50: number; readonly p95: number } | null => {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] as number
  return sorted.length === 0 ? null : { p50: at(0.5), p95: at(0.95) }
}
