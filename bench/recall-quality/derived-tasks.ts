import { seededRandom } from '../seeded-random.ts'
import { readAllOfSample, readTask, type Task } from './tasks.ts'

/** Someone knows what it is called: a headword of the Jargon File -> its entry. */
const jargonNames = (): Task => {
  const { documents } = readTask('jargon-link')
  const queries = documents.map((text, i) => ({
    text: text.slice(0, text.indexOf(':')),
    relevant: new Set([i]),
  }))
  return { name: 'jargon-name', documents, queries: queries.filter((_, i) => i % 5 === 0).slice(0, 400) }
}

/** Someone knows its number: `CVE-...` -> the case, in the whole of the sample. */
const caseNumbers = async (): Promise<Task> => {
  const { texts, payloads } = await readAllOfSample()
  const queries = payloads.flatMap(({ kind, cve }, i) =>
    kind === 'case' && cve !== undefined ? [{ text: cve, relevant: new Set([i]) }] : [],
  )
  return {
    name: 'sample-number',
    documents: texts,
    queries: queries.filter((_, i) => i % 6 === 0).slice(0, 300),
  }
}

/** What is asked for is known by a name: keywords must not be overruled. */
export const nameTasks = async (): Promise<Task[]> => [jargonNames(), await caseNumbers()]

const firstWords = (text: string, count: number): string => text.split(/\s+/).slice(0, count).join(' ')

/**
 * Short memories and short questions that are not WordNet's: the first words of the long ones. No coefficient but the
 * adaptive rule's has seen them.
 */
export const shortened = (task: Task): Task[] => {
  const short = task.documents.map((text) => firstWords(text, 12))
  const asked = task.queries.map((query) => ({ ...query, text: firstWords(query.text, 6) }))
  const { name, documents, queries } = task
  return [
    { name: `${name}, short texts`, documents: short, queries },
    { name: `${name}, short questions`, documents, queries: asked },
    { name: `${name}, both short`, documents: short, queries: asked },
  ]
}

const MOST_QUERIES = 400
const PER_STORE = 10

/**
 * The same questions in small stores: ten at a time, among their answers and others drawn by chance. Tasks of one name;
 * their queries belong together.
 */
export const smallStores = ({ name, documents, queries }: Task, size: number): Task[] => {
  const random = seededRandom(3)
  const stores: Task[] = []
  for (let first = 0; first + PER_STORE <= Math.min(queries.length, MOST_QUERIES); first += PER_STORE) {
    const asked = queries.slice(first, first + PER_STORE)
    const kept = new Set(asked.flatMap(({ relevant }) => [...relevant]))
    while (kept.size < size) kept.add(Math.floor(random() * documents.length))
    const order = [...kept].sort((a, b) => a - b)
    const places = new Map(order.map((document, i) => [document, i]))
    const placesOf = (old: ReadonlySet<number>) => new Set([...old].map((document) => places.get(document)!))
    stores.push({
      name: `${name}, ${size}`,
      documents: order.map((document) => documents[document]!),
      queries: asked.map(({ text, relevant, excluded }) => {
        const out = excluded === undefined ? undefined : places.get(excluded)
        return { text, relevant: placesOf(relevant), ...(out !== undefined && { excluded: out }) }
      }),
    })
  }
  return stores
}
