import type { Node } from 'jsonc-parser'
import { childrenOf, type JsonPlace, valueIn } from './json-edits.ts'

/** A line of the tree. Rows are made for what is unfolded only, so a large payload costs what is seen of it. */
export interface JsonRow {
  readonly place: JsonPlace
  readonly id: string
  readonly depth: number
  /** The key inside an object, the index inside an array, nothing for the whole. */
  readonly name: string | null
  readonly inArray: boolean
  readonly kind: 'object' | 'array' | 'string' | 'number' | 'boolean' | 'null'
  /** JSON text of a scalar as it stands in the payload. */
  readonly literal: string
  /** Children of a container. */
  readonly size: number
  readonly open: boolean
}

export const placeId = (place: JsonPlace): string => place.join('/')

export const isContainer = (row: Pick<JsonRow, 'kind'>): boolean =>
  row.kind === 'object' || row.kind === 'array'

const kindOf = (node: Node): JsonRow['kind'] =>
  node.type === 'property' ? 'object' : (node.type as JsonRow['kind'])

/** Beyond this many children a container starts folded. */
const UNFOLDED_CHILDREN = 50
const UNFOLDED_DEPTH = 3

/** `folds` holds what was changed by hand: id to open or not. */
export const rowsOf = (text: string, root: Node, folds: ReadonlyMap<string, boolean>): readonly JsonRow[] => {
  const rows: JsonRow[] = []
  const visit = (node: Node, place: JsonPlace, name: string | null, inArray: boolean): void => {
    const children = childrenOf(node)
    const id = placeId(place)
    const open = folds.get(id) ?? (place.length < UNFOLDED_DEPTH && children.length <= UNFOLDED_CHILDREN)
    const kind = kindOf(node)
    const literal = isContainer({ kind }) ? '' : text.slice(node.offset, node.offset + node.length)
    rows.push({ place, id, depth: place.length, name, inArray, kind, literal, size: children.length, open })
    if (!open) return
    for (const [index, child] of children.entries()) {
      const key = child.type === 'property' ? String(child.children?.[0]?.value) : String(index)
      visit(valueIn(child), [...place, index], key, node.type === 'array')
    }
  }
  // The whole is not a row of its own unless it has no children to show.
  const top = childrenOf(root)
  if (top.length === 0) visit(root, [], null, false)
  for (const [index, child] of top.entries()) {
    const key = child.type === 'property' ? String(child.children?.[0]?.value) : String(index)
    visit(valueIn(child), [index], key, root.type === 'array')
  }
  return rows
}
