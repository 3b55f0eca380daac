import type { Hit } from '#contract/recall'
import type { Placed } from '../gate/salience.ts'
import type { MemoryKey, MemoryStore, RecallRow } from '../ports.ts'
import { bestFirst, partsOf } from './fuse.ts'
import type { RecallParts } from './parts.ts'
import type { Ranking } from './ranking.ts'
import { highlightsIn, snippetOf, textAfterTitle } from './snippet.ts'

export interface ScoredRow extends RecallRow {
  readonly score: number
  readonly similarity: number
}

/** The first k with what is shown of them; where the cut goes through equals, the smaller ids stay (REC-7). */
export const topRows = async (
  store: MemoryStore,
  ranked: readonly Placed[],
  k: number,
): Promise<ScoredRow[]> => {
  const last = ranked[Math.min(k, ranked.length) - 1]
  if (last === undefined) return []
  const isTied = (one: Placed) => one.score === last.score && one.isDemoted === last.isDemoted
  const tied = ranked.filter((one, i) => i < k || isTied(one))
  const fused = new Map(tied.map((one) => [one.key, one]))
  const place = ({ key }: { key: MemoryKey }) => Number(fused.get(key)?.isDemoted ?? false)
  const rows = await store.rows(Uint32Array.from(tied, ({ key }) => key))
  return rows
    .filter(({ row }) => row.deletedAt === null)
    .map((row) => ({ ...row, ...(fused.get(row.key) as Placed) }))
    .sort((a, b) => place(a) - place(b) || bestFirst(a, b) || (a.row.id < b.row.id ? -1 : 1))
    .slice(0, k)
}

/** The answer that people see: rows, parts of their scores, passages with the words that matched. */
export const hitsOf = async (
  parts: RecallParts,
  ranking: Ranking,
  rows: readonly ScoredRow[],
): Promise<Hit[]> => {
  // Where equal scores were cut by id, one may be here that was not among the first by key.
  await addSimilarities(
    parts,
    ranking,
    rows.map(({ key }) => key),
  )
  const words = new Set(ranking.asked.terms)
  return rows.map((row, i) => toHit(row, i + 1, partsOf(row.key, ranking.signals, ranking.weights), words))
}

/** Cosines of memories that the vector list does not have: they are shown, though they count for nothing. */
export const addSimilarities = async (
  { index, sync }: RecallParts,
  { asked, lists, beyond }: Ranking,
  keys: readonly MemoryKey[],
): Promise<void> => {
  const listed = new Set(lists.vector.keys)
  const others = Uint32Array.from(keys.filter((key) => !listed.has(key) && !beyond.vector.has(key)))
  if (others.length === 0 || lists.queryVector === null) return
  const similarities = await index
    .similarities(asked.space, lists.queryVector, others)
    .catch((error: unknown) => {
      sync.report(error)
      return new Float64Array(others.length).fill(Number.NaN)
    })
  others.forEach((key, i) => {
    const similarity = similarities[i] as number
    if (!Number.isNaN(similarity)) beyond.vector.set(key, similarity)
  })
}

const toHit = (
  { row, text, score }: ScoredRow,
  rank: number,
  parts: Hit['parts'],
  words: ReadonlySet<string>,
): Hit => {
  const similarity = parts.find(({ signal }) => signal === 'vector')?.raw ?? null
  const distance = similarity === null ? null : Math.sqrt(Math.max(0, 2 - 2 * similarity))
  return {
    memory: row,
    rank,
    score,
    similarity,
    distance,
    parts,
    titleHighlights: highlightsIn(row.title, words),
    ...snippetOf(textAfterTitle(text, row.title), words),
  }
}
