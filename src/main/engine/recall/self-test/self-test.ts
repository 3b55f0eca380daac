import type { SelfTest } from '#contract/recall'
import { type Answers, askPool, MOST_QUESTIONS, type Pool } from './ask-pool.ts'

/** Memories that are drawn at a time; a small store is drawn whole, in another order each time. */
export const POOL_SIZE = 200
const MOST_POOLS = 12

/** Enough for each memory of a small store to be asked about once. */
export const poolsFor = (memories: number): number =>
  Math.min(MOST_POOLS, Math.ceil(memories / MOST_QUESTIONS))

/** With fewer questions nothing is concluded. */
const FEWEST_QUESTIONS = 40

type Asking = Parameters<typeof askPool>

/**
 * Whether words or meaning find the other half of a memory better in a store, measured by asking: the inverse cloze task
 * (Lee et al., 2019) as a test instead of a lesson. No labels are needed, and nothing is known of queries.
 *
 * @returns null where too few texts are long enough
 */
export const selfTestOf = async (
  pools: AsyncIterable<Pool> | Iterable<Pool>,
  embedder: Asking[1],
  how: Asking[2],
): Promise<Omit<SelfTest, 'at' | 'memories'> | null> => {
  const all: Answers = { keyword: [], vector: [] }
  for await (const pool of pools) {
    const { keyword, vector } = await askPool(pool, embedder, how)
    all.keyword.push(...keyword)
    all.vector.push(...vector)
  }
  const questions = all.keyword.length
  if (questions < FEWEST_QUESTIONS) return null
  const differences = all.vector.map((place, i) => place - (all.keyword[i] as number))
  const mean = meanOf(differences)
  const variance = meanOf(differences.map((one) => (one - mean) ** 2))
  const margin = 1.96 * Math.sqrt(variance / questions)
  return {
    questions,
    keyword: meanOf(all.keyword),
    vector: meanOf(all.vector),
    low: mean - margin,
    high: mean + margin,
  }
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

/** Beyond chance, at 95 %. */
export const meaningLeads = (test: Pick<SelfTest, 'low'> | null): boolean => test !== null && test.low > 0
