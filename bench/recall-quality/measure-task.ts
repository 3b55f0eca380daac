import { Bm25 } from './bm25.ts'
import { CosineSearch, type TextEmbedder } from './cosine-search.ts'
import { adaptiveFusion, fixedFusion, foundOf, rankFusion } from './fuse.ts'
import { isReported } from './halves.ts'
import type { Hit } from './hits.ts'
import { ndcgAt10, recallAt10, reciprocalPlace } from './measures.ts'
import { testStore } from './self-test.ts'
import type { Task } from './tasks.ts'

export const systems = [
  'hashing',
  'glove',
  'keyword',
  'vector',
  'reciprocal-rank',
  'fixed .9/.1',
  'adaptive',
] as const
export type System = (typeof systems)[number]

/** A figure a query. */
export interface Figures {
  readonly recall: number[]
  readonly mrr: number[]
  readonly ndcg: number[]
}
export type TaskFigures = Partial<Record<System, Figures>>

export interface Embedders {
  readonly hashing: TextEmbedder
  readonly glove: TextEmbedder | null
  readonly vector: TextEmbedder
}

const DEPTH = 200

type Ask = (text: string, excluded: number | undefined) => Partial<Record<System, readonly Hit[]>>

const searchesOf = async (
  documents: readonly string[],
  embedders: Embedders,
  share: number,
): Promise<Ask> => {
  const selfTest = await testStore(documents, embedders.vector)
  const words = new Bm25(documents)
  const vectors = new CosineSearch(embedders.vector, documents)
  const hashing = new CosineSearch(embedders.hashing, documents)
  const glove = embedders.glove && new CosineSearch(embedders.glove, documents)
  return (text, excluded) => {
    const keyword = words.find(text, DEPTH, excluded)
    const vector = vectors.search(text, DEPTH, excluded)
    const found = foundOf(keyword, vector)
    return {
      hashing: hashing.search(text, DEPTH, excluded),
      ...(glove && { glove: glove.search(text, DEPTH, excluded) }),
      keyword: keyword.hits,
      vector,
      'reciprocal-rank': rankFusion(found),
      'fixed .9/.1': fixedFusion(found, 0.1),
      adaptive: adaptiveFusion(found, share, selfTest),
    }
  }
}

/** Searches over one set of documents are kept for the next task over the same set. */
let kept: { readonly documents: readonly string[]; readonly ask: Ask } | null = null

/** Every system's figures on the reported half of the queries of a task, or on all; it may be several stores. */
export const measureTask = async (
  stores: readonly Task[],
  embedders: Embedders,
  { share, all }: { readonly share: number; readonly all: boolean },
): Promise<TaskFigures> => {
  const figures: TaskFigures = {}
  for (const { documents, queries } of stores) {
    if (kept?.documents !== documents) {
      kept = { documents, ask: await searchesOf(documents, embedders, share) }
    }
    for (const { text, relevant, excluded } of queries.filter((query) => all || isReported(query.text))) {
      for (const [system, hits] of Object.entries(kept.ask(text, excluded))) {
        const into = figures[system as System] ?? { recall: [], mrr: [], ndcg: [] }
        figures[system as System] = into
        into.recall.push(recallAt10(hits, relevant))
        into.mrr.push(reciprocalPlace(hits, relevant))
        into.ndcg.push(ndcgAt10(hits, relevant))
      }
    }
  }
  return figures
}
