import { seededRandom } from '../../seeded-random.ts'
import type { DataSet } from '../data/data-set.ts'
import { exactTop } from '../data/exact-top.ts'
import type { SearchSetting } from '../system.ts'
import type { Built } from '../systems/built-index.ts'
import { median } from './quantile.ts'
import { k, prepareAll, type Questions, recallOfAll, someOf, takeTurn } from './turn.ts'

const shares = [0.5, 0.1, 0.01, 0.001] as const
const wanted = 0.95
const choosing = 100
const questionCount = 300
const rounds = 3
const limitMs = 3000

export interface FilterFigures {
  readonly name: string
  /** The share of the rows that the filter lets through, drawn by lot. */
  readonly share: number
  readonly setting: string
  readonly recall: number
  readonly qps: number
}

/** Rows by lot, each with the same chance. */
const draw = (n: number, share: number): Uint32Array => {
  const random = seededRandom(5)
  return Uint32Array.from({ length: n }, (_, row) => row).filter(() => random() < share)
}

const questionsFor = ({ base, queries }: DataSet, allowed: Uint32Array): Questions => {
  const asked = queries.slice(0, questionCount)
  return { queries: asked, truth: exactTop(base, asked, { k: 2 * k, allowed }) }
}

/** The first that reaches the recall: with filters the slow settings are too slow to try them all. Else the last. */
const firstGood = (
  { system }: Built,
  searches: ReturnType<typeof prepareAll>,
  questions: Questions,
): SearchSetting => {
  const good = system.settings.find(({ use }) => {
    use()
    return recallOfAll(searches, questions, { limitMs }) >= wanted
  })
  return good ?? system.settings.at(-1)!
}

const measureShare = (built: readonly Built[], data: DataSet, share: number): FilterFigures[] => {
  const allowed = draw(data.n, share)
  const questions = questionsFor(data, allowed)
  const first = someOf(questions, 0, choosing)
  const others = someOf(questions, choosing, questionCount)
  const contestants = built.flatMap((one) => {
    const prepare = one.system.prepareFiltered?.(allowed)
    if (!prepare) return []
    const setting = firstGood(one, prepareAll(prepare, first), first)
    const searches = prepareAll(prepare, others)
    setting.use()
    const recall = recallOfAll(searches, others, { limitMs })
    return { name: one.system.name, setting, searches, recall, qps: [] as number[] }
  })
  for (let round = 0; round < rounds; round++) {
    for (const { setting, searches, qps } of contestants) {
      setting.use()
      qps.push(takeTurn(searches, { limitMs }).qps)
    }
  }
  return contestants.map(({ name, setting, recall, qps }) => ({
    name,
    share,
    setting: setting.label,
    recall,
    qps: median(qps),
  }))
}

/**
 * Searches among some of the rows, at the first setting that has a recall of .95. A system whose recall stays below is
 * reported at its most exact setting.
 */
export const measureFilters = (built: readonly Built[], data: DataSet): FilterFigures[] =>
  shares.flatMap((share) => measureShare(built, data, share))
