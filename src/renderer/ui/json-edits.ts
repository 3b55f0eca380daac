import { applyEdits, type Edit, type Node, parseTree } from 'jsonc-parser'

/**
 * Edits of JSON as TEXT. What an edit does not touch stays as it was, byte for byte: order of keys, doubled keys,
 * 1.0, 12345678901234567890. A place is a list of child indexes rather than keys, because keys may be doubled.
 */
export type JsonPlace = readonly number[]

/** A place that the text does not have. */
export class NoSuchPlaceError extends Error {
  override readonly name = 'NoSuchPlaceError'
}

export const parseJson = (text: string): Node => {
  const root = parseTree(text, [], { disallowComments: true, allowEmptyContent: false })
  if (!root) throw new NoSuchPlaceError('The text holds no JSON value')
  return root
}

/** The children of an object (its properties) or an array (its values). */
export const childrenOf = (node: Node): readonly Node[] =>
  node.type === 'object' || node.type === 'array' ? (node.children ?? []) : []

/** The value that a child carries: a property's value, or the child itself. */
export const valueIn = (child: Node): Node =>
  child.type === 'property' ? (child.children?.[1] ?? child) : child

const childAt = (root: Node, place: JsonPlace): Node => {
  let node = root
  for (const [depth, index] of place.entries()) {
    const child = childrenOf(depth === 0 ? node : valueIn(node))[index]
    if (!child) throw new NoSuchPlaceError(`There is nothing at ${place.join('/')}`)
    node = child
  }
  return node
}

/** The value node at a place. */
const nodeAt = (root: Node, place: JsonPlace): Node => valueIn(childAt(root, place))

const endOf = (node: Node): number => node.offset + node.length

const replace = (text: string, from: number, to: number, content: string): string => {
  const edit: Edit = { offset: from, length: to - from, content }
  return applyEdits(text, [edit])
}

/** Put another value there. `literal` is JSON text itself, so that no number passes through a double. */
export const setLiteral = (text: string, place: JsonPlace, literal: string): string => {
  const node = nodeAt(parseJson(text), place)
  return replace(text, node.offset, endOf(node), literal)
}

export const renameKey = (text: string, place: JsonPlace, key: string): string => {
  const child = childAt(parseJson(text), place)
  const name = child.children?.[0]
  if (child.type !== 'property' || !name) throw new NoSuchPlaceError('Only a property has a key')
  return replace(text, name.offset, endOf(name), JSON.stringify(key))
}

/** Takes the comma before the child along, or the one after it where it is the first. */
export const removeAt = (text: string, place: JsonPlace): string => {
  const index = place.at(-1)
  if (index === undefined) throw new NoSuchPlaceError('The whole cannot be removed')
  const parent = nodeAt(parseJson(text), place.slice(0, -1))
  const children = childrenOf(parent)
  const [before, child, after] = [children[index - 1], children[index], children[index + 1]]
  if (!child) throw new NoSuchPlaceError(`There is nothing at ${place.join('/')}`)
  if (before) return replace(text, endOf(before), endOf(child), '')
  if (after) return replace(text, child.offset, after.offset, '')
  return replace(text, parent.offset + 1, endOf(parent) - 1, '')
}

/** White space from the start of the line to `offset`, or null where something else stands before it. */
const indentBefore = (text: string, offset: number): string | null => {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset)
  return text.lastIndexOf('\n', offset - 1) >= 0 && line.trim() === '' ? line : null
}

/** Add at the end of an object (with `key`) or an array (without). Follows the layout of the children before it. */
export const appendTo = (
  text: string,
  place: JsonPlace,
  { key, literal }: { readonly key?: string; readonly literal: string },
): string => {
  const parent = nodeAt(parseJson(text), place)
  const isObject = parent.type === 'object'
  if (!isObject && parent.type !== 'array') throw new NoSuchPlaceError('Only objects and arrays hold values')
  if (isObject !== (key !== undefined))
    throw new NoSuchPlaceError('A key belongs to an object, and only there')
  const content = key === undefined ? literal : `${JSON.stringify(key)}: ${literal}`
  const last = childrenOf(parent).at(-1)
  if (!last) return replace(text, parent.offset + 1, endOf(parent) - 1, content)
  const indent = indentBefore(text, last.offset)
  return replace(text, endOf(last), endOf(last), indent === null ? `, ${content}` : `,\n${indent}${content}`)
}

/** Turns what a person typed into JSON: JSON as it is, anything else as a text. */
export const literalOf = (typed: string): string => {
  try {
    JSON.parse(typed)
    return typed.trim()
  } catch {
    return JSON.stringify(typed)
  }
}
