/**
 * How a store on one machine and the truth on another one understand each other: every change is an entry of one log, and
 * says of each row that it touched what the row is afterwards. An entry may be applied twice without harm, and whoever
 * applies all of them in order has the same rows, down to their keys.
 */
export type RowValue = string | number | null | Uint8Array

/** One row as an entry leaves it. */
export interface RowChange {
  readonly table: string
  /** The number of the row, or its primary key where its table counts no rows. */
  readonly key: readonly (string | number)[]
  /** Null where the row is gone. */
  readonly row: Readonly<Record<string, RowValue>> | null
  /** Number of the namespace that it belongs to; null where it belongs to the whole database. */
  readonly space: number | null
}

export interface NewEntry {
  /** Tells it from every other one, so that it is recognised where nobody knows whether it arrived. */
  readonly id: string
  readonly rows: readonly RowChange[]
}

export interface Entry extends NewEntry {
  /** From 1, without gaps. */
  readonly number: number
}

/** Up to where a log was read; its start is number 0. */
export interface Position {
  /** Which log it is. */
  readonly log: string
  readonly number: number
  readonly id: string
}

/** What came after a position, or why that cannot be said: entries were dropped, or it is a position of another past. */
export type Following =
  | { readonly is: 'following'; readonly entries: readonly Entry[] }
  | { readonly is: 'dropped' }
  | { readonly is: 'another-past' }

export interface RowLog {
  /** Writes an entry right after a position; `moved` where others were faster, and nothing was written. */
  append(after: Position, entry: NewEntry): Promise<Position | 'moved'>
  after(position: Position): Promise<Following>
  /** Every row there is, in parts, and where the log goes on from there: what it says of later rows is applied after them. */
  everything(take: (rows: readonly RowChange[]) => void): Promise<Position>
  /** Which log it is, or null where there is none yet. */
  origin(): Promise<string | null>
  /** Makes the log, unless somebody else just did. @returns its start */
  begin(log: string): Promise<Position>
  close(): Promise<void>
}
