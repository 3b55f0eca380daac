import { type Command, InvalidArgumentError } from 'commander'
import { isError } from '#contract/errors'
import { Filter } from '#contract/filter'
import type { RecallResult } from '#contract/recall'
import { parseInput } from '#rpc/parse-input'
import { choiceArgument, wholeArgument } from './arguments.ts'
import { sayJsonText } from './print.ts'
import { type CommandOptions, type Command as Opened, withHandlers } from './with-handlers.ts'

const memoryType = choiceArgument('episodic', 'semantic')

type RecallFlags = {
  query: string
  topK: number
  type?: 'episodic' | 'semantic'
  filter?: Filter
  explain?: boolean
  exact?: boolean
}

const filter = (text: string): Filter => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new InvalidArgumentError(`it is not JSON: ${(error as Error).message}`)
  }
  try {
    return parseInput(Filter, value)
  } catch (error) {
    const issues = isError(error, 'request/invalid') ? error.data.issues : []
    const why = issues.map(({ path, message }) => `${path} ${message}`.trim()).join('; ')
    throw new InvalidArgumentError(`${why || 'it is no filter'}. Right would be {"is": "tag", "value": "a"}`)
  }
}

/** `soma recall`: the payloads that answer a query, best first. */
export const addRecallCommand = (program: Command, options: CommandOptions): void => {
  program
    .command('recall')
    .description('the memories that best answer a query: a JSON list of their payloads')
    .requiredOption('--query <text>', 'what you want to know')
    .option('--top-k <number>', 'how many', wholeArgument(1, 10_000), 5)
    .option('--type <type>', 'episodic or semantic', memoryType)
    .option('--filter <json>', 'only memories that meet a condition', filter)
    .option('--explain', 'with coordinates, scores and their parts, and how the search went')
    .option('--exact', 'compare with every memory')
    .action((flags: RecallFlags) =>
      withHandlers(options, 'recall', async (opened) => {
        const result = await search(opened, flags)
        const payloads = await payloadsOf(opened, result)
        sayJsonText(flags.explain === true ? explained(result, payloads) : `[${payloads.join(',')}]`)
      }),
    )
}

const search = ({ handlers, namespace, context }: Opened, flags: RecallFlags): Promise<RecallResult> => {
  const { query, topK, explain, exact } = flags
  const conditions: Filter[] = [
    ...(flags.type === undefined ? [] : [{ is: 'type' as const, value: flags.type }]),
    ...(flags.filter === undefined ? [] : [flags.filter]),
  ]
  return handlers.recall.search(
    {
      namespace,
      query,
      k: topK,
      ...(conditions.length > 0 && { filter: { is: 'and' as const, all: conditions } }),
      ...(exact && { exact }),
      ...(explain && { trace: true }),
    },
    context,
  )
}

/** What was deleted since it was found is shown as nothing. */
const payloadsOf = async (
  { handlers, namespace, context }: Opened,
  { hits }: RecallResult,
): Promise<string[]> => {
  if (hits.length === 0) return []
  const coordinates = hits.map(({ memory }) => memory.coordinate)
  const memories = await handlers.memories.getMany({ namespace, coordinates }, context)
  return memories.map((memory) => memory?.payload ?? 'null')
}

const explained = ({ hits, ...about }: RecallResult, payloads: readonly string[]): string => {
  const matches = hits.map(({ memory, rank, score, similarity, distance, parts }, i) => {
    const { coordinate, type } = memory
    const match = JSON.stringify({ coordinate, type, rank, score, similarity, distance, parts })
    return `${match.slice(0, -1)},"payload":${payloads[i]}}`
  })
  return `{"matches":[${matches.join(',')}],"about":${JSON.stringify(about)}}`
}
