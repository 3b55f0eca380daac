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
}

/** Of each part so many differences are told one by one. */
export const MOST_TOLD = 200
