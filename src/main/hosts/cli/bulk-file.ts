import { type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import { BulkItem } from '#contract/memories'
import { StartError } from '../start-error.ts'

interface BulkFile {
  readonly items: readonly { readonly line: number; readonly item: BulkItem }[]
  readonly failed: readonly { readonly line: number; readonly message: string }[]
}

/**
 * Memories of a JSON array, or one a line. Payloads are taken over as the text that stands there: digits and the order
 * of keys stay what they are (MEM-3).
 */
export const readBulkFile = (contents: string): BulkFile => {
  const text = contents.replace(/^\uFEFF/, '')
  const read = text.trimStart().startsWith('[') ? fromArray(text) : fromLines(text)
  const items: { line: number; item: BulkItem }[] = []
  const failed: { line: number; message: string }[] = []
  for (const { line, result } of read) {
    if (typeof result === 'string') failed.push({ line, message: result })
    else items.push({ line, item: result })
  }
  return { items, failed }
}

/** A sentence where it is none. */
type Read = { readonly line: number; readonly result: BulkItem | string }

const fromArray = (text: string): Read[] => {
  const tree = parsed(text)
  if (typeof tree === 'string') throw new StartError(`The file is no JSON array: ${tree}.`)
  return (tree.children ?? []).map((node, i) => ({ line: i + 1, result: itemOf(node, text) }))
}

const fromLines = (text: string): Read[] =>
  text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return []
    const tree = parsed(line)
    return [{ line: i + 1, result: typeof tree === 'string' ? tree : itemOf(tree, line) }]
  })

const parsed = (text: string): Node | string => {
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [error] = errors
  if (error !== undefined) return `${printParseErrorCode(error.error)} at character ${error.offset + 1}`
  return tree ?? 'nothing stands there'
}

/** Names of the original program beside those of the contract. */
const RENAMED: Readonly<Record<string, string>> = { coord: 'coordinate', memory_type: 'type' }

const itemOf = (node: Node, text: string): BulkItem | string => {
  if (node.type !== 'object') return 'a memory is an object with coord and payload'
  const fields: Record<string, unknown> = {}
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (key === undefined || value === undefined) continue
    const raw = text.slice(value.offset, value.offset + value.length)
    const name = String(key.value)
    fields[RENAMED[name] ?? name] = name === 'payload' ? raw : (JSON.parse(raw) as unknown)
  }
  const item = BulkItem.safeParse(fields)
  if (item.success) return item.data
  return item.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
}
