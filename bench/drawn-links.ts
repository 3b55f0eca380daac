import { seededRandom } from './seeded-random.ts'

/** Memories that stand one behind the other and are linked mostly among themselves. */
const GROUP = 120
/** Share of the links that leave their group. */
const ACROSS = 0.15
const TYPES = ['related', 'cites', 'follows', 'contradicts', 'part of']

/**
 * Links with groups and hubs, as graphs of memories have them: most stay in their group, the rest end where links end
 * already (Barabási and Albert, 1999).
 */
export const drawnLinks = (places: readonly (readonly number[])[], count: number, seed: number) => {
  const random = seededRandom(seed)
  const pick = (below: number): number => Math.floor(random() * below)
  const taken = new Set<string>()
  const ends = [0]
  const links: { from: number[]; to: number[]; type: string; weight: number; note: null }[] = []
  while (links.length < count) {
    const from = pick(places.length)
    const first = Math.floor(from / GROUP) * GROUP
    const near = first + pick(Math.min(GROUP, places.length - first))
    const to = random() < ACROSS ? (ends[pick(ends.length)] as number) : near
    const type = TYPES[pick(TYPES.length)] as string
    if (from === to || taken.has(`${from} ${to} ${type}`)) continue
    taken.add(`${from} ${to} ${type}`)
    ends.push(to)
    const [a, b] = [places[from] as readonly number[], places[to] as readonly number[]]
    links.push({ from: [...a], to: [...b], type, weight: 0.5 + Math.round(random() * 10) / 10, note: null })
  }
  return links
}
