import type { MapTopic } from '#contract/map'
import type { KeptMap, MemoryStore } from '../ports.ts'
import { analyze } from '../text/analyzer.ts'
import { REGIONS } from './topics.ts'

/** Texts of a part that are read for its words, evenly from all of it, and how much of each. */
const READ = 60
const READ_LENGTH = 600
const WORDS = 3
/** A word of fewer texts says nothing about a part that has more. */
const LEAST = 2
/** A word tells a part that stands so many times as often in it as everywhere. */
const LIFT = 1.4

type Counts = Map<string, number>

/**
 * The most telling words of regions and parts by class-based TF-IDF (Grootendorst 2022): how often a word is in a region
 * times how rare it is elsewhere. A part is told by other words than its region. Texts are read part by part, so that
 * others have their turn.
 */
export const topicWords = async (
  store: MemoryStore,
  { keys, topics }: KeptMap,
): Promise<{ regions: MapTopic[]; parts: MapTopic[] }> => {
  const members = new Map<number, number[]>()
  for (const [i, topic] of topics.entries()) {
    const known = members.get(topic)
    if (known) known.push(keys[i] as number)
    else members.set(topic, [keys[i] as number])
  }
  const surfaces = new Map<string, string>()
  const parts = new Map<number, Counts>()
  for (const [topic, all] of [...members].sort(([a], [b]) => a - b)) {
    const read = evenly(all, READ)
    const rows = await store.rows(Uint32Array.from(read))
    parts.set(
      topic,
      countsOf(
        rows.map(({ text }) => text.slice(0, READ_LENGTH)),
        surfaces,
      ),
    )
  }
  const regions = new Map<number, Counts>()
  for (const [topic, counts] of parts) {
    const region = Math.floor(topic / REGIONS)
    const known = regions.get(region) ?? new Map<string, number>()
    regions.set(region, known)
    for (const [term, times] of counts) known.set(term, (known.get(term) ?? 0) + times)
  }
  const telling = tellingOf(regions, () => new Set())
  const ofRegion = (topic: number): ReadonlySet<string> => new Set(telling.get(Math.floor(topic / REGIONS)))
  const shown = (words: Map<number, string[]>): MapTopic[] =>
    [...words].map(([topic, terms]) => ({ topic, words: terms.map((term) => surfaces.get(term) as string) }))
  return { regions: shown(telling), parts: shown(tellingOf(parts, ofRegion)) }
}

const evenly = (keys: readonly number[], count: number): number[] => {
  const size = Math.min(keys.length, count)
  return Array.from({ length: size }, (_, i) => keys[Math.floor((i * keys.length) / size)] as number)
}

/** Texts that have each word. */
const countsOf = (texts: readonly string[], surfaces: Map<string, string>): Counts => {
  const counts: Counts = new Map()
  for (const text of texts) {
    const seen = new Set<string>()
    for (const { term, start, end } of analyze(text)) {
      if (seen.has(term) || term.length < 3 || !/\p{L}/u.test(term)) continue
      seen.add(term)
      counts.set(term, (counts.get(term) ?? 0) + 1)
      if (!surfaces.has(term)) surfaces.set(term, text.slice(start, end).toLowerCase())
    }
  }
  return counts
}

const tellingOf = (
  classes: ReadonlyMap<number, Counts>,
  without: (topic: number) => ReadonlySet<string>,
): Map<number, string[]> => {
  const everywhere: Counts = new Map()
  let total = 0
  for (const counts of classes.values()) {
    for (const [term, times] of counts) {
      everywhere.set(term, (everywhere.get(term) ?? 0) + times)
      total += times
    }
  }
  const spread = spreadOf(classes)
  const average = total / Math.max(1, classes.size)
  return new Map(
    [...classes].map(([topic, counts]) => {
      const left = without(topic)
      const size = [...counts.values()].reduce((sum, times) => sum + times, 0)
      const scored = [...counts]
        .filter(([term, times]) => times >= LEAST && !left.has(term))
        .filter(([term, times]) => times / size >= (LIFT * (everywhere.get(term) as number)) / total)
        .map(([term, times]) => ({
          term,
          score:
            ((times / size) * Math.log(1 + average / (everywhere.get(term) as number))) /
            (spread.get(term) as number),
        }))
        .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
      return [topic, scored.slice(0, WORDS).map(({ term }) => term)]
    }),
  )
}

/** Classes in which each word is at home: its share there is half of its greatest or more. */
const spreadOf = (classes: ReadonlyMap<number, Counts>): Counts => {
  const shares = new Map<string, number[]>()
  for (const counts of classes.values()) {
    const size = [...counts.values()].reduce((sum, times) => sum + times, 0)
    for (const [term, times] of counts) shares.set(term, [...(shares.get(term) ?? []), times / size])
  }
  return new Map(
    [...shares].map(([term, all]) => {
      const most = Math.max(...all)
      return [term, all.filter((share) => share >= most / 2).length]
    }),
  )
}
