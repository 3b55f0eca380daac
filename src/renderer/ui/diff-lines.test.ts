import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type DiffPiece, diffRows } from './diff-lines.ts'
import { foldRows } from './fold-rows.ts'

const join = (pieces: readonly DiffPiece[]): string => pieces.map((piece) => piece.text).join('')

it('keeps every line of both texts, in order', () => {
  const line = fc.constantFrom('a', 'a b', 'a b c', 'x', '', 'x y')
  const text = fc.array(line, { minLength: 1, maxLength: 8 }).map((lines) => lines.join('\n'))
  fc.assert(
    fc.property(text, text, (before, after) => {
      const rows = diffRows(`${before}\n`, `${after}\n`)
      expect(rows.flatMap((row) => (row.before ? [join(row.before.pieces)] : [])).join('\n')).toBe(before)
      expect(rows.flatMap((row) => (row.after ? [join(row.after.pieces)] : [])).join('\n')).toBe(after)
    }),
  )
})

it('marks the words that changed inside a line', () => {
  const [row] = diffRows('the old way', 'the new way')
  expect(row?.kind).toBe('changed')
  expect(row?.before?.pieces.filter((piece) => piece.changed)).toEqual([{ text: 'old', changed: true }])
  expect(row?.after?.pieces.filter((piece) => piece.changed)).toEqual([{ text: 'new', changed: true }])
})

it('folds equal lines away from changes, and loses none', () => {
  const lines = Array.from({ length: 20 }, (_, i) => `line ${i}`)
  const rows = diffRows(lines.join('\n'), lines.with(10, 'other').join('\n'))
  const parts = foldRows(rows)
  expect(parts.map((part) => [part.kind, part.rows.length])).toEqual([
    ['fold', 8],
    ['rows', 2],
    ['rows', 1],
    ['rows', 2],
    ['fold', 7],
  ])
  expect(parts.flatMap((part) => part.rows)).toEqual(rows)
})

it('says nothing changed where nothing did', () => {
  expect(diffRows('a\nb', 'a\nb').every((row) => row.kind === 'same')).toBe(true)
})
