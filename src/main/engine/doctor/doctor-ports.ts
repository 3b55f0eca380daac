import type { DoctorPart } from '#contract/doctor'

/** What is wrong in the database file, of one state of it. */
export interface FileDiagnosis {
  readonly seq: number
  readonly checked: readonly {
    readonly part: DoctorPart
    readonly compared: number
    readonly differences: number
  }[]
  /** Of each part the first few. */
  readonly found: readonly FileFinding[]
  /** Names of saved indexes that say other than the memories, or cannot be used. */
  readonly spoilt: readonly string[]
  /** Links between living memories, by namespace. */
  readonly links: readonly { readonly namespace: string; readonly count: number; readonly weight: number }[]
}

/** The files of a database and beside it, which the engine does not see. */
export interface DoctorFiles {
  /** Looks into them; null where there are none. It takes a while, so nobody who works waits for it. */
  diagnose(signal: AbortSignal): Promise<FileDiagnosis | null>
  /** Removes saved indexes, by their names: each is made anew from the store. */
  forgetSaved(names: readonly string[]): Promise<void>
  /** Where the file is the copy of a primary store on another machine. */
  readonly copy?: CopyFiles | undefined
}

/** The copy of a primary store that is on another machine, held against it. */
export interface CopyFiles {
  compare(signal: AbortSignal): Promise<CopyDiagnosis>
  /** What is there of rows; without those that are not there. */
  rowsThere(rows: readonly RowDifference[], signal: AbortSignal): Promise<PrimaryRow[]>
}

/** A row of the primary store, down to its number. */
export interface PrimaryRow {
  readonly table: string
  readonly key: readonly (string | number)[]
  readonly row: Readonly<Record<string, string | number | null | Uint8Array>>
  /** Number of its namespace; null where it is of the whole database. */
  readonly space: number | null
}

/** A row of which there and here do not say the same. */
export interface RowDifference extends Omit<PrimaryRow, 'row'> {
  /** Which of them is right: the other one is made like it. `neither` where somebody has to look at it. */
  readonly right: 'here' | 'there' | 'neither'
}

export interface CopyDiagnosis {
  readonly compared: number
  readonly rows: readonly RowDifference[]
  /** The first few. */
  readonly found: readonly FileFinding[]
}

/** What makes a copy and its primary store say the same again. */
export interface RowSettling {
  /** As they are there; what is here becomes a version, and the change can be undone. */
  readonly take: readonly PrimaryRow[]
  /** They are written there again as they are here. */
  readonly giveBack: readonly RowDifference[]
  readonly at: number
  readonly author: string
}

export interface FileFinding {
  readonly part: DoctorPart
  readonly namespace: string | null
  readonly coordinate: readonly number[] | null
  readonly what: string
  /** Where it is not as with the rest of its part. */
  readonly canRepair?: boolean
}

/** The part of the primary store that makes anew what is derived from its memories. */
export interface DoctorStore {
  /** Makes counts and keyword tables anew where they differ. @returns how many namespaces were touched */
  mend(): Promise<number>
  /** @returns how many rows were taken over or written again */
  settleRows(settling: RowSettling): Promise<number>
}

/** Of each part so many differences are told one by one. */
export const MOST_TOLD = 200
