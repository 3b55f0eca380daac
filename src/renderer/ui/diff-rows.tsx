import { Fragment } from 'react'
import { classNames } from './class-names.ts'
import type { DiffPiece, DiffRow } from './diff-lines.ts'
import styles from './text-diff.module.css'

type Side = DiffRow['before']
type Sign = '-' | '+' | ' '

const Pieces = ({
  pieces,
  mark: Mark,
}: {
  readonly pieces: readonly DiffPiece[]
  readonly mark: 'del' | 'ins'
}) =>
  pieces.map((piece, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no name but their place
    piece.changed ? <Mark key={index}>{piece.text}</Mark> : <span key={index}>{piece.text}</span>,
  )

const Cell = ({ side, sign }: { readonly side: Side; readonly sign: Sign }) => (
  <>
    <td className={styles.number}>{side?.number}</td>
    <td
      className={classNames(
        styles.text,
        side && sign === '-' && styles.removed,
        side && sign === '+' && styles.added,
        !side && styles.none,
      )}
    >
      <span className={styles.sign}>{side ? sign : ''}</span>
      {side && <Pieces pieces={side.pieces} mark={sign === '+' ? 'ins' : 'del'} />}
    </td>
  </>
)

const Inline = ({ row }: { readonly row: DiffRow }) =>
  row.kind === 'same' ? (
    <tr>
      <Cell side={row.after} sign=" " />
    </tr>
  ) : (
    <>
      {row.before && (
        <tr>
          <Cell side={row.before} sign="-" />
        </tr>
      )}
      {row.after && (
        <tr>
          <Cell side={row.after} sign="+" />
        </tr>
      )}
    </>
  )

interface DiffRowsProps {
  readonly rows: readonly DiffRow[]
  readonly mode: 'side-by-side' | 'inline'
}

export const DiffRows = ({ rows, mode }: DiffRowsProps) =>
  rows.map((row) => (
    <Fragment key={`${row.before?.number}/${row.after?.number}`}>
      {mode === 'inline' ? (
        <Inline row={row} />
      ) : (
        <tr>
          <Cell side={row.before} sign={row.kind === 'same' ? ' ' : '-'} />
          <Cell side={row.after} sign={row.kind === 'same' ? ' ' : '+'} />
        </tr>
      )}
    </Fragment>
  ))
