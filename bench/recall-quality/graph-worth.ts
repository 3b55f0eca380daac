import { effectiveWeights, type FusedKey, fuse, type Signal } from '#engine/recall/fuse'
import { graphSignal, spreadActivation } from '#engine/recall/graph-signal'
import { Bm25 } from './bm25.ts'
import { CosineSearch, type TextEmbedder } from './cosine-search.ts'
import { foundOf, fusedLists, weightsOf } from './fuse.ts'
import { isReported } from './halves.ts'
import type { Hit } from './hits.ts'
import { ndcgAt10 } from './measures.ts'
import { type Query, readAllOfSample, type WholeSample, withoutNumber } from './tasks.ts'

/** As the engine walks: one hop from the ten best of the other signals. */
const STARTS = 10
const HOPS = 1
const DEPTH = 200

export interface GraphTask {
  readonly name: string
  /** A query's `excluded` is out of the store: not found, and not walked through. */
  readonly queries: readonly Query[]
}

const firstWords = (text: string, from: number): string =>
  text
    .split(' ')
    .slice(from, from + 8)
    .join(' ')

/** What links should help with, and what they must not spoil: memories that are asked for by their own words. */
const tasksOf = ({ payloads, texts, links }: WholeSample): GraphTask[] => {
  const ask = (kind: string, every: number, question: (i: number) => string): Query[] =>
    payloads.flatMap((payload, i) =>
      payload.kind === kind && i % every === 0 ? [{ text: question(i), relevant: new Set([i]) }] : [],
    )
  const shows = new Map<number, Set<number>>()
  for (const { from, to } of links) {
    if (payloads[from]!.kind === 'case') shows.set(from, (shows.get(from) ?? new Set()).add(to))
  }
  const cases = [...shows].map(([excluded, relevant]) => ({
    text: withoutNumber(texts[excluded]!),
    relevant,
    excluded,
  }))
  const title = (i: number): string => payloads[i]!.title
  return [
    { name: 'a case, held out -> its weaknesses', queries: cases.filter((_, i) => i % 2 === 0) },
    {
      name: 'a name -> the weakness',
      queries: ask('weakness', 3, (i) => title(i).slice(title(i).indexOf(':') + 1)),
    },
    { name: 'eight words of a case -> it', queries: ask('case', 7, (i) => firstWords(texts[i]!, 3)) },
    {
      name: 'eight words of a mitigation -> it',
      queries: ask('mitigation', 4, (i) => firstWords(payloads[i]!.description ?? '', 0)),
    },
  ]
}

interface Searched {
  readonly signals: readonly Signal[]
  readonly weights: ReturnType<typeof weightsOf>
  readonly base: readonly FusedKey[]
}

const searchOf = (texts: readonly string[], embedder: TextEmbedder, share: number) => {
  const words = new Bm25(texts)
  const vectors = new CosineSearch(embedder, texts)
  return ({ text, excluded }: Query): Searched => {
    const found = foundOf(words.find(text, DEPTH, excluded), vectors.search(text, DEPTH, excluded))
    const { signals, silent, weights, ranked } = fusedLists(found, weightsOf(share), 'fixed')
    return { signals, weights: effectiveWeights(weights, silent), base: ranked }
  }
}

const activationFrom = (
  base: readonly FusedKey[],
  links: WholeSample['links'],
  excluded: number | undefined,
): ReadonlyMap<number, number> => {
  const best = base[0]?.score || 1
  const starts = new Map(base.slice(0, STARTS).map(({ key, score }) => [key, score / best]))
  const walked = links.filter(
    ({ from, to }) => from !== excluded && to !== excluded && (starts.has(from) || starts.has(to)),
  )
  const columns = {
    from: Uint32Array.from(walked, ({ from }) => from),
    to: Uint32Array.from(walked, ({ to }) => to),
    weight: Float64Array.from(walked, ({ weight }) => weight),
  }
  return spreadActivation(columns, starts, HOPS)
}

const withGraph = (
  { signals, weights, base }: Searched,
  activation: ReadonlyMap<number, number>,
  graph: number,
): Hit[] => {
  const shared = effectiveWeights({ ...weights, graph: graph / (1 - graph) }, new Set())
  const keys = [...base.map(({ key }) => key), ...activation.keys()]
  return fuse(keys, [...signals, graphSignal(activation)], shared).map(({ key, score }) => ({
    document: key,
    score,
  }))
}

/** nDCG@10 of each query of each task, by the weight of the graph. */
export const measureGraph = async (
  embedder: TextEmbedder,
  { share, weights }: { readonly share: number; readonly weights: readonly number[] },
): Promise<{ readonly name: string; readonly byWeight: number[][] }[]> => {
  const sample = await readAllOfSample()
  const search = searchOf(sample.texts, embedder, share)
  return tasksOf(sample).map(({ name, queries }) => {
    const byWeight = weights.map((): number[] => [])
    for (const query of queries.filter(({ text }) => isReported(text))) {
      const searched = search(query)
      const activation = activationFrom(searched.base, sample.links, query.excluded)
      for (const [i, weight] of weights.entries()) {
        byWeight[i]!.push(ndcgAt10(withGraph(searched, activation, weight), query.relevant))
      }
    }
    return { name, byWeight }
  })
}
