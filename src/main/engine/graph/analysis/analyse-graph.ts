import { randomFrom } from '../../fractal/random.ts'
import type { AnalysisInput, AnalysisProgress, GraphAnalysis } from '../../graph-ports.ts'
import { betweenness } from './betweenness.ts'
import { communities } from './communities.ts'
import { communityWords } from './community-words.ts'
import { components } from './components.ts'
import { cores } from './cores.ts'
import { neighbourLists } from './neighbour-lists.ts'
import { pageRank } from './page-rank.ts'

/** All of LNK-5 in one go; the same columns and seed give the same answer. */
export const analyseGraph = (
  { columns, titles, seed }: AnalysisInput,
  onProgress: (progress: AnalysisProgress) => void,
): GraphAnalysis => {
  const random = randomFrom(seed)
  const begin = (step: AnalysisProgress['step']): void => onProgress({ step, done: 0, total: 1 })
  const lists = neighbourLists(columns)
  begin('components')
  const component = components(lists)
  begin('cores')
  const core = cores(lists)
  begin('ranks')
  const ranks = pageRank(columns)
  begin('communities')
  const { group, sizes, modularity } = communities(columns, random)
  const between = betweenness(lists, random, (done, total) =>
    onProgress({ step: 'betweenness', done, total }),
  )
  begin('words')
  const words = communityWords(titles, group, sizes)
  const { seq, keys } = columns
  return {
    seq,
    keys,
    community: group,
    component: component.group,
    core,
    pageRank: ranks,
    betweenness: between.share,
    summary: {
      seq,
      nodes: keys.length,
      links: columns.from.length,
      components: component.sizes.length,
      modularity,
      betweennessFrom: between.pivots,
      communities: sizes.map((size, community) => ({ community, size, words: words[community] ?? [] })),
    },
  }
}
