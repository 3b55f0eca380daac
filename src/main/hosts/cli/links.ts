import { type Command, InvalidArgumentError } from 'commander'
import { isAppError } from '#contract/errors'
import type { Links } from '#engine/graph/links'
import { linksForReading, linksForWriting } from '../composition/open-links.ts'
import { StartError } from '../start-error.ts'
import { choiceArgument, coordinateArgument, wholeArgument } from './arguments.ts'
import { coordinatesText, say, saySentence } from './print.ts'
import type { CommandOptions } from './with-handlers.ts'

interface Ends {
  readonly from: number[]
  readonly to: number[]
}

const AUTHOR = 'cli'
const MOST_NEIGHBOURS = 1000

const weight = (text: string): number => {
  const value = Number(text)
  if (text.trim() !== '' && Number.isFinite(value) && value > 0) return value
  throw new InvalidArgumentError('a weight is a number greater than 0')
}

const type = (text: string): string => {
  const name = text.trim()
  if (name !== '' && name.length <= 100) return name
  throw new InvalidArgumentError('a type is 1 to 100 characters')
}

const direction = choiceArgument('out', 'in', 'both')

/** `soma link`, `unlink`, `neighbors`, `path`: the links of a namespace from the command line. */
export const addLinkCommands = (program: Command, options: CommandOptions): void => {
  const ends = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .requiredOption('--from <coordinate>', 'where it begins', coordinateArgument)
      .requiredOption('--to <coordinate>', 'where it ends', coordinateArgument)

  ends('link', 'link two memories; a link of the same ends and type is updated')
    .option('--type <type>', 'what the link says', type, 'related')
    .option('--weight <number>', 'how strong it is, above 0', weight, 1)
    .option('--note <text>', 'why')
    .action((flags: Ends & { type: string; weight: number; note?: string }) =>
      change(options, (links, namespace) =>
        links.put({ namespace, ...flags, note: flags.note ?? null }, AUTHOR),
      ),
    )
  ends('unlink', 'remove a link')
    .option('--type <type>', 'type of the link', type, 'related')
    .action((flags: Ends & { type: string }) =>
      change(options, (links, namespace) => links.remove({ namespace, ...flags }, AUTHOR)),
    )
  addPath(ends('path', 'the best paths along links, as coordinates'), options)
  addNeighbours(program.command('neighbors'), options)
}

type PathFlags = Ends & { type?: string; k: number; hops?: boolean; undirected?: boolean }

const addPath = (command: Command, options: CommandOptions): void => {
  command
    .option('--type <type>', 'only along links of this type', type)
    .option(
      '--k <number>',
      'how many paths; more than one are printed as a list of paths',
      wholeArgument(1, 50),
      1,
    )
    .option('--hops', 'fewest links instead of the least sum of 1 / weight')
    .option('--undirected', 'walk links against their direction too')
    .action(async ({ from, to, k, hops, undirected, type: only }: PathFlags) => {
      const paths = await look(options, (links, namespace) =>
        links.paths({
          namespace,
          from,
          to,
          k,
          by: hops === true ? 'hops' : 'weight',
          direction: undirected === true ? 'both' : 'out',
          types: only === undefined ? undefined : [only],
          withoutTypes: [],
          without: [],
        }),
      )
      const printed = paths.map(({ memories }) => coordinatesText(memories))
      say(k === 1 ? (printed[0] ?? '[]') : `[${printed.join(',')}]`)
    })
}

type NeighbourFlags = {
  coord: number[]
  type?: string
  limit: number
  depth: number
  direction: 'out' | 'in' | 'both'
}

const addNeighbours = (command: Command, options: CommandOptions): void => {
  command
    .description('memories that links lead to, as coordinates, nearest first')
    .requiredOption('--coord <coordinate>', 'the memory', coordinateArgument)
    .option('--type <type>', 'only along links of this type', type)
    .option('--limit <number>', 'how many at most', wholeArgument(1, MOST_NEIGHBOURS), 100)
    .option('--depth <number>', 'hops at most', wholeArgument(1, 16), 1)
    .option('--direction <direction>', 'out, in or both', direction, 'out')
    .action(async ({ coord, type: only, ...flags }: NeighbourFlags) => {
      const { neighbours } = await look(options, (links, namespace) =>
        links.neighbours({
          namespace,
          coordinate: coord,
          types: only === undefined ? undefined : [only],
          ...flags,
        }),
      )
      say(coordinatesText(neighbours.map(({ memory }) => memory)))
    })
}

const change = async (
  { files, settings }: CommandOptions,
  work: (links: Links, namespace: string) => Promise<unknown>,
): Promise<void> => {
  const config = settings()
  await linksForWriting({ config, files }, (links) => explained(work(links, config.namespace)))
  saySentence('OK', { ok: true })
}

const look = <T>(
  { files, settings }: CommandOptions,
  work: (links: Links, namespace: string) => Promise<T>,
): Promise<T> => {
  const config = settings()
  return linksForReading({ config, files }, (links) => explained(work(links, config.namespace)))
}

/** What was asked for is not there: a sentence, and the code of a wrong command line. */
const explained = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (isAppError(error)) throw new StartError(error.message, { cause: error })
    throw error
  }
}
