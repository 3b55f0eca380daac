import { create } from 'zustand'
import type {
  Fault,
  ImportFormat,
  ImportItem,
  ImportMode,
  ImportReport,
  ImportTable,
} from '#contract/imports'

/** A file that the engine has, and what is to become of it. */
export interface ChosenFile {
  readonly upload: string
  readonly name: string
  readonly bytes: number
  readonly format: ImportFormat
  /** Of a table, what its columns are, and how it begins. */
  readonly table: ImportTable | null
}

export interface ImportOptions {
  /** The name of one that is there, or of one that is made. */
  readonly namespace: string
  readonly mode: ImportMode
  /** Go on where an import of this file ended early. */
  readonly resume: boolean
}

export type DryRun =
  | { readonly is: 'idle' }
  | { readonly is: 'running'; readonly done: number; readonly total: number }
  | { readonly is: 'ready'; readonly report: ImportReport; readonly faults: readonly Fault[] }
  | { readonly is: 'failed'; readonly error: unknown }

export interface RunningState {
  /** Milliseconds of the page's clock. */
  readonly began: number
  readonly progress: Extract<ImportItem, { kind: 'progress' }> | null
}

export type ImportState =
  | { readonly is: 'empty'; readonly error: unknown }
  | { readonly is: 'reading'; readonly name: string; readonly done: number; readonly total: number }
  | { readonly is: 'chosen'; readonly dry: DryRun }
  | ({ readonly is: 'running' } & RunningState)
  | { readonly is: 'done'; readonly report: ImportReport; readonly faults: readonly Fault[] }
  /** Ended early, by a person (no error) or by a fault; what is in stays. */
  | { readonly is: 'ended'; readonly error: unknown; readonly id: string | null; readonly count: number }
  | { readonly is: 'undoing'; readonly done: number; readonly total: number }
  | { readonly is: 'undone' }

interface Imports {
  readonly state: ImportState
  readonly file: ChosenFile | null
  readonly options: ImportOptions
}

/** The one import of this window. It outlives the dialog, so that it may go on behind the screens. */
export const importStore = create<Imports>(() => ({
  state: { is: 'empty', error: null },
  file: null,
  options: { namespace: '', mode: 'update', resume: false },
}))

/** While it writes, no other one begins. */
export const isBusy = ({ is }: ImportState): boolean => is === 'running' || is === 'undoing'
