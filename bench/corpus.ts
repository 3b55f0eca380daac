import type { StoreInput } from '#contract/memories'
import { readSample } from '../src/main/samples/security-review.ts'
import { seededRandom } from './seeded-random.ts'

type Item = Omit<StoreInput, 'namespace'>

const YEAR = 365.25 * 24 * 3600
const FIRST_DAY = Date.UTC(2016, 0, 1) / 1000

/**
 * Any number of memories that read like the shipped sample: each is one to three of its sentences, drawn anew, so that
 * words keep their real frequencies. The same seed gives the same memories.
 */
export const generateMemories = async (sample: string, count: number, seed = 1): Promise<Item[]> => {
  const { memories } = await readSample(sample)
  const payloads = memories.map(({ payload }) => JSON.parse(payload) as Payload)
  const sentences = payloads.flatMap(sentencesOf)
  const titles = payloads
    .map(({ title }) => title)
    .filter((title): title is string => typeof title === 'string')
  const tags = [
    ...new Set(payloads.flatMap(({ tags: own }) => (Array.isArray(own) ? (own as string[]) : []))),
  ]
  const random = seededRandom(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  return Array.from({ length: count }, (_, i) => {
    const semantic = random() < 0.3
    const text = Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(sentences)).join(' ')
    const payload = {
      ...(semantic ? { title: pick(titles), description: text } : { text }),
      case: `case-${String(i).padStart(7, '0')}`,
      tags: [pick(tags), pick(tags)],
    }
    return {
      coordinate: [round(random() * 100), round(random() * 100), i],
      payload: JSON.stringify(payload),
      type: semantic ? 'semantic' : 'episodic',
      importance: round(random() ** 3 * 5),
      timestamp: Math.floor(FIRST_DAY + random() * 10 * YEAR),
      pinned: random() < 0.001,
      ifTaken: 'update',
    }
  })
}

type Payload = Record<string, unknown>

/** The sentences that memories are made of. */
export const sampleSentences = async (sample: string): Promise<string[]> => {
  const { memories } = await readSample(sample)
  return memories.flatMap(({ payload }) => sentencesOf(JSON.parse(payload) as Payload))
}

const sentencesOf = ({ text, description }: Payload): string[] =>
  `${text ?? ''} ${description ?? ''}`.split(/(?<=[.!?])\s+/).filter((sentence) => sentence.length > 20)

const round = (value: number): number => Math.round(value * 1000) / 1000
