import type { ScoredKeys, WalkedSearch } from '#engine/ports'
import type { Arena } from './arena.ts'
import { none } from './none.ts'
import type { Space } from './space.ts'
import type { Trace } from './trace.ts'

/** The list of each memory of a space, by numbers that go from 0 on. What is in no list yet has none. */
export const listsOf = (space: Space | undefined, arena: Arena) => {
  const tree = space?.tree
  const numbers = new Map([...(tree?.leaves ?? [])].map((leaf, number) => [leaf, number]))
  const numberOf = (leaf: number): number => numbers.get(leaf) ?? none
  const rows = space && tree ? space.keys.rows() : new Uint32Array(0)
  rows.sort((a, b) => arena.keyOf(a) - arena.keyOf(b))
  return {
    keys: rows.map((row) => arena.keyOf(row)),
    lists: rows.map((row) => (tree?.has(row) ? numberOf(tree.homeOf(row, 0)) : none)),
    count: numbers.size,
    numberOf,
  }
}

/** A trace in words of lists and keys. */
export const walkedSearch = (
  { keys, trace }: ScoredKeys & { readonly trace: Trace },
  truth: Uint32Array,
  numberOf: (leaf: number) => number,
): WalkedSearch => {
  const centroids = trace.levels.filter(({ kind }) => kind === 'centroids')
  const rows = trace.levels.find(({ kind }) => kind === 'rows')
  const isTree = trace.path === 'tree' && rows !== undefined
  const ids = (best: readonly { readonly id: number }[] = []): Uint32Array =>
    Uint32Array.from(best, ({ id }) => id)
  return {
    path: isTree ? 'tree' : 'exact',
    centroids: isTree ? centroids.reduce((sum, { scored }) => sum + scored, 0) : 0,
    scanned: isTree ? ids(centroids.at(-1)?.best).map(numberOf) : new Uint32Array(0),
    compared: isTree ? rows.scored : trace.compared,
    kept: isTree ? ids(rows.best) : keys,
    found: keys,
    truth,
  }
}
