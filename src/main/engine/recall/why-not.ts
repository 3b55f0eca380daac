import type { Filter } from '#contract/filter'
import type { MemoryRow } from '#contract/memory'
import type { KeptOut, LetIn, RecallQuery, WhyNot } from '#contract/recall'
import { salience } from '../gate/salience.ts'
import type { RecallRow, VectorExplanation } from '../ports.ts'
import { terms as termsOf } from '../text/analyzer.ts'
import { candidateLimit, vectorQuery } from './candidates.ts'
import { failingConditions } from './failing-conditions.ts'
import { partsOf } from './fuse.ts'
import { addSimilarities, topRows } from './hits.ts'
import type { RecallParts } from './parts.ts'
import { isUnanswered, type Ranking, rank } from './ranking.ts'

interface Asking {
  readonly query: RecallQuery
  readonly coordinate: readonly number[]
}

/** As many hits as a query may ask for: what stands farther back is not let in by asking for more. */
const MOST_HITS = 10_000

/** One way of asking, and what became of the memory. */
interface Attempt {
  readonly query: RecallQuery
  readonly steps: readonly LetIn[]
  /** Null where there was nothing to rank. */
  readonly ranking: Ranking | null
  /** Place among the hits; null where it is none. */
  readonly place: number | null
}

type Verdict = Pick<WhyNot, 'reason' | 'change'> & Partial<Omit<WhyNot, 'reason' | 'change'>>

const NOTHING: Omit<WhyNot, 'reason' | 'change'> = {
  memory: null,
  score: null,
  parts: [],
  vectorRank: null,
  matched: [],
  missing: [],
}

/**
 * What kept a memory out of an answer, and the smallest change of the query that would let it in (REC-5). Nothing is
 * concluded from rules: the changed query is asked, and only one that returns the memory is offered.
 */
export const whyNot = async (
  parts: RecallParts,
  { query, coordinate }: Asking,
  signal: AbortSignal,
): Promise<WhyNot> => {
  const { store } = parts
  const key = await store.keyOf(query.namespace, coordinate)
  if (key === null) {
    const namespaces = await store.namespacesWith(coordinate)
    return unranked(namespaces.length > 0 ? { is: 'other-namespace', namespaces } : { is: 'nowhere' })
  }
  const [found] = await store.rows(Uint32Array.of(key))
  if (found === undefined) return unranked({ is: 'nowhere' })
  const { deletedAt } = found.row
  if (deletedAt !== null) return { ...unranked({ is: 'deleted', at: deletedAt }), memory: found.row }
  const hidden = hiddenBy(parts, found.row)
  if (hidden !== null) return { ...unranked(hidden), memory: found.row }
  const inquiry = new Inquiry(parts, found, signal)
  return { ...NOTHING, memory: found.row, ...(await inquiry.ask(query, coordinate)) }
}

/** No other way of asking shows what salience hides. */
const hiddenBy = ({ salience: settings, clock }: RecallParts, row: MemoryRow): KeptOut | null => {
  const { threshold, below } = settings
  if (threshold === null || below !== 'hide') return null
  const now = salience(row.importance, clock.now() - (row.timestamp ?? row.createdAt))
  return now < threshold ? { is: 'low-salience', salience: now, threshold } : null
}

const unranked = (reason: KeptOut): WhyNot => ({ ...NOTHING, reason, change: null })

/** Asks in one way after the other what becomes of one living memory. */
class Inquiry {
  readonly #parts: RecallParts
  readonly #memory: RecallRow
  readonly #signal: AbortSignal
  /** What became of the memory where all vectors were compared, by way of asking. */
  readonly #exact = new Map<Attempt, Promise<Attempt>>()

  constructor(parts: RecallParts, memory: RecallRow, signal: AbortSignal) {
    this.#parts = parts
    this.#memory = memory
    this.#signal = signal
  }

