import { parseArgs } from 'node:util'
import { defaultRows, isSourceName, type SourceName, sourceNames } from './data/sources.ts'

export const parts = ['search', 'filters', 'changes', 'storage', 'memory'] as const
export type Part = (typeof parts)[number]

export interface BenchOptions {
  readonly data: SourceName
  readonly n: number
  readonly dimension: number
  readonly rounds: number
  readonly rebuild: boolean
  readonly parts: ReadonlySet<Part>
  /** Names, or their beginnings; all where there are none. */
  readonly systems: readonly string[]
}

const usage = `npm run bench:index -- --data ${sourceNames.join('|')}
  --n N           base rows (all of a real set, 100000 synthetic ones)
  --dimension D   of synthetic rows (384)
  --systems a,b   only those of that name, or whose name begins so
  --parts a,b     of ${parts.join(', ')} (all but memory)
  --memory        memory too: builds each system in a process of its own
  --rounds R      of the reported figures (7)
  --rebuild       builds the peers anew, to measure it
npm run bench:growth   our index alone, from 1,000 to 1,000,000 rows`

const splitList = (list: string | undefined): string[] => list?.split(',').filter((name) => name !== '') ?? []

const readParts = (list: string | undefined, memory: boolean): Set<Part> => {
  const asked = splitList(list)
  const unknown = asked.filter((name) => !(parts as readonly string[]).includes(name))
  if (unknown.length > 0) throw new RangeError(`There is no part ${unknown.join(', ')}.\n${usage}`)
  const chosen = parts.filter((part) => (list === undefined ? part !== 'memory' : asked.includes(part)))
  return new Set<Part>(memory ? [...chosen, 'memory'] : chosen)
}

const readCount = (name: string, text: string): number => {
  const count = Number(text)
  if (Number.isInteger(count) && count > 0) return count
  throw new RangeError(`--${name} wants a whole number above 0, got ${text}.\n${usage}`)
}

export const readOptions = (args: readonly string[]): BenchOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: 'string', default: 'text' },
      n: { type: 'string' },
      dimension: { type: 'string', default: '384' },
      systems: { type: 'string' },
      parts: { type: 'string' },
      memory: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '7' },
      rebuild: { type: 'boolean', default: false },
    },
  })
  const { data } = values
  if (!isSourceName(data)) throw new RangeError(`There is no data set ${data}.\n${usage}`)
  return {
    data,
    n: values.n === undefined ? defaultRows[data] : readCount('n', values.n),
    dimension: readCount('dimension', values.dimension),
    rounds: readCount('rounds', values.rounds),
    rebuild: values.rebuild,
    parts: readParts(values.parts, values.memory),
    systems: splitList(values.systems),
  }
}
