import type { Command } from 'commander'
import { Filter } from '#contract/filter'
import type { MemoryType } from '#contract/memory'
import type { Engine } from '#engine/index'
import type { ResolvedConfig } from '../config.ts'
import type { ProgramFiles } from '../program-files.ts'
import { StartError } from '../start-error.ts'
import { choiceArgument, coordinateArgument, numberArgument, wholeArgument } from './arguments.ts'
import { looking, progressOf, resultOf, writing } from './with-engine.ts'

export interface LifeCommandOptions {
  readonly files: ProgramFiles
  readonly settings: () => ResolvedConfig
}

/** What the gate stops ends so. */
const STOPPED = 3
const AUTHOR = 'cli'

/** `soma remember`, `outcome`, `predict`, `replay`, `share`, `consolidate`, `analyze`. */
export const addLifeCommands = (program: Command, options: LifeCommandOptions): void => {
  addRemember(program.command('remember'), options)
  addOutcome(program.command('outcome'), options)
  program
    .command('predict')
    .description('ask the prediction provider what will come of a memory, and keep its answer')
    .requiredOption('--coord <coordinate>', 'the memory', coordinateArgument)
    .action(({ coord }: { coord: number[] }) =>
      writing(options, ({ life }, namespace) => {
        const { signal } = new AbortController()
        return life.outcomes.predict({ namespace, coordinate: coord }, AUTHOR, signal)
      }),
    )
  addReplay(program.command('replay'), options)
  addShare(program.command('share'), options)
  program
    .command('analyze')
    .description('fractal dimension of the coordinates, components of the graph, outliers, as JSON')
    .option('--sample <number>', 'memories to look at for outliers', wholeArgument(10, 20_000), 2000)
    .action(({ sample }: { sample: number }) =>
      looking(options, (engine, namespace) => analysisOf(engine, namespace, sample)),
    )
}

interface RememberFlags {
  readonly text?: string
  readonly payload?: string
  readonly type: MemoryType
  readonly importance: number
  readonly force?: boolean
}

const addRemember = (command: Command, options: LifeCommandOptions): void => {
  command
    .description('store a memory at a free place near its meaning; ends with 3 where the gate stops it')
    .option('--text <text>', 'what to remember')
    .option('--payload <json>', 'the whole payload instead')
    .option('--type <type>', 'episodic or semantic', choiceArgument('episodic', 'semantic'), 'episodic')
    .option('--importance <number>', 'how important it is', numberArgument, 0)
    .option('--force', 'store it whatever the gate says')
    .action(async ({ text, payload, ...rest }: RememberFlags) => {
      const json = payload ?? (text === undefined ? undefined : JSON.stringify({ text }))
      if (json === undefined || (text !== undefined && payload !== undefined)) {
        throw new StartError('Give --text, or --payload.')
      }
      await writing(options, async ({ memories }, namespace) => {
        const outcome = await memories.remember({ namespace, payload: json, ...rest }, AUTHOR)
        if (!outcome.stored) process.exitCode = STOPPED
        return outcome
      })
    })
}

interface OutcomeFlags {
  readonly coord: number[]
  readonly outcome: string
  readonly predicted?: string
  readonly policy?: 'exact' | 'threshold'
  readonly threshold?: number
}

const addOutcome = (command: Command, options: LifeCommandOptions): void => {
  command
    .description('record what came of a memory; what was expected otherwise is corrected')
    .requiredOption('--coord <coordinate>', 'the memory', coordinateArgument)
    .requiredOption('--outcome <value>', 'what came of it, as JSON; what is none is taken for a text')
    .option('--predicted <value>', 'what was expected, where the memory does not say')
    .option('--policy <policy>', 'exact or threshold', choiceArgument('exact', 'threshold'))
    .option('--threshold <number>', 'how far off is near enough', numberArgument)
    .action(({ coord, outcome, predicted, ...rest }: OutcomeFlags) =>
      writing(options, ({ life }, namespace) => {
        const expected = predicted === undefined ? {} : { predicted: jsonOf(predicted) }
        const report = { namespace, coordinate: coord, outcome: jsonOf(outcome), ...expected, ...rest }
        return life.outcomes.report(report, AUTHOR)
      }),
    )
}

interface ReplayFlags {
  readonly count: number
  readonly by: 'uniform' | 'salience'
  readonly seed?: number
  readonly filter?: string
}

const addReplay = (command: Command, options: LifeCommandOptions): void => {
  command
    .description('a sample of memories, as JSON')
    .option('--count <number>', 'how many', wholeArgument(1, 1000), 10)
    .option('--by <way>', 'uniform or salience', choiceArgument('uniform', 'salience'), 'uniform')
    .option('--seed <number>', 'the same seed gives the same sample', wholeArgument(0, 2 ** 31))
    .option('--filter <json>', 'only memories that it lets through')
    .action(({ filter, ...flags }: ReplayFlags) => {
      const only = filter === undefined ? {} : { filter: filterOf(filter) }
      return looking(options, ({ life }, namespace) => life.replay({ namespace, ...flags, ...only }))
    })
}

interface ShareFlags {
  readonly to: string
  readonly coords?: string
  readonly filter?: string
  readonly update?: boolean
  readonly gate?: boolean
  readonly links: boolean
}

const addShare = (command: Command, options: LifeCommandOptions): void => {
  command
    .description('copy memories to another namespace, with the links between them')
    .requiredOption('--to <namespace>', 'where to')
    .option('--coords <coordinates>', 'which memories: 1,2,3;4,5,6')
    .option('--filter <json>', 'or those that a filter lets through')
    .option('--update', 'make a new version of what is at a place there, instead of leaving it alone')
    .option('--gate', 'ask the gate')
    .option('--no-links', 'without links')
    .action(({ to, coords, filter, update, gate, links }: ShareFlags) => {
      if ((coords === undefined) === (filter === undefined))
        throw new StartError('Give --coords, or --filter.')
      const which =
        filter === undefined
          ? { coordinates: (coords ?? '').split(';').map(coordinateArgument) }
          : { filter: filterOf(filter) }
      return writing(options, ({ life }, namespace) => {
        if (namespace === to)
          throw new StartError('A namespace cannot share with itself. Name another with --to.')
        const how = { ifTaken: update ? 'update' : 'skip', gate: gate ? 'respect' : 'bypass', links } as const
        return life.share({ namespace, to, ...which, ...how }, AUTHOR)
      })
    })
}

const analysisOf = async ({ life }: Engine, namespace: string, sample: number) => {
  const { fractalDimension, ...shape } = await life.shape(namespace)
  const { signal } = new AbortController()
  const { report } = await resultOf(progressOf(life.outliers({ namespace, sample, limit: 50 }, signal)))
  const { outliers, memories: _, ...limits } = report
  return {
    fractal_dimension: fractalDimension,
    ...shape,
    outliers: outliers.map(({ memory, distance, score, reason }) => {
      return { coordinate: memory.coordinate, title: memory.title, distance, score, reason }
    }),
    outliers_measured: limits,
  }
}

/** A text need not be quoted twice to get through a shell. */
const jsonOf = (text: string): string => {
  try {
    JSON.parse(text)
    return text
  } catch {
    return JSON.stringify(text)
  }
}

/** @throws StartError */
const filterOf = (text: string): Filter => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new StartError('--filter is no JSON; it looks like {"is":"tag","value":"security"}.')
  }
  const parsed = Filter.safeParse(value)
  if (parsed.success) return parsed.data
  throw new StartError(`--filter is not usable: ${parsed.error.issues[0]?.message ?? 'it is malformed'}.`)
}