  async ask(query: RecallQuery, coordinate: readonly number[]): Promise<Verdict> {
    const first = await this.#attempt(query, [])
    if (first.ranking === null) return { reason: { is: 'nothing-asked' }, change: null }
    if (first.place !== null) {
      return {
        ...(await this.#facts(first, null)),
        reason: { is: 'returned', rank: first.place },
        change: null,
      }
    }
    const { failing, rest } = await this.#failing(query, coordinate)
    const unfiltered = failing.length === 0 ? first : await this.#without(query, { failing, rest })
    const explanation = await this.#explain(unfiltered)
    const facts = await this.#facts(unfiltered, explanation)
    const change = await this.#letIn(unfiltered, explanation)
    const reason: KeptOut =
      failing.length > 0
        ? { is: 'filtered', conditions: [...failing] }
        : await this.#reason(unfiltered, explanation, facts.score ?? 0)
    return { ...facts, reason, change: change && changeOf(change) }
  }

  async #attempt(query: RecallQuery, steps: readonly LetIn[]): Promise<Attempt> {
    const ranking = await rank(this.#parts, query, this.#signal)
    if (isUnanswered(ranking)) return { query, steps, ranking: null, place: null }
    const { key } = this.#memory
    const at = ranking.ranked.findIndex((one) => one.key === key)
    const last = ranking.ranked[Math.min(query.k, ranking.ranked.length) - 1]
    // Among equal scores ids decide, which only rows know.
    const mayBeIn = at >= 0 && (at < query.k || ranking.ranked[at]?.score === last?.score)
    if (!mayBeIn) return { query, steps, ranking, place: null }
    const rows = await topRows(this.#parts.store, ranking.ranked, query.k)
    const place = rows.findIndex((row) => row.key === key) + 1
    return { query, steps, ranking, place: place || null }
  }

  #failing(query: RecallQuery, coordinate: readonly number[]) {
    const { filter, namespace } = query
    if (!filter) return { failing: [], rest: undefined }
    const here: Filter = { is: 'box', min: [...coordinate], max: [...coordinate] }
    return failingConditions(filter, async (condition) => {
      const keys = await this.#parts.store.matching(namespace, { is: 'and', all: [here, condition] })
      return keys.includes(this.#memory.key)
    })
  }

  #without(
    { filter: _filter, ...query }: RecallQuery,
    { failing, rest }: { failing: readonly Filter[]; rest: Filter | undefined },
  ): Promise<Attempt> {
    const steps = failing.map((condition): LetIn => ({ is: 'drop-condition', condition }))
    return this.#attempt({ ...query, ...(rest && { filter: rest }) }, steps)
  }

  async #explain({ ranking }: Attempt): Promise<VectorExplanation | null> {
    if (ranking === null || ranking.lists.queryVector === null) return null
    const { asked, lists } = ranking
    const query = vectorQuery(asked, ranking.lists.queryVector, candidateLimit(asked.k))
    const asking = { ...query, signal: this.#signal, ...(lists.allowed && { allowed: lists.allowed }) }
    return this.#parts.index.explain(asking, this.#memory.key)
  }

  /** The fewest steps that were seen to do it: none beside the dropped conditions, then the index, then k, then both. */
  async #letIn(from: Attempt, explanation: VectorExplanation | null): Promise<Attempt | null> {
    if (from.place !== null) return from
    return (
      (await this.#byIndex(from, explanation)) ??
      (await this.#byK(from, explanation)) ??
      (await this.#byK(await this.#exactly(from), explanation))
    )
  }

  #exactly(from: Attempt): Promise<Attempt> {
    const known = this.#exact.get(from)
    if (known) return known
    const { query, steps } = from
    const attempt = this.#attempt({ ...query, exact: true }, [...steps, { is: 'exact' }])
    this.#exact.set(from, attempt)
    return attempt
  }

  async #byIndex(from: Attempt, explanation: VectorExplanation | null): Promise<Attempt | null> {
    const tree = explanation?.tree
    if (!tree || explanation.isFound) return null
    const exactly = await this.#exactly(from)
    if (exactly.place === null) return null
    const { query, steps } = from
    const { beam, beamNeeded, candidates, candidatesNeeded } = tree
    const wider =
      beamNeeded !== null &&
      (await this.#attempt({ ...query, effort: { ...query.effort, beamWidth: beamNeeded } }, [
        ...steps,
        { is: 'beam-width', from: beam, to: beamNeeded },
      ]))
    if (wider && wider.place !== null) return wider
    const longer =
      candidatesNeeded !== null &&
      (await this.#attempt({ ...query, effort: { ...query.effort, maxCandidates: candidatesNeeded } }, [
        ...steps,
        { is: 'max-candidates', from: candidates, to: candidatesNeeded },
      ]))
    return longer && longer.place !== null ? longer : exactly
  }

  /** With more hits, more candidates come and places move: the k that does it is found by asking. */
  async #byK(from: Attempt, explanation: VectorExplanation | null): Promise<Attempt | null> {
    let k = this.#placeIn(from) ?? Math.max(from.query.k + 1, explanation?.rank ?? 0)
    for (let step = 1; k <= MOST_HITS; step *= 2) {
      const attempt = await this.#withK(from, k)
      if (attempt.place !== null) {
        const tighter = attempt.place < k ? await this.#withK(from, attempt.place) : attempt
        return tighter.place === null ? attempt : tighter
      }
      // The last of a list scores nothing and may tie with what no list has: a few more make it stand out.
      k = Math.max(this.#placeIn(attempt) ?? 0, k + step)
    }
    return null
  }

  #withK({ query, steps }: Attempt, k: number): Promise<Attempt> {
    return this.#attempt({ ...query, k }, [...steps, { is: 'k', from: query.k, to: k }])
  }

  #placeIn({ ranking }: Attempt): number | null {
    const at = ranking?.ranked.findIndex(({ key }) => key === this.#memory.key) ?? -1
    return at < 0 ? null : at + 1
  }

  async #reason(attempt: Attempt, explanation: VectorExplanation | null, score: number): Promise<KeptOut> {
    const { query, ranking } = attempt
    const ranked = ranking?.ranked ?? []
    const place = this.#placeIn(attempt)
    if (explanation === null && place === null) return { is: 'no-vector' }
    const tree = explanation?.tree
    if (tree && !explanation.isFound && (await this.#exactly(attempt)).place !== null) {
      if (tree.listRank > tree.visited) {
        return { is: 'list-not-visited', list: tree.listRank, beamWidth: tree.visited, lists: tree.lists }
      }
      return tree.candidatesNeeded === null
        ? { is: 'cut-by-code' }
        : { is: 'cut-by-cap', maxCandidates: tree.candidates }
    }
    const kth = ranked[Math.min(query.k, ranked.length) - 1]?.score ?? 0
    const rankOf = place ?? Math.max(ranked.length + 1, explanation?.rank ?? 0)
    return { is: 'below-kth', rank: rankOf, k: query.k, by: Math.max(0, kth - score) }
  }

  async #facts(attempt: Attempt, explanation: VectorExplanation | null): Promise<Partial<WhyNot>> {
    const { ranking } = attempt
    if (ranking === null) return {}
    const { key, text } = this.#memory
    const { asked, beyond } = ranking
    await addSimilarities(this.#parts, ranking, [key])
    const words = new Set(termsOf(text))
    const matched = asked.terms.filter((term) => words.has(term))
    if (matched.length > 0 && !ranking.lists.keyword.keys.includes(key) && !beyond.keyword.has(key)) {
      const [score = 0] = await this.#parts.store.keywordScores(
        asked.namespace,
        asked.terms,
        Uint32Array.of(key),
        asked.termWeights,
      )
      beyond.keyword.set(key, score)
    }
    const parts = partsOf(key, ranking.signals, ranking.weights)
    return {
      score: parts.reduce((sum, { part }) => sum + part, 0),
      parts,
      vectorRank: explanation?.rank ?? null,
      matched,
      missing: asked.terms.filter((term) => !words.has(term)),
    }
  }
}

const changeOf = ({ steps, query, place }: Attempt): WhyNot['change'] =>
  place === null ? null : { steps: [...steps], query, rank: place }
