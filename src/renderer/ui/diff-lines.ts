import { diffLines, diffWordsWithSpace } from 'diff'

export interface DiffPiece {
  readonly text: string
  readonly changed: boolean
}

/** A line of a comparison; null sides are lines that the other text does not have. */
export interface DiffRow {
  readonly kind: 'same' | 'changed' | 'removed' | 'added'
  readonly before: { readonly number: number; readonly pieces: readonly DiffPiece[] } | null
  readonly after: { readonly number: number; readonly pieces: readonly DiffPiece[] } | null
}

/** Texts that share nothing take quadratic time; then they are shown as wholly replaced. */
const TIMEOUT_MS = 400

const linesOf = (text: string): readonly string[] => text.replace(/\n$/, '').split('\n')

const wordDiff = (before: string, after: string): readonly [readonly DiffPiece[], readonly DiffPiece[]] => {
  const parts = diffWordsWithSpace(before, after, { timeout: TIMEOUT_MS }) ?? []
  if (parts.length === 0) return [[{ text: before, changed: true }], [{ text: after, changed: true }]]
  const side = (not: 'added' | 'removed'): readonly DiffPiece[] =>
    parts
      .filter((part) => !part[not])
      .map((part) => ({ text: part.value, changed: part.added || part.removed }))
  return [side('added'), side('removed')]
}

interface Block {
  readonly lines: readonly string[]
  readonly added: boolean
  readonly removed: boolean
}

const blocksOf = (before: string, after: string): readonly Block[] => {
  const parts = diffLines(before, after, { timeout: TIMEOUT_MS })
  if (parts) return parts.map(({ value, added, removed }) => ({ lines: linesOf(value), added, removed }))
  return [
    { lines: linesOf(before), added: false, removed: true },
    { lines: linesOf(after), added: true, removed: false },
  ]
}

/** Line by line; where a run of lines was replaced by another, line for line and then word by word. */
export const diffRows = (before: string, after: string): readonly DiffRow[] => {
  const rows: DiffRow[] = []
  const blocks = blocksOf(before, after)
  let left = 0
  let right = 0
  const whole = (text: string): readonly DiffPiece[] => [{ text, changed: false }]
  for (let i = 0; i < blocks.length; i += 1) {
    const block = blocks[i]!
    const next = blocks[i + 1]
    if (!block.added && !block.removed) {
      for (const text of block.lines) {
        rows.push({
          kind: 'same',
          before: { number: ++left, pieces: whole(text) },
          after: { number: ++right, pieces: whole(text) },
        })
      }
      continue
    }
    const removed = block.removed ? block.lines : []
    const added = block.added ? block.lines : block.removed && next?.added ? next.lines : []
    if (block.removed && next?.added) i += 1
    for (let j = 0; j < Math.max(removed.length, added.length); j += 1) {
      const [was, is] = [removed[j], added[j]]
      if (was !== undefined && is !== undefined) {
        const [old, now] = wordDiff(was, is)
        rows.push({
          kind: 'changed',
          before: { number: ++left, pieces: old },
          after: { number: ++right, pieces: now },
        })
      } else if (was !== undefined) {
        rows.push({ kind: 'removed', before: { number: ++left, pieces: whole(was) }, after: null })
      } else if (is !== undefined) {
        rows.push({ kind: 'added', before: null, after: { number: ++right, pieces: whole(is) } })
      }
    }
  }
  return rows
}
