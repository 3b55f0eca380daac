import type { LinkPath } from '#contract/links'
import type { MemoryRow } from '#contract/memory'
import { type GraphData, type GraphLink, type GraphNode, linkKey } from '../../graph-view/graph-model.ts'
import { type GraphPalette, mixHex } from '../../graph-view/palette.ts'
import type { DrawnPath } from '../../graph-view/view-state.ts'
import { wordsOf } from '../../words/words.ts'
import { coordinateKey } from '../../workspace/location.ts'

const t = wordsOf('graph')

/** A memory that the view does not hold: what the analysis knows of it is not at hand. */
const nodeOfRow = (row: MemoryRow): GraphNode => ({
  id: row.id,
  facts: {
    kind: row.type,
    title: row.title || t('untitled'),
    coordinate: row.coordinate,
    pinned: row.pinned,
    importance: row.importance,
    timestamp: row.timestamp,
    createdAt: row.createdAt,
    degreeIn: 0,
    degreeOut: 0,
    community: null,
    component: null,
    core: null,
    pageRank: null,
    betweenness: null,
    members: 1,
  },
})

const linksOf = ({ memories, links }: LinkPath): readonly GraphLink[] => {
  const ids = new Map(memories.map(({ coordinate, id }) => [coordinateKey(coordinate), id]))
  return links.map(({ from, to, type, weight, note }) => ({
    from: ids.get(coordinateKey(from)) ?? '',
    to: ids.get(coordinateKey(to)) ?? '',
    facts: { type, weight, createdAt: 0, hasNote: note !== null, kind: 'link' },
  }))
}

/** What paths pass, for memories that are not in the view yet. */
export const pathsData = (paths: readonly LinkPath[]): GraphData => ({
  nodes: paths.flatMap(({ memories }) => memories.map(nodeOfRow)),
  links: paths.flatMap(linksOf),
})

/** Blue, vermilion, green and on: far apart however one sees, and by dash and width where colours fail. */
const ORDER = [0, 5, 2, 3, 1, 4, 6, 7]
const DASHES: readonly (readonly number[])[] = [[], [9, 4], [2, 4]]
const WIDTHS = [7, 4.5, 2.5]
const FAINT = 0.28

export const pathColor = (index: number, { categories, other }: GraphPalette): string =>
  categories[ORDER[index % ORDER.length] as number] ?? other

export const pathDash = (index: number): readonly number[] =>
  DASHES[index % DASHES.length] as readonly number[]

/** The best is widest and lies lowest, so that what others share with it is seen on both. */
export const drawnPaths = (
  paths: readonly LinkPath[],
  chosen: number | null,
  palette: GraphPalette,
): readonly DrawnPath[] =>
  paths.map((path, i) => {
    const color = pathColor(i, palette)
    const faint = chosen !== null && chosen !== i
    return {
      nodes: path.memories.map(({ id }) => id),
      links: linksOf(path).map(linkKey),
      color: faint ? mixHex(palette.ground, color, FAINT) : color,
      dash: pathDash(i),
      width: WIDTHS[Math.min(i, WIDTHS.length - 1)] as number,
    }
  })
