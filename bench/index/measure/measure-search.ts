import type { Built } from '../systems/built-index.ts'
import { chooseSetting, type Reached } from './choose-setting.ts'
import { median, quantile } from './quantile.ts'
import { prepareAll, type Questions, recallOfAll, someOf, type Turn, takeTurn } from './turn.ts'

export const levels = [0.9, 0.95, 0.98, 0.99] as const

/** A setting is chosen by the first queries and reported by the others. */
const choosing = 400
const choosingRounds = 3
const choosingLimitMs = 1500
const reportLimitMs = 4000
const recallLimitMs = 10_000

export interface SettingFigures extends Reached {
  readonly setting: string
}

export interface LevelFigures extends SettingFigures {
  readonly level: number
  /** Wall clock of one query. */
  readonly p50Micros: number
  readonly p95Micros: number
  readonly p99Micros: number
}

export interface SearchFigures {
  readonly name: string
  /** All settings, on the queries by which one is chosen. */
  readonly settings: readonly SettingFigures[]
  /** The chosen ones, on the other queries; a level that no setting reached is left out. */
  readonly levels: readonly LevelFigures[]
}

/** One setting of one system, and what is known of it. */
interface Contestant {
  readonly setting: string
  readonly searches: ReturnType<typeof prepareAll>
  use(): void
  recall: number
  readonly turns: Turn[]
}

const contestantsOf = ({ system }: Built, questions: Questions, only?: ReadonlySet<number>): Contestant[] => {
  const searches = prepareAll(system.prepare, questions)
  return system.settings
    .filter((_, i) => only === undefined || only.has(i))
    .map(({ label, use }) => ({ setting: label, searches, use, recall: 0, turns: [] }))
}

/** Everyone has a turn, and again, so that what else the machine does strikes all alike. */
const interleave = (
  teams: readonly (readonly Contestant[])[],
  questions: Questions,
  { rounds, limitMs }: { readonly rounds: number; readonly limitMs: number },
): void => {
  const most = Math.max(...teams.map((team) => team.length))
  const order = Array.from({ length: most }, (_, i) => teams.flatMap((team) => team[i] ?? [])).flat()
  for (const contestant of order) {
    contestant.use()
    contestant.recall = recallOfAll(contestant.searches, questions, { limitMs: recallLimitMs })
  }
  for (let round = 0; round < rounds; round++) {
    for (const contestant of order) {
      contestant.use()
      contestant.turns.push(takeTurn(contestant.searches, { limitMs }))
    }
  }
}

const reachedBy = ({ setting, recall, turns }: Contestant): SettingFigures => ({
  setting,
  recall,
  qps: median(turns.map(({ qps }) => qps)),
})

const levelFigures = (level: number, contestant: Contestant): LevelFigures => {
  const micros = contestant.turns.flatMap((turn) => turn.micros)
  return {
    level,
    ...reachedBy(contestant),
    p50Micros: quantile(micros, 0.5),
    p95Micros: quantile(micros, 0.95),
    p99Micros: quantile(micros, 0.99),
  }
}

/** Lets all systems answer the same queries in turns, and says for each level of recall how fast each is there. */
export const measureSearch = (
  built: readonly Built[],
  questions: Questions,
  { rounds }: { readonly rounds: number },
): SearchFigures[] => {
  const first = someOf(questions, 0, choosing)
  const teams = built.map((one) => contestantsOf(one, first))
  interleave(teams, first, { rounds: choosingRounds, limitMs: choosingLimitMs })
  const settings = teams.map((team) => team.map(reachedBy))
  const chosen = settings.map((figures) => levels.map((level) => chooseSetting(figures, level)))

  const others = someOf(questions, choosing, questions.queries.length)
  const finalists = built.map((one, i) =>
    contestantsOf(one, others, new Set(chosen[i]!.filter((choice) => choice !== undefined))),
  )
  interleave(finalists, others, { rounds, limitMs: reportLimitMs })
  return built.map(({ system }, i) => ({
    name: system.name,
    settings: settings[i]!,
    levels: levels.flatMap((level, l) => {
      const choice = chosen[i]![l]
      const label = choice === undefined ? undefined : system.settings[choice]!.label
      const finalist = finalists[i]!.find(({ setting }) => setting === label)
      return finalist ? [levelFigures(level, finalist)] : []
    }),
  }))
}
