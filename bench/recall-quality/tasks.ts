import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { readSample } from '../../src/main/samples/security-review.ts'

interface Query {
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

/** Reads one of the labelled tasks of fixtures/tasks. */
export const readTask = (name: (typeof fixtureTasks)[number]): Task => {
  const { docset, queries }: TaskFile = JSON.parse(fixture(`${name}.json`))
  const documents = fixture(`${docset}.jsonl`)
    .trimEnd()
    .split('\n')
    .map((line): string => JSON.parse(line))
  return {
    name,
    documents,
    queries: queries.map(({ q, rel, exclude }) => ({
      text: q,
      relevant: new Set(rel),
      ...(exclude === undefined ? {} : { excluded: exclude }),
    })),
  }
}

interface Known {
  readonly kind: string
  readonly cwe: string
  readonly title: string
  readonly description: string
  readonly text: string
  readonly weaknesses: readonly string[]
}

const words = (text: string): number => text.split(' ').length

/** The shipped sample as a task: the text of a case asks for the weaknesses that it is an example of. */
export const readSampleTask = async (): Promise<Task> => {
  const path = fileURLToPath(new URL('../../assets/sample/security-review.json.gz', import.meta.url))
  const { memories } = await readSample(path)
  const payloads = memories.map(({ payload }): Known => JSON.parse(payload))
  const weaknesses = payloads.filter(({ kind }) => kind === 'weakness')
  const numbers = new Map(weaknesses.map(({ cwe }, i) => [cwe, i]))
  const cases = payloads
    .filter(({ kind }) => kind === 'case')
    // A case begins with its CVE number, which no weakness mentions.
    .map(({ text, weaknesses: shown }) => ({ text: text.slice(text.indexOf(' ') + 1), shown }))
  return {
    name: 'sample',
    documents: weaknesses.map(({ title, description }) => `${title}\n${description}`),
    queries: cases
      .filter(({ text }) => words(text) >= 5)
      .map(({ text, shown }) => ({ text, relevant: new Set(shown.map((cwe) => numbers.get(cwe)!)) })),
  }
}
