import type { MapTopic } from '#contract/map'
import type { MapLabel } from '../../point-view/map-label.ts'
import type { MapData } from './map-data.ts'

export interface TopicNames {
  readonly regions: ReadonlyMap<number, string>
  readonly parts: ReadonlyMap<number, string>
}

export const NO_NAMES: TopicNames = { regions: new Map(), parts: new Map() }

const named = (topics: readonly MapTopic[]): ReadonlyMap<number, string> =>
  new Map(topics.filter(({ words }) => words.length > 0).map(({ topic, words }) => [topic, words.join(', ')]))

export const topicNames = ({
  regions,
  parts,
}: {
  readonly regions: readonly MapTopic[]
  readonly parts: readonly MapTopic[]
}): TopicNames => ({ regions: named(regions), parts: named(parts) })

/** Words in the middle of what they are about: the median of its points, of which half lie on either side. */
export const topicLabels = (data: MapData, { regions, parts }: TopicNames): readonly MapLabel[] => {
  const members = new Map<string, number[]>()
  const add = (key: string, i: number): void => {
    const known = members.get(key)
    if (known) known.push(i)
    else members.set(key, [i])
  }
  for (let i = 0; i < data.count; i++) {
    const topic = data.points.topic[i] as number
    if (regions.has(topic >> 3)) add(`region ${topic >> 3}`, i)
    if (parts.has(topic)) add(`part ${topic}`, i)
  }
  return [...members].map(([key, all]) => {
    const [rank, number] = key.split(' ') as ['region' | 'part', string]
    const text = (rank === 'region' ? regions : parts).get(Number(number)) ?? ''
    return { rank, text, weight: all.length, x: middle(data, all, 0), y: middle(data, all, 1) }
  })
}

const middle = ({ points }: MapData, places: readonly number[], axis: 0 | 1): number => {
  const values = Float32Array.from(places, (i) => points.xy[i * 2 + axis] as number).sort()
  return values[values.length >> 1] ?? 0
}
