import type { DiffRow } from './diff-lines.ts'

/** Rows to show, or a run of equal ones that is folded away. */
export type DiffPart =
  | { readonly kind: 'rows'; readonly rows: readonly DiffRow[] }
  | { readonly kind: 'fold'; readonly rows: readonly DiffRow[] }

/** Equal lines that stay in sight on each side of a change. */
const CONTEXT = 2
/** A fold takes a line itself; fewer than this many are not worth one. */
const WORTH = 4

/** Folds long runs of equal lines, so that the changes are what is seen. */
export const foldRows = (rows: readonly DiffRow[]): readonly DiffPart[] => {
  const parts: DiffPart[] = []
  let start = 0
  while (start < rows.length) {
    const same = rows[start]?.kind === 'same'
    const next = rows.findIndex((row, i) => i > start && (row.kind === 'same') !== same)
    const end = next < 0 ? rows.length : next
    const head = same && start > 0 ? CONTEXT : 0
    const tail = same && end < rows.length ? CONTEXT : 0
    if (same && end - start - head - tail >= WORTH) {
      parts.push({ kind: 'rows', rows: rows.slice(start, start + head) })
      parts.push({ kind: 'fold', rows: rows.slice(start + head, end - tail) })
      parts.push({ kind: 'rows', rows: rows.slice(end - tail, end) })
    } else {
      parts.push({ kind: 'rows', rows: rows.slice(start, end) })
    }
    start = end
  }
  return parts.filter((part) => part.rows.length > 0)
}
