import type { ColumnRole, Fault, ImportFormat } from '#contract/imports'
import type { PayloadLimits } from '../memory/payload.ts'
import type { ImportLink, ImportMemory } from './records.ts'

export interface ReadOptions {
  readonly format: ImportFormat
  /** Of a table, what its columns are; by their names if left out. */
  readonly columns?: readonly ColumnRole[] | undefined
  readonly limits: PayloadLimits
}

/** Which of its two kinds a file is read for: links wait until all memories are known. */
export type ReadPass = 'memories' | 'links'

/** Some of what a file has, in its order. */
export interface RecordBatch {
  /** Empty while links are read, and the other way round. */
  readonly memories: readonly ImportMemory[]
  readonly links: readonly ImportLink[]
  readonly faults: readonly Fault[]
  /** Bytes read so far. */
  readonly done: number
  /** Links met so far, usable or not. */
  readonly linksSeen: number
  /** Why the rest of the file cannot be read; it is the last batch then. */
  readonly refused: { readonly line: number; readonly why: string } | null
}

/** A file that is being read, part by part, so that no more of it is held than one batch. */
export interface OpenedFile {
  readonly bytes: number
  /** Tells its contents from those of any other file. */
  readonly fingerprint: string
  /** Begins, or begins anew. */
  begin(pass: ReadPass): Promise<void>
  /** Null at the end. */
  next(): Promise<RecordBatch | null>
  close(): Promise<void>
}

/** Files on their way in: kept somewhere until they are imported, and read where reading keeps nobody waiting. */
export interface ImportFiles {
  /**
   * Takes a part; without a number a new upload begins.
   * @returns its number
   * @throws AppError `import/file`
   */
  take(upload: string | undefined, text: string): Promise<string>
  /** How it begins, and how long it is. @throws AppError `import/file` */
  head(upload: string): Promise<{ readonly text: string; readonly bytes: number }>
  /** @throws AppError `import/file` */
  open(upload: string, options: ReadOptions, signal: AbortSignal): Promise<OpenedFile>
  forget(upload: string): Promise<void>
}
