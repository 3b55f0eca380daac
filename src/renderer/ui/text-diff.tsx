import { useMemo } from 'react'
import { classNames } from './class-names.ts'
import { type DiffPiece, type DiffRow, diffRows } from './diff-lines.ts'
import styles from './text-diff.module.css'

interface TextDiffProps {
  readonly before: string
  readonly after: string
  readonly beforeLabel: string
  readonly afterLabel: string
  readonly mode: 'side-by-side' | 'inline'
}

type Side = DiffRow['before']

const Pieces = ({
  pieces,
  mark,
}: {
  readonly pieces: readonly DiffPiece[]
  readonly mark: 'del' | 'ins'
}) => {
  const Mark = mark
  return pieces.map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name but their place
    piece.changed ? <Mark key={index}>{piece.text}</Mark> : <span key={index}>{piece.text}</span>,
  )
}

const Cell = ({ side, sign }: { readonly side: Side; readonly sign: '-' | '+' | ' ' }) => (
  <>
    <td className={styles.number}>{side?.number}</td>
    <td
      className={classNames(
        styles.text,
        sign === '-' && styles.removed,
        sign === '+' && styles.added,
        !side && styles.none,
      )}
    >
      <span className={styles.sign}>{side ? sign : ''}</span>
      {side && <Pieces pieces={side.pieces} mark={sign === '+' ? 'ins' : 'del'} />}
    </td>
  </>
)

const inlineOf = (row: DiffRow): readonly { readonly side: Side; readonly sign: '-' | '+' | ' ' }[] => {
  if (row.kind === 'same') return [{ side: row.after, sign: ' ' }]
  return [
    ...(row.before ? [{ side: row.before, sign: '-' as const }] : []),
    ...(row.after ? [{ side: row.after, sign: '+' as const }] : []),
  ]
}

/** Two texts, line by line and word by word. Signs say what colour says. */
export const TextDiff = ({ before, after, beforeLabel, afterLabel, mode }: TextDiffProps) => {
  const rows = useMemo(() => diffRows(before, after), [before, after])
  if (rows.every((row) => row.kind === 'same')) {
    return <p className={styles.equal}>Both are the same.</p>
  }
  return (
    <div className={classNames(styles.frame, 'selectable')}>
      <table className={classNames(styles.table, 'mono')} data-mode={mode}>
        {mode === 'side-by-side' && (
          <thead>
            <tr>
              <th colSpan={2}>{beforeLabel}</th>
              <th colSpan={2}>{afterLabel}</th>
            </tr>
          </thead>
        )}
        <tbody>
          {rows.flatMap((row, index) =>
            mode === 'side-by-side'
              ? [
                  // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
                  <tr key={index}>
                    <Cell side={row.before} sign={row.kind === 'same' ? ' ' : '-'} />
                    <Cell side={row.after} sign={row.kind === 'same' ? ' ' : '+'} />
                  </tr>,
                ]
              : inlineOf(row).map(({ side, sign }) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <tr key={`${index}${sign}`}>
                    <Cell side={side} sign={sign} />
                  </tr>
                )),
          )}
        </tbody>
      </table>
    </div>
  )
}
