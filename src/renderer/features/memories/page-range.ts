import type { RowWindow } from './row-window.ts'

export const PAGE_SIZE = 100

/** Numbers of the pages that hold the rows of a window; the first one where there are no rows to know of yet. */
export const pagesOf = ({ first, last }: RowWindow): readonly number[] => {
  const from = Math.floor(first / PAGE_SIZE)
  const to = Math.max(from, Math.ceil(last / PAGE_SIZE) - 1)
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** A jump is more than a page away from what is there: the scroll bar is being dragged. */
export const isJump = (before: readonly number[], after: readonly number[]): boolean => {
  const [low = 0, high = 0] = [before[0], before.at(-1)]
  return (after[0] ?? 0) > high + 1 || (after.at(-1) ?? 0) < low - 1
}

export interface Slice {
  readonly offset: number
  readonly limit: number
}

/** The calls that read rows `from` to `to`, both included, in the largest pieces a call may ask for. */
export const slicesOf = (from: number, to: number, most = 500): readonly Slice[] =>
  Array.from({ length: Math.max(0, Math.ceil((to - from + 1) / most)) }, (_, index) => {
    const offset = from + index * most
    return { offset, limit: Math.min(most, to - offset + 1) }
  })
