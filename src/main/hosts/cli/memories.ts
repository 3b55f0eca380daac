import type { Command } from 'commander'
import type { StoreOutcome } from '#contract/memories'
import {
  choiceArgument,
  coordinateArgument,
  coordinatesArgument,
  numberArgument,
  wholeArgument,
} from './arguments.ts'
import { coordinatesText, say, sayJson, sayJsonText, withPayload } from './print.ts'
import { type CommandOptions, withHandlers } from './with-handlers.ts'

const memoryType = choiceArgument('episodic', 'semantic')

/** The gate stopped a write: neither a success nor an error. */
const NOT_STORED = 3

type MemoryType = 'episodic' | 'semantic'

/** `soma store`, `get`, `delete`, `versions`, `restore`, `range`, `delete-many`. */
export const addMemoryCommands = (program: Command, options: CommandOptions): void => {
  addStore(program.command('store'), options)
  addGet(program, options)
  addVersions(program, options)
  addRange(program.command('range'), options)
  program
    .command('delete-many')
    .description('move memories to the bin; prints how many were there')
    .requiredOption('--coords <coordinates>', 'where they are: "1,2,3;4,5,6"', coordinatesArgument)
    .action((flags: { coords: number[][] }) => remove(options, flags.coords))
}

type StoreFlags = {
  coord: number[]
  payload: string
  type: MemoryType
  importance: number
  force?: boolean
  json?: boolean
}

const addStore = (command: Command, options: CommandOptions): void => {
  command
    .description(`store a memory; ends with ${NOT_STORED} where the write gate stops it`)
    .requiredOption('--coord <coordinate>', 'where', coordinateArgument)
    .requiredOption('--payload <json>', 'the memory, as a JSON object')
    .option('--type <type>', 'episodic or semantic', memoryType, 'episodic')
    .option('--importance <number>', 'higher is more important', numberArgument, 0)
    .option('--force', 'store it whatever the gate says')
    .option('--json', 'print what became of it as JSON')
    .action(async ({ coord, json, force, ...flags }: StoreFlags) => {
      const outcome = await withHandlers(options, 'gate', ({ handlers, namespace, context }) =>
        handlers.memories.store(
          { ...flags, ...(force && { force }), namespace, coordinate: coord, ifTaken: 'update' },
          context,
        ),
      )
      if (!outcome.stored) process.exitCode = NOT_STORED
      if (json === true) sayJson(outcome)
      else say(becameOf(outcome))
    })
}

const becameOf = (outcome: StoreOutcome): string => {
  if (outcome.stored) return 'OK'
  const { score, threshold, nearest } = outcome.gate
  const near =
    nearest === null ? '' : ` The nearest is (${nearest.coordinate.join(', ')}) "${nearest.title}".`
  return `Not stored: it says nothing new (${score.toFixed(3)}, and ${threshold} is needed).${near} It waits in the inbox; --force stores it.`
}

const addGet = (program: Command, options: CommandOptions): void => {
  at(program, 'get', 'one memory with its payload, as JSON').action((flags: { coord: number[] }) =>
    withHandlers(options, 'rows', async ({ handlers, namespace, context }) => {
      const memory = await handlers.memories.get({ namespace, coordinate: flags.coord }, context)
      sayJsonText(withPayload(memory))
    }),
  )
  at(program, 'delete', 'move a memory to the bin; prints how many were there').action(
    (flags: { coord: number[] }) => remove(options, [flags.coord]),
  )
}

const at = (program: Command, name: string, description: string): Command =>
  program
    .command(name)
    .description(description)
    .requiredOption('--coord <coordinate>', 'where it is', coordinateArgument)

const remove = (options: CommandOptions, places: readonly number[][]): Promise<void> =>
  withHandlers(options, 'rows', async ({ handlers, namespace, context }) => {
    const { count } = await handlers.memories.remove({ namespace, coordinates: [...places] }, context)
    sayJson({ deleted: count })
  })

const addVersions = (program: Command, options: CommandOptions): void => {
  at(program, 'versions', 'every state of a memory, newest first, as JSON')
    .option('--limit <number>', 'how many', wholeArgument(1, 1000), 100)
    .action(({ coord, limit }: { coord: number[]; limit: number }) =>
      withHandlers(options, 'rows', async ({ handlers, namespace, context }) => {
        const versions = await handlers.memories.versions({ namespace, coordinate: coord, limit }, context)
        sayJsonText(`[${versions.map(withPayload).join(',')}]`)
      }),
    )
  at(program, 'restore', 'bring a memory back from the bin, or an earlier state of it')
    .option('--version <number>', 'the state to bring back', wholeArgument(1, 2 ** 31))
    .action(({ coord, version }: { coord: number[]; version?: number }) =>
      withHandlers(options, 'rows', async ({ handlers, namespace, context }) => {
        const { memories } = handlers
        if (version === undefined) {
          const { count } = await memories.restore({ namespace, coordinates: [coord] }, context)
          return sayJson({ restored: count })
        }
        const place = { namespace, coordinate: coord, version }
        const made = await memories.restoreVersion(place, context)
        return sayJson({ restored: made.count, version: made.version })
      }),
    )
}

type RangeFlags = { min: number[]; max: number[]; type?: MemoryType; limit: number }

const addRange = (command: Command, options: CommandOptions): void => {
  command
    .description('the coordinates of the memories in a box, bounds included')
    .requiredOption('--min <coordinate>', 'its least corner', coordinateArgument)
    .requiredOption('--max <coordinate>', 'its greatest corner', coordinateArgument)
    .option('--type <type>', 'episodic or semantic', memoryType)
    .option('--limit <number>', 'how many at most', wholeArgument(1, 10_000), 1000)
    .action((flags: RangeFlags) =>
      withHandlers(options, 'rows', async ({ handlers, namespace, context }) => {
        say(coordinatesText(await handlers.memories.range({ namespace, ...flags }, context)))
      }),
    )
}
