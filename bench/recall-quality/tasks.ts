import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { readSample } from '../../src/main/samples/security-review.ts'

export interface Query {
  readonly text: string
  readonly relevant: ReadonlySet<number>
  /** The document that the query was made from; it may not be an answer. */
  readonly excluded?: number
}

/** Documents, and queries whose right answers are known. */
export interface Task {
  readonly name: string
  readonly documents: readonly string[]
  readonly queries: readonly Query[]
}

interface TaskFile {
  readonly docset: string
  readonly queries: readonly {
    readonly q: string
    readonly rel: readonly number[]
    readonly exclude?: number
  }[]
}

export const fixtureTasks = ['cve-cwe', 'fix-cwe', 'jargon-link', 'emoji-kw'] as const

const fixture = (name: string): string =>
  gunzipSync(readFileSync(new URL(`../../fixtures/tasks/${name}.gz`, import.meta.url))).toString()

const toQuery = ({ q, rel, exclude }: TaskFile['queries'][number]): Query => ({
  text: q,
  relevant: new Set(rel),
  ...(exclude === undefined ? {} : { excluded: exclude }),
})

/** The questions of a task alone, where its documents are no fixture. */
export const readQueries = (name: string): Query[] => {
  const { queries }: TaskFile = JSON.parse(fixture(`${name}.json`))
  return queries.map(toQuery)
}

/** Reads one of the labelled tasks of fixtures/tasks. */
export const readTask = (name: (typeof fixtureTasks)[number]): Task => {
  const { docset, queries }: TaskFile = JSON.parse(fixture(`${name}.json`))
  const documents = fixture(`${docset}.jsonl`)
    .trimEnd()
    .split('\n')
    .map((line): string => JSON.parse(line))
  return { name, documents, queries: queries.map(toQuery) }
}

interface Known {
  readonly kind: 'weakness' | 'mitigation' | 'case' | 'topic'
  readonly cwe?: string
  readonly cve?: string
  readonly title: string
  readonly description?: string
  readonly text: string
  readonly weaknesses: readonly string[]
}

export interface WholeSample {
  readonly payloads: readonly Known[]
  /** What is embedded and searched of each (MEM-6). */
  readonly texts: readonly string[]
  /** Ends by place in `payloads`. */
  readonly links: readonly { readonly from: number; readonly to: number; readonly weight: number }[]
}

const words = (text: string): number => text.split(' ').length

/** The shipped sample as it lies in the app. */
export const readAllOfSample = async (): Promise<WholeSample> => {
  const path = fileURLToPath(new URL('../../assets/sample/security-review.json.gz', import.meta.url))
  const { memories, links } = await readSample(path)
  const payloads = memories.map(({ payload }): Known => JSON.parse(payload))
  const places = new Map(memories.map(({ coordinate }, i) => [String(coordinate), i]))
  const placeOf = (coordinate: readonly number[]): number => places.get(String(coordinate))!
  return {
    payloads,
    texts: payloads.map(({ text, title, description }) => text ?? `${title}\n${description ?? ''}`),
    links: links.map(({ from, to, weight = 1 }) => ({ from: placeOf(from), to: placeOf(to), weight })),
  }
}

/** A case begins with its CVE number, which no weakness mentions. */
export const withoutNumber = (text: string): string => text.slice(text.indexOf(' ') + 1)

/** The shipped sample as a task: the text of a case asks for the weaknesses that it is an example of. */
export const readSampleTask = async (): Promise<Task> => {
  const { payloads } = await readAllOfSample()
  const weaknesses = payloads.filter(({ kind }) => kind === 'weakness')
  const numbers = new Map(weaknesses.map(({ cwe }, i) => [cwe, i]))
  const cases = payloads
    .filter(({ kind }) => kind === 'case')
    .map(({ text, weaknesses: shown }) => ({ text: withoutNumber(text), shown }))
  return {
    name: 'sample',
    documents: weaknesses.map(({ title, description }) => `${title}\n${description}`),
    queries: cases
      .filter(({ text }) => words(text) >= 5)
      .map(({ text, shown }) => ({ text, relevant: new Set(shown.map((cwe) => numbers.get(cwe)!)) })),
  }
}
